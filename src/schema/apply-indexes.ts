/** What operations on indexes do to the state. */
import type { IndexOperation } from '../model/index-operations.ts'
import { flag } from '../model/names.ts'
import type { OperationOf } from '../model/operation.ts'
import type { Appliers } from './appliers.ts'
import { sameIndex } from './constraints.ts'
import { putTable, putView, updateTable, type Draft } from './draft.ts'
import { childrenOf, isPartitioned, tableAt, tableNamed } from './family.ts'
import { chooseRelationName, indexColumnNames, joinColumnNames } from './object-names.ts'
import { dropIndexAt, noteUnseen } from './removal.ts'
import { creationSchema, findIndex, keyOf, lookUp, relationExists, type FoundIndex } from './resolve.ts'
import type { IndexState, ObjectKey, TableState, ViewState } from './schema-state.ts'

export const indexAppliers: Appliers<IndexOperation['kind']> = {
  createIndex,
  dropIndex(operation, draft) {
    const found = findIndex(draft.state, operation.index)
    if (found) return dropIndexAt(draft, found.key)
    const table = operation.table && tableNamed(draft, operation.table, true)
    noteUnseen(draft, keyOf(creationSchema(draft.state, operation.index), operation.index.name))
    if (table && !table.complete)
      updateTable(draft, table.key, { unsure: [...table.unsure, operation.index.name] })
  },
  renameIndex(operation, draft) {
    const found = findIndex(draft.state, operation.index)
    if (found) renameFoundIndex(draft, found, operation.to)
    else noteUnseen(draft, keyOf(creationSchema(draft.state, operation.index), operation.index.name))
  },
  attachIndex(operation, draft) {
    const parent = findIndex(draft.state, operation.index)
    const part = findIndex(draft.state, operation.partitionIndex)
    if (!parent || !part) return
    changeIndex(draft, part, { partOf: parent.key })
    if (parent.index.constraint !== undefined) inheritConstraint(draft, part)
    becomeValidWhenWhole(draft, parent.key)
  },
  reindex(operation, draft) {
    const found = operation.target === 'index' && operation.name && findIndex(draft.state, operation.name)
    if (found) changeIndex(draft, found, { valid: true })
    const table = operation.target === 'table' && operation.name && tableNamed(draft, operation.name)
    if (table && table.indexes.some(index => !index.valid)) {
      updateTable(draft, table.key, { indexes: table.indexes.map(index => ({ ...index, valid: true })) })
    }
  },
}

/** The constraint that an index keeps becomes a part of the parent's. */
function inheritConstraint(draft: Draft, { owner, index }: FoundIndex): void {
  if ('query' in owner) return
  const constraints = owner.constraints.map(each =>
    each.name === index.constraint ? { ...each, inherited: true as const } : each,
  )
  updateTable(draft, owner.key, { constraints })
}

/** Gives an index another name, and the constraint that it keeps. */
export function renameFoundIndex(draft: Draft, { owner, index }: FoundIndex, to: string): void {
  const constraint = index.constraint === undefined ? undefined : to
  const indexes = owner.indexes.map(each =>
    each === index ? { ...each, name: to, unnamed: undefined, constraint } : each,
  )
  if ('query' in owner) return putView(draft, { ...owner, indexes })
  const constraints =
    index.constraint === undefined
      ? owner.constraints
      : owner.constraints.map(each =>
          each.name === index.constraint ? { ...each, name: to, named: true } : each,
        )
  putTable(draft, { ...owner, indexes, constraints })
}

function changeIndex(draft: Draft, { owner, index }: FoundIndex, change: Partial<IndexState>): void {
  const indexes = owner.indexes.map(each => (each === index ? { ...each, ...change } : each))
  if ('query' in owner) putView(draft, { ...owner, indexes })
  else putTable(draft, { ...owner, indexes })
}

