/** Adds constraints to a table, with the names, indexes and NOT NULLs that PostgreSQL makes for them. */
import type { Constraint } from '../model/constraint.ts'
import type { IndexPart } from '../model/index-part.ts'
import { updateTable, type Draft } from './draft.ts'
import { changeColumn, childrenOf, isPartitioned, tableAt } from './family.ts'
import {
  chooseConstraintName,
  chooseRelationName,
  indexColumnNames,
  joinColumnNames,
  type NameParts,
} from './object-names.ts'
import { creationSchema, findTable } from './resolve.ts'
import type { ConstraintState, IndexState, ObjectKey, SchemaState, TableState } from './schema-state.ts'

/** Constraints that are kept by an index. */
export type IndexConstraint = Extract<Constraint, { readonly kind: 'primaryKey' | 'unique' | 'exclude' }>

/** How a constraint comes to a table. */
export interface Addition {
  /** From the parent, so that it goes when the parent's goes. */
  readonly inherited?: true | undefined
  /** The parent's index, of which the new one is a part. */
  readonly partOf?: ObjectKey | undefined
}

/** Adds a constraint to a table and to the tables below that get it too. */
export function addConstraint(
  draft: Draft,
  key: ObjectKey,
  constraint: Constraint,
  addition: Addition = {},
): void {
  const table = tableAt(draft, key)
  if (!table) return
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
    case 'exclude':
      return addIndexConstraint(draft, table, constraint, addition)
    case 'foreignKey':
      return addPlain(draft, table, resolveTarget(draft.state, table, constraint), addition)
    case 'check':
      return addPlain(draft, table, constraint, addition)
    case 'notNull':
      if (!constraint.notValid) setNotNull(draft, table, constraint.column)
      return addPlain(draft, tableAt(draft, key) ?? table, constraint, addition)
  }
}

/** Columns are mostly NOT NULL already where a constraint makes them so. */
function setNotNull(draft: Draft, table: TableState, name: string): void {
  if (table.columns.some(column => column.name === name && column.notNull)) return
  changeColumn(draft, table.key, name, { notNull: true })
}

type PlainConstraint = Exclude<Constraint, IndexConstraint>

function addPlain(draft: Draft, table: TableState, constraint: PlainConstraint, addition: Addition): void {
  if (isMergedWithExisting(draft, table, constraint, addition)) return
  const name =
    constraint.name ?? chooseConstraintName(draft.state, table.schema, nameParts(table, constraint))
  const added: ConstraintState = {
    name,
    named: constraint.name !== undefined,
    definition: constraint,
    validated: !constraint.notValid && !('notEnforced' in constraint && constraint.notEnforced),
    inherited: addition.inherited,
    addedIn: draft.state.migration,
  }
  updateTable(draft, table.key, { constraints: [...withoutName(table.constraints, name), added] })
  if (constraint.kind !== 'foreignKey' && constraint.noInherit) return
  for (const child of childrenOf(draft, table.key)) {
    if (constraint.kind === 'foreignKey' && !isPartitioned(table)) return
    addConstraint(draft, child, { ...constraint, name }, { inherited: true })
  }
}

/** A CHECK or foreign key that comes from a parent is merged with the equal one that the child has. */
function isMergedWithExisting(
  draft: Draft,
  table: TableState,
  constraint: PlainConstraint,
  addition: Addition,
): boolean {
  const same = (each: ConstraintState): boolean =>
    each.definition.kind === constraint.kind &&
    (constraint.kind === 'foreignKey'
      ? sameForeignKey(each.definition, constraint)
      : each.name === constraint.name)
  const existing = addition.inherited && table.constraints.find(same)
  if (!existing) return false
  if (table.partitionOf) {
    const constraints = table.constraints.map(each =>
      each === existing ? { ...each, inherited: true as const } : each,
    )
    updateTable(draft, table.key, { constraints })
  }
  return true
}

/** Whether two foreign keys bind the same columns to the same columns. */
export function sameForeignKey(one: Constraint, other: Constraint): boolean {
  if (one.kind !== 'foreignKey' || other.kind !== 'foreignKey') return false
  return (
    one.columns.join() === other.columns.join() &&
    one.references.table.name === other.references.table.name &&
    one.references.table.schema === other.references.table.schema &&
    one.references.columns.join() === other.references.columns.join() &&
    one.onDelete === other.onDelete &&
    one.onUpdate === other.onUpdate
  )
}

function nameParts(table: TableState, constraint: PlainConstraint): NameParts {
  if (constraint.kind === 'foreignKey') {
    return { table: table.name, addition: joinColumnNames(constraint.columns), label: 'fkey' }
  }
  if (constraint.kind === 'notNull')
    return { table: table.name, addition: constraint.column, label: 'not_null' }
  const { columns } = constraint.expression
  return { table: table.name, addition: columns.length === 1 ? columns[0] : undefined, label: 'check' }
}

type ForeignKey = Extract<Constraint, { readonly kind: 'foreignKey' }>

