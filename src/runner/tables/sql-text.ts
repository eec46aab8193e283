/** Texts as constants that PostgreSQL and SQLite read alike. */

/** A constant; PostgreSQL takes a backslash as it is while standard_conforming_strings is on, which the runner sees to. */
export function text(value: string): string {
  // No server can store the character, and no client can send it.
  return `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`
}

/** A constant, or NULL. */
export function textOrNull(value: string | undefined): string {
  return value === undefined ? 'NULL' : text(value)
}
