/** What one call of `op` asks of the database. */
import type { AssertQuery, InsertRows, UpdateInBatches } from '../../model/data-operations.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { NamingConvention } from '../naming-convention.ts'

interface StepBase {
  /** The call as the user wrote it, for messages: `op.addColumn`. */
  readonly call: string
}

/** Operations that the dialect makes SQL of, in order. */
export interface OperationsStep extends StepBase {
  readonly kind: 'operations'
  readonly operations: readonly BareOperation[]
}

/** Changes of one table that belong together: SQLite rebuilds the table once for all of them. */
export interface BatchStep extends StepBase {
  readonly kind: 'batch'
  readonly table: QualifiedName
  readonly operations: readonly BareOperation[]
  readonly options: BatchSettings
}

/** How `op.batchAlterTable` is to go about it. */
export interface BatchSettings {
  /** `auto`, the default: the table is rebuilt where the database cannot change it as it stands. */
  readonly recreate?: 'auto' | 'always' | 'never' | undefined
  /** The table as it is, for SQL that is printed without a database to look at. */
  readonly copyFrom?: Extract<BareOperation, { readonly kind: 'createTable' }> | undefined
  /** Columns in the order in which they are to come; those that are not named follow. */
  readonly columnOrder?: readonly string[] | undefined
  /** Where new columns go, by name; otherwise they come last. */
  readonly positions?:
    Readonly<Record<string, { readonly before: string } | { readonly after: string }>> | undefined
  /** How constraints without a name are called, so that they can be dropped by it. */
  readonly namingConvention?: NamingConvention | undefined
}

/** SQL that is sent as it stands. */
export interface SqlStep extends StepBase {
  readonly kind: 'sql'
  /** One statement with parameters, any number without. */
  readonly sql: string
  readonly parameters?: readonly unknown[] | undefined
}

/** `op.bulkInsert`. */
export interface RowsStep extends StepBase {
  readonly kind: 'rows'
  readonly operation: Unplaced<InsertRows>
  /** By name of the column; a column that a row lacks gets its default. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Rows sent in one statement. */
  readonly chunk: number
  /** Columns of type json or jsonb: a list in them is JSON, and no array of PostgreSQL. */
  readonly json?: readonly string[] | undefined
  /** `ON CONFLICT …` as SQL says it. */
  readonly onConflict?: string | undefined
}

/** `op.updateInBatches`. */
export interface BatchesStep extends StepBase {
  readonly kind: 'batches'
  readonly operation: Unplaced<UpdateInBatches>
  /** Milliseconds between two batches. */
  readonly pause: number
}

/** `op.assert`. */
export interface AssertStep extends StepBase {
  readonly kind: 'assert'
  readonly operation: Unplaced<AssertQuery>
}

export type Step = OperationsStep | BatchStep | SqlStep | RowsStep | BatchesStep | AssertStep
