/** Calls of `op` on whole tables and their partitions. */
import type { Action, Column } from '../../authoring/column.ts'
import type { Sql } from '../../authoring/sql.ts'
import type { IndexDefinition } from './indexes.ts'
import type { Cascade, Deferral, IfExists, IfNotExists, InSchema, Name } from './options.ts'

/** A primary key or unique constraint of a new table. */
export interface KeyDefinition extends Deferral {
  readonly name?: Name
  readonly columns: string | readonly string[]
  /** Columns that the index carries along. */
  readonly include?: readonly string[]
  /** Of a unique constraint: two NULLs are the same (PostgreSQL 15). */
  readonly nullsNotDistinct?: boolean
}

/** What a foreign key points at. */
export interface ForeignTable extends InSchema {
  readonly table: string
  /** Absent: the primary key. */
  readonly columns?: readonly string[]
}

/** A foreign key of a new table. */
export interface ForeignKeyDefinition extends Deferral {
  readonly name?: Name
  readonly columns: readonly string[]
  readonly references: ForeignTable
  readonly onDelete?: Action
  readonly onUpdate?: Action
  readonly match?: 'full' | 'simple' | 'FULL' | 'SIMPLE'
}

/** A check of a new table. */
export interface CheckDefinition {
  readonly name?: Name
  readonly condition?: Sql | string
  /** The same as `condition`. */
  readonly expression?: Sql | string
  /** Tables that inherit from this one do not get it. */
  readonly noInherit?: boolean
}

/** What a new table is besides its columns. */
export interface CreateTableOptions extends IfNotExists, InSchema {
  /** Its columns, or with a name of its own. */
  readonly primaryKey?: string | readonly string[] | KeyDefinition
  readonly uniques?: readonly (readonly string[] | KeyDefinition)[]
  readonly foreignKeys?: readonly ForeignKeyDefinition[]
  readonly checks?: readonly (CheckDefinition | Sql | string)[]
  /** Made behind the table, each in a statement of its own. */
  readonly indexes?: readonly IndexDefinition[]
  /** PostgreSQL only. */
  readonly comment?: string
  readonly temporary?: boolean
  /** PostgreSQL only: faster, and empty after a crash. */
  readonly unlogged?: boolean
  /** SQLite only: values must be of the column's type. https://www.sqlite.org/stricttables.html */
  readonly strict?: boolean
  /** SQLite only: stored by the primary key. https://www.sqlite.org/withoutrowid.html */
  readonly withoutRowid?: boolean
  /** PostgreSQL only: `{ range: ['placed_at'] }`. https://www.postgresql.org/docs/current/ddl-partitioning.html */
  readonly partitionBy?: Partitioning
  /** PostgreSQL only: the table is a partition of another; its columns are those of that one, so the list may be `[]`. */
  readonly partitionOf?: PartitionOf
}

/** By which columns, or expressions as SQL, rows are divided. */
export type Partitioning =
  | { readonly range: readonly (string | Sql)[] }
  | { readonly list: readonly (string | Sql)[] }
  | { readonly hash: readonly (string | Sql)[] }

/** The partition of a table, and which rows it holds. */
export interface PartitionOf extends InSchema {
  readonly table: string
  /** `` sql`FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')` ``; absent: all rows that no other partition holds. */
  readonly bound?: Sql | string
}

/** Enum types that are dropped as well, if they are there: nothing else may have them any more. PostgreSQL only. */
export interface DropEnum {
  readonly dropEnum?: string | readonly string[]
}

/** Calls on tables. */
export interface TableCalls {
  /**
   * Creates a table: `CREATE TABLE orders (id bigint …)`, then its indexes and comments in statements of their own.
   * An enum that a column names with its values is created before it, where there is none of this name.
   * Gives a handle that later calls take in place of the name.
   *
   * Fails where the table exists, unless `ifNotExists` is set. On SQLite types are kept as they are written.
   * https://www.postgresql.org/docs/current/sql-createtable.html
   */
  createTable(table: string, columns: readonly Column[], options?: CreateTableOptions): Promise<string>

  /**
   * Drops a table with its rows: `DROP TABLE orders`. Enum types of its columns stay, unless `dropEnum` names them.
   *
   * Waits for all transactions that read it (AccessExclusiveLock), and fails where a view or a foreign key depends on it.
   * https://www.postgresql.org/docs/current/sql-droptable.html
   */
  dropTable(table: string, options?: IfExists & Cascade & DropEnum & InSchema): Promise<void>

  /**
   * Renames a table: `ALTER TABLE orders RENAME TO purchases`. Applications that still know the old name fail.
   * https://www.postgresql.org/docs/current/sql-altertable.html
   */
  renameTable(table: string, to: string, options?: InSchema): Promise<void>

  /**
   * Sets the comment of a table, or takes it away with `null`: `COMMENT ON TABLE orders IS 'all orders'`.
   * PostgreSQL only; nothing on SQLite, which has no comments.
   * https://www.postgresql.org/docs/current/sql-comment.html
   */
  setTableComment(table: string, comment: string | null, options?: InSchema): Promise<void>

  /** Alembic's name for `setTableComment`. */
  createTableComment(table: string, comment: string | null, options?: InSchema): Promise<void>

  /** Takes the comment of a table away: `COMMENT ON TABLE orders IS NULL`. */
  dropTableComment(table: string, options?: InSchema): Promise<void>

  /**
   * Makes a table a partition of another: `ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES …`.
   * PostgreSQL only. The rows are read, unless a check proves the bound already.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION
   */
  attachPartition(table: string, partition: string, bound: Sql | string, options?: InSchema): Promise<void>

  /**
   * Makes a partition a table again: `ALTER TABLE events DETACH PARTITION events_2019`. PostgreSQL only.
   * With `concurrently` readers and writers pass; then it must be outside of a transaction: `op.autocommit`.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION
   */
  detachPartition(
    table: string,
    partition: string,
    options?: InSchema & { readonly concurrently?: boolean },
  ): Promise<void>
}
