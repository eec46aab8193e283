/** `op`, as migrations see it: Alembic's directives, and what safe migrations need besides. */
import type { OP_METHODS } from '../../frontends/migrate-lint/op.ts'
import type { BatchMethod } from '../../frontends/migrate-lint/op-batch.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { Sql } from '../authoring/sql.ts'
import type { BatchOp, BatchOptions } from './calls/batch.ts'
import type { ColumnCalls } from './calls/columns.ts'
import type { ConstraintCalls } from './calls/constraints.ts'
import type { DataCalls } from './calls/data.ts'
import type { IndexCalls } from './calls/indexes.ts'
import type { TableCalls } from './calls/tables.ts'
import type { TypeCalls } from './calls/types.ts'
import type { ViewCalls } from './calls/views.ts'
import type { OpContext } from './sink.ts'

export type { BatchOp } from './calls/batch.ts'

/** SQL in the session of the migration, in turn with the calls of `op`. */
export interface OpConnection {
  /**
   * Gives the rows of a statement. Parameters stand as `$1`, `$2` on PostgreSQL and `?` on SQLite.
   * Rejects with an OfflineError while SQL is only printed: guard it with `op.context.isOffline`.
   */
  query<T = Readonly<Record<string, unknown>>>(
    statement: Sql | string,
    parameters?: readonly unknown[],
  ): Promise<readonly T[]>
  /** Sends a statement whose rows do not matter. */
  execute(statement: Sql | string, parameters?: readonly unknown[]): Promise<void>
}

/**
 * The argument of `upgrade` and `downgrade`. Every call gives a promise and waits for the call before it, so that a
 * forgotten `await` keeps the order, and an error of a call that nobody awaits fails the migration all the same.
 *
 * In a transaction on a server, what only changes the catalog is not waited for: its error comes at the next call, or at
 * the end, and names its own. Where the file has `try`, `catch` or `then`, or made a SAVEPOINT, it comes at its own call.
 *
 * A helper of your own is a function that takes `op`: there is nothing to register, and the linter reads it.
 */
export interface Op
  extends TableCalls, ColumnCalls, IndexCalls, ConstraintCalls, TypeCalls, ViewCalls, DataCalls {
  /**
   * Ends the transaction, does what stands in the block outside of any, and begins the next transaction: for
   * CREATE INDEX CONCURRENTLY and its like. What was done before the block stays, also when the block fails.
   */
  autocommit(block: () => unknown): Promise<void>

  /**
   * Changes a table in several ways at once. SQLite rebuilds it once for all of them
   * (https://www.sqlite.org/lang_altertable.html#otheralter); PostgreSQL gets the statements one after the other.
   */
  batchAlterTable(table: string, block: (batch: BatchOp) => unknown, options?: BatchOptions): Promise<void>

  /**
   * Does an operation that is given as a plain value, in the words of the linter: `op.invoke({ kind: 'dropTable',
   * table: { name: 'orders' } })`. For what `op` has no call for.
   */
  invoke(operation: BareOperation): Promise<void>

  /** Alembic's name for `op.connection`. */
  getBind(): OpConnection
  readonly connection: OpConnection
  readonly context: OpContext
}

/** Names in both, or the name that only one of them has. */
type Same<A extends PropertyKey, B extends PropertyKey> = [A] extends [B]
  ? [B] extends [A]
    ? true
    : Exclude<B, A>
  : Exclude<A, B>

type Asserted<T extends true> = T

/** The compiler asks here for a call that `op` has and the table that reads it has not, and the other way round. */
export type Complete = readonly [
  Asserted<Same<Exclude<keyof Op, 'connection' | 'context'>, keyof typeof OP_METHODS>>,
  Asserted<Same<keyof BatchOp, BatchMethod>>,
]
