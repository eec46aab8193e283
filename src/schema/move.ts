/** Gives a table, view, index or sequence another name or schema, and carries it through all that points at it. */
import type { QualifiedName } from '../model/names.ts'
import { renameFoundIndex } from './apply-indexes.ts'
import { nextValue } from './columns.ts'
import {
  putObject,
  putTable,
  putView,
  removeObject,
  removeTable,
  removeView,
  updateTable,
  type Draft,
} from './draft.ts'
import { tableAt, tableNamed } from './family.ts'
import { dropTableAt, targetOf } from './removal.ts'
import { findIndex, keyOf, lookUp } from './resolve.ts'
import type { ConstraintState, NamedObjectState, ObjectKey, TableState, ViewState } from './schema-state.ts'

/** Where something goes; what is absent stays. */
export interface Destination {
  readonly schema?: string
  readonly name?: string
}

/** ALTER TABLE … RENAME and SET SCHEMA, which PostgreSQL also takes for views, indexes and sequences. */
export function moveRelation(draft: Draft, name: QualifiedName, to: Destination, ifExists?: boolean): void {
  const { state } = draft
  const view = lookUp(state, state.views, name)
  const index = findIndex(state, name)
  const sequence = findObject(draft, 'sequence', name)
  if (lookUp(state, state.tables, name)) moveNamedTable(draft, name, to, ifExists)
  else if (view) moveView(draft, view, to)
  else if (index && to.name !== undefined) renameFoundIndex(draft, index, to.name)
  else if (sequence) moveObject(draft, sequence, to)
  else moveNamedTable(draft, name, to, ifExists)
}

function moveNamedTable(draft: Draft, name: QualifiedName, to: Destination, ifExists?: boolean): void {
  const table = tableNamed(draft, name, ifExists)
  if (table) moveTable(draft, table, to)
}

function moveTable(draft: Draft, before: TableState, to: Destination): void {
  const schema = to.schema ?? before.schema
  const name = to.name ?? before.name
  const key = keyOf(schema, name)
  if (key === before.key) return
  // PostgreSQL refuses a name that is taken: that this went through tells that the other table is gone.
  dropTableAt(draft, key, true)
  const table = tableAt(draft, before.key) ?? { ...before, inherits: [], partitionOf: undefined }
  const referencing = [...(draft.state.links.referencedBy.get(table.key) ?? [])]
  const children = [...(draft.state.links.children.get(table.key) ?? [])]
  const belongings = [...(draft.state.links.objectsOf.get(table.key) ?? [])]
  removeTable(draft, table.key)
  const indexes = table.indexes.map(index => ({ ...index, table: key }))
  const moved = table.moved?.from === key ? undefined : { from: table.key, in: draft.state.migration }
  putTable(draft, { ...table, key, schema, name, indexes, moved })
  for (const each of referencing) pointAt(draft, each === table.key ? key : each, table.key, { schema, name })
  for (const child of children) replaceParent(draft, child, table.key, key)
  for (const id of belongings) moveBelonging(draft, id, key, to.schema)
  readFrom(draft, table.key, key)
}

function pointAt(draft: Draft, key: ObjectKey, from: ObjectKey, to: { schema: string; name: string }): void {
  const constraints = tableAt(draft, key)?.constraints.map((each): ConstraintState => {
    const { definition } = each
    if (definition.kind !== 'foreignKey' || targetOf(definition) !== from) return each
    return { ...each, definition: { ...definition, references: { ...definition.references, table: to } } }
  })
  if (constraints) updateTable(draft, key, { constraints })
}

function replaceParent(draft: Draft, child: ObjectKey, from: ObjectKey, to: ObjectKey): void {
  const table = tableAt(draft, child)
  if (!table) return
  const { partitionOf } = table
  updateTable(draft, child, {
    inherits: table.inherits.map(each => (each === from ? to : each)),
    partitionOf: partitionOf?.parent === from ? { ...partitionOf, parent: to } : partitionOf,
  })
}

/** A sequence goes along to another schema; triggers, policies and rules are found by their table. */
function moveBelonging(draft: Draft, id: string, table: ObjectKey, schema: string | undefined): void {
  const object = draft.state.objects.get(id)
  if (!object) return
  removeObject(draft, id)
  if (object.objectType !== 'sequence') {
    putObject(draft, `${object.objectType}:${table}:${object.name}`, {
      ...object,
      table,
      key: `${table}:${object.name}`,
    })
    return
  }
  const moved = movedTo(object, schema === undefined ? {} : { schema })
  putObject(draft, `sequence:${moved.key}`, { ...moved, table })
  if (schema !== undefined) followSequence(draft, { ...moved, table })
}

function movedTo(object: NamedObjectState, to: Destination): NamedObjectState {
  const schema = object.schema === '' ? '' : (to.schema ?? object.schema)
  const name = to.name ?? object.name
  return { ...object, schema, name, key: schema === '' ? name : keyOf(schema, name) }
}

/** The default of a serial column names its sequence by identity, so that it prints the new name. */
function followSequence(draft: Draft, sequence: NamedObjectState): void {
  const table = sequence.table === undefined ? undefined : tableAt(draft, sequence.table)
  if (!table) return
  const columns = table.columns.map(column =>
    column.name === sequence.column && column.default?.functions.includes('nextval')
      ? { ...column, default: nextValue(sequence.schema, sequence.name) }
      : column,
  )
  updateTable(draft, table.key, { columns })
}

/** Gives a view another name or schema. */
export function moveView(draft: Draft, view: ViewState, to: Destination): void {
  const schema = to.schema ?? view.schema
  const name = to.name ?? view.name
  const key = keyOf(schema, name)
  removeView(draft, view.key)
  putView(draft, {
    ...view,
    key,
    schema,
    name,
    indexes: view.indexes.map(index => ({ ...index, table: key })),
  })
  readFrom(draft, view.key, key)
}

function readFrom(draft: Draft, from: ObjectKey, to: ObjectKey): void {
  for (const view of draft.state.views.values()) {
    if (!view.reads.includes(from)) continue
    putView(draft, { ...view, reads: view.reads.map(each => (each === from ? to : each)) })
  }
}

/** Gives a sequence, function or another object another name or schema. */
export function moveObject(draft: Draft, object: NamedObjectState, to: Destination): void {
  const { objectType } = object
  const onTable = ['trigger', 'policy', 'rule'].includes(objectType) && object.table !== undefined
  const moved = movedTo(object, to)
  removeObject(draft, `${objectType}:${object.key}`)
  const key = onTable ? `${object.table}:${moved.name}` : moved.key
  putObject(draft, `${objectType}:${key}`, { ...moved, key })
  if (objectType === 'sequence') followSequence(draft, moved)
  if (objectType === 'function') callAt(draft, object.key, key)
}

/** Triggers call the function itself, not its name. */
function callAt(draft: Draft, from: ObjectKey, to: ObjectKey): void {
  for (const [id, object] of draft.state.objects)
    if (object.calls === from) putObject(draft, id, { ...object, calls: to })
}

/** The object of a type that a name means. */
export function findObject(draft: Draft, type: string, name: QualifiedName): NamedObjectState | undefined {
  const { objects, searchPath } = draft.state
  const schemas = name.schema === undefined ? searchPath : [name.schema]
  for (const schema of schemas) {
    const found = objects.get(`${type}:${keyOf(schema, name.name)}`)
    if (found) return found
  }
  return objects.get(`${type}:${name.name}`)
}
