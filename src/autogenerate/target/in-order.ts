/** The operations of a target in an order in which a database takes them. */
import type { Constraint, ForeignKeyConstraint } from '../../model/constraint.ts'
import { formatName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'

type CreateTable = Extract<BareOperation, { readonly kind: 'createTable' }>

/**
 * What everything may need comes first and once. On PostgreSQL foreign keys come behind all tables, of which two may
 * point at each other; SQLite looks for their targets when rows come, and cannot add them later.
 */
export function inOrder(
  operations: readonly BareOperation[],
  dialect: 'postgres' | 'sqlite',
): readonly BareOperation[] {
  const [first, rest] = split(operations, isNeededFirst)
  const ordered = [...first.filter(isFirstOfItsName), ...parentsFirst(rest)].map(plain)
  if (dialect === 'sqlite') return ordered
  const parted = ordered.map(withoutForeignKeys)
  const [keys, others] = split(
    parted.map(({ operation }) => operation),
    isForeignKey,
  )
  return [...partitionsLast(others), ...parted.flatMap(({ keys }) => keys), ...keys]
}

/**
 * pg_dump attaches partitions first, and then gives the parent and each of them their keys, by ALTER TABLE ONLY. A
 * partition that has its key already brings it along.
 */
function partitionsLast(operations: readonly BareOperation[]): readonly BareOperation[] {
  const [tables, others] = split(operations, ({ kind }) => kind === 'attachPartition')
  const [indexes, rest] = split(others, ({ kind }) => kind === 'attachIndex')
  return [...rest, ...tables, ...indexes]
}

function split(
  operations: readonly BareOperation[],
  is: (operation: BareOperation) => boolean,
): readonly [readonly BareOperation[], readonly BareOperation[]] {
  return [operations.filter(is), operations.filter(each => !is(each))]
}

function isNeededFirst(operation: BareOperation): boolean {
  return (
    operation.kind === 'createEnum' ||
    (operation.kind === 'objectDdl' &&
      operation.verb === 'create' &&
      (operation.objectType === 'schema' || operation.objectType === 'extension'))
  )
}

function isFirstOfItsName(operation: BareOperation, at: number, all: readonly BareOperation[]): boolean {
  if (operation.kind !== 'createEnum') return true
  const name = formatName(operation.type)
  return all.findIndex(each => each.kind === 'createEnum' && formatName(each.type) === name) === at
}

/** In a schema that is made from nothing there is nothing yet, and nobody to be spared. */
function plain(operation: BareOperation): BareOperation {
  return {
    ...operation,
    ...('ifNotExists' in operation && { ifNotExists: undefined }),
    ...('concurrently' in operation && { concurrently: undefined }),
  }
}

/** A table comes behind those that it is a part of, and views behind all tables where they stand before one. */
function parentsFirst(operations: readonly BareOperation[]): readonly BareOperation[] {
  const tables = new Map(
    operations.flatMap(each =>
      each.kind === 'createTable' ? [[formatName(each.table), each] as const] : [],
    ),
  )
  const placed = new Set<BareOperation>()
  const place = (table: CreateTable): readonly BareOperation[] => {
    if (placed.has(table)) return []
    placed.add(table)
    const parents = [
      ...(table.inherits ?? []),
      ...(table.like ?? []),
      ...(table.partitionOf ? [table.partitionOf.parent] : []),
    ]
    return [...parents.flatMap(parent => tables.get(formatName(parent)) ?? []).flatMap(place), table]
  }
  return operations.flatMap(each => (each.kind === 'createTable' ? place(each) : [each]))
}

function withoutForeignKeys(operation: BareOperation): {
  readonly operation: BareOperation
  readonly keys: readonly BareOperation[]
} {
  if (operation.kind !== 'createTable') return { operation, keys: [] }
  const isKey = (each: Constraint): each is ForeignKeyConstraint => each.kind === 'foreignKey'
  const constraints = [...operation.columns.flatMap(column => column.constraints), ...operation.constraints]
  return {
    operation: {
      ...operation,
      columns: operation.columns.map(column => ({
        ...column,
        constraints: column.constraints.filter(each => !isKey(each)),
      })),
      constraints: operation.constraints.filter(each => !isKey(each)),
    },
    keys: constraints
      .filter(isKey)
      .map(constraint => ({ kind: 'addConstraint', table: operation.table, constraint })),
  }
}

function isForeignKey(operation: BareOperation): boolean {
  return operation.kind === 'addConstraint' && operation.constraint.kind === 'foreignKey'
}
