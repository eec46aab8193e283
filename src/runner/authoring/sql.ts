/** The `sql` tag: SQL with values in it, which become literals. */
import { isMade, MADE, type Made } from './made.ts'
import { sqlLiteral } from './sql-literal.ts'

/** A piece of SQL. */
export interface Sql extends Made<'sql'> {
  readonly text: string
}

/** What `sql` can do besides being a tag. */
export interface SqlTag {
  /**
   * SQL whose `${…}` become literals: a text in quotes, a number, a boolean, NULL, a date, bytes, an object as JSON.
   * A list becomes its elements with commas between them: `IN (${ids})`. SQL made by `sql`, `sql.id` or `sql.raw`
   * goes in as it is.
   */
  (texts: TemplateStringsArray, ...values: readonly unknown[]): Sql
  /** SQL as it stands, with nothing put in quotes: never for a value from outside. */
  raw(text: string): Sql
  /** A name in quotes; several are the parts of one: `sql.id('sales', 'orders')` is `"sales"."orders"`. */
  id(...parts: readonly string[]): Sql
  /** A value as a literal. */
  lit(value: unknown): Sql
}

/** Makes SQL; see `SqlTag`. */
export const sql: SqlTag = Object.assign(
  (texts: TemplateStringsArray, ...values: readonly unknown[]): Sql => made(textOf(texts, values)),
  {
    raw: (text: string): Sql => {
      if (typeof text !== 'string') throw new TypeError('sql.raw wants a text: sql.raw("now()").')
      return made(text)
    },
    id: (...parts: readonly string[]): Sql => made(parts.map(quotedName).join('.') || noName()),
    lit: (value: unknown): Sql => made(embedded(value, 'of sql.lit')),
  },
)

/** Whether it is a piece of SQL. */
export function isSql(value: unknown): value is Sql {
  return isMade(value, 'sql') && 'text' in value && typeof value.text === 'string'
}

function made(text: string): Sql {
  return { [MADE]: 'sql', text }
}

function textOf(texts: unknown, values: readonly unknown[]): string {
  if (!Array.isArray(texts) || !('raw' in texts)) {
    throw new TypeError(
      'sql is a template tag: write sql`…`, or sql.raw(text) for SQL that you have as a text.',
    )
  }
  return texts.reduce((text: string, fixed: unknown, i) => {
    if (typeof fixed !== 'string')
      throw new TypeError('sql`…` has an escape that JavaScript cannot read: write \\\\.')
    if (i === texts.length - 1) return text + fixed
    return text + fixed + embedded(values[i], `number ${String(i + 1)} of sql\`…\``)
  }, '')
}

function embedded(value: unknown, place: string): string {
  return isSql(value) ? value.text : sqlLiteral(value, place)
}

function quotedName(part: unknown): string {
  if (typeof part !== 'string' || part === '') return noName()
  return `"${part.replaceAll('"', '""')}"`
}

function noName(): never {
  throw new TypeError("sql.id wants a name: sql.id('orders').")
}
