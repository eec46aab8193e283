/** What operations on views, schemas, sequences, functions, triggers and the rest do to the state. */
import type { NamedObjectOperation, ObjectOperation } from '../model/object-operations.ts'
import type { OperationOf } from '../model/operation.ts'
import type { Appliers } from './appliers.ts'
import { dropUsesOf, moveType } from './apply-types.ts'
import { commentOf } from './comment-of.ts'
import { putObject, putView, removeObject, removeType, updateTable, type Draft } from './draft.ts'
import { changeColumn } from './family.ts'
import { alteredFunction, withFunction, withoutFunction } from './functions.ts'
import { findObject, moveObject, moveRelation } from './move.ts'
import { dropTableAt, dropViewAt, noteUnseen } from './removal.ts'
import { creationSchema, findTable, keyFor, keyOf, lookUp, relationExists } from './resolve.ts'
import type { NamedObjectState } from './schema-state.ts'

export const objectAppliers: Appliers<NamedObjectOperation['kind']> = {
  createView,
  dropView(operation, draft) {
    const view = lookUp(draft.state, draft.state.views, operation.view)
    if (view) dropViewAt(draft, view.key)
    else noteUnseen(draft, keyOf(creationSchema(draft.state, operation.view), operation.view.name))
  },
  refreshView(operation, draft) {
    const view = lookUp(draft.state, draft.state.views, operation.view)
    if (view) putView(draft, { ...view, populated: !operation.noData })
  },
  objectDdl(operation, draft) {
    VERBS[operation.verb](operation, draft)
  },
  grant() {},
}

function createView(operation: OperationOf<'createView'>, draft: Draft): void {
  const { state } = draft
  const schema = creationSchema(state, operation.view, operation.temporary)
  const key = keyOf(schema, operation.view.name)
  const known = state.views.get(key)
  if (known && (operation.ifNotExists || operation.flow !== undefined) && !operation.orReplace) return
  putView(draft, {
    key,
    schema,
    name: operation.view.name,
    materialized: operation.materialized === true,
    populated: !operation.noData,
    columns: operation.columns,
    query: operation.query,
    reads: [...new Set(operation.reads.map(name => keyFor(state, name)))],
    indexes: known?.indexes ?? [],
    createdIn: known?.createdIn ?? state.migration,
  })
}

const VERBS: Readonly<Record<ObjectOperation['verb'], (operation: ObjectOperation, draft: Draft) => void>> = {
  create: createObject,
  drop: dropObject,
  rename(operation, draft) {
    if (operation.to !== undefined) moveAny(operation, draft, { name: operation.to })
  },
  setSchema(operation, draft) {
    if (operation.to !== undefined) moveAny(operation, draft, { schema: operation.to })
  },
  alter: alterObject,
  comment,
}

/** Comments on tables and their columns are kept; those on others are nothing that a schema depends on. */
function comment(operation: ObjectOperation, draft: Draft): void {
  const said = commentOf(operation)
  const { objectType, name } = operation
  const table = findTable(draft.state, (objectType === 'column' ? operation.table : undefined) ?? name)
  if (said === undefined || !table) return
  const text = said ?? undefined
  if (objectType === 'table') updateTable(draft, table.key, { comment: text })
  if (objectType === 'column') changeColumn(draft, table.key, name.name, { comment: text })
}

/** Objects that lie in no schema. */
const WITHOUT_SCHEMA: readonly string[] = [
  'schema',
  'extension',
  'event trigger',
  'role',
  'database',
  'tablespace',
  'publication',
  'subscription',
  'language',
  'cast',
  'foreign data',
  'default privileges',
  'system',
]

/** Objects that are found by their table. */
const ON_TABLE: readonly string[] = ['trigger', 'policy', 'rule']

/** Where an object lies, and under what it is kept in the state. */
function placeOf(operation: ObjectOperation, draft: Draft) {
  const { objectType, name } = operation
  const onTable = ON_TABLE.includes(objectType) && operation.table !== undefined
  const table = onTable && operation.table ? keyFor(draft.state, operation.table) : undefined
  const schema = WITHOUT_SCHEMA.includes(objectType) || onTable ? '' : creationSchema(draft.state, name)
  const key =
    table !== undefined ? `${table}:${name.name}` : schema === '' ? name.name : keyOf(schema, name.name)
  return { id: `${objectType}:${key}`, key, schema, table }
}

function createObject(operation: ObjectOperation, draft: Draft): void {
  const { state } = draft
  const { objectType, name } = operation
  const { id, key, schema, table } = placeOf(operation, draft)
  const known = state.objects.get(id)
  if (operation.ifNotExists && objectType === 'sequence' && relationExists(state, key)) return
  if (known && (operation.ifNotExists || operation.flow !== undefined) && !operation.orReplace) return
  const overloads = withFunction(known?.overloads, operation)
  const createdIn = known?.createdIn ?? state.migration
  const called = operation.calls && findObject(draft, 'function', operation.calls)
  const calls = called?.key ?? (operation.calls && keyFor(state, operation.calls))
  const fixedPath = overloads && operation.fixedPath === true
  const owner = operation.ownedBy ? ownerOf(operation.ownedBy, draft) : { table }
  const facts = { overloads, fixedPath, calls, createdIn, ...owner }
  putObject(draft, id, { key, objectType, name: name.name, schema, ...facts })
}

