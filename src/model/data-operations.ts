/** Operations that read or change rows. */
import type { Expression } from './expression.ts'
import type { Flag, QualifiedName } from './names.ts'
import type { OperationBase } from './operation-base.ts'

/** What all statements on rows say; `sql` is the statement as PostgreSQL prints it, absent when a builder made it. */
interface OnRows extends OperationBase {
  readonly sql?: string | undefined
  /** Tables read besides the changed one: FROM, USING, sub-selects, common table expressions. */
  readonly reads: readonly QualifiedName[]
}

export interface Assignment {
  readonly column: string
  /** Absent when the value is not known to the reader. */
  readonly value?: Expression | undefined
}

export interface InsertRows extends OnRows {
  readonly kind: 'insertRows'
  readonly table: QualifiedName
  readonly columns: readonly string[]
  /** Number of rows written out with VALUES; absent when unknown. */
  readonly rows?: number | undefined
  /** `INSERT … SELECT`. */
  readonly fromQuery?: Flag
  /** The query gives a batch or a few rows only. */
  readonly bounded?: Flag
}

export interface UpdateRows extends OnRows {
  readonly kind: 'updateRows'
  readonly table: QualifiedName
  readonly set: readonly Assignment[]
  readonly where?: Expression | undefined
  /** Bounded by a key range, LIMIT or ctid, so that one run touches a batch. */
  readonly bounded?: Flag
}

export interface DeleteRows extends OnRows {
  readonly kind: 'deleteRows'
  readonly table: QualifiedName
  readonly where?: Expression | undefined
  readonly bounded?: Flag
}

export interface MergeRows extends OnRows {
  readonly kind: 'mergeRows'
  readonly table: QualifiedName
}

export interface CopyRows extends OnRows {
  readonly kind: 'copyRows'
  readonly table: QualifiedName
  readonly direction: 'from' | 'to'
}

export interface TruncateTable extends OperationBase {
  readonly kind: 'truncateTable'
  readonly table: QualifiedName
  readonly cascade?: Flag
  readonly restartIdentity?: Flag
}

/** A query whose result the migration may or may not use. */
export interface SelectRows extends OnRows {
  readonly kind: 'selectRows'
  readonly functions: readonly string[]
  /** `FOR UPDATE` and its like. */
  readonly locksRows?: Flag
  /** The code takes the result. */
  readonly resultUsed?: Flag
}

/** A backfill that runs in batches of its own accord: `op.updateInBatches`. */
export interface UpdateInBatches extends OperationBase {
  readonly kind: 'updateInBatches'
  readonly table: QualifiedName
  readonly set: readonly Assignment[]
  readonly where?: Expression | undefined
  readonly key?: string | undefined
  readonly size?: number | undefined
}

/** A check that stops the migration when it does not hold: `op.assert`. */
export interface AssertQuery extends OperationBase {
  readonly kind: 'assertQuery'
  readonly sql: string
  readonly message?: string | undefined
}

export type DataOperation =
  | InsertRows
  | UpdateRows
  | DeleteRows
  | MergeRows
  | CopyRows
  | TruncateTable
  | SelectRows
  | UpdateInBatches
  | AssertQuery
