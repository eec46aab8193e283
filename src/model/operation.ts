/** The one vocabulary: everything a migration can do, as plain values. */
import type { ColumnOperation } from './column-operations.ts'
import type { ConstraintOperation } from './constraint-operations.ts'
import type { DataOperation } from './data-operations.ts'
import type { IndexOperation } from './index-operations.ts'
import type { NamedObjectOperation } from './object-operations.ts'
import type { OpaqueOperation } from './opaque-operations.ts'
import type { OperationBase, Unplaced } from './operation-base.ts'
import type { SessionOperation } from './session-operations.ts'
import type { TableOperation } from './table-operations.ts'
import type { TypeOperation } from './type-operations.ts'

export type Operation =
  | TableOperation
  | ColumnOperation
  | ConstraintOperation
  | IndexOperation
  | TypeOperation
  | NamedObjectOperation
  | DataOperation
  | SessionOperation
  | OpaqueOperation

export type OperationKind = Operation['kind']

/** The operation of a kind. */
export type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>

/** An operation without place and order: what lowering a statement or a builder call gives. */
export type BareOperation = Unplaced<Operation>

/** A function for each kind: a new kind does not compile until every table knows it. */
export type OperationTable<Result, Extra extends readonly unknown[] = []> = {
  readonly [K in OperationKind]: (operation: OperationOf<K>, ...extra: Extra) => Result
}

/** Calls the function of a table that belongs to the operation's kind. */
export function dispatch<Result, Extra extends readonly unknown[]>(
  table: OperationTable<Result, Extra>,
  operation: Operation,
  ...extra: Extra
): Result {
  const visit = table[operation.kind] as (operation: Operation, ...extra: Extra) => Result
  return visit(operation, ...extra)
}

/** The same for a table that leaves kinds out; nothing happens for those. */
export function visit<Extra extends readonly unknown[]>(
  table: Partial<OperationTable<void, Extra>>,
  operation: Operation,
  ...extra: Extra
): void {
  const check = table[operation.kind] as ((operation: Operation, ...extra: Extra) => void) | undefined
  check?.(operation, ...extra)
}

/** The fields that place an operation, taken from any operation or made by a reader. */
export function place(bare: BareOperation, base: OperationBase): Operation {
  return { ...bare, ...base } as Operation
}

/** The fields that every operation has; the compiler asks for a new one here. */
const PLACING: Readonly<Record<keyof OperationBase, true>> = {
  span: true,
  writtenAt: true,
  statement: true,
  roundTrip: true,
  flow: true,
  inBlock: true,
  floating: true,
  longNames: true,
}

/** The operation without its place and number: what it says, not where. */
export function unplaced(operation: Operation): BareOperation {
  return Object.fromEntries(
    Object.entries(operation).filter(([field]) => !(field in PLACING)),
  ) as unknown as BareOperation
}

/** The same operation, as another reader understands it. */
export function readAs(operation: Operation, bare: BareOperation): Operation {
  const base = Object.fromEntries(Object.entries(operation).filter(([field]) => field in PLACING))
  return { ...bare, ...base } as Operation
}
