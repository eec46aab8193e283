/** What PostgreSQL does when partitions come and go: https://www.postgresql.org/docs/current/ddl-partitioning.html */
import type { QualifiedName } from '../model/names.ts'
import type { AttachPartition } from '../model/table-operations.ts'
import { parseBound } from '../schema/partition-bound.ts'
import type { TableState } from '../schema/schema-state.ts'
import { provesBound } from '../schema/bound-proof.ts'
import type { Effect } from './effect.ts'
import { lock, nameOf, nameOfKey, scan, type EffectContext } from './effect-context.ts'
import type { LockMode } from './lock-modes.ts'
import { defaultPartition, foreignKeysOf } from './related-tables.ts'

/** The locks on the parent and, beside it, on the DEFAULT partition, whose bound changes with every sibling. */
export function partitionLocks(
  context: EffectContext,
  parent: QualifiedName,
  mode: LockMode,
  partition?: QualifiedName,
): readonly Effect[] {
  const byDefault = defaultPartition(context, parent)
  return [
    lock(context, parent, mode),
    ...(partition ? [lock(context, partition, 'AccessExclusiveLock')] : []),
    ...(byDefault ? [lock(context, nameOf(byDefault), 'AccessExclusiveLock')] : []),
  ]
}

/** ATTACH PARTITION checks the bound on every row that a validated CHECK does not vouch for, also in the DEFAULT partition. */
export function attachPartition(operation: AttachPartition, context: EffectContext): readonly Effect[] {
  const { table, partition } = operation
  const parent = context.schema.table(table)
  const byDefault = defaultPartition(context, table)
  return [
    ...partitionLocks(context, table, 'ShareUpdateExclusiveLock', partition),
    ...boundScan(operation, context),
    ...(byDefault ? [defaultScan(context, parent, byDefault)] : []),
    ...foreignKeysOf(parent).flatMap(key => [
      lock(context, key.definition.references.table, 'ShareRowExclusiveLock'),
      scan(context, partition, 'foreign key'),
      scan(context, key.definition.references.table, 'foreign key', 'may'),
    ]),
    ...missingIndexes(context, parent, context.schema.table(partition)),
  ]
}

/** A DEFAULT partition without siblings takes any row. */
function boundScan({ table, partition, bound }: AttachPartition, context: EffectContext): readonly Effect[] {
  const parent = context.schema.table(table)
  const parsed = parseBound(bound)
  const isAlone = parent?.complete && context.schema.partitions(table).length === 0
  if (parsed?.kind === 'default' && isAlone) return []
  const proven = provesBound(context.schema.table(partition), parent?.partitionBy?.columns ?? [], parsed)
  if (proven === 'yes') return []
  return [scan(context, partition, 'partition bound', proven === 'perhaps' ? 'may' : 'certain')]
}

/** Rows of the DEFAULT partition could belong to a new sibling, so it is searched for them unless a CHECK excludes them. */
export function defaultScan(
  context: EffectContext,
  parent: TableState | undefined,
  byDefault: TableState,
): Effect {
  const key = parent?.partitionBy?.columns ?? []
  const mayExclude = provesBound(byDefault, key, undefined) === 'perhaps'
  return scan(context, nameOf(byDefault), 'partition bound', mayExclude ? 'may' : 'certain')
}

/** Indexes of the parent that the partition lacks are built. */
function missingIndexes(
  context: EffectContext,
  parent: TableState | undefined,
  partition: TableState | undefined,
): readonly Effect[] {
  if (!parent || !partition) return []
  const columnsOf = (parts: readonly { readonly column?: string | undefined }[]) =>
    parts.map(part => part.column ?? '(expression)').join()
  const missing = parent.indexes.filter(
    index => !partition.indexes.some(own => columnsOf(own.parts) === columnsOf(index.parts)),
  )
  return missing.length > 0 ? [scan(context, nameOfKey(context, partition.key), 'index build')] : []
}
