/** What PostgreSQL does for operations on indexes: https://www.postgresql.org/docs/current/sql-createindex.html */
import type { CreateIndex, DropIndex, IndexOperation, Reindex } from '../model/index-operations.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationTable } from '../model/operation.ts'
import type { TableState } from '../schema/schema-state.ts'
import type { Effect } from './effect.ts'
import {
  failure,
  lock,
  nameOf,
  nameOfKey,
  notInTransaction,
  scan,
  type EffectContext,
} from './effect-context.ts'
import type { LockMode } from './lock-modes.ts'
import { descendants, family } from './related-tables.ts'

export const indexEffects: Pick<
  OperationTable<readonly Effect[], [EffectContext]>,
  IndexOperation['kind']
> = {
  createIndex,
  dropIndex,
  // Readers and writers of the table go on: https://www.postgresql.org/docs/release/12.0/
  renameIndex: ({ index }, context) => [lock(context, index, 'ShareUpdateExclusiveLock')],
  attachIndex: attachIndex,
  reindex,
}

function createIndex(operation: CreateIndex, context: EffectContext): readonly Effect[] {
  const { table, unique, concurrently, only } = operation
  const tables = only ? [table] : family(context, table)
  const mode: LockMode = concurrently ? 'ShareUpdateExclusiveLock' : 'ShareLock'
  const partitioned = context.schema.table(table)?.partitionBy !== undefined
  const exists =
    operation.ifNotExists && operation.name !== undefined && indexExists(operation.name, table, context)
  if (exists) return [lock(context, table, mode)]
  return [
    ...(partitioned ? tables : [table]).map(name => lock(context, name, mode)),
    ...(only && partitioned
      ? []
      : (partitioned ? tables : [table]).map(name => scan(context, name, 'index build'))),
    ...(unique ? [failure(context, table, '23505', 'data')] : []),
    ...(concurrently ? [notInTransaction(context, table)] : []),
    ...(concurrently && partitioned ? [failure(context, table, '0A000', 'always')] : []),
  ]
}

function indexExists(name: string, table: QualifiedName, context: EffectContext): boolean {
  const schema = context.schema.table(table)?.schema ?? table.schema
  return context.schema.index({ schema, name }) !== undefined
}

/** The table of an index where it is known; else the index itself, which is locked in the same mode. */
function ownerOf(index: QualifiedName, context: EffectContext): QualifiedName | undefined {
  const owner = context.schema.index(index)?.table
  return owner === undefined ? undefined : nameOfKey(context, owner)
}

/** An index is as new as its table. */
function indexLock(
  context: EffectContext,
  index: QualifiedName,
  mode: LockMode,
  table: QualifiedName | undefined,
): Effect {
  const effect = lock(context, index, mode)
  return {
    ...effect,
    isNew: effect.isNew || (table !== undefined && context.schema.createdInThisMigration(table)),
  }
}

function dropIndex(operation: DropIndex, context: EffectContext): readonly Effect[] {
  const { index, concurrently } = operation
  if (operation.ifExists && isKnownAbsent(operation, context)) return []
  const mode: LockMode = concurrently ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock'
  const table = operation.table ?? ownerOf(index, context) ?? index
  const partitions = descendants(context, table).filter(child => child.partitionOf)
  return [
    lock(context, table, mode),
    ...partitions.map(child => lock(context, nameOf(child), mode)),
    ...(concurrently ? [notInTransaction(context, table)] : []),
  ]
}

/** Nothing is there to be dropped, and so nothing is locked. */
function isKnownAbsent({ index, table }: DropIndex, { schema }: EffectContext): boolean {
  if (schema.index(index)) return false
  if (schema.state.complete) return !schema.state.unsure.has(schema.keyOf(index))
  const owner = table && schema.table(table)
  return owner !== undefined && owner.complete && !owner.unsure.includes(index.name)
}

function attachIndex(
  { index, partitionIndex }: { readonly index: QualifiedName; readonly partitionIndex: QualifiedName },
  context: EffectContext,
): readonly Effect[] {
  const [table, partition] = [ownerOf(index, context), ownerOf(partitionIndex, context)]
  return [
    indexLock(context, index, 'ShareUpdateExclusiveLock', table),
    indexLock(context, partitionIndex, 'AccessExclusiveLock', partition),
    ...(table ? [lock(context, table, 'AccessShareLock')] : []),
    ...(partition ? [lock(context, partition, 'AccessShareLock')] : []),
  ]
}

/** While an index is rebuilt in place, plans that could use it wait too: https://www.postgresql.org/docs/current/sql-reindex.html */
function reindex(operation: Reindex, context: EffectContext): readonly Effect[] {
  const { target, name, concurrently } = operation
  const mode: LockMode = concurrently ? 'ShareUpdateExclusiveLock' : 'ShareLock'
  if (target === 'index' && name) {
    const table = ownerOf(name, context)
    return [
      indexLock(context, name, concurrently ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock', table),
      ...(table ? [lock(context, table, mode), scan(context, table, 'index build')] : []),
      ...(concurrently ? [notInTransaction(context, name)] : []),
    ]
  }
  const tables = tablesToReindex(operation, context)
  return [
    ...tables.flatMap(table => [
      lock(context, table, mode),
      ...rebuilt(table, Boolean(concurrently), context),
    ]),
    ...(concurrently || target !== 'table' ? [notInTransaction(context, name ?? { name: target })] : []),
  ]
}

function tablesToReindex({ target, name }: Reindex, context: EffectContext): readonly QualifiedName[] {
  if (target === 'table') return name ? [name] : []
  const inScope = (table: TableState) => target !== 'schema' || table.schema === name?.name
  return [...context.schema.state.tables.values()].filter(inScope).map(nameOf)
}

function rebuilt(table: QualifiedName, concurrently: boolean, context: EffectContext): readonly Effect[] {
  const known = context.schema.table(table)
  const indexes = known?.indexes ?? []
  const certainty = indexes.length > 0 ? 'certain' : 'may'
  const inPlace = concurrently
    ? []
    : indexes.map(index =>
        indexLock(context, { schema: known?.schema, name: index.name }, 'AccessExclusiveLock', table),
      )
  return [...inPlace, scan(context, table, 'index build', certainty)]
}
