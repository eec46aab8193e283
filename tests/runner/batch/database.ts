/** A database of SQLite in memory for the tests of batch mode. */
import type { Connection } from '../../../src/database/connection.ts'
import { openSqlite } from '../../../src/database/sqlite.ts'
import type { BareOperation } from '../../../src/model/operation.ts'
import type { BatchOptions } from '../../../src/runner/batch/batch-options.ts'
import {
  checkForeignKeys,
  foreignKeyViolations,
  withForeignKeysOff,
} from '../../../src/runner/batch/foreign-keys.ts'
import { performOnSqlite } from '../../../src/runner/batch/perform-on-sqlite.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

export interface TestDatabase {
  readonly connection: Connection
  run(sql: string): Promise<void>
  rows(sql: string): Promise<Rows>
  /** The text of an object, undefined when there is none. */
  sqlOf(name: string): Promise<string | undefined>
  /** Applies operations as the runner does: foreign keys off, one transaction, checked at its end; gives what was sent. */
  batch(operations: readonly BareOperation[], options?: BatchOptions): Promise<readonly string[]>
}

/** A fresh one with this schema; foreign keys are enforced. */
export async function openTestDatabase(schema: string): Promise<TestDatabase> {
  const connection = await openSqlite(':memory:')
  const run = async (sql: string) => void (await connection.query(sql))
  const rows = async (sql: string) => (await connection.query(sql)).rows
  await run(schema)
  return {
    connection,
    run,
    rows,
    sqlOf: async name =>
      (await rows(`SELECT sql FROM sqlite_master WHERE name = '${name}'`))[0]?.sql as string | undefined,
    batch: (operations, options = {}) => batch(connection, operations, options),
  }
}

async function batch(
  connection: Connection,
  operations: readonly BareOperation[],
  options: BatchOptions,
): Promise<readonly string[]> {
  const sent: string[] = []
  await withForeignKeysOff(connection, async () => {
    await connection.query('BEGIN IMMEDIATE')
    try {
      const before = await foreignKeyViolations(connection)
      await performOnSqlite(operations, connection, options, async sql => {
        sent.push(sql)
        await connection.query(sql)
      })
      await checkForeignKeys(connection, before)
      await connection.query('COMMIT')
    } catch (error) {
      await connection.query('ROLLBACK')
      throw error
    }
  })
  return sent
}
