/** What operations on whole tables do to the state. */
import type { TableOperation } from '../model/table-operations.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationOf } from '../model/operation.ts'
import type { Appliers } from './appliers.ts'
import { inheritIndex } from './apply-indexes.ts'
import { provesBound } from './bound-proof.ts'
import { addConstraints, columnState, inheritColumn } from './columns.ts'
import { addConstraint, inheritIndexConstraint } from './constraints.ts'
import { putTable, updateTable, type Draft } from './draft.ts'
import { emptyTable, familyOf, tableAt, tableNamed } from './family.ts'
import { moveRelation } from './move.ts'
import { boundCondition, isNull, parseBound } from './partition-bound.ts'
import { dropTableAt, noteUnseen } from './removal.ts'
import { creationSchema, findTable, keyOf, lookUp, relationExists } from './resolve.ts'
import type { ColumnState, ObjectKey, TableState } from './schema-state.ts'

export const tableAppliers: Appliers<TableOperation['kind']> = {
  createTable,
  dropTable(operation, draft) {
    const table = findTable(draft.state, operation.table)
    if (table) dropTableAt(draft, table.key, operation.cascade === true)
    else if (!lookUp(draft.state, draft.state.views, operation.table)) {
      noteUnseen(draft, keyOf(creationSchema(draft.state, operation.table), operation.table.name))
    }
  },
  renameTable(operation, draft) {
    moveRelation(draft, operation.table, { name: operation.to }, operation.ifExists)
  },
  setTableSchema(operation, draft) {
    moveRelation(draft, operation.table, { schema: operation.to }, operation.ifExists)
  },
  setTableOption(operation, draft) {
    const table = tableNamed(draft, operation.table, operation.ifExists)
    if (!table) return
    if (operation.change.option === 'rowSecurity') return setRowSecurity(draft, table, operation.change.state)
    if (operation.change.option !== 'inherit') return
    const parent = tableNamed(draft, operation.change.parent)
    if (!parent || !mayAdopt(draft, parent.key, table.key)) return
    const others = table.inherits.filter(each => each !== parent.key)
    if (operation.change.remove) {
      updateTable(draft, table.key, { ...asOwn(table), inherits: others })
      return
    }
    updateTable(draft, table.key, { inherits: [...others, parent.key] })
  },
  attachPartition(operation, draft) {
    const parent = tableNamed(draft, operation.table)
    const partition = tableNamed(draft, operation.partition)
    if (!parent || !partition || !mayAdopt(draft, parent.key, partition.key)) return
    const bound = { parent: parent.key, bound: operation.bound }
    const columns = partition.columns.map(column => ({ ...column, inherited: true as const }))
    updateTable(draft, partition.key, { partitionOf: bound, columns })
    handDown(draft, parent, partition.key)
  },
  detachPartition(operation, draft) {
    const partition = tableNamed(draft, operation.partition)
    if (!partition || operation.finalize) return
    const indexes = partition.indexes.map(index => ({ ...index, partOf: undefined }))
    updateTable(draft, partition.key, { ...asOwn(partition), indexes, partitionOf: undefined })
    if (operation.concurrently) keepBound(draft, partition)
  },
}

/** FORCE only says that the owner is bound too. */
function setRowSecurity(
  draft: Draft,
  { key }: TableState,
  state: 'enable' | 'disable' | 'force' | 'no force',
): void {
  if (state === 'enable') updateTable(draft, key, { rowSecurity: true })
  if (state === 'disable') updateTable(draft, key, { rowSecurity: undefined })
}

/**
 * DETACH … CONCURRENTLY leaves the bound behind as a CHECK, unless others say so already:
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION
 */
function keepBound(draft: Draft, partition: TableState): void {
  const key = (partition.partitionOf && tableAt(draft, partition.partitionOf.parent)?.partitionBy)?.columns
  const bound = parseBound(partition.partitionOf?.bound ?? '')
  if (!key || !bound) return
  const proven = provesBound(partition, key, bound)
  if (proven === 'perhaps') updateTable(draft, partition.key, { complete: false })
  if (proven !== 'no') return
  const takesNulls = bound.kind === 'hash' || (bound.kind === 'list' && bound.values.some(isNull))
  const sql = boundCondition(key, bound) ?? partition.partitionOf?.bound ?? ''
  const expression = { sql, functions: [], columns: key, provesNotNull: takesNulls ? [] : key }
  addConstraint(draft, partition.key, { kind: 'check', expression })
}

/** PostgreSQL refuses circles of parents, in which following them would never end. */
function mayAdopt(draft: Draft, parent: ObjectKey, child: ObjectKey): boolean {
  return !familyOf(draft, child).includes(parent)
}

