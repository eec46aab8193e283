/** What a rule would write instead: operations and orders as plain values, which a fixer turns into edits of the source. */
import type { AddConstraint } from '../model/constraint-operations.ts'
import type { BareOperation, Operation } from '../model/operation.ts'

/** `safe` leaves what the migration means as it is; a `suggestion` changes when or how it happens. */
export type RewriteKind = 'safe' | 'suggestion'

/** Operations that commit together, before those of the next step begin. */
export interface Step {
  readonly operations: readonly BareOperation[]
  /** They refuse to run inside a transaction. */
  readonly transaction?: 'none' | undefined
}

/** What is to be changed. */
export type Change =
  /** The steps stand instead of the operation: the first in its place where that is possible, the others in migrations of their own. */
  | { readonly change: 'steps'; readonly operation: Operation; readonly steps: readonly Step[] }
  /** The operations run directly before the operation, which stays as it is. */
  | {
      readonly change: 'before'
      readonly operation: Operation
      readonly operations: readonly BareOperation[]
    }
  /** The code waits for the operation. */
  | { readonly change: 'await'; readonly operation: Operation }
  /** The constraint gets a name where it is added. */
  | { readonly change: 'name'; readonly operation: AddConstraint; readonly name: string }
  /** The operations are the way back of the migration, in this order. */
  | { readonly change: 'downgrade'; readonly operations: readonly BareOperation[] }

export type Rewrite = Change & {
  readonly kind: RewriteKind
  /** What it does, for the menu of an editor: a sentence without its full stop. */
  readonly title: string
}
