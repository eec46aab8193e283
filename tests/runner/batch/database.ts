/** A database of SQLite in memory for the tests of batch mode. */
import { createRequire } from 'node:module'
import type * as Sqlite from 'node-sqlite3-wasm'
import type { Connection } from '../../../src/database/connection.ts'
import type { BareOperation } from '../../../src/model/operation.ts'
import type { BatchOptions } from '../../../src/runner/batch/batch-options.ts'
import { checkForeignKeys, withForeignKeysOff } from '../../../src/runner/batch/foreign-keys.ts'
import { performOnSqlite } from '../../../src/runner/batch/perform-on-sqlite.ts'

export interface TestDatabase {
  readonly connection: Connection
  run(sql: string): void
  rows(sql: string): readonly Readonly<Record<string, unknown>>[]
  /** The text of an object, undefined when there is none. */
  sqlOf(name: string): string | undefined
  /** Applies operations as the runner does: foreign keys off, one transaction, checked at its end; gives what was sent. */
  batch(operations: readonly BareOperation[], options?: BatchOptions): Promise<readonly string[]>
}

/** A fresh one with this schema; foreign keys are enforced. */
export function openTestDatabase(schema: string): TestDatabase {
  const { Database } = createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Sqlite
  const database = new Database(':memory:')
  database.exec('PRAGMA foreign_keys = ON')
  database.exec(schema)
  const rows: TestDatabase['rows'] = sql => database.all(sql)
  const connection: Connection = {
    query: async sql => ({ rows: rows(sql), notices: [] }),
    close: async () => database.close(),
  }
  return {
    connection,
    run: sql => database.exec(sql),
    rows,
    sqlOf: name => rows(`SELECT sql FROM sqlite_master WHERE name = '${name}'`)[0]?.sql as string | undefined,
    batch: async (operations, options = {}) => {
      const sent: string[] = []
      await withForeignKeysOff(connection, async () => {
        database.exec('BEGIN IMMEDIATE')
        try {
          await performOnSqlite(operations, connection, options, async sql => {
            sent.push(sql)
            database.exec(sql)
          })
          await checkForeignKeys(connection)
          database.exec('COMMIT')
        } catch (error) {
          database.exec('ROLLBACK')
          throw error
        }
      })
      return sent
    },
  }
}
