/** What PostgreSQL does for operations on whole tables: https://www.postgresql.org/docs/current/sql-altertable.html */
import type { Constraint } from '../model/constraint.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationTable } from '../model/operation.ts'
import type {
  CreateTable,
  DropTable,
  SetTableOption,
  TableOperation,
  TableOption,
} from '../model/table-operations.ts'
import type { Effect, RewriteEffect } from './effect.ts'
import { lock, nameOf, notInTransaction, rewrite, scan, type EffectContext } from './effect-context.ts'
import type { LockMode } from './lock-modes.ts'
import { attachPartition, defaultScan, partitionLocks } from './partition-effects.ts'
import {
  defaultPartition,
  descendants,
  family,
  foreignKeysOf,
  foreignKeysTo,
  readsOf,
  sameRelation,
  viewsOver,
  type KnownForeignKey,
} from './related-tables.ts'

export const tableEffects: Pick<
  OperationTable<readonly Effect[], [EffectContext]>,
  TableOperation['kind']
> = {
  createTable,
  dropTable,
  renameTable: ({ table }, context) => [lock(context, table, 'AccessExclusiveLock')],
  setTableSchema: ({ table }, context) => [lock(context, table, 'AccessExclusiveLock')],
  setTableOption,
  attachPartition,
  detachPartition({ table, partition, concurrently, finalize }, context) {
    if (!concurrently && !finalize) {
      return [
        ...partitionLocks(context, table, 'AccessExclusiveLock', partition),
        ...inheritedKeys(context, table),
      ]
    }
    return [
      lock(context, table, 'ShareUpdateExclusiveLock'),
      // The second of its transactions, and FINALIZE, take the partition alone.
      lock(context, partition, 'AccessExclusiveLock'),
      ...(concurrently ? [notInTransaction(context, table)] : []),
    ]
  },
}

function createTable(operation: CreateTable, context: EffectContext): readonly Effect[] {
  const { table, partitionOf } = operation
  if (operation.ifNotExists && context.schema.table(table)) return []
  const constraints = [...operation.constraints, ...operation.columns.flatMap(column => column.constraints)]
  const reads = operation.as ? readsOf(context, operation.as.reads) : []
  return [
    ...referencedLocks(context, table, constraints),
    ...(operation.inherits ?? []).map(parent => lock(context, parent, 'ShareUpdateExclusiveLock')),
    ...(operation.like ?? []).map(source => lock(context, source, 'AccessShareLock')),
    ...reads.flatMap(read => [lock(context, read, 'AccessShareLock'), scan(context, read, 'query', 'may')]),
    ...(partitionOf ? partitionOfParent(context, partitionOf.parent) : []),
  ]
}

function partitionOfParent(context: EffectContext, parent: QualifiedName): readonly Effect[] {
  const byDefault = defaultPartition(context, parent)
  return [
    ...partitionLocks(context, parent, 'AccessExclusiveLock'),
    ...(byDefault ? [defaultScan(context, context.schema.table(parent), byDefault)] : []),
    ...inheritedKeys(context, parent),
  ]
}

/** The triggers of a foreign key are made on both tables: https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES */
function referencedLocks(
  context: EffectContext,
  table: QualifiedName,
  constraints: readonly Constraint[],
): readonly Effect[] {
  return constraints
    .flatMap(constraint => (constraint.kind === 'foreignKey' ? [constraint.references.table] : []))
    .filter(referenced => !sameRelation(context, referenced, table))
    .flatMap(referenced => family(context, referenced))
    .map(referenced => lock(context, referenced, 'ShareRowExclusiveLock'))
}

/** A new partition takes over the foreign keys of its parent. */
function inheritedKeys(context: EffectContext, parent: QualifiedName): readonly Effect[] {
  const constraints = foreignKeysOf(context.schema.table(parent)).map(key => key.definition)
  return referencedLocks(context, parent, constraints)
}

