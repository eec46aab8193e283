/** What lowering a statement gives: operations, and which part of the statement says each. */
import type { BareOperation } from '../../model/operation.ts'
import type { RangeVar } from './nodes.ts'

/** One operation of a statement. */
export interface Lowered {
  readonly operation: BareOperation
  /** Byte offset of the name that the operation is about, when the statement names several. */
  readonly nameAt?: number | undefined
  /** Which of the parts between commas says it: a sub-command of ALTER TABLE, a name of DROP. */
  readonly part?: number | undefined
}

/** What lowering needs besides the tree. */
export interface StatementContext {
  /** The statement as written, for those too long to be printed anew. */
  readonly text: string
}

/** An operation that the statement as a whole says. */
export function whole(operation: BareOperation): readonly Lowered[] {
  return [{ operation }]
}

/** One operation for each table that a statement names. */
export function forEachTable(
  tables: readonly RangeVar[],
  make: (table: RangeVar) => BareOperation,
): readonly Lowered[] {
  const several = tables.length > 1
  return tables.map(table => ({ operation: make(table), ...(several && { nameAt: table.location ?? 0 }) }))
}

/** Something that was read and changes nothing. */
export function nothing(message: string): readonly Lowered[] {
  return whole({ kind: 'noOperation', message })
}

/** A statement that the model has no word for. */
export function unsupported(what: string): readonly Lowered[] {
  return whole({
    kind: 'opaque',
    reason: 'unsupported statement',
    message: `${what} is not among the statements that are understood.`,
  })
}
