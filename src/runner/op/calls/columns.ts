/** Calls of `op` on the columns of a table. */
import type { Column, ColumnOptions, DefaultValue, IdentityOptions } from '../../authoring/column.ts'
import type { Sql } from '../../authoring/sql.ts'
import type { ColumnType } from '../../authoring/types.ts'
import type { Cascade, IfExists, IfNotExists, InSchema } from './options.ts'
import type { DropEnum } from './tables.ts'

/** What changes of a column; what is absent stays. */
export interface AlterColumnOptions extends InSchema {
  /** Rewrites the table unless every value stays as it is stored: longer varchar, varchar to text. */
  readonly type?: ColumnType | Sql | string
  /** How an old value becomes a new one, where no cast does it by itself: `` sql`total::numeric` ``. */
  readonly using?: Sql | string
  readonly collation?: string
  /** `false` sets NOT NULL, and reads all rows for it; see `setNotNull`. */
  readonly nullable?: boolean
  /** `null` and `false` drop the default, as in Alembic. Rows that are there keep their values. */
  readonly default?: DefaultValue
  /** Alembic's name for `default`. */
  readonly serverDefault?: DefaultValue
  /** `null` makes it a plain column. */
  readonly identity?: boolean | IdentityOptions | null
  /** PostgreSQL only. */
  readonly comment?: string | null
  /** Applications that still know the old name fail. */
  readonly renameTo?: string
  /** Alembic's name for `renameTo`. */
  readonly newColumnName?: string
  /**
   * The column as it is, for the reader: nothing is sent for it. Only `identity` matters: one that is there already is
   * changed by SET instead of ADD.
   */
  readonly existing?: ExistingColumn
}

/** A column as it is before the change. */
export interface ExistingColumn extends Pick<ColumnOptions, 'nullable' | 'default' | 'comment' | 'identity'> {
  readonly type?: ColumnType | Sql | string
}

/** How NOT NULL is set. */
export interface SetNotNullOptions extends InSchema {
  readonly via?: 'check'
}

/** Calls on columns. */
export interface ColumnCalls {
  /**
   * Adds a column: `ALTER TABLE users ADD COLUMN phone varchar(20)`, then its index and comment. An enum that it names
   * with its values is created before it, where there is none of this name.
   *
   * Fails with rows in the table where the column is `nullable: false` without a default (SQLSTATE 23502). A default
   * that is a constant or stable costs nothing; a volatile one, such as `random()`, rewrites the table.
   * SQLite refuses a default in parentheses once there are rows: https://www.sqlite.org/lang_altertable.html#altertabaddcol
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-COLUMN
   */
  addColumn(table: string, column: Column, options?: IfNotExists & InSchema): Promise<void>

  /**
   * Drops a column with its values: `ALTER TABLE users DROP COLUMN phone`. Applications that still read it fail.
   * Its enum type stays, unless `dropEnum` names it.
   * On SQLite the table is rebuilt where the column is a key, indexed or checked.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN
   */
  dropColumn(table: string, column: string, options?: IfExists & Cascade & DropEnum & InSchema): Promise<void>

  /**
   * Changes a column, one statement for each thing that changes, in this order: type, NOT NULL, default, identity,
   * comment, name. On SQLite the table is rebuilt for all but the name.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE
   */
  alterColumn(table: string, column: string, options: AlterColumnOptions): Promise<void>

  /**
   * Sets NOT NULL. With `via: 'check'` writers do not wait while the rows are read: a check is added NOT VALID,
   * validated, proves that no row is null, and is dropped again. Fails where a row is null (23502, or 23514 by the check).
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
   */
  setNotNull(table: string, column: string, options?: SetNotNullOptions): Promise<void>
}
