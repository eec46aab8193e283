/** Calls of `op` on enums, extensions and schemas: PostgreSQL only, as SQLite has none of them. */
import type { Cascade, IfExists, IfNotExists, InSchema } from './options.ts'

/** Where a new value of an enum stands in its order. */
export interface EnumValuePlace extends IfNotExists, InSchema {
  readonly before?: string
  readonly after?: string
}

/** How an extension is installed. */
export interface ExtensionOptions extends IfNotExists {
  readonly schema?: string
  readonly version?: string
  /** Installs the extensions that it needs as well. */
  readonly cascade?: boolean
}

/** Calls on types. */
export interface TypeCalls {
  /**
   * Creates an enum: `CREATE TYPE order_status AS ENUM ('draft', 'paid')`.
   * https://www.postgresql.org/docs/current/sql-createtype.html#SQL-CREATETYPE-ENUM
   */
  createEnum(name: string, values: readonly string[], options?: IfNotExists & InSchema): Promise<void>

  /**
   * Drops an enum: `DROP TYPE order_status`. Fails while a column has this type.
   * https://www.postgresql.org/docs/current/sql-droptype.html
   */
  dropEnum(name: string, options?: IfExists & Cascade & InSchema): Promise<void>

  /**
   * Adds a value: `ALTER TYPE order_status ADD VALUE 'sent' AFTER 'paid'`.
   * In the transaction that adds it the value cannot be used yet (55P04): use it in a later migration.
   * https://www.postgresql.org/docs/current/sql-altertype.html
   */
  addEnumValue(name: string, value: string, options?: EnumValuePlace): Promise<void>

  /**
   * Renames a value: `ALTER TYPE order_status RENAME VALUE 'open' TO 'new'`.
   * https://www.postgresql.org/docs/current/sql-altertype.html
   */
  renameEnumValue(name: string, value: string, to: string, options?: InSchema): Promise<void>

  /**
   * Installs an extension in the database: `CREATE EXTENSION citext`. Often wants rights that a migration has not.
   * https://www.postgresql.org/docs/current/sql-createextension.html
   */
  createExtension(name: string, options?: ExtensionOptions): Promise<void>

  /**
   * Removes an extension with all that it brought: `DROP EXTENSION citext`. Fails where a column has one of its types.
   * https://www.postgresql.org/docs/current/sql-dropextension.html
   */
  dropExtension(name: string, options?: IfExists & Cascade): Promise<void>

  /**
   * Creates a schema: `CREATE SCHEMA sales`.
   * https://www.postgresql.org/docs/current/sql-createschema.html
   */
  createSchema(name: string, options?: IfNotExists): Promise<void>

  /**
   * Drops a schema: `DROP SCHEMA sales`. Fails where anything is in it, unless `cascade` is set.
   * https://www.postgresql.org/docs/current/sql-dropschema.html
   */
  dropSchema(name: string, options?: IfExists & Cascade): Promise<void>
}
