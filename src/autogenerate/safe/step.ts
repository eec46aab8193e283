/** What a written migration does, one call after the other. */
import type { Expression } from '../../model/expression.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'

interface StepBase {
  /** It cannot run in a transaction, or gains by being one of its own. */
  readonly alone?: true | undefined
  /** What a reader has to know of it, above it. */
  readonly notes?: readonly string[] | undefined
}

/** One call. */
export type Step = StepBase &
  (
    | { readonly kind: 'operation'; readonly operation: BareOperation }
    /** `op.setNotNull(…, { via: 'check' })`. */
    | { readonly kind: 'setNotNull'; readonly table: QualifiedName; readonly column: string }
    /** A place where somebody has to say what rows get; it fails where that was not done. */
    | {
        readonly kind: 'fill'
        readonly table: QualifiedName
        readonly column: string
        /** The rows can be taken a batch at a time. */
        readonly inBatches: boolean
      }
    /** Rows get a value that is another for each. */
    | {
        readonly kind: 'fillWith'
        readonly table: QualifiedName
        readonly column: string
        readonly value: Expression
        readonly inBatches: boolean
      }
  )

/** Calls that belong together. */
export type Block =
  | { readonly kind: 'plain'; readonly steps: readonly Step[] }
  | { readonly kind: 'autocommit'; readonly steps: readonly Step[] }
  | { readonly kind: 'batch'; readonly table: QualifiedName; readonly steps: readonly Step[] }

/** An operation as a step. */
export function step(operation: BareOperation, more: StepBase = {}): Step {
  return { kind: 'operation', operation, ...more }
}
