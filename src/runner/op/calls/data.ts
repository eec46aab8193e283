/** Calls of `op` on rows and on the session. */
import type { DefaultValue } from '../../authoring/column.ts'
import type { Sql } from '../../authoring/sql.ts'
import type { ColumnType } from '../../authoring/types.ts'
import type { Duration, InSchema } from './options.ts'

/** How rows are inserted. */
export interface BulkInsertOptions extends InSchema {
  /** Rows in one statement; the default is 500. */
  readonly chunk?: number
  /** Types of columns whose values do not say what they are: a list is an array, and JSON where it says `t.jsonb()`. */
  readonly columns?: Readonly<Record<string, ColumnType>>
  /** `'do nothing'`, or what stands behind ON CONFLICT: `` sql`(code) DO UPDATE SET name = excluded.name` ``. */
  readonly onConflict?: 'do nothing' | Sql | string
}

/** A change of rows that is done a batch at a time. */
export interface BatchedUpdate extends InSchema {
  /** By column: a constant, or an expression as SQL. */
  readonly set: Readonly<Record<string, DefaultValue>>
  readonly where?: Sql | string
  /** The column by which the rows are divided; the primary key if absent. */
  readonly key?: string
  /** Rows in one batch. */
  readonly size?: number
  /** Rest between two batches. */
  readonly sleep?: Duration
}

/** Limits for the rest of the transaction. */
export interface LocalSettings {
  /** https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT */
  readonly lockTimeout?: Duration
  /** https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT */
  readonly statementTimeout?: Duration
}

/** Calls on rows and on the session. */
export interface DataCalls {
  /**
   * Sends SQL as it stands, one statement or several. Values belong into the tag: `` op.execute(sql`… ${value}`) ``.
   * There are no parameters with a colon to escape, as there are in Alembic.
   */
  execute(statement: Sql | string): Promise<void>

  /**
   * Inserts rows: `INSERT INTO countries (code, name) VALUES (…), (…)`, so many in a statement as `chunk` says.
   * A column that a row lacks gets its default.
   * https://www.postgresql.org/docs/current/sql-insert.html
   */
  bulkInsert(
    table: string,
    rows: readonly Readonly<Record<string, unknown>>[],
    options?: BulkInsertOptions,
  ): Promise<void>

  /**
   * Changes rows a batch at a time, each in a transaction of its own, so that no lock is held for long.
   * Outside of a transaction only: `op.autocommit`, or `export const transaction = false`.
   */
  updateInBatches(table: string, update: BatchedUpdate): Promise<void>

  /**
   * Stops the migration with the message where the query gives `false`, or no row:
   * `` op.assert(sql`SELECT count(*) = 0 FROM users WHERE length(email) > 255`, 'some addresses are too long') ``.
   */
  assert(query: Sql | string, message?: string): Promise<void>

  /**
   * Limits the statements that follow in this transaction: `SET LOCAL lock_timeout = '5s'`. Nothing on SQLite.
   * https://www.postgresql.org/docs/current/sql-set.html
   */
  setLocal(settings: LocalSettings): Promise<void>
}
