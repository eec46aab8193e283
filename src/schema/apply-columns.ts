/** What operations on columns do to the state. */
import type { ColumnOperation } from '../model/column-operations.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationOf } from '../model/operation.ts'
import { addConstraints, columnState, createOwnedSequence, inheritColumn } from './columns.ts'
import { updateTable, type Draft } from './draft.ts'
import { changeColumn, childrenOf, familyOf, tableAt, tableNamed } from './family.ts'
import { renameColumnInTable, renameReferencedColumn } from './rename.ts'
import { clearNotNull, dropColumnAt, dropSequencesOf, targetOf } from './removal.ts'
import { resolveType } from './resolve.ts'
import type { ColumnState, ObjectKey } from './schema-state.ts'
import type { Appliers } from './appliers.ts'

export const columnAppliers: Appliers<ColumnOperation['kind']> = {
  addColumn,
  dropColumn,
  renameColumn,
  changeColumnType(operation, draft) {
    const { collation } = operation
    const type = resolveType(draft.state, operation.type)
    changeEverywhere(operation, draft, collation === undefined ? { type } : { type, collation })
  },
  setNotNull(operation, draft) {
    for (const key of keysOf(operation, draft)) {
      changeColumn(draft, key, operation.column, { notNull: true })
      validateNotNull(draft, key, operation.column)
    }
  },
  dropNotNull(operation, draft) {
    for (const key of keysOf(operation, draft)) {
      changeColumn(draft, key, operation.column, { notNull: false })
      clearNotNull(draft, key, operation.column)
    }
  },
  setDefault(operation, draft) {
    changeEverywhere(operation, draft, { default: operation.default })
  },
  dropDefault(operation, draft) {
    changeEverywhere(operation, draft, { default: undefined })
  },
  addIdentity(operation, draft) {
    const table = tableNamed(draft, operation.table, operation.ifTableExists)
    if (!table) return
    changeColumn(draft, table.key, operation.column, { identity: operation.identity, notNull: true })
    createOwnedSequence(draft, table, operation.column)
  },
  dropIdentity(operation, draft) {
    const table = tableNamed(draft, operation.table, operation.ifTableExists)
    if (!table) return
    changeColumn(draft, table.key, operation.column, { identity: undefined })
    dropSequencesOf(draft, table.key, operation.column)
  },
  setColumnOption(operation, draft) {
    // An expression that is set is known as text only, so that what it was says nothing any more.
    if (operation.option !== 'dropExpression' && operation.option !== 'setExpression') {
      tableNamed(draft, operation.table, operation.ifTableExists)
      return
    }
    const expression = { sql: operation.value, functions: [], columns: [], provesNotNull: [] }
    const generated = operation.option === 'setExpression' ? { expression } : undefined
    changeEverywhere(operation, draft, { generated })
  },
}

interface OnColumn {
  readonly table: QualifiedName
  readonly column: string
  readonly ifTableExists?: true | undefined
}

function keysOf(operation: OnColumn, draft: Draft): readonly ObjectKey[] {
  const table = tableNamed(draft, operation.table, operation.ifTableExists)
  return table ? familyOf(draft, table.key) : []
}

function changeEverywhere(operation: OnColumn, draft: Draft, change: Partial<ColumnState>): void {
  for (const key of keysOf(operation, draft)) changeColumn(draft, key, operation.column, change)
}

/** SET NOT NULL validates a NOT VALID constraint that says the same. */
function validateNotNull(draft: Draft, key: ObjectKey, column: string): void {
  const constraints = tableAt(draft, key)?.constraints
  if (!constraints?.some(each => each.definition.kind === 'notNull' && !each.validated)) return
  updateTable(draft, key, {
    constraints: constraints.map(each =>
      each.definition.kind === 'notNull' && each.definition.column === column
        ? { ...each, validated: true }
        : each,
    ),
  })
}

function addColumn(operation: OperationOf<'addColumn'>, draft: Draft): void {
  const { column: definition } = operation
  const table = tableNamed(draft, operation.table, operation.ifTableExists)
  if (!table) return
  const exists = table.columns.some(each => each.name === definition.name)
  if (exists && (operation.ifNotExists || operation.flow !== undefined)) return
  const column = columnState(draft, table, definition)
  const others = table.columns.filter(each => each.name !== definition.name)
  const constraints = table.constraints
  updateTable(draft, table.key, { columns: [...others, column], constraints })
  for (const key of familyOf(draft, table.key)) if (key !== table.key) inheritColumn(draft, key, column)
  addConstraints(draft, table.key, [definition], [])
}

function dropColumn(operation: OperationOf<'dropColumn'>, draft: Draft): void {
  const table = tableNamed(draft, operation.table, operation.ifTableExists)
  if (!table) return
  const known = table.columns.some(each => each.name === operation.column)
  if (!known && operation.ifExists && table.complete) return
  dropColumnAt(draft, table.key, operation.column, operation.cascade === true)
}

function renameColumn(operation: OperationOf<'renameColumn'>, draft: Draft): void {
  const { column, to } = operation
  const top = tableNamed(draft, operation.table, operation.ifTableExists)
  if (!top) return
  for (const key of [top.key, ...familyBelow(draft, top.key)]) {
    const table = tableAt(draft, key)
    if (!table) continue
    if (!table.columns.some(each => each.name === column)) changeColumn(draft, key, column, {})
    updateTable(draft, key, renameColumnInTable(tableAt(draft, key) ?? table, column, to))
    renameReferences(draft, key, column, to)
    renameSequenceOwner(draft, key, column, to)
  }
}

function familyBelow(draft: Draft, key: ObjectKey): readonly ObjectKey[] {
  return childrenOf(draft, key).flatMap(child => familyOf(draft, child))
}

function renameReferences(draft: Draft, target: ObjectKey, from: string, to: string): void {
  for (const key of draft.state.links.referencedBy.get(target) ?? []) {
    const constraints = tableAt(draft, key)?.constraints.map(each =>
      targetOf(each.definition) === target ? renameReferencedColumn(each, from, to) : each,
    )
    if (constraints) updateTable(draft, key, { constraints })
  }
}

function renameSequenceOwner(draft: Draft, key: ObjectKey, from: string, to: string): void {
  for (const id of draft.state.links.objectsOf.get(key) ?? []) {
    const object = draft.state.objects.get(id)
    if (object?.column !== from) continue
    draft.state = { ...draft.state, objects: draft.state.objects.set(id, { ...object, column: to }) }
  }
}
