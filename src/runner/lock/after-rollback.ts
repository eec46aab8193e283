/** Lets a lock go at the end of a run, whatever state the run left its session in. */
import { ConnectionLost, DatabaseError, type Connection } from '../../database/connection.ts'

/** in_failed_sql_transaction */
const IN_FAILED_TRANSACTION = '25P02'

/** Runs the statement, out of a failed transaction where the session is in one; does nothing where the session is lost. */
export async function afterRollback(
  connection: Connection,
  sql: string,
  parameters: readonly unknown[],
): Promise<void> {
  try {
    await connection.query(sql, parameters)
  } catch (error) {
    if (error instanceof ConnectionLost) return
    if (!(error instanceof DatabaseError) || error.sqlstate !== IN_FAILED_TRANSACTION) throw error
    await connection.query('ROLLBACK')
    await connection.query(sql, parameters)
  }
}
