/** Dialect switches: code that asks which database it runs on is told that it is PostgreSQL. */
import { isPlaceholderOnly, mappedOf } from './value-tools.ts'
import type { Value } from './values.ts'

/** What projects call PostgreSQL in their settings, and what they call the others. */
const POSTGRES = /^(?:postgres|postgresql|pg|pgsql|psql|pg-native|pgnative)$/iu
const OTHERS =
  /^(?:mysql2?|mariadb|sqlite3?|better-?sqlite3?|libsql|mssql|sqlserver|sql-server|tedious|oracle|oracledb|cockroachdb|crdb|mongodb?)$/iu

/** How the value that is asked is called: `WIKI.config.db.type`, `process.env.DB_CLIENT`, `getDialect()`. */
const NAMES_THE_DATABASE = /(?:type|client|dialect|driver|database|db|provider|engine|vendor)(?:name)?\W*$/iu

/** A value and the source of the expression that gave it. */
export interface Asked {
  readonly value: Value
  readonly source: string
}

/**
 * Whether a value known only at run time equals another, when it says which database this is and the other names one;
 * undefined for all other questions. What a query found is data, not a setting.
 */
export function isThisDatabase(asked: Asked, named: Asked): boolean | undefined {
  if (!asksForDatabase(asked, named)) return undefined
  const name = nameOfDatabase(named)
  if (name === undefined) return undefined
  if (POSTGRES.test(name)) return true
  return OTHERS.test(name) ? false : undefined
}

/** A setting by its name; or this database itself, as the framework tells it, held against a constant of another file. */
function asksForDatabase({ value, source }: Asked, named: Asked): boolean {
  if (value.kind === 'string' && named.value.kind === 'unknown') return POSTGRES.test(mappedOf(value).text)
  return isSetting(value) && NAMES_THE_DATABASE.test(source)
}

/** A text, or the name of a member of an enum that is in a file out of reach: `DatabaseType.postgres`. */
function nameOfDatabase({ value, source }: Asked): string | undefined {
  if (value.kind === 'unknown') {
    return value.reason === 'other file' ? /^\w+\.(\w+)$/u.exec(source)?.[1]?.replaceAll('_', '-') : undefined
  }
  const text = value.kind === 'string' ? mappedOf(value) : undefined
  return text?.pieces.every(piece => piece.hole === undefined) ? text.text : undefined
}

function isSetting(value: Value): boolean {
  if (value.kind === 'unknown') return value.reason !== 'query result'
  return value.kind === 'string' && isPlaceholderOnly(mappedOf(value))
}
