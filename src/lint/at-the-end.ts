/** Follows a table and its columns through the rest of a migration. */
import type { QualifiedName } from '../model/names.ts'
import type { Operation } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'

/** A table, and some of its columns. */
export interface Traced {
  readonly table: QualifiedName
  readonly columns: readonly string[]
}

/** A migration with the schema before each of its operations. */
interface Replayed {
  readonly operations: readonly Operation[]
  readonly at: (index: number) => { readonly schema: SchemaView }
}

/**
 * What a table is called after the last operation, and those of the columns that are left; undefined when the
 * table is gone.
 */
export function atTheEnd(traced: Traced, index: number, { operations, at }: Replayed): Traced | undefined {
  let now: Traced | undefined = traced
  for (let i = index + 1; now && i < operations.length; i++) {
    const operation = operations[i]
    if (!operation || !isMove(operation)) continue
    const { schema } = at(i)
    if (schema.keyOf(operation.table) === schema.keyOf(now.table)) now = moved(now, operation)
  }
  return now
}

type Move = Extract<
  Operation,
  { readonly kind: 'dropTable' | 'renameTable' | 'setTableSchema' | 'renameColumn' | 'dropColumn' }
>

function isMove(operation: Operation): operation is Move {
  return ['dropTable', 'renameTable', 'setTableSchema', 'renameColumn', 'dropColumn'].includes(operation.kind)
}

function moved({ table, columns }: Traced, operation: Move): Traced | undefined {
  switch (operation.kind) {
    case 'dropTable':
      return undefined
    case 'renameTable':
      return { table: { ...table, name: operation.to }, columns }
    case 'setTableSchema':
      return { table: { ...table, schema: operation.to }, columns }
    case 'dropColumn':
      return { table, columns: columns.filter(each => each !== operation.column) }
    case 'renameColumn':
      return { table, columns: columns.map(each => (each === operation.column ? operation.to : each)) }
  }
}
