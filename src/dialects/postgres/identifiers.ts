/** Names and constants as PostgreSQL writes them. */
import { spellingOf, type Spelling } from '../spelling.ts'
import { RESERVED_WORDS } from './reserved-words.ts'

const PLAIN = /^[a-z_][a-z0-9_]*$/u

/** A name, in quotes only where it would mean something else without: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
export function identifier(name: string): string {
  return PLAIN.test(name) && !RESERVED_WORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** A string constant; backslashes want the escape form, which means the same under every setting. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/** Names and constants for the printers that dialects share. */
export const POSTGRES: Spelling = spellingOf(identifier, literal)

export const { qualified, identifiers, dotted } = POSTGRES
