/** What a dialect is: operations to the SQL of one database. */
import type { BareOperation } from '../model/operation.ts'

export interface Dialect {
  readonly name: 'postgres'
  /** One statement without a semicolon, or a comment where SQL has no word for the operation. */
  printOperation(operation: BareOperation): string
  /** The statements in order; the sub-commands of one ALTER TABLE become statements of their own. */
  printOperations(operations: readonly BareOperation[]): readonly string[]
}
