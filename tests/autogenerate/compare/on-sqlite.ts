/** Schemas written as SQL, compared on SQLite; the changes are run, and there and back nothing is left to change. */
import { expect } from 'vitest'
import type { Change, Comparison } from '../../../src/autogenerate/compare/change.ts'
import { compareSchemas } from '../../../src/autogenerate/compare/compare-schemas.ts'
import type { CompareOptions } from '../../../src/autogenerate/compare/options.ts'
import { introspectSqlite } from '../../../src/autogenerate/sqlite/introspect-sqlite.ts'
import type { Connection } from '../../../src/database/connection.ts'
import { openSqlite } from '../../../src/database/sqlite.ts'
import { sqliteUnits } from '../../../src/runner/execute/sqlite-units.ts'

/** The dialect. */
export const SQLITE = { dialect: 'sqlite' } as const

/** A database after the statements, which is to be closed. */
export async function opened(sql: string): Promise<Connection> {
  const database = await openSqlite(':memory:')
  await database.query(`PRAGMA foreign_keys = OFF; ${sql}`)
  return database
}

/** Runs the operations one by one. */
export async function run(database: Connection, changes: readonly Change[]): Promise<void> {
  const units = sqliteUnits(database).units(changes.flatMap(change => change.operations))
  for (const unit of units) await unit.perform(sql => database.query(sql))
}

/** The changes, run from the one schema to the other and back. */
export async function provenOnSqlite(
  from: string,
  to: string,
  options: Partial<CompareOptions> = {},
): Promise<Comparison> {
  const [target, database] = [await opened(to), await opened(from)]
  try {
    const [wanted, before] = [await introspectSqlite(target), await introspectSqlite(database)]
    const settings = { ...SQLITE, ...options }
    const comparison = compareSchemas(wanted, before, settings)
    await run(database, comparison.changes)
    const after = await introspectSqlite(database)
    expect(summaries(compareSchemas(wanted, after, settings).changes)).toEqual([])
    await run(database, compareSchemas(before, after, { ...settings, isWayBack: true }).changes)
    expect(summaries(compareSchemas(before, await introspectSqlite(database), SQLITE).changes)).toEqual([])
    return comparison
  } finally {
    await target.close()
    await database.close()
  }
}

/** The changes in words. */
export function summaries(changes: readonly Change[]): readonly string[] {
  return changes.map(({ summary }) => summary)
}
