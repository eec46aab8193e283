/** What an earlier operation of the same migration has done about the values of a column. */
import type { QualifiedName } from '../model/names.ts'
import { namesIn } from '../model/names-in.ts'
import type { Operation } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'

/** The operation that is judged, among the others of its migration. */
interface Judged {
  readonly operations: readonly Operation[]
  readonly index: number
  readonly schema: SchemaView
}

/** Whether something before this operation aborts the migration on certain values of the column, or writes others. */
export function isHandledBefore(
  table: QualifiedName,
  column: string,
  { operations, index, schema }: Judged,
): boolean {
  const key = schema.keyOf(table)
  return operations.slice(0, index).some(earlier => {
    if (earlier.kind === 'updateRows')
      return schema.keyOf(earlier.table) === key && earlier.set.some(each => each.column === column)
    if (earlier.kind !== 'assertQuery') return false
    // A block may count first and raise later: all of its statements are read.
    const block = operations.filter(each => each.statement === earlier.statement)
    const words = new Set(
      block
        .flatMap(namesIn)
        .join(' ')
        .split(/[^\w$]+/u),
    )
    return words.has(table.name) && words.has(column)
  })
}
