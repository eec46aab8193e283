/** Whether the rows of a table were copied to another one before. */
import type { QualifiedName } from '../model/names.ts'
import type { Operation } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'

/** Where the question is asked. */
interface Where {
  readonly operations: readonly Operation[]
  readonly index: number
  readonly schema: SchemaView
  /** The schema before the n-th operation. */
  readonly at: (index: number) => { readonly schema: SchemaView }
}

/** All rows of the table were copied before the operation, in the same migration. */
export function rowsCopiedBefore(name: QualifiedName, { at, operations, index, schema }: Where): boolean {
  let key = schema.keyOf(name)
  for (let i = index - 1; i >= 0; i--) {
    const operation = operations[i]
    const before = at(i).schema
    if (operation?.kind === 'renameTable' && before.keyOf({ ...operation.table, name: operation.to }) === key)
      key = before.keyOf(operation.table)
    const copy = operation && copyOf(operation)
    if (
      copy &&
      !/\b(?:where|limit|join)\b/iu.test(copy.sql) &&
      copy.reads.some(read => before.keyOf(read) === key)
    )
      return true
  }
  return false
}

function copyOf(
  operation: Operation,
): { readonly sql: string; readonly reads: readonly QualifiedName[] } | undefined {
  if (operation.kind === 'createTable') return operation.as
  if (operation.kind !== 'insertRows' || !operation.fromQuery) return undefined
  return { sql: operation.sql ?? '', reads: operation.reads }
}