/** An index ON ONLY a partitioned table is valid once every partition has its part. */
function becomeValidWhenWhole(draft: Draft, key: ObjectKey): void {
  const parentKey = draft.state.indexOwners.get(key)
  const parent = parentKey === undefined ? undefined : tableAt(draft, parentKey)
  if (!parent) return
  const parts = childrenOf(draft, parent.key).map(child => tableAt(draft, child))
  if (!parts.every(table => table?.indexes.some(index => index.partOf === key && index.valid))) return
  updateTable(draft, parent.key, {
    indexes: parent.indexes.map(each =>
      keyOf(parent.schema, each.name) === key ? { ...each, valid: true } : each,
    ),
  })
  const grandparent = parent.indexes.find(each => keyOf(parent.schema, each.name) === key)?.partOf
  if (grandparent !== undefined) becomeValidWhenWhole(draft, grandparent)
}

function createIndex(operation: OperationOf<'createIndex'>, draft: Draft): void {
  const view = lookUp(draft.state, draft.state.views, operation.table)
  const owner = tableNamed(draft, operation.table) ?? view
  if (!owner || isThere(draft, owner, operation)) return
  const name = operation.name ?? nameOfIndex(draft, owner, operation)
  const made = indexOf(operation, draft, owner, name)
  const indexes = [...owner.indexes.filter(each => each.name !== name), made]
  if ('query' in owner) return putView(draft, { ...owner, indexes })
  putTable(draft, { ...owner, indexes })
  if (!isPartitioned(owner) || operation.only) return
  for (const child of childrenOf(draft, owner.key))
    inheritIndex(draft, child, made, keyOf(owner.schema, name))
}

function isThere(
  draft: Draft,
  owner: TableState | ViewState,
  operation: OperationOf<'createIndex'>,
): boolean {
  if (!operation.ifNotExists && operation.flow === undefined) return false
  return operation.name !== undefined && relationExists(draft.state, keyOf(owner.schema, operation.name))
}

function nameOfIndex(
  draft: Draft,
  owner: TableState | ViewState,
  index: { readonly parts: IndexState['parts']; readonly include: IndexState['include'] },
): string {
  const addition = joinColumnNames(indexColumnNames(index.parts, index.include))
  return chooseRelationName(draft.state, owner.schema, { table: owner.name, addition, label: 'idx' }, false)
}

function indexOf(
  operation: OperationOf<'createIndex'>,
  draft: Draft,
  owner: TableState | ViewState,
  name: string,
): IndexState {
  const waits = operation.only && 'partitionBy' in owner && owner.partitionBy !== undefined
  return {
    name,
    unnamed: flag(operation.name === undefined),
    table: owner.key,
    parts: operation.parts,
    unique: operation.unique === true,
    using: operation.using ?? 'btree',
    include: operation.include,
    where: operation.where,
    nullsNotDistinct: operation.nullsNotDistinct === true,
    valid: !(waits && childrenOf(draft, owner.key).length > 0),
    addedIn: draft.state.migration,
  }
}

/** Gives a partition its part of an index of the parent: an equal index that it has, or a new one. */
export function inheritIndex(draft: Draft, child: ObjectKey, parent: IndexState, partOf: ObjectKey): void {
  const table = tableAt(draft, child)
  if (!table) return
  const equal = table.indexes.find(each => each.partOf === undefined && sameIndex(each, parent))
  if (equal) {
    updateTable(draft, child, {
      indexes: table.indexes.map(each => (each === equal ? { ...each, partOf } : each)),
    })
    return
  }
  const name = nameOfIndex(draft, table, parent)
  const made = { ...parent, name, table: child, partOf, valid: true, addedIn: draft.state.migration }
  updateTable(draft, child, { indexes: [...table.indexes, made] })
  if (!isPartitioned(table)) return
  for (const each of childrenOf(draft, child)) inheritIndex(draft, each, made, keyOf(table.schema, name))
}
