/** The schema that is wanted and the one that is there, both read by the same reader from the same kind of database. */
import type { Database } from '../database/open-database.ts'
import type { QualifiedName } from '../model/names.ts'
import type { BareOperation } from '../model/operation.ts'
import { LOCK_TABLE } from '../runner/lock/table-lock.ts'
import { settingsOf } from '../runner/options.ts'
import { namesIn } from '../runner/state.ts'
import type { ReadSchemas } from './both-sides.ts'
import { readPostgres } from './postgres/read-postgres.ts'
import { readSqlite } from './sqlite/read-sqlite.ts'
import { withoutHistories } from './without-histories.ts'

export type { ReadSchemas } from './both-sides.ts'

/** What the reading of both sides depends on. */
export interface ReadSettings {
  /** The table of the runner, which is never part of a comparison; `alembic_version` by default. */
  readonly versionTable?: string | QualifiedName | undefined
}

/**
 * Reads both sides by the reader of the database's own catalog, after it has made the target beside what is there;
 * nothing of it stays. Rejects with a TargetError where the database refuses the target.
 */
export async function readSchemas(
  database: Database,
  wanted: readonly BareOperation[],
  { versionTable }: ReadSettings = {},
): Promise<ReadSchemas> {
  const { version, history } = await namesIn(database, settingsOf({ versionTable }))
  const read = database.dialect === 'sqlite' ? readSqlite : readPostgres
  const sides = await read(database.connection, wanted)
  return withoutHistories(sides, [version, history, { ...version, name: LOCK_TABLE }])
}
