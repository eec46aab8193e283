/** Where a database is, with the tables of the runner made where they are missing. */
import { DatabaseError } from '../database/connection.ts'
import type { Database } from '../database/open-database.ts'
import { qualified } from '../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../model/names.ts'
import type { RunContext } from './run-context.ts'
import { RunnerError } from './runner-error.ts'
import { readState, type State } from './state.ts'
import { createHistoryTable } from './tables/history-table.ts'
import { tableExists } from './tables/table-exists.ts'
import { createVersionTable } from './tables/version-table.ts'

/** Makes the tables of the runner where they are not there yet. */
export async function preparedState({ database, settings }: RunContext): Promise<State> {
  const state = await readState(database, settings)
  const { version, history } = state.tables
  await make(version, createIfMissing(version), database)
  await make(history, createHistoryTable(history, database.dialect), database)
  return state
}

async function make(table: QualifiedName, sql: string, database: Database): Promise<void> {
  if (await tableExists(database, table)) return
  try {
    await database.connection.query(sql)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const remedy = REMEDIES[error.sqlstate]
    throw new RunnerError(
      `The runner cannot make the table ${qualified(table)}: ${error.message} (${error.sqlstate}). Nothing was run.${remedy ? ` ${remedy(sql)}` : ''}`,
      error,
    )
  }
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REMEDIES: Readonly<Record<string, (sql: string) => string>> = {
  '42501': sql =>
    `Grant the role CREATE on the schema, or have it made: ${sql}; with SELECT, INSERT, UPDATE and DELETE for the role.`,
  '25006': () => 'Connect to the primary server, with a role for which default_transaction_read_only is off.',
  '3F000': () => 'Make the schema first, or name another one in versionTable.',
  SQLITE_READONLY: () => 'The file, or its folder, may not be written to by this user.',
}

/** Two runs without a lock may both find it missing. */
function createIfMissing(versions: QualifiedName): string {
  return createVersionTable(versions).replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS')
}
