/** Where a database is: its rows of the version table, and what its history remembers. */
import type { Database } from '../database/open-database.ts'
import { qualified } from '../dialects/postgres/identifiers.ts'
import type { Settings } from './options.ts'
import { readHistory, type HistoryRow } from './tables/history-table.ts'
import { tableNames, type TableNames } from './tables/table-names.ts'
import { readHeads } from './tables/version-table.ts'

/** What the database says of itself. */
export interface State {
  readonly tables: TableNames
  /** Rows of the version table. */
  readonly current: readonly string[]
  readonly history: readonly HistoryRow[]
}

/** Asks the database; makes nothing. */
export async function readState(database: Database, settings: Settings): Promise<State> {
  const tables = await namesIn(database, settings)
  return {
    tables,
    current: await readHeads(database, tables.version),
    history: await readHistory(database, tables.history),
  }
}

/** With the schema written out: a migration that sets search_path must not hide the tables from the runner. */
export async function namesIn(
  { dialect, connection }: Database,
  { versionTable }: Settings,
): Promise<TableNames> {
  if (dialect === 'sqlite' || versionTable.schema !== undefined) return tableNames(versionTable)
  // Where it is already, in any schema of search_path, is where Alembic finds it as well.
  const { rows } = await connection.query(
    `SELECT coalesce((SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass($1)), current_schema()) AS schema`,
    [qualified(versionTable)],
  )
  const schema = rows[0]?.['schema']
  return tableNames(typeof schema === 'string' ? { ...versionTable, schema } : versionTable)
}
