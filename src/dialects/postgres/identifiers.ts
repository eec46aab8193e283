/** Names and constants as PostgreSQL writes them. */
import type { QualifiedName } from '../../model/names.ts'
import { RESERVED_WORDS } from './reserved-words.ts'

const PLAIN = /^[a-z_][a-z0-9_]*$/u

/** A name, in quotes only where it would mean something else without: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
export function identifier(name: string): string {
  return PLAIN.test(name) && !RESERVED_WORDS.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** `orders`, `billing."Order"`. */
export function qualified({ schema, name }: QualifiedName): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`
}

/** Several names with commas. */
export function identifiers(names: readonly string[]): string {
  return names.map(identifier).join(', ')
}

/** A string constant; backslashes want the escape form, which means the same under every setting. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/** A collation or operator class given as text, with or without its schema; `en_US.utf8` is one name. */
export function dotted(name: string): string {
  if (/\.utf-?8$/iu.test(name)) return identifier(name)
  return name.split('.').map(identifier).join('.')
}
