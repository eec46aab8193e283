/** Whether a table is there, asked without an error that would end a transaction. */
import type { Database } from '../../database/open-database.ts'
import { qualified } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'

/** Asks the catalog. */
export async function tableExists(
  { dialect, connection }: Pick<Database, 'dialect' | 'connection'>,
  table: QualifiedName,
): Promise<boolean> {
  const { rows } =
    dialect === 'postgres'
      ? await connection.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [qualified(table)])
      : await connection.query(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`, [table.name])
  return rows.length > 0
}
