/** What is known of a database at one point of its history. Values are immutable. */
import type { Map as PersistentMap } from 'immutable'
import type { Identity, Generated } from '../model/column.ts'
import type { Constraint } from '../model/constraint.ts'
import type { DataType } from '../model/data-type.ts'
import type { Expression } from '../model/expression.ts'
import type { IndexPart } from '../model/index-part.ts'

/** A name with its schema resolved along the search path: `public.orders`. */
export type ObjectKey = string

/** When an object came to be: the number of the migration in the replayed history, from 0; -1 before it. */
export type MigrationNumber = number

export interface ColumnState {
  readonly name: string
  /** Absent when it could not be read. */
  readonly type?: DataType | undefined
  readonly notNull: boolean
  readonly default?: Expression | undefined
  readonly identity?: Identity | undefined
  readonly generated?: Generated | undefined
  readonly collation?: string | undefined
  readonly addedIn: MigrationNumber
}

export interface ConstraintState {
  /** As in the catalog: given by the user or chosen as PostgreSQL chooses it. */
  readonly name: string
  /** Whether the user named it. */
  readonly named: boolean
  readonly definition: Constraint
  readonly validated: boolean
  readonly addedIn: MigrationNumber
}

export interface IndexState {
  readonly name: string
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
  /** False for a table that existed before the history begins or that something opaque may have touched: columns, constraints and indexes that are not listed may exist. */
  readonly complete: boolean
  readonly createdIn: MigrationNumber
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

/** Any other object that has a name: sequence, function, trigger, policy, extension, schema. */
export interface NamedObjectState {
  readonly key: ObjectKey
  readonly objectType: string
  readonly table?: ObjectKey | undefined
  readonly volatility?: 'immutable' | 'stable' | 'volatile' | undefined
  readonly createdIn: MigrationNumber
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
  /** Number of the migration whose operations are being applied. */
  readonly migration: MigrationNumber
}
