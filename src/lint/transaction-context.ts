/** In which transaction each operation runs, and under which timeouts. */

/** A timeout at some point: milliseconds, 0 for none, or unknown when a value could not be read. */
export type Timeout = number | 'unknown'

export interface TransactionContext {
  /** The transaction; absent when the operation commits by itself. Operations of equal id share their locks. */
  readonly id?: number | undefined
  /** Who opened it: the runner for all pending migrations or for this one, BEGIN in the migration, or the server for several statements sent at once. */
  readonly openedBy: 'run' | 'migration' | 'statement' | 'round trip' | 'none'
  /** `lock_timeout` in force. */
  readonly lockTimeout: Timeout
  /** `statement_timeout` in force. */
  readonly statementTimeout: Timeout
}
