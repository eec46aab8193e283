/** The error of a dialect that has no words for an operation. */
import type { OperationKind } from '../model/operation.ts'

/** The database cannot do this, or would silently do less. */
export class UnsupportedByDialect extends Error {
  override readonly name = 'UnsupportedByDialect'
  readonly operation: OperationKind
  readonly why: string
  readonly remedy: string

  /** `what` names the operation and its object, `why` and `remedy` are sentences without their full stop. */
  constructor(operation: OperationKind, what: string, why: string, remedy: string) {
    super(`${what}: ${why}. ${remedy}.`)
    this.operation = operation
    this.why = why
    this.remedy = remedy
  }
}
