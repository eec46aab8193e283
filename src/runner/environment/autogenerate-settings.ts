/** What env.ts says for `revision --autogenerate` and `check`: the schema as it should be, and Alembic's hooks. */
import type {
  ColumnState,
  ConstraintState,
  DomainState,
  EnumState,
  IndexState,
  TableState,
  ViewState,
} from '../../schema/schema-state.ts'

/** What `migrate-lint/schema` makes; the runner only hands it on. */
export interface SchemaTarget {
  readonly kind: string
}

/** One target, or several that make one schema together. */
export type SchemaTargets = SchemaTarget | readonly SchemaTargets[]

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

/** What a project may say about a comparison. */
export interface CompareHooks {
  /** Whether types of columns are compared; they are, unless this is `false` or says otherwise. */
  readonly compareType?: CompareColumn | undefined
  /** The same for defaults. */
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
  /** Whether schemas count of which the target names none; the default schema always does. */
  readonly includeSchemas?: boolean | undefined
}

/** The part of env.ts that only `revision --autogenerate` and `check` read. */
export interface AutogenerateSettings extends CompareHooks {
  /** The schema as it should be: `defineSchema(…)` of `migrate-lint/schema`, or a list of such. */
  readonly target?: SchemaTargets | undefined
  /**
   * Alembic's `render_as_batch`: `true` writes every change of a table that is there in `op.batchAlterTable`, `false` none.
   * Without it SQLite gets a batch where that saves rebuilding a table twice.
   */
  readonly renderAsBatch?: boolean | undefined
}