/** What a table had from its parent stays its own. */
function asOwn(table: TableState): Pick<TableState, 'columns' | 'constraints'> {
  return {
    columns: table.columns.map(column => ({ ...column, inherited: undefined })),
    constraints: table.constraints.map(constraint => ({ ...constraint, inherited: undefined })),
  }
}

function createTable(operation: OperationOf<'createTable'>, draft: Draft): void {
  const { state } = draft
  const schema = creationSchema(state, operation.table, operation.temporary)
  const key = keyOf(schema, operation.table.name)
  const perhapsThere = operation.ifNotExists || operation.flow !== undefined
  if (perhapsThere && relationExists(state, key)) return
  if (tableAt(draft, key)) dropTableAt(draft, key, true)
  const others = (name: QualifiedName): readonly TableState[] => {
    const other = tableNamed(draft, name)
    return other && other.key !== key ? [other] : []
  }
  const [parent] = operation.partitionOf ? others(operation.partitionOf.parent) : []
  const parents = (operation.inherits ?? []).flatMap(others)
  const table = emptyTable(schema, operation.table.name, {
    temporary: operation.temporary === true,
    strict: operation.strict,
    withoutRowid: operation.withoutRowid,
    partitionBy: operation.partitionBy,
    partitionOf: parent &&
      operation.partitionOf && { parent: parent.key, bound: operation.partitionOf.bound },
    inherits: parents.map(each => each.key),
    complete: isWhole(operation, [...parents, ...(parent ? [parent] : [])]),
    createdIn: draft.state.migration,
  })
  putTable(draft, table)
  const ancestors = parent ? [parent] : parents
  for (const each of ancestors) for (const column of each.columns) inheritColumn(draft, key, column)
  for (const name of operation.like ?? []) copyColumns(draft, key, findTable(draft.state, name))
  addOwnColumns(operation, draft, table)
  for (const each of ancestors) handDown(draft, each, key)
  addConstraints(draft, key, operation.columns, operation.constraints)
}

/** The columns of a query are not known, nor what LIKE takes along, nor what a parent has that was never seen. */
function isWhole(operation: OperationOf<'createTable'>, parents: readonly TableState[]): boolean {
  return (
    operation.as === undefined && operation.like === undefined && parents.every(parent => parent.complete)
  )
}

/** LIKE without INCLUDING copies names, types and NOT NULL. https://www.postgresql.org/docs/current/sql-createtable.html */
function copyColumns(draft: Draft, key: ObjectKey, source: TableState | undefined): void {
  const addedIn = draft.state.migration
  const copies = (source?.columns ?? []).map(({ name, type, notNull, collation }) => ({
    name,
    type,
    notNull,
    collation,
    addedIn,
  }))
  updateTable(draft, key, { columns: [...(tableAt(draft, key)?.columns ?? []), ...copies] })
}

function addOwnColumns(operation: OperationOf<'createTable'>, draft: Draft, table: TableState): void {
  const columns = [...(tableAt(draft, table.key)?.columns ?? [])]
  for (const definition of operation.columns) {
    const own = columnState(draft, table, definition)
    const at = columns.findIndex(each => each.name === own.name)
    const inherited = columns[at]
    if (inherited) columns[at] = mergedColumn(own, inherited)
    else columns.push(own)
  }
  updateTable(draft, table.key, { columns })
}

/** A column that a parent has too takes from it what it does not say itself. */
function mergedColumn(own: ColumnState, inherited: ColumnState): ColumnState {
  return {
    ...own,
    type: own.type ?? inherited.type,
    notNull: own.notNull || inherited.notNull,
    default: own.default ?? inherited.default,
  }
}

/** Gives a new child its parent's CHECKs, and a partition also its indexes and foreign keys. */
function handDown(draft: Draft, parent: TableState, child: ObjectKey): void {
  for (const constraint of parent.constraints) {
    const { definition, name } = constraint
    const passes =
      definition.kind === 'check' || definition.kind === 'notNull'
        ? !definition.noInherit
        : definition.kind === 'foreignKey' && parent.partitionBy !== undefined
    if (passes) addConstraint(draft, child, { ...definition, name }, { inherited: true })
  }
  if (!parent.partitionBy) return
  for (const index of parent.indexes) {
    const constraint = parent.constraints.find(each => each.name === index.constraint)
    if (constraint) inheritIndexConstraint(draft, child, index, constraint)
    else inheritIndex(draft, child, index, keyOf(parent.schema, index.name))
  }
}
