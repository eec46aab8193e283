/** A value of a row as a literal of the database it goes to. */
import { isSql } from '../authoring/sql.ts'
import { sqlLiteral } from '../authoring/sql-literal.ts'

export type LiteralDialect = 'postgres' | 'sqlite'

/** `place` says in messages where the value stands. */
export function rowValue(value: unknown, dialect: LiteralDialect, place: string): string {
  if (isSql(value)) return value.text
  if (Array.isArray(value)) {
    return sqlLiteral(dialect === 'postgres' ? arrayText(value) : JSON.stringify(value), place)
  }
  // PostgreSQL reads the text '\x…' as bytes; SQLite has a literal of its own: https://www.sqlite.org/lang_expr.html#literal_values_constants_
  if (dialect === 'sqlite' && value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`
  return sqlLiteral(value, place)
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return arrayText(value)
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  const text =
    typeof value === 'string' ? value : value instanceof Date ? value.toISOString() : JSON.stringify(value)
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
