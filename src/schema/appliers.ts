/** The shape of the tables that say what each kind of operation does to a state. */
import type { OperationKind, OperationOf } from '../model/operation.ts'
import type { Draft } from './draft.ts'

/** A function for each of some kinds of operations. */
export type Appliers<K extends OperationKind> = {
  readonly [Kind in K]: (operation: OperationOf<Kind>, draft: Draft) => void
}
