/** Dialect switches: code that asks which database it runs on is told that it is PostgreSQL. */
import { isPlaceholderOnly, mappedOf } from './value-tools.ts'
import type { Value } from './values.ts'

/** What projects call PostgreSQL in their settings, and what they call the others. */
const POSTGRES = /^(?:postgres|postgresql|pg|pgsql|psql|pg-native|pgnative)$/iu
const OTHERS =
  /^(?:mysql2?|mariadb|sqlite3?|better-sqlite3|libsql|mssql|sqlserver|sql-server|tedious|oracle|oracledb|cockroachdb|crdb|mongodb?)$/iu

/** How the value that is asked is called: `WIKI.config.db.type`, `process.env.DB_CLIENT`, `getDialect()`. */
const NAMES_THE_DATABASE = /(?:type|client|dialect|driver|database|db|provider|engine|vendor)(?:name)?\W*$/iu

/**
 * Whether a value known only at run time equals a text, when it says which database this is and the text names one;
 * undefined for all other questions. What a query found is data, not a setting.
 */
export function isThisDatabase(asked: Value, source: string, text: Value): boolean | undefined {
  if (text.kind !== 'string' || !isSetting(asked) || !NAMES_THE_DATABASE.test(source)) return undefined
  const mapped = mappedOf(text)
  if (mapped.pieces.some(piece => piece.hole !== undefined)) return undefined
  if (POSTGRES.test(mapped.text)) return true
  return OTHERS.test(mapped.text) ? false : undefined
}

function isSetting(value: Value): boolean {
  if (value.kind === 'unknown') return value.reason !== 'query result'
  return value.kind === 'string' && isPlaceholderOnly(mappedOf(value))
}
