/** What the way back needs to know of the way there. */
import { formatName } from '../model/names.ts'
import type { BareOperation } from '../model/operation.ts'
import type { Change } from './compare/change.ts'
import type { Rename } from './compare/rename.ts'

/** The renames that undo those that were found. */
export function inverseRenames(changes: readonly Change[]): readonly Rename[] {
  return changes
    .flatMap(({ operations }) => operations)
    .flatMap((operation): readonly Rename[] => {
      if (operation.kind === 'renameTable')
        return [{ table: { ...operation.table, name: operation.to }, to: operation.table.name }]
      if (operation.kind === 'renameColumn')
        return [{ table: operation.table, column: operation.to, to: operation.column }]
      return []
    })
}

/** Says of what comes back that its rows or values do not. */
export function lostBy(changes: readonly Change[]): (operation: BareOperation) => readonly string[] {
  const operations = changes.flatMap(change => change.operations)
  const tables = new Set(
    operations.flatMap(each => (each.kind === 'dropTable' ? [formatName(each.table)] : [])),
  )
  const columns = new Set(
    operations.flatMap(each =>
      each.kind === 'dropColumn' ? [`${formatName(each.table)}.${each.column}`] : [],
    ),
  )
  return operation => {
    if (operation.kind === 'createTable' && tables.has(formatName(operation.table)))
      return [`The rows of ${formatName(operation.table)} do not come back.`]
    if (operation.kind !== 'addColumn') return []
    const name = `${formatName(operation.table)}.${operation.column.name}`
    return columns.has(name) ? [`The values of ${name} do not come back.`] : []
  }
}
