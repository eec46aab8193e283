/** For each kind of operation that can be undone: what undoes it. */
import { flag, type QualifiedName } from '../model/names.ts'
import type { BareOperation, OperationKind, OperationOf } from '../model/operation.ts'
import { formatType, type DataType } from '../model/data-type.ts'
import type { ColumnState, ConstraintState, IndexState, TableState } from './schema-state.ts'
import type { SchemaView } from './schema-view.ts'

/** The operations that undo one, in order; undefined when that cannot be told. */
export type Inverse<K extends OperationKind> = (
  operation: OperationOf<K>,
  before: SchemaView,
  after: SchemaView,
) => readonly BareOperation[] | undefined

/** After these the database holds what it held before, as far as anybody can bring it back. */
export const NOTHING_TO_UNDO: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'noOperation',
  'lockTable',
  'maintenance',
  'refreshView',
  'reindex',
  'validateConstraint',
  'assertQuery',
])

export const INVERSES: { readonly [K in OperationKind]?: Inverse<K> } = {
  createTable: ({ table, ifNotExists, temporary, as }) =>
    ifNotExists || temporary || as ? undefined : [{ kind: 'dropTable', table }],
  renameTable: ({ table, to }) => [{ kind: 'renameTable', table: { ...table, name: to }, to: table.name }],
  setTableSchema: ({ table, to }, before) => {
    const { schema } = before.table(table) ?? {}
    return schema === undefined
      ? undefined
      : [{ kind: 'setTableSchema', table: { ...table, schema: to }, to: schema }]
  },
  attachPartition: ({ table, partition }) => [{ kind: 'detachPartition', table, partition }],
  detachPartition: ({ table, partition, finalize }, before, after) => {
    const old = before.table(partition)
    const bound = finalize ? undefined : old?.partitionOf?.bound
    if (bound === undefined) return undefined
    // CONCURRENTLY has left the bound as a CHECK.
    const left = addedTo(old, after.table(partition), 'constraints')
    const drop: BareOperation[] = left ? [{ kind: 'dropConstraint', table: partition, name: left.name }] : []
    return [{ kind: 'attachPartition', table, partition, bound }, ...drop]
  },
  addColumn: ({ table, column, ifNotExists }) =>
    ifNotExists ? undefined : [{ kind: 'dropColumn', table, column: column.name }],
  renameColumn: ({ table, column, to }) => [{ kind: 'renameColumn', table, column: to, to: column }],
  setNotNull: ({ table, column }, before) =>
    knownColumn(before, table, column) && [{ kind: 'dropNotNull', table, column }],
  dropNotNull: ({ table, column }, before) =>
    knownColumn(before, table, column)?.notNull ? [{ kind: 'setNotNull', table, column }] : undefined,
  setDefault: ({ table, column }, before) => oldDefault(before, table, column),
  dropDefault: ({ table, column }, before) => oldDefault(before, table, column),
  addIdentity: ({ table, column }) => [{ kind: 'dropIdentity', table, column }],
  changeColumnType,
  addConstraint,
  dropConstraint: ({ table, name, ifExists }, before) => {
    const dropped = ifExists ? undefined : before.constraint(table, name)
    if (!dropped || dropped.inherited || dropped.definition.kind === 'notNull') return undefined
    return [{ kind: 'addConstraint', table, constraint: restored(dropped) }]
  },
  renameConstraint: ({ table, name, to }) => [{ kind: 'renameConstraint', table, name: to, to: name }],
  createIndex: ({ table, ifNotExists, concurrently }, before, after) => {
    const added = ifNotExists ? undefined : addedTo(before.table(table), after.table(table), 'indexes')
    const index = added && { schema: table.schema, name: added.name }
    return index && [{ kind: 'dropIndex', index: named(index), ...(concurrently && { concurrently }) }]
  },
  renameIndex: ({ index, to }) => [{ kind: 'renameIndex', index: { ...index, name: to }, to: index.name }],
  dropIndex: ({ index: name, concurrently, ifExists }, before) => {
    const [index, owner] = [before.index(name), before.tableOfIndex(name)]
    if (!index || !owner || ifExists || !index.valid || index.constraint !== undefined) return undefined
    return [createIndexOf(index, { schema: name.schema, name: owner.name }, flag(concurrently))]
  },
  createEnum: ({ type, ifNotExists }, before) =>
    ifNotExists && before.enum(type) ? [] : [{ kind: 'dropType', type }],
  renameEnumValue: ({ type, value, to }) => [{ kind: 'renameEnumValue', type, value: to, to: value }],
  createDomain: ({ domain }) => [{ kind: 'dropType', type: domain, domain: true }],
  renameType: ({ type, to, domain }) => [
    { kind: 'renameType', type: { ...type, name: to }, to: type.name, ...(domain && { domain }) },
  ],
  createView: ({ view, orReplace, ifNotExists, temporary, materialized }) =>
    orReplace || ifNotExists || temporary
      ? undefined
      : [{ kind: 'dropView', view, ...(materialized && { materialized }) }],
}

