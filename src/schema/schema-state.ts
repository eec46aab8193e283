/** What is known of a database at one point of its history. Values are immutable. */
import type { Map as PersistentMap, Set as PersistentSet } from 'immutable'
import type { Identity, Generated } from '../model/column.ts'
import type { Constraint } from '../model/constraint.ts'
import type { DataType } from '../model/data-type.ts'
import type { Expression } from '../model/expression.ts'
import type { Volatility } from '../model/object-operations.ts'
import type { IndexPart } from '../model/index-part.ts'

/** A name with its schema resolved along the search path: `public.orders`. */
export type ObjectKey = string

/** When an object came to be: the number of the migration in the replayed history, from 0; -1 before it. */
export type MigrationNumber = number

export interface ColumnState {
  readonly name: string
  /** Absent when it could not be read. `serial` reads as the integer that it is, with its default. */
  readonly type?: DataType | undefined
  readonly notNull: boolean
  readonly default?: Expression | undefined
  readonly identity?: Identity | undefined
  readonly generated?: Generated | undefined
  readonly collation?: string | undefined
  readonly comment?: string | undefined
  /** It comes from a parent table alone, and goes with it. */
  readonly inherited?: true | undefined
  readonly addedIn: MigrationNumber
}

export interface ConstraintState {
  /** As in the catalog: given by the user or chosen as PostgreSQL chooses it. */
  readonly name: string
  /** Whether the user named it. */
  readonly named: boolean
  /** With the columns of a foreign key's target and of USING INDEX filled in, as far as they are known. */
  readonly definition: Constraint
  readonly validated: boolean
  /** It comes from a parent table alone, and goes with it. */
  readonly inherited?: true | undefined
  readonly addedIn: MigrationNumber
}

export interface IndexState {
  readonly name: string
  /** PostgreSQL chose the name. */
  readonly unnamed?: true | undefined
  readonly table: ObjectKey
  readonly parts: readonly IndexPart[]
  readonly unique: boolean
  readonly using: string
  readonly include: readonly string[]
  readonly where?: Expression | undefined
  readonly nullsNotDistinct: boolean
  /** Name of the constraint it belongs to. */
  readonly constraint?: string | undefined
  /** False after a concurrent build that failed, and for an index ON ONLY a partitioned table until its parts are attached. */
  readonly valid: boolean
  /** The index of the partitioned parent that it is a part of. */
  readonly partOf?: ObjectKey | undefined
  readonly addedIn: MigrationNumber
}

export interface TableState {
  readonly key: ObjectKey
  readonly schema: string
  readonly name: string
  readonly columns: readonly ColumnState[]
  readonly constraints: readonly ConstraintState[]
  readonly indexes: readonly IndexState[]
  readonly temporary: boolean
  readonly partitionBy?:
    { readonly strategy: 'range' | 'list' | 'hash'; readonly columns: readonly string[] } | undefined
  readonly partitionOf?: { readonly parent: ObjectKey; readonly bound: string } | undefined
  readonly inherits: readonly ObjectKey[]
  /** ENABLE ROW LEVEL SECURITY. */
  readonly rowSecurity?: true | undefined
  /** Of SQLite. */
  readonly strict?: true | undefined
  readonly withoutRowid?: true | undefined
  readonly comment?: string | undefined
  /** False for a table that existed before the history begins or that something opaque may have touched: columns, constraints and indexes that are not listed may exist. */
  readonly complete: boolean
  /**
   * Names of columns, constraints and indexes of which the history does not tell whether they were there
   * before (dropped without having been seen) or are there now (made or dropped under a condition).
   */
  readonly unsure: readonly string[]
  /** Number of opaque operations that named this table. */
  readonly opaque: number
  readonly createdIn: MigrationNumber
  /** What it was called before it was last given another name or schema, and when that was; absent when it is back. */
  readonly moved?: { readonly from: ObjectKey; readonly in: MigrationNumber } | undefined
}

export interface ViewState {
  readonly key: ObjectKey
  readonly schema: string
  readonly name: string
  readonly materialized: boolean
  readonly populated: boolean
  readonly columns: readonly string[]
  readonly query: string
  readonly reads: readonly ObjectKey[]
  readonly indexes: readonly IndexState[]
  readonly createdIn: MigrationNumber
}

