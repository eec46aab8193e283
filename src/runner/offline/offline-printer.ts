/** Operations as SQL that is printed instead of sent. */
import { openSqlite } from '../../database/sqlite.ts'
import type { Database } from '../../database/open-database.ts'
import { printOperation } from '../../dialects/postgres.ts'
import type { BareOperation } from '../../model/operation.ts'
import { sqliteUnits } from '../execute/sqlite-units.ts'
import type { BatchSettings } from '../op/step.ts'
import { tableExists } from '../tables/table-exists.ts'

/** Prints what belongs together; keeps what it needs of that for what comes behind. */
export interface OfflinePrinter {
  print(operations: readonly BareOperation[], settings: BatchSettings): Promise<readonly string[]>
  /** The same for SQL that the migration gives as text. */
  passOn(sql: string): Promise<readonly string[]>
  close(): Promise<void>
}

/** For operations that do not stand in a batch. */
export const APART: BatchSettings = {}

/** The printer of a dialect. */
export function offlinePrinter(dialect: Database['dialect']): Promise<OfflinePrinter> {
  return dialect === 'postgres' ? Promise.resolve(POSTGRES) : sqlitePrinter()
}

/** PostgreSQL changes every table as it stands, so that nothing has to be kept. */
const POSTGRES: OfflinePrinter = {
  print: operations => Promise.resolve(operations.map(printOperation)),
  passOn: sql => Promise.resolve([sql]),
  close: () => Promise.resolve(),
}

/**
 * How SQLite changes a table depends on what the table is: everything is done to an empty database in memory, and what
 * is sent there is the script.
 */
async function sqlitePrinter(): Promise<OfflinePrinter> {
  const connection = await openSqlite(':memory:')
  await connection.query('PRAGMA foreign_keys = OFF')
  const units = sqliteUnits(connection)
  /** A table that no migration makes, as the migration describes it. */
  const make = async (table: BatchSettings['copyFrom']) => {
    if (!table || (await tableExists({ dialect: 'sqlite', connection }, table.table))) return
    for (const unit of units.units([table])) await unit.perform(sql => connection.query(sql))
  }
  return {
    async print(operations, settings) {
      await make(settings.copyFrom)
      const sent: string[] = []
      const parts = settings === APART ? units.units(operations) : units.batch(operations, settings)
      for (const unit of parts) {
        await unit.perform(sql => {
          if (!/^\s*(?:SELECT|PRAGMA)\b/iu.test(sql)) sent.push(sql)
          return connection.query(sql)
        })
      }
      return sent
    },
    async passOn(sql) {
      await connection.query(sql)
      return [sql]
    },
    close: () => connection.close(),
  }
}
