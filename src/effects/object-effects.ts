/** What PostgreSQL does for views, triggers, policies and whatever else has a name. */
import type { QualifiedName } from '../model/names.ts'
import type {
  CreateView,
  Grant,
  NamedObjectOperation,
  ObjectOperation,
  ObjectType,
  RefreshView,
} from '../model/object-operations.ts'
import type { OperationTable } from '../model/operation.ts'
import type { Effect } from './effect.ts'
import {
  lock,
  nameOf,
  nameOfKey,
  notInTransaction,
  rewrite,
  scan,
  type EffectContext,
} from './effect-context.ts'
import type { LockMode } from './lock-modes.ts'
import { family, foreignKeysTo, readsOf, viewsOver } from './related-tables.ts'

export const objectEffects: Pick<
  OperationTable<readonly Effect[], [EffectContext]>,
  NamedObjectOperation['kind']
> = {
  createView,
  dropView: ({ view, cascade }, context) =>
    [view, ...(cascade ? viewsOver(context, view) : [])].map(name =>
      lock(context, name, 'AccessExclusiveLock'),
    ),
  refreshView,
  objectDdl,
  grant,
}

function createView(operation: CreateView, context: EffectContext): readonly Effect[] {
  const known = context.schema.view(operation.view)
  if (operation.ifNotExists && known) return []
  const runs = operation.materialized && !operation.noData
  const reads = runs ? readsOf(context, operation.reads) : operation.reads
  return [
    ...reads.map(name => lock(context, name, 'AccessShareLock')),
    ...(runs ? reads.map(name => scan(context, name, 'query', 'may')) : []),
    ...(operation.orReplace && known ? [lock(context, operation.view, 'AccessExclusiveLock')] : []),
  ]
}

/** CONCURRENTLY lets readers in: https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html */
function refreshView({ view, concurrently, noData }: RefreshView, context: EffectContext): readonly Effect[] {
  const known = context.schema.view(view)
  const reads = noData
    ? []
    : readsOf(
        context,
        (known?.reads ?? []).map(key => nameOfKey(context, key)),
      )
  return [
    lock(context, view, concurrently ? 'ExclusiveLock' : 'AccessExclusiveLock'),
    ...reads.flatMap(name => [lock(context, name, 'AccessShareLock'), scan(context, name, 'query', 'may')]),
    // CONCURRENTLY compares the new rows with the old ones.
    ...(concurrently ? [scan(context, view, 'query', 'may')] : []),
    ...(concurrently || noData ? [] : [rewrite(context, view, 'command')]),
  ]
}

type Verb = ObjectOperation['verb']

/** Where a lock falls: on the object itself, which is a relation, or on the table it is on. */
interface LockOf {
  readonly on: 'name' | 'table'
  readonly mode: LockMode
}

const relation = (mode: LockMode): LockOf => ({ on: 'name', mode })
const onTable = (mode: LockMode): LockOf => ({ on: 'table', mode })

const RELATION: Readonly<Partial<Record<Verb, LockOf>>> = {
  alter: relation('AccessExclusiveLock'),
  drop: relation('AccessExclusiveLock'),
  rename: relation('AccessExclusiveLock'),
  setSchema: relation('AccessExclusiveLock'),
  comment: relation('ShareUpdateExclusiveLock'),
}

const ON_TABLE: Readonly<Partial<Record<Verb, LockOf>>> = {
  create: onTable('AccessExclusiveLock'),
  alter: onTable('AccessExclusiveLock'),
  drop: onTable('AccessExclusiveLock'),
  rename: onTable('AccessExclusiveLock'),
  comment: onTable('AccessShareLock'),
}

/** Of objects that are not relations and not on one, no table is locked. */
const LOCKS: Readonly<Partial<Record<ObjectType, Readonly<Partial<Record<Verb, LockOf>>>>>> = {
  table: RELATION,
  view: RELATION,
  'materialized view': RELATION,
  'foreign table': RELATION,
  sequence: { ...RELATION, alter: relation('ShareRowExclusiveLock') },
  index: {
    ...RELATION,
    alter: relation('AccessExclusiveLock'),
    rename: relation('ShareUpdateExclusiveLock'),
  },
  policy: ON_TABLE,
  rule: ON_TABLE,
  trigger: { ...ON_TABLE, create: onTable('ShareRowExclusiveLock') },
  column: { comment: onTable('ShareUpdateExclusiveLock'), rename: onTable('AccessExclusiveLock') },
  constraint: { comment: onTable('AccessShareLock'), rename: onTable('AccessExclusiveLock') },
  statistics: { create: onTable('ShareUpdateExclusiveLock') },
}

/** Commands on the cluster, and those that wait for a server of their own. */
const OUTSIDE_TRANSACTIONS: Readonly<Partial<Record<ObjectType, readonly Verb[]>>> = {
  database: ['create', 'drop'],
  tablespace: ['create', 'drop'],
  subscription: ['create', 'drop'],
  system: ['alter'],
}

function objectDdl(operation: ObjectOperation, context: EffectContext): readonly Effect[] {
  const { objectType, verb, name } = operation
  const locked = LOCKS[objectType]?.[verb]
  const relationName = locked?.on === 'table' ? operation.table : name
  return [
    ...(locked && relationName ? lockAll(operation, relationName, locked.mode, context) : []),
    ...(OUTSIDE_TRANSACTIONS[objectType]?.includes(verb) ? [notInTransaction(context, name)] : []),
    ...(objectType === 'schema' && verb === 'drop' && operation.cascade
      ? dropSchema(name.name, context)
      : []),
  ]
}

/** Row triggers of a partitioned table stand on its partitions too. */
function lockAll(
  { objectType }: ObjectOperation,
  name: QualifiedName,
  mode: LockMode,
  context: EffectContext,
): readonly Effect[] {
  const partitioned = context.schema.table(name)?.partitionBy !== undefined
  const names = objectType === 'trigger' && partitioned ? family(context, name) : [name]
  return names.map(each => lock(context, each, mode))
}

function dropSchema(schema: string, context: EffectContext): readonly Effect[] {
  const tables = [...context.schema.state.tables.values()]
    .filter(table => table.schema === schema)
    .map(nameOf)
  const referencing = tables.flatMap(table => foreignKeysTo(context, table)).map(key => nameOf(key.table))
  return [...tables, ...referencing].map(table => lock(context, table, 'AccessExclusiveLock'))
}

/** From PostgreSQL 18 on the table is locked against being dropped meanwhile. */
function grant({ objectType, objects }: Grant, context: EffectContext): readonly Effect[] {
  if (objectType !== 'table' || context.postgresVersion < 18) return []
  return objects.map(name => lock(context, name, 'AccessShareLock'))
}
