/** Calls of `op` on constraints. */
import type { Action } from '../../authoring/column.ts'
import type { Key } from '../../authoring/keys.ts'
import type { Sql } from '../../authoring/sql.ts'
import type { Cascade, Deferral, IfExists, InSchema, Name } from './options.ts'
import type { ForeignKeyDefinition } from './tables.ts'

/** The rows that are there are not checked: `validateConstraint` does that later, without blocking writers. */
interface NotValid {
  readonly notValid?: boolean
}

/** What a primary key or unique constraint is besides its columns. */
export interface KeyOptions extends Deferral, InSchema {
  readonly include?: readonly string[]
  /** An index that becomes the constraint's, so that nothing is built under the lock. The columns may be `[]` then. */
  readonly usingIndex?: string
}

/** What a foreign key is besides its columns. */
export interface ForeignKeyOptions extends Deferral, NotValid {
  readonly onDelete?: Action
  readonly onUpdate?: Action
  readonly match?: 'full' | 'simple' | 'FULL' | 'SIMPLE'
  /** Schema of the table that has the key. */
  readonly schema?: string
  /** Alembic's name for `schema`. */
  readonly sourceSchema?: string
  /** Schema of the table that the key points at. */
  readonly referentSchema?: string
}

/** A foreign key with its table. */
export interface ForeignKeyOfTable extends ForeignKeyDefinition, NotValid, InSchema {
  readonly table: string
}

/** What an exclusion constraint is besides its elements. */
export interface ExcludeOptions extends Deferral, InSchema {
  /** Access method: mostly `'gist'`. */
  readonly using?: string
  readonly where?: Sql | string
}

/** How a constraint is dropped. */
export interface DropConstraintOptions extends IfExists, Cascade, InSchema {
  /** What it is, for the reader; nothing depends on it. */
  readonly type?: 'primary' | 'unique' | 'foreignkey' | 'check' | 'exclude'
}

/** Calls on constraints. */
export interface ConstraintCalls {
  /**
   * Adds a foreign key: `ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id)`.
   * Writers of both tables wait while the rows are checked, unless `notValid` is set. On SQLite the table is rebuilt.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
   */
  createForeignKey(name: Name, key: ForeignKeyOfTable): Promise<void>
  /** The same, in Alembic's order. */
  createForeignKey(
    name: Name,
    table: string,
    referred: string,
    columns: readonly string[],
    referredColumns: readonly string[],
    options?: ForeignKeyOptions,
  ): Promise<void>

  /**
   * Adds a unique constraint: `ALTER TABLE users ADD CONSTRAINT uq UNIQUE (email)`.
   * Readers and writers wait while its index is built, unless `usingIndex` names one. On SQLite the table is rebuilt.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
   */
  createUniqueConstraint(
    name: Name,
    table: string,
    columns: string | readonly string[],
    options?: KeyOptions & { readonly nullsNotDistinct?: boolean },
  ): Promise<void>

  /**
   * Adds a primary key: `ALTER TABLE users ADD CONSTRAINT pk PRIMARY KEY (id)`. Its columns become NOT NULL.
   * On SQLite the table is rebuilt.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
   */
  createPrimaryKey(
    name: Name,
    table: string,
    columns: string | readonly string[],
    options?: KeyOptions,
  ): Promise<void>

  /**
   * Adds a check: `ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0)`.
   * Everybody waits while the rows are read, unless `notValid` is set. SQLite before 3.53: the table is rebuilt.
   * https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS
   */
  createCheckConstraint(
    name: Name,
    table: string,
    condition: Sql | string,
    options?: NotValid & InSchema & { readonly noInherit?: boolean },
  ): Promise<void>

  /**
   * Adds an exclusion constraint: `ADD CONSTRAINT ex EXCLUDE USING gist (room WITH =, during WITH &&)`. PostgreSQL only.
   * https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE
   */
  createExcludeConstraint(
    name: Name,
    table: string,
    elements: readonly (readonly [element: string | Key | Sql, operator: string])[],
    options?: ExcludeOptions,
  ): Promise<void>

  /**
   * Drops a constraint: `ALTER TABLE orders DROP CONSTRAINT fk`. On SQLite the table is rebuilt.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT
   */
  dropConstraint(name: string, table: string, options?: DropConstraintOptions): Promise<void>

  /**
   * Checks the rows that were there before a constraint was added with `notValid`; readers and writers pass.
   * PostgreSQL only: SQLite checks when it rebuilds. Fails where a row breaks it (23503, 23514).
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT
   */
  validateConstraint(name: string, table: string, options?: InSchema): Promise<void>

  /**
   * Renames a constraint, and the index that is its own: `ALTER TABLE orders RENAME CONSTRAINT a TO b`. PostgreSQL only.
   * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME
   */
  renameConstraint(name: string, table: string, to: string, options?: InSchema): Promise<void>
}
