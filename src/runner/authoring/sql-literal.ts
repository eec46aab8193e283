/** A value of JavaScript as a literal of SQL. */

/**
 * The literal; `place` says in messages where the value stands.
 * A text is as PostgreSQL reads it with `standard_conforming_strings`, its default, and as SQLite does: only the quote
 * is doubled. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS
 */
export function sqlLiteral(value: unknown, place: string): string {
  if (!Array.isArray(value)) return single(value, place)
  if (value.length === 0) throw new TypeError(`Value ${place} is an empty list, which SQL has no word for.`)
  return value.map((each: unknown) => single(each, place)).join(', ')
}

function single(value: unknown, place: string): string {
  switch (typeof value) {
    case 'string':
      return quoted(value, place)
    case 'number':
      if (Number.isFinite(value)) return String(value)
      throw new TypeError(`Value ${place} is ${String(value)}, which is no number that SQL knows.`)
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? 'NULL' : quoted(objectText(value, place), place)
    default:
      throw new TypeError(`Value ${place} is ${String(value)}, which SQL has no word for; null is NULL.`)
  }
}

/** https://www.postgresql.org/docs/current/datatype-binary.html#DATATYPE-BINARY-BYTEA-HEX-FORMAT */
function objectText(value: object, place: string): string {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypeError(`Value ${place} is a date that does not exist.`)
    return value.toISOString()
  }
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value))
    throw new TypeError(`Value ${place} is a list within a list: write one after the other.`)
  return JSON.stringify(value)
}

function quoted(text: string, place: string): string {
  if (text.includes('\0'))
    throw new TypeError(`Value ${place} has a NUL character, which no database stores.`)
  return `'${text.replaceAll("'", "''")}'`
}