function dropObject(operation: ObjectOperation, draft: Draft): void {
  const object = objectOf(operation, draft)
  const left = withoutFunction(object?.overloads, operation)
  if (object && left.length > 0) {
    putObject(draft, `${object.objectType}:${object.key}`, { ...object, overloads: left })
  } else if (object) removeObject(draft, `${object.objectType}:${object.key}`)
  else noteUnseen(draft, placeOf(operation, draft).id)
  if (operation.objectType === 'function' && operation.cascade && !operation.parameters) {
    dropCallersOf(draft, object?.key ?? keyFor(draft.state, operation.name))
  }
  if (operation.objectType === 'schema') emptyOutSchema(draft, operation.name.name)
}

function alterObject(operation: ObjectOperation, draft: Draft): void {
  const object = ['function', 'procedure', 'sequence'].includes(operation.objectType)
    ? objectOf(operation, draft)
    : undefined
  if (!object) return
  if (object.objectType === 'sequence') return changeOwner(operation, draft, object)
  const overloads = alteredFunction(object.overloads, operation)
  const fixedPath = operation.fixedPath ?? object.fixedPath
  putObject(draft, `${object.objectType}:${object.key}`, { ...object, overloads, fixedPath })
}

/** A sequence goes with the column that owns it. */
function changeOwner({ ownedBy }: ObjectOperation, draft: Draft, object: NamedObjectState): void {
  if (ownedBy === undefined) return
  const id = `${object.objectType}:${object.key}`
  removeObject(draft, id)
  putObject(draft, id, { ...object, ...ownerOf(ownedBy, draft) })
}

function ownerOf(
  ownedBy: ObjectOperation['ownedBy'],
  draft: Draft,
): Pick<NamedObjectState, 'table' | 'column'> {
  if (ownedBy === undefined || ownedBy === 'none') return { table: undefined, column: undefined }
  return { table: keyFor(draft.state, ownedBy.table), column: ownedBy.column }
}

/** Triggers go with the function that they call. */
function dropCallersOf(draft: Draft, key: string): void {
  for (const [id, object] of draft.state.objects) if (object.calls === key) removeObject(draft, id)
}

function objectOf(operation: ObjectOperation, draft: Draft): NamedObjectState | undefined {
  const { objectType, name, table } = operation
  if (!ON_TABLE.includes(objectType) || !table) return findObject(draft, objectType, name)
  return draft.state.objects.get(`${objectType}:${keyFor(draft.state, table)}:${name.name}`)
}

/** What lies in a schema goes with it. */
function emptyOutSchema(draft: Draft, schema: string): void {
  const { state } = draft
  for (const view of state.views.values()) if (view.schema === schema) dropViewAt(draft, view.key)
  for (const table of state.tables.values()) if (table.schema === schema) dropTableAt(draft, table.key, true)
  for (const type of [...state.enums.values(), ...state.domains.values()]) {
    if (type.schema !== schema) continue
    removeType(draft, type.key)
    dropUsesOf(draft, schema, type.name)
  }
  for (const [id, object] of state.objects) {
    if (object.schema !== schema) continue
    removeObject(draft, id)
    if (object.objectType === 'function') dropCallersOf(draft, object.key)
  }
}

function moveAny(operation: ObjectOperation, draft: Draft, to: { schema: string } | { name: string }): void {
  const { objectType, name } = operation
  if (objectType === 'schema' && 'name' in to) return renameSchema(draft, name.name, to.name)
  if (objectType === 'type' || objectType === 'domain') return moveType(draft, name, to)
  if (['view', 'materialized view', 'table', 'index', 'foreign table'].includes(objectType)) {
    return moveRelation(draft, name, to, operation.ifExists)
  }
  const object = objectOf(operation, draft)
  if (object) moveObject(draft, object, to)
}

function renameSchema(draft: Draft, from: string, to: string): void {
  const schema = findObject(draft, 'schema', { name: from })
  if (schema) moveObject(draft, schema, { name: to })
  const { state } = draft
  const destination = { schema: to }
  const within = <T extends { readonly schema: string }>(each: T): boolean => each.schema === from
  for (const { name } of state.tables.valueSeq().filter(within))
    moveRelation(draft, { schema: from, name }, destination)
  for (const { name } of state.views.valueSeq().filter(within))
    moveRelation(draft, { schema: from, name }, destination)
  for (const { name } of state.enums.valueSeq().filter(within))
    moveType(draft, { schema: from, name }, destination)
  for (const { name } of state.domains.valueSeq().filter(within))
    moveType(draft, { schema: from, name }, destination)
  for (const [id, object] of state.objects) {
    if (object.schema === from && draft.state.objects.has(id)) moveObject(draft, object, destination)
  }
}
