/** A query before it is written. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Step } from './drafts.ts'
import type { Given } from '../typescript/given.ts'

/** A condition, and how it is joined to the one before it. */
interface Condition {
  readonly joiner: 'and' | 'or'
  readonly text: MappedText
}

/** What a query builder has been told. */
export interface QueryDraft {
  table?: Given | undefined
  schema?: Given | undefined
  /** What it does; a builder that says nothing selects. */
  action: 'select' | 'first' | 'pluck' | 'insert' | 'update' | 'delete' | 'truncate'
  /** The arguments of `insert` and `update`. */
  data: Step | undefined
  /** Conditions with `and` or `or` before each. */
  readonly wheres: Condition[]
  /** The same for groups. */
  readonly havings: Condition[]
  /** All other calls. */
  readonly steps: Step[]
  readonly span: Span
}

/** `where …` with what joins the conditions. */
export function whereClause({ wheres }: Pick<QueryDraft, 'wheres'>): readonly (string | MappedText)[] {
  return clause('where ', wheres)
}

/** `having …`. */
export function havingClause({ havings }: Pick<QueryDraft, 'havings'>): readonly (string | MappedText)[] {
  return clause('having ', havings)
}

function clause(word: string, conditions: readonly Condition[]): readonly (string | MappedText)[] {
  return conditions.flatMap(({ joiner, text }, i) => [i === 0 ? word : ` ${joiner} `, text])
}