/** A column whose state before is certain. */
function knownColumn(view: SchemaView, table: QualifiedName, column: string): ColumnState | undefined {
  const known = view.table(table)
  return known?.complete && !known.unsure.includes(column) ? view.column(table, column) : undefined
}

function oldDefault(
  before: SchemaView,
  table: QualifiedName,
  column: string,
): readonly BareOperation[] | undefined {
  const known = knownColumn(before, table, column)
  if (!known) return undefined
  return known.default
    ? [{ kind: 'setDefault', table, column, default: known.default }]
    : [{ kind: 'dropDefault', table, column }]
}

/** Back to the old type; the values are cast, which fails where a new one does not fit, and loses nothing silently. */
function changeColumnType(
  { table, column, using, collation }: OperationOf<'changeColumnType'>,
  before: SchemaView,
): readonly BareOperation[] | undefined {
  const known = knownColumn(before, table, column)
  if (!known?.type || using || collation !== undefined || known.collation !== undefined) return undefined
  return isPlainText(known.type) || isInteger(known.type)
    ? [{ kind: 'changeColumnType', table, column, type: known.type }]
    : undefined
}

/** Types to which PostgreSQL casts back by assignment from what they were widened to. */
const isInteger = (type: DataType): boolean => /^(?:smallint|integer|bigint)$/u.test(formatType(type))
const isPlainText = (type: DataType): boolean => /^(?:text|varchar(?:\(\d+\))?)$/u.test(formatType(type))

function addConstraint(
  { table, constraint }: OperationOf<'addConstraint'>,
  before: SchemaView,
  after: SchemaView,
): readonly BareOperation[] | undefined {
  const added = addedTo(before.table(table), after.table(table), 'constraints')
  if (!added) return undefined
  const drop: BareOperation = { kind: 'dropConstraint', table, name: added.name }
  const nullable = nullableBefore(constraint.kind === 'primaryKey' ? constraint.columns : [], before, table)
  const loosen = nullable.map((column): BareOperation => ({ kind: 'dropNotNull', table, column }))
  if (!('usingIndex' in constraint) || constraint.usingIndex === undefined) return [drop, ...loosen]
  // The index goes with the constraint that took it over, and was there before.
  const index = before.index({ schema: table.schema, name: constraint.usingIndex })
  return index && [drop, createIndexOf(index, table, undefined)]
}

function nullableBefore(
  columns: readonly string[],
  before: SchemaView,
  table: QualifiedName,
): readonly string[] {
  return columns.filter(column => knownColumn(before, table, column)?.notNull === false)
}

/** What a table has more than before, when it is one thing. */
function addedTo<Part extends 'constraints' | 'indexes'>(
  before: TableState | undefined,
  after: TableState | undefined,
  part: Part,
): TableState[Part][number] | undefined {
  const old = new Set((before?.[part] ?? []).map(({ name }) => name))
  const added = (after?.[part] ?? []).filter(
    each => !old.has(each.name) && !('definition' in each && each.definition.kind === 'notNull'),
  )
  return added.length === 1 ? added[0] : undefined
}

function restored({ name, definition, validated }: ConstraintState): ConstraintState['definition'] {
  const { nameIsMade: _made, ...own } = definition
  const key = own.kind === 'unique' || own.kind === 'primaryKey' ? { ...own, usingIndex: undefined } : own
  const mayBeInvalid = key.kind === 'foreignKey' || key.kind === 'check'
  return { ...key, name, ...(mayBeInvalid && { notValid: flag(!validated && !key.notEnforced) }) }
}

function createIndexOf(
  index: IndexState,
  table: QualifiedName,
  concurrently: true | undefined,
): BareOperation {
  const { name, parts, unique, using, include, where, nullsNotDistinct } = index
  return {
    kind: 'createIndex',
    name,
    table: named(table),
    parts,
    include,
    ...(unique && { unique }),
    ...(using !== 'btree' && { using }),
    ...(where && { where }),
    ...(nullsNotDistinct && { nullsNotDistinct }),
    ...(concurrently && { concurrently }),
  }
}

/** Without a schema that is only spelled out as absent. */
function named({ schema, name }: QualifiedName): QualifiedName {
  return schema === undefined ? { name } : { schema, name }
}
