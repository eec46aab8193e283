/** What a builder of Kysely has been told: a new draft for each call, because its builders never change. */
import type { Span } from '../../source/span.ts'
import { separated, tree, type Part, type Plugins } from './parts.ts'
import type { Kit } from './said.ts'

/** The Kysely that a builder was made with. */
export interface Db {
  readonly plugins: Plugins
  readonly kit: Kit
}

/** The clauses of a statement by their names. */
export interface Draft {
  readonly db: Db
  /** The call that began it. */
  readonly span: Span
  readonly clauses: ReadonlyMap<string, readonly Part[]>
  /** Names of common table expressions. */
  readonly expressions: readonly string[]
  /** Which of several things the last calls are about: the last change of a table. */
  readonly about?: string | undefined
}

/** A draft that says nothing yet but these clauses. */
export function draftOf(db: Db, span: Span, clauses: Readonly<Record<string, readonly Part[]>> = {}): Draft {
  return { db, span, clauses: new Map(Object.entries(clauses)), expressions: [] }
}

/** The draft with more in a clause. */
export function more(draft: Draft, clause: string, ...parts: readonly Part[]): Draft {
  return having(draft, clause, [...(draft.clauses.get(clause) ?? []), ...parts])
}

/** The draft with other contents of a clause. */
export function having(draft: Draft, clause: string, parts: readonly Part[]): Draft {
  return { ...draft, clauses: new Map(draft.clauses).set(clause, parts) }
}

/** The draft without a clause. */
export function without(draft: Draft, clause: string): Draft {
  const clauses = new Map(draft.clauses)
  clauses.delete(clause)
  return { ...draft, clauses }
}

/** Whether a clause is there. */
export function has({ clauses }: Draft, clause: string): boolean {
  return clauses.has(clause)
}

/** A clause with the words around it; nothing where it is not there. */
export function clause(
  draft: Draft,
  name: string,
  before = '',
  separator = ', ',
  after = '',
): readonly Part[] {
  const parts = draft.clauses.get(name)
  if (!parts) return []
  return [tree(draft.span, before, separated(draft.span, parts, separator), after)]
}

/** Words that stand there when a clause does. */
export function word(draft: Draft, name: string, text: string): readonly Part[] {
  return has(draft, name) ? [text] : []
}
