/** A table that is renamed or moved to another schema is the same table under another key. */
import type { Operation } from '../model/operation.ts'
import type { ObjectKey } from '../schema/schema-state.ts'
import type { SchemaView } from '../schema/schema-view.ts'

/** The key before and after the operation; absent when it moves none. `schema` is the one before it. */
export function movedKey(
  operation: Operation,
  schema: SchemaView,
): { readonly from: ObjectKey; readonly to: ObjectKey } | undefined {
  if (operation.kind !== 'renameTable' && operation.kind !== 'setTableSchema') return undefined
  const { kind, table, to } = operation
  const from = schema.keyOf(table)
  const namespace = from.slice(0, from.length - table.name.length)
  return { from, to: kind === 'renameTable' ? `${namespace}${to}` : `${to}.${table.name}` }
}
