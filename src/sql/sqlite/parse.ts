/** SQLite's own grammar, loaded when the first text needs it. */
import { createRequire } from 'node:module'
import type * as SqliteParser from 'sqlite3-parser'

export type SqliteStatement = SqliteParser.Stmt

let parser: typeof SqliteParser | undefined

/** The parser and the tokenizer. */
export function sqliteParser(): typeof SqliteParser {
  parser ??= createRequire(import.meta.url)('sqlite3-parser') as typeof SqliteParser
  return parser
}

/** The tree of one statement; undefined when SQLite refuses it as well. */
export function parseSqlite(text: string): SqliteStatement | undefined {
  const result = sqliteParser().parseStmt(text)
  return result.status === 'ok' ? result.root : undefined
}
