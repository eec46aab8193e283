/** What `op.batchAlterTable` hands over. */
import type { NamingConvention } from '../../naming-convention.ts'
import type { Column } from '../../authoring/column.ts'
import type { Sql } from '../../authoring/sql.ts'
import type { Key } from '../../authoring/keys.ts'
import type { AlterColumnOptions, SetNotNullOptions } from './columns.ts'
import type {
  DropConstraintOptions,
  ExcludeOptions,
  ForeignKeyOfTable,
  ForeignKeyOptions,
  KeyOptions,
} from './constraints.ts'
import type { CreateIndexOptions, DropIndexOptions, IndexKey } from './indexes.ts'
import type { Cascade, IfExists, IfNotExists, Name } from './options.ts'
import type { CreateTableOptions, DropEnum } from './tables.ts'

/** How a batch goes about it. */
export interface BatchOptions {
  readonly schema?: string
  /**
   * On SQLite: `'auto'`, the default, rebuilds the table where it cannot be changed as it stands; `'always'` rebuilds;
   * `'never'` fails instead. PostgreSQL changes it as it stands, whatever is said here.
   */
  readonly recreate?: 'auto' | 'always' | 'never'
  /** The table as it is, for SQL that is printed for SQLite without a database to look at. */
  readonly copyFrom?: TableCopy
  /** Of a table that is rebuilt: its columns in their new order. Those that are not named follow. */
  readonly columnOrder?: readonly string[]
  /** How constraints are called that have no name, so that `dropConstraint` can name them. */
  readonly namingConvention?: NamingConvention
}

/** A table as `op.createTable` takes it. */
export interface TableCopy extends CreateTableOptions {
  readonly columns: readonly Column[]
}

/** Where a new column stands, where SQLite rebuilds the table; otherwise it comes last. */
export interface BatchColumnOptions extends IfNotExists {
  readonly insertBefore?: string
  readonly insertAfter?: string
}

/** The calls of `op` for one table, without the table. They are collected, and done when the block ends. */
export interface BatchOp {
  addColumn(column: Column, options?: BatchColumnOptions): Promise<void>
  dropColumn(column: string, options?: IfExists & Cascade & DropEnum): Promise<void>
  alterColumn(column: string, options: AlterColumnOptions): Promise<void>
  setNotNull(column: string, options?: Pick<SetNotNullOptions, 'via'>): Promise<void>
  createTableComment(comment: string | null): Promise<void>
  dropTableComment(): Promise<void>
  createIndex(name: Name, keys: IndexKey | readonly IndexKey[], options?: CreateIndexOptions): Promise<void>
  dropIndex(name: Name, options?: DropIndexOptions): Promise<void>
  createForeignKey(
    name: Name,
    referred: string,
    columns: readonly string[],
    referredColumns: readonly string[],
    options?: ForeignKeyOptions,
  ): Promise<void>
  createForeignKey(name: Name, key: Omit<ForeignKeyOfTable, 'table'>): Promise<void>
  createUniqueConstraint(
    name: Name,
    columns: string | readonly string[],
    options?: KeyOptions & { readonly nullsNotDistinct?: boolean },
  ): Promise<void>
  createCheckConstraint(
    name: Name,
    condition: Sql | string,
    options?: { readonly notValid?: boolean; readonly noInherit?: boolean },
  ): Promise<void>
  createPrimaryKey(name: Name, columns: string | readonly string[], options?: KeyOptions): Promise<void>
  createExcludeConstraint(
    name: Name,
    elements: readonly (readonly [element: string | Key | Sql, operator: string])[],
    options?: ExcludeOptions,
  ): Promise<void>
  dropConstraint(name: string, options?: DropConstraintOptions): Promise<void>
  renameConstraint(name: string, to: string): Promise<void>
}
