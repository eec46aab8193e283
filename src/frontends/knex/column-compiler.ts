/** A column of a table builder as the SQL that Knex sends for it. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { defaultKind, typeOf } from './column-types.ts'
import type { ColumnDraft, Step, TableDraft } from './drafts.ts'
import { wrapText } from './text.ts'
import { defaultText, escape } from './values.ts'
import { type Given, is, isGiven, listOf, textIn } from '../typescript/given.ts'
import { joined, quoteLiteral, textOfGiven, write } from '../typescript/written-sql.ts'

/** What one column gives: its definition, and the statements that come before and after. */
export interface CompiledColumn {
  readonly draft: ColumnDraft
  readonly name: MappedText
  readonly type: MappedText
  readonly definition: MappedText
  readonly before: readonly MappedText[]
  readonly after: readonly MappedText[]
}

/** Compiles a column of a table that is called `tableName` in SQL. */
export function compileColumn(draft: ColumnDraft, table: TableDraft, tableName: MappedText): CompiledColumn {
  const { span, modifiers } = draft
  const name = columnName(draft)
  const { type, before } = typeOf(draft, table)
  const written: MappedText[] = []
  const after: MappedText[] = []
  const comment = modifiers.get('comment')
  if (comment) after.push(commentOn(draft, tableName, name, comment[0]))
  if (!/increments$/iu.test(draft.method)) {
    written.push(...plainModifiers(draft))
    let unnamed = 0
    for (const [method, predicate] of CHECKS) {
      const args = modifiers.get(method)
      if (!args) continue
      const { text, constraint } = predicate({ method, args, span }, name)
      if (draft.alter) {
        const called = constraint ?? unnamedCheck(draft, table, ++unnamed)
        after.push(write(span, 'alter table ', tableName, ' add constraint ', called, ' check(', text, ')'))
      } else
        written.push(
          write(span, ...(constraint ? ['constraint ', constraint, ' '] : []), 'check (', text, ')'),
        )
    }
  }
  const definition = joined(span, [name, type, ...written], ' ')
  return { draft, name, type, definition, before: before ? [before] : [], after }
}

/** The name in quotes; auto-incrementing columns are called `id` when they have none. */
export function columnName({ args: [name], span }: ColumnDraft): MappedText {
  return isGiven(name) ? wrapText(textOfGiven(name), name.span) : standingFor('"id"', span)
}

/** `DEFAULT` with the value, as it also follows `SET`. */
export function defaultClause(draft: ColumnDraft): MappedText | undefined {
  const value = draft.modifiers.get('defaultTo')?.[0]
  if (!value || (value.value.kind === 'primitive' && value.value.value === undefined)) return undefined
  return write(draft.span, 'default ', defaultText(value, defaultKind(draft.method)))
}

function plainModifiers(draft: ColumnDraft): readonly MappedText[] {
  const nullable = draft.modifiers.get('nullable')
  const written: MappedText[] = []
  if (nullable) written.push(standingFor(is(nullable[0], false) ? 'not null' : 'null', draft.span))
  const byDefault = defaultClause(draft)
  if (byDefault) written.push(byDefault)
  return written
}

function commentOn(
  { span }: ColumnDraft,
  tableName: MappedText,
  name: MappedText,
  comment: Given | undefined,
): MappedText {
  const text = isGiven(comment) ? quoteLiteral(textOfGiven(comment), comment.span) : 'NULL'
  return write(span, 'comment on column ', tableName, '.', name, ' is ', text)
}

function unnamedCheck({ span, args: [name] }: ColumnDraft, table: TableDraft, number: number): MappedText {
  const column = name ? textOfGiven(name) : 'id'
  return write(span, textOfGiven(table.name), '_', column, `_${number}`)
}

interface Check {
  readonly text: MappedText
  /** The name as the code gives it, unquoted. */
  readonly constraint?: MappedText | undefined
}

type CheckWriter = (step: Step, name: MappedText) => Check

const constraintOf = (given: Given | undefined): MappedText | undefined =>
  isGiven(given) ? textOfGiven(given) : undefined

const compare =
  (operator: string): CheckWriter =>
  ({ args, span }, name) => ({
    text: write(span, name, ` ${operator} 0`),
    constraint: constraintOf(args[0]),
  })

const inList =
  (not: string): CheckWriter =>
  ({ args: [values, constraint], span }, name) => ({
    text: write(span, name, ` ${not}in (`, joined(span, values ? listOf(values).map(escape) : [], ','), ')'),
    constraint: constraintOf(constraint),
  })

/** In the order in which Knex writes them: https://knexjs.org/guide/schema-builder.html#checks */
const CHECKS: readonly (readonly [string, CheckWriter])[] = [
  ['checkPositive', compare('>')],
  ['checkNegative', compare('<')],
  ['checkIn', inList('')],
  ['checkNotIn', inList('not ')],
  ['checkBetween', between],
  [
    'checkLength',
    ({ args: [operator, length, constraint], span }, name) => ({
      text: write(span, 'length(', name, `) ${textIn(operator) ?? '='} `, length ? textOfGiven(length) : '0'),
      constraint: constraintOf(constraint),
    }),
  ],
  [
    'checkRegex',
    ({ args: [pattern, constraint], span }, name) => ({
      text: write(span, name, ' ~ ', pattern ? escape(pattern) : "''"),
      constraint: constraintOf(constraint),
    }),
  ],
]

function between({ args: [intervals, constraint], span }: Step, name: MappedText): Check {
  const list = intervals ? listOf(intervals) : []
  const nested = list.some(each => each.value.kind === 'array')
  const pairs = nested ? list.map(listOf) : [list]
  const texts = pairs.map(([low, high]) =>
    write(span, name, ' between ', low ? escape(low) : 'NULL', ' and ', high ? escape(high) : 'NULL'),
  )
  return { text: joined(span, texts, ' or '), constraint: constraintOf(constraint) }
}

/** Names of the modifiers, by the method that says them. */
export const MODIFIERS: Readonly<Record<string, string>> = {
  nullable: 'nullable',
  defaultTo: 'defaultTo',
  default: 'defaultTo',
  defaultsTo: 'defaultTo',
  comment: 'comment',
  ...Object.fromEntries(CHECKS.map(([method]) => [method, method])),
}

/** Modifiers that PostgreSQL has no word for and Knex leaves out. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'unsigned',
  'first',
  'after',
  'collate',
  'check',
  'queryContext',
])
