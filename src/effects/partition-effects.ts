/** What PostgreSQL does when partitions come and go: https://www.postgresql.org/docs/current/ddl-partitioning.html */
import type { QualifiedName } from '../model/names.ts'
import type { AttachPartition } from '../model/table-operations.ts'
import type { TableState } from '../schema/schema-state.ts'
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
  const certainty = mayBeProven(parent, context.schema.table(partition)) ? 'may' : 'certain'
  return [
    ...partitionLocks(context, table, 'ShareUpdateExclusiveLock', partition),
    scan(context, partition, 'partition bound', certainty),
    ...(byDefault
      ? [
          scan(
            context,
            nameOf(byDefault),
            'partition bound',
            mayBeProven(parent, byDefault) ? 'may' : 'certain',
          ),
        ]
      : []),
    ...foreignKeysOf(parent).flatMap(key => [
      lock(context, key.definition.references.table, 'ShareRowExclusiveLock'),
      scan(context, partition, 'foreign key'),
      scan(context, key.definition.references.table, 'foreign key', 'may'),
    ]),
    ...missingIndexes(context, parent, context.schema.table(partition)),
  ]
}

/** A validated CHECK over the partition key can imply the bound; PostgreSQL's own prover decides. */
function mayBeProven(parent: TableState | undefined, partition: TableState | undefined): boolean {
  const key = parent?.partitionBy?.columns ?? []
  return (partition?.constraints ?? []).some(
    ({ definition, validated }) =>
      validated &&
      definition.kind === 'check' &&
      key.every(column => definition.expression.columns.includes(column)),
  )
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