function dropTable({ table, cascade }: DropTable, context: EffectContext): readonly Effect[] {
  const dropped = [context.schema.table(table), ...descendants(context, table)].filter(
    each => each !== undefined,
  )
  const names = [table, ...dropped.map(nameOf).slice(context.schema.table(table) ? 1 : 0)]
  const referenced = dropped
    .flatMap(foreignKeysOf)
    .filter(isOwn)
    .map(key => key.definition.references.table)
  const referencing = cascade ? names.flatMap(name => foreignKeysTo(context, name)) : []
  const views = cascade ? names.flatMap(name => viewsOver(context, name)) : []
  const parent = context.schema.table(table)?.partitionOf?.parent
  const parentState = parent === undefined ? undefined : context.schema.state.tables.get(parent)
  return [
    ...[...names, ...referenced, ...referencing.map(key => nameOf(key.table)), ...views].map(name =>
      lock(context, name, 'AccessExclusiveLock'),
    ),
    ...(parentState ? partitionLocks(context, nameOf(parentState), 'AccessExclusiveLock') : []),
  ]
}

/** The triggers of a partition's inherited foreign key stand on the partitioned table. */
function isOwn({ constraint }: KnownForeignKey): boolean {
  return !constraint.inherited
}

type OptionEffects = {
  readonly [K in TableOption['option']]: (
    change: Extract<TableOption, { readonly option: K }>,
    table: QualifiedName,
    context: EffectContext,
  ) => readonly Effect[]
}

const only =
  (mode: LockMode) =>
  (_change: TableOption, table: QualifiedName, context: EffectContext): readonly Effect[] => [
    lock(context, table, mode),
  ]

const OPTIONS: OptionEffects = {
  storageParameters: ({ sql }, table, context) => [
    lock(context, table, STRONG_PARAMETERS.test(sql) ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock'),
  ],
  logged: (_change, table, context) => [
    lock(context, table, 'AccessExclusiveLock'),
    ...rewriteOf(context, table, 'persistence'),
  ],
  // Copies the files unless the table lies there already.
  tablespace: ({ name }, table, context) => [
    lock(context, table, 'AccessExclusiveLock'),
    ...rewriteOf(context, table, 'command', name === 'pg_default' ? 'may' : 'certain'),
  ],
  accessMethod: ({ name }, table, context) => [
    lock(context, table, 'AccessExclusiveLock'),
    ...rewriteOf(context, table, 'command', USUAL_METHOD.test(name) ? 'may' : 'certain'),
  ],
  owner: only('AccessExclusiveLock'),
  clusterOn: only('ShareUpdateExclusiveLock'),
  replicaIdentity: only('AccessExclusiveLock'),
  rowSecurity: only('AccessExclusiveLock'),
  trigger: (_change, table, context) =>
    family(context, table).map(each => lock(context, each, 'ShareRowExclusiveLock')),
  inherit: ({ parent, remove }, table, context) => [
    lock(context, table, 'AccessExclusiveLock'),
    lock(context, parent, remove ? 'AccessShareLock' : 'ShareUpdateExclusiveLock'),
  ],
  other: only('AccessExclusiveLock'),
}

/** What most tables have already, so that nothing changes. */
const USUAL_METHOD = /^(?:heap|default)$/iu

/** A partitioned table has no rows of its own: its partitions stay as they are. */
function rewriteOf(
  context: EffectContext,
  table: QualifiedName,
  why: RewriteEffect['why'],
  certainty?: RewriteEffect['certainty'],
): readonly Effect[] {
  return context.schema.table(table)?.partitionBy ? [] : [rewrite(context, table, why, certainty)]
}

/** Storage parameters that readers look at. */
const STRONG_PARAMETERS = /\b(?:user_catalog_table|security_barrier|security_invoker|check_option)\b/iu

function setTableOption({ table, change }: SetTableOption, context: EffectContext): readonly Effect[] {
  const effects = OPTIONS[change.option] as (
    change: TableOption,
    table: QualifiedName,
    context: EffectContext,
  ) => readonly Effect[]
  return effects(change, table, context)
}
