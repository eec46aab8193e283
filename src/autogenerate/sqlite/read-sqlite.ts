/** The wanted and the found schema of SQLite: the target is made in memory. */
import { DatabaseError, type Connection } from '../../database/connection.ts'
import { openSqlite } from '../../database/sqlite.ts'
import { UnsupportedByDialect } from '../../dialects/unsupported-by-dialect.ts'
import type { ObjectType } from '../../model/object-operations.ts'
import type { BareOperation } from '../../model/operation.ts'
import { BatchError } from '../../runner/batch/batch-error.ts'
import { sqliteUnits } from '../../runner/execute/sqlite-units.ts'
import type { ReadSchemas } from '../both-sides.ts'
import { TargetError } from '../target-error.ts'
import { titleOf } from '../title-of.ts'
import { introspectSqlite } from './introspect-sqlite.ts'
import { inWordsOf } from './in-words-of.ts'

/** Reads both; the database itself is only read. */
export async function readSqlite(
  connection: Connection,
  wanted: readonly BareOperation[],
): Promise<ReadSchemas> {
  const state = await readWanted(wanted)
  const found = inWordsOf(state, await introspectSqlite(connection))
  return { wanted: state, found }
}

async function readWanted(wanted: readonly BareOperation[]) {
  const memory = await openSqlite(':memory:')
  try {
    await memory.query('PRAGMA foreign_keys = OFF')
    const units = sqliteUnits(memory)
    for (const operation of wanted) await make(operation, units, memory)
    return await introspectSqlite(memory)
  } finally {
    await memory.close()
  }
}

async function make(
  operation: BareOperation,
  units: ReturnType<typeof sqliteUnits>,
  memory: Connection,
): Promise<void> {
  try {
    if (operation.kind === 'objectDdl' && operation.sql !== undefined && isOfTables(operation.objectType)) {
      await memory.query(operation.sql)
      return
    }
    for (const unit of units.units([operation])) await unit.perform(sql => memory.query(sql))
  } catch (cause) {
    if (!isRefusal(cause)) throw cause
    throw new TargetError(`The target cannot be made: ${titleOf(operation)}: ${cause.message}`, { cause })
  }
}

/** What a script of SQLite makes is made by its own words. */
function isOfTables(objectType: ObjectType): boolean {
  return objectType === 'table' || objectType === 'index' || objectType === 'view'
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof DatabaseError || error instanceof UnsupportedByDialect || error instanceof BatchError
  )
}
