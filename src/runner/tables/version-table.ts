/** The version table: one row per head, with the very meaning that Alembic gives it. */
import type { Ask } from '../../database/connection.ts'
import type { Database } from '../../database/open-database.ts'
import { qualified } from '../../dialects/postgres/identifiers.ts'
import { LONGEST_NAME, type QualifiedName } from '../../model/names.ts'
import type { RowChange } from '../graph/row-changes.ts'
import { RunnerError } from '../runner-error.ts'
import { text } from './sql-text.ts'
import { tableExists } from './table-exists.ts'

/** The statement that makes the table: what Alembic sends, word for word. */
export function createVersionTable(table: QualifiedName): string {
  // PostgreSQL would cut a long name, down to that of the table itself.
  const key = qualified({ name: `${table.name.slice(0, LONGEST_NAME - '_pkc'.length)}_pkc` })
  return `CREATE TABLE ${qualified(table)} (version_num VARCHAR(32) NOT NULL, CONSTRAINT ${key} PRIMARY KEY (version_num))`
}

/** The ids in the table; none when it is not there. */
export async function readHeads(database: Database, table: QualifiedName): Promise<readonly string[]> {
  if (!(await tableExists(database, table))) return []
  const { rows } = await database.connection.query(
    `SELECT version_num FROM ${qualified(table)} ORDER BY version_num`,
  )
  return rows.map(row => String(row['version_num']))
}

/** The statement that moves a row. */
export function versionStatement(table: QualifiedName, change: RowChange): string {
  const name = qualified(table)
  switch (change.kind) {
    case 'insert':
      return `INSERT INTO ${name} (version_num) VALUES (${text(change.id)})`
    case 'delete':
      return `DELETE FROM ${name} WHERE version_num = ${text(change.id)}`
    case 'update':
      return `UPDATE ${name} SET version_num = ${text(change.to)} WHERE version_num = ${text(change.from)}`
  }
}

/** Moves one row; throws when somebody else moved it meanwhile. */
export async function moveVersion(ask: Ask, table: QualifiedName, change: RowChange): Promise<void> {
  const { rows } = await ask(`${versionStatement(table, change)} RETURNING version_num`)
  if (rows.length === 1) return
  const row = change.kind === 'update' ? change.from : change.id
  throw new RunnerError(
    `The row ${row} of ${qualified(table)} is gone: somebody else changed the table during this run. \`migrate-lint current\` says where the database is.`,
  )
}
