/** What a project may say about a comparison: renames, and the hooks of Alembic. */
import type {
  ColumnState,
  ConstraintState,
  DomainState,
  EnumState,
  IndexState,
  TableState,
  ViewState,
} from '../../schema/schema-state.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Rename } from '../rename.ts'

/**
 * What a hook is asked about. Alembic says `unique_constraint` for `unique`, `foreign_key_constraint` for `foreignKey` and
 * `check_constraint` for `check`; it asks about no primary key, exclusion constraint, enum, domain or view.
 */
export type ObjectType =
  | 'schema'
  | 'table'
  | 'column'
  | 'index'
  | 'unique'
  | 'foreignKey'
  | 'check'
  | 'primaryKey'
  | 'exclude'
  | 'enum'
  | 'domain'
  | 'view'

/** Where an object lies. The default schema has no name, as in Alembic. */
export interface ParentNames {
  readonly schema?: string | undefined
  /** Of a column, index or constraint. */
  readonly table?: string | undefined
  /** `billing.orders`, or the table alone in the default schema. */
  readonly schemaQualifiedTable?: string | undefined
}

/** An object as one of the two schemas has it. */
export type ComparedObject =
  TableState | ColumnState | ConstraintState | IndexState | EnumState | DomainState | ViewState

/** A column that both schemas have. */
export interface ColumnComparison {
  readonly table: TableState
  /** As the target has it. */
  readonly wanted: ColumnState
  /** As the database has it. */
  readonly found: ColumnState
}

/** `true` or `false` for all columns; a function says `true` for different, `false` for the same, nothing for what the comparison finds itself. */
export type CompareColumn = boolean | ((context: ColumnComparison) => boolean | undefined | null)

export interface CompareOptions {
  readonly dialect: 'postgres' | 'sqlite'
  /** The server's version, such as `17.2`: newer ones change more in place. Without it the oldest way is taken. */
  readonly serverVersion?: string | undefined
  readonly renames?: readonly Rename[] | undefined
  readonly compareType?: CompareColumn | undefined
  readonly compareServerDefault?: CompareColumn | undefined
  /** Asked about each name that the database has; what it turns down is not looked at, as if it were not there. */
  readonly includeName?:
    ((name: string | undefined, type: ObjectType, parents: ParentNames) => boolean) | undefined
  /** Asked about each object of either side before it counts: `isReflected` when the database has it and the target has not. */
  readonly includeObject?:
    | ((
        object: ComparedObject,
        name: string,
        type: ObjectType,
        isReflected: boolean,
        compareTo: ComparedObject | undefined,
      ) => boolean)
    | undefined
  /** What the runner keeps for itself in the database: it is never compared. */
  readonly ownTables?: readonly QualifiedName[] | undefined
  /** Whether schemas count of which the target names none; the default schema always does. */
  readonly includeSchemas?: boolean | undefined
}
