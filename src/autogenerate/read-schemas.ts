/** The schema that is wanted and the one that is there, both read by the same reader from the same kind of database. */
import type { Database } from '../database/open-database.ts'
import type { QualifiedName } from '../model/names.ts'
import type { BareOperation } from '../model/operation.ts'
import { settingsOf } from '../runner/options.ts'
import { namesIn } from '../runner/state.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { scopedTo, withoutTables } from './scope.ts'
import { readSqlite } from './sqlite/read-sqlite.ts'
import { readPostgres } from './postgres/read-postgres.ts'

/** Both sides, with equal text for what is equal. */
export interface ReadSchemas {
  readonly wanted: SchemaState
  readonly found: SchemaState
  /** All that the database has, the tables of the runner apart: also what the target does not speak of and may stand in the way of a change. */
  readonly database: SchemaState
}

/** What the reading of both sides depends on. */
export interface ReadSettings {
  /** The table of the runner, which is never part of a comparison; `alembic_version` by default. */
  readonly versionTable?: string | QualifiedName | undefined
}

/**
 * Reads both sides by the reader of the database's own catalog, after it has made the target beside what is there;
 * nothing of it stays. What the target does not name and nobody drops because of that is left out of what is found:
 * views, partitions, sequences, functions, and everything in schemas in which the target has nothing.
 * Rejects with a TargetError where the database refuses the target.
 */
export async function readSchemas(
  database: Database,
  wanted: readonly BareOperation[],
  { versionTable }: ReadSettings = {},
): Promise<ReadSchemas> {
  const { version, history } = await namesIn(database, settingsOf({ versionTable }))
  const read = database.dialect === 'sqlite' ? readSqlite : readPostgres
  const sides = await read(database.connection, wanted)
  const own = [version, history, { ...version, name: LOCK_TABLE }]
  return {
    wanted: sides.wanted,
    found: scopedTo(sides, own),
    database: withoutTables(sides.found, own),
  }
}

/** Where a lease is kept. */
const LOCK_TABLE = 'migrate_lint_lock'