/** A value of an enum; `addedIn` tells whether it is new in the running migration. */
export interface EnumValueState {
  readonly value: string
  readonly addedIn: MigrationNumber
}

export interface EnumState {
  readonly key: ObjectKey
  readonly schema: string
  readonly name: string
  readonly values: readonly EnumValueState[]
  /** False for an enum from before the history: it may have further values. */
  readonly complete: boolean
  readonly createdIn: MigrationNumber
}

export interface DomainState {
  readonly key: ObjectKey
  readonly schema: string
  readonly name: string
  readonly type: DataType
  readonly notNull: boolean
  readonly default?: Expression | undefined
  readonly constraints: readonly ConstraintState[]
  readonly createdIn: MigrationNumber
}

/** One of the functions of a name. */
export interface FunctionState {
  /** The types of its parameters. */
  readonly parameters: string
  readonly volatility: Volatility
  /** What PostgreSQL puts in place of a call. */
  readonly body?: Expression | undefined
}

/** Any other object that has a name: sequence, function, trigger, policy, extension, schema. */
export interface NamedObjectState {
  readonly key: ObjectKey
  readonly objectType: string
  readonly name: string
  /** Empty for objects that lie in no schema. */
  readonly schema: string
  /** Of a trigger, policy or rule: its table. Of a sequence: the table that owns it. */
  readonly table?: ObjectKey | undefined
  /** Of a trigger: the function it calls, as the `key` of that. */
  readonly calls?: ObjectKey | undefined
  /** Of a sequence: the column that owns it. */
  readonly column?: string | undefined
  /** Of a function: one entry for each that bears the name. */
  readonly overloads?: readonly FunctionState[] | undefined
  /** Of a function: whether its names mean the same for every caller; absent when that is not known. */
  readonly fixedPath?: boolean | undefined
  readonly createdIn: MigrationNumber
}

/** What follows from the rest of a state, kept so that no operation has to look at all tables. */
export interface SchemaLinks {
  /** How many constraints bear a name within a schema: `public.orders_total_check`. */
  readonly constraintNames: PersistentMap<string, number>
  /** Tables whose foreign keys point at a table. */
  readonly referencedBy: PersistentMap<ObjectKey, PersistentSet<ObjectKey>>
  /** Partitions of a table and tables that inherit from it. */
  readonly children: PersistentMap<ObjectKey, PersistentSet<ObjectKey>>
  /** Keys in `objects` of what belongs to a table. */
  readonly objectsOf: PersistentMap<ObjectKey, PersistentSet<string>>
  readonly completeTables: PersistentSet<ObjectKey>
  readonly temporaryTables: PersistentSet<ObjectKey>
}

/** An open transaction: where ROLLBACK leads back to. */
export interface TransactionState {
  readonly before: SchemaState
  readonly savepoints: readonly { readonly name: string; readonly state: SchemaState }[]
  /** The search path after the transaction, when SET LOCAL changed it. */
  readonly searchPathAfter?: readonly string[] | undefined
}

export interface SchemaState {
  readonly tables: PersistentMap<ObjectKey, TableState>
  readonly views: PersistentMap<ObjectKey, ViewState>
  readonly enums: PersistentMap<ObjectKey, EnumState>
  readonly domains: PersistentMap<ObjectKey, DomainState>
  /** By `type:key`, triggers, policies and rules by `type:table:name`. */
  readonly objects: PersistentMap<string, NamedObjectState>
  /** Index name to its table or materialized view. */
  readonly indexOwners: PersistentMap<ObjectKey, ObjectKey>
  readonly searchPath: readonly string[]
  /** The search path that every migration begins with. */
  readonly defaultSearchPath: readonly string[]
  /** Number of the migration whose operations are being applied. */
  readonly migration: MigrationNumber
  /** The history starts from an empty database and nothing opaque happened: what is not listed does not exist. */
  readonly complete: boolean
  /** Keys of what was dropped without having been seen, or made or dropped under a condition. */
  readonly unsure: PersistentSet<string>
  /** Number of opaque operations that may have touched anything. */
  readonly opaque: number
  readonly links: SchemaLinks
  readonly transaction?: TransactionState | undefined
}
