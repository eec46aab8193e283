/** Calls of `op` on indexes. */
import type { Key } from '../../authoring/keys.ts'
import type { Sql } from '../../authoring/sql.ts'
import type { IfExists, IfNotExists, InSchema, Name } from './options.ts'

/** A column, `desc('placed_at')`, or an expression as SQL. */
export type IndexKey = string | Key | Sql

/** What an index is besides its keys. */
export interface IndexOptions {
  readonly unique?: boolean
  /** The condition of a partial index. */
  readonly where?: Sql | string
  /** Access method: `'btree'` is the default. PostgreSQL only, as all that follows. */
  readonly using?: string
  /** Columns that the index carries along. */
  readonly include?: readonly string[]
  /** Operator class: one for all keys, or by column. */
  readonly opclass?: string | Readonly<Record<string, string>>
  /** Of a unique index: two NULLs are the same (PostgreSQL 15). */
  readonly nullsNotDistinct?: boolean
  /** Storage parameters: `{ fillfactor: 70 }`. */
  readonly with?: string | Readonly<Record<string, string | number | boolean>>
  readonly tablespace?: string
}

/** An index of a new table. */
export interface IndexDefinition extends IndexOptions {
  readonly name?: Name
  readonly columns: IndexKey | readonly IndexKey[]
}

/** How an index is made. */
export interface CreateIndexOptions extends IndexOptions, IfNotExists, InSchema {
  /** Writers pass while it is built. Must be outside of a transaction: `op.autocommit`. Ignored on SQLite. */
  readonly concurrently?: boolean
}

/** How an index is dropped. */
export interface DropIndexOptions extends IfExists, InSchema {
  /** Its table, for the reader; PostgreSQL does not ask for it. */
  readonly table?: string
  /** Alembic's name for `table`. */
  readonly tableName?: string
  /** Readers and writers pass. Must be outside of a transaction: `op.autocommit`. Ignored on SQLite. */
  readonly concurrently?: boolean
}

/** Calls on indexes. */
export interface IndexCalls {
  /**
   * Creates an index: `CREATE INDEX ix_orders_total ON orders (total)`.
   * Writers wait while it is built, unless `concurrently` is set.
   * https://www.postgresql.org/docs/current/sql-createindex.html
   */
  createIndex(
    name: Name,
    table: string,
    keys: IndexKey | readonly IndexKey[],
    options?: CreateIndexOptions,
  ): Promise<void>

  /**
   * Drops an index: `DROP INDEX ix_orders_total`.
   * https://www.postgresql.org/docs/current/sql-dropindex.html
   */
  dropIndex(name: Name, options?: DropIndexOptions): Promise<void>

  /**
   * Renames an index: `ALTER INDEX ix_a RENAME TO ix_b`. PostgreSQL only.
   * https://www.postgresql.org/docs/current/sql-alterindex.html
   */
  renameIndex(name: string, to: string, options?: InSchema): Promise<void>
}
