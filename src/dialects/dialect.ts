/** What a dialect is: operations to the SQL of one database. */
import type { BareOperation } from '../model/operation.ts'

export interface Dialect {
  readonly name: 'postgres' | 'sqlite'
  /**
   * One statement without a semicolon, two with one between them where it takes two, or a comment where SQL has no
   * word for the operation and nothing is lost; a comment may also stand before a statement and say what it leaves out.
   */
  printOperation(operation: BareOperation): string
  /** The statements in order; the sub-commands of one ALTER TABLE become statements of their own. */
  printOperations(operations: readonly BareOperation[]): readonly string[]
}