/** The foreign key with its target's schema, and with the columns of the primary key where none are written. */
function resolveTarget(state: SchemaState, table: TableState, constraint: ForeignKey): ForeignKey {
  const { references } = constraint
  const target = findTable(state, references.table)
  const schema = target?.schema ?? creationSchema(state, references.table)
  const primaryKey = (target?.key === table.key ? table : target)?.constraints.find(
    each => each.definition.kind === 'primaryKey',
  )?.definition
  const columns =
    references.columns.length === 0 && primaryKey?.kind === 'primaryKey'
      ? primaryKey.columns
      : references.columns
  return { ...constraint, references: { table: { schema, name: references.table.name }, columns } }
}

function withoutName<T extends { readonly name: string }>(list: readonly T[], name: string): readonly T[] {
  return list.some(each => each.name === name) ? list.filter(each => each.name !== name) : list
}

function addIndexConstraint(
  draft: Draft,
  table: TableState,
  constraint: IndexConstraint,
  addition: Addition,
): void {
  const usingIndex = 'usingIndex' in constraint ? constraint.usingIndex : undefined
  const existing = table.indexes.find(index => index.name === usingIndex)
  const name = constraint.name ?? usingIndex ?? nameOfIndexConstraint(draft.state, table, constraint)
  const index = existing
    ? { ...existing, name, constraint: name }
    : indexOf(draft, table, constraint, name, addition)
  const added: ConstraintState = {
    name,
    named: constraint.name !== undefined,
    definition: existing ? withColumnsOf(constraint, existing) : constraint,
    validated: true,
    inherited: addition.inherited,
    addedIn: draft.state.migration,
  }
  updateTable(draft, table.key, {
    constraints: [...withoutName(table.constraints, name), added],
    indexes: [...withoutName(withoutName(table.indexes, name), usingIndex ?? name), index],
  })
  if (added.definition.kind === 'primaryKey') {
    for (const column of added.definition.columns) setNotNull(draft, table, column)
  }
  if (!isPartitioned(table)) return
  for (const child of childrenOf(draft, table.key)) inheritIndexConstraint(draft, child, index, added)
}

/** Gives a partition the index and the constraint of its parent, unless it has an equal one. */
export function inheritIndexConstraint(
  draft: Draft,
  child: ObjectKey,
  parentIndex: IndexState,
  parent: ConstraintState,
): void {
  const table = tableAt(draft, child)
  if (!table) return
  const schema = draft.state.tables.get(parentIndex.table)?.schema ?? table.schema
  const partOf = `${schema}.${parentIndex.name}`
  const equal = table.indexes.find(each => each.constraint !== undefined && sameIndex(each, parentIndex))
  if (!equal) {
    addConstraint(draft, child, { ...parent.definition, name: undefined }, { inherited: true, partOf })
    return
  }
  updateTable(draft, child, {
    indexes: table.indexes.map(each => (each === equal ? { ...each, partOf } : each)),
    constraints: table.constraints.map(each =>
      each.name === equal.constraint ? { ...each, inherited: true as const } : each,
    ),
  })
}

/** Whether two indexes are defined alike, whatever they are called. */
export function sameIndex(one: IndexState, other: IndexState): boolean {
  return (
    one.unique === other.unique &&
    one.using === other.using &&
    one.nullsNotDistinct === other.nullsNotDistinct &&
    one.where?.sql === other.where?.sql &&
    one.include.join() === other.include.join() &&
    one.parts.map(partText).join() === other.parts.map(partText).join()
  )
}

/** The key of an index as text that is equal for equal keys. */
export function partText(part: IndexPart): string {
  const key = part.column ?? part.expression?.sql ?? ''
  return [key, part.order ?? '', part.nulls ?? '', part.operatorClass ?? '', part.collation ?? ''].join(' ')
}

function withColumnsOf(constraint: IndexConstraint, index: IndexState): IndexConstraint {
  if (constraint.kind === 'exclude') return constraint
  return { ...constraint, columns: index.parts.flatMap(part => part.column ?? []), include: index.include }
}

function nameOfIndexConstraint(state: SchemaState, table: TableState, constraint: IndexConstraint): string {
  if (constraint.kind === 'primaryKey') {
    return chooseRelationName(state, table.schema, { table: table.name, label: 'pkey' }, true)
  }
  const include = constraint.kind === 'unique' ? constraint.include : []
  const addition = joinColumnNames(indexColumnNames(partsOf(constraint), include))
  const label = constraint.kind === 'unique' ? 'key' : 'excl'
  return chooseRelationName(state, table.schema, { table: table.name, addition, label }, true)
}

function partsOf(constraint: IndexConstraint): readonly IndexPart[] {
  if (constraint.kind === 'exclude') return constraint.elements.map(each => each.part)
  return constraint.columns.map(column => ({ column }))
}

function indexOf(
  draft: Draft,
  table: TableState,
  constraint: IndexConstraint,
  name: string,
  addition: Addition,
): IndexState {
  return {
    name,
    table: table.key,
    parts: partsOf(constraint),
    unique: constraint.kind !== 'exclude',
    using: constraint.kind === 'exclude' ? (constraint.using ?? 'btree') : 'btree',
    include: constraint.kind === 'exclude' ? [] : constraint.include,
    where: constraint.kind === 'exclude' ? constraint.where : undefined,
    nullsNotDistinct: constraint.kind === 'unique' && constraint.nullsNotDistinct === true,
    constraint: name,
    valid: true,
    partOf: addition.partOf,
    addedIn: draft.state.migration,
  }
}
