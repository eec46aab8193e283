/** From a name as written to the object it means: https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH */
import type { Map as PersistentMap } from 'immutable'
import type { DataType } from '../model/data-type.ts'
import type { QualifiedName } from '../model/names.ts'
import type { IndexState, ObjectKey, SchemaState, TableState, ViewState } from './schema-state.ts'

/** Where temporary tables live; searched before everything else. */
export const TEMPORARY_SCHEMA = 'pg_temp'

/** The key of an object in a schema. */
export function keyOf(schema: string, name: string): ObjectKey {
  return `${schema}.${name}`
}

/** The entry of a map that a name means, looked up along the search path. */
export function lookUp<T>(
  state: SchemaState,
  map: PersistentMap<ObjectKey, T>,
  name: QualifiedName,
): T | undefined {
  if (map.size === 0) return undefined
  for (const schema of schemasOf(state, name)) {
    const found = map.get(keyOf(schema, name.name))
    if (found !== undefined) return found
  }
  return undefined
}

/** The schemas in which a name is looked for, in order. */
export function schemasOf(state: SchemaState, name: QualifiedName): readonly string[] {
  if (name.schema !== undefined) return [name.schema]
  if (state.links.temporaryTables.isEmpty()) return state.searchPath
  return [TEMPORARY_SCHEMA, ...state.searchPath]
}

/** The schema in which a name would be created: the first of the search path that exists. */
export function creationSchema(state: SchemaState, name: QualifiedName, temporary = false): string {
  if (temporary) return TEMPORARY_SCHEMA
  if (name.schema !== undefined) return name.schema
  return state.searchPath.find(schema => schemaMayExist(state, schema)) ?? state.searchPath[0] ?? 'public'
}

function schemaMayExist(state: SchemaState, schema: string): boolean {
  return !state.complete || schema === 'public' || state.objects.has(`schema:${schema}`)
}

/** The key that a name means if it exists, or would have if it were created. */
export function keyFor(state: SchemaState, name: QualifiedName): ObjectKey {
  const known = lookUp(state, state.tables, name) ?? lookUp(state, state.views, name)
  return known?.key ?? keyOf(creationSchema(state, name), name.name)
}

/** The type with the schema in which it was found, where the search path does not always lead there. */
export function resolveType(state: SchemaState, type: DataType): DataType {
  if (type.schema !== undefined) return type
  const { name } = type
  const known = lookUp(state, state.enums, { name }) ?? lookUp(state, state.domains, { name })
  return known && known.schema !== 'public' ? { ...type, schema: known.schema } : type
}

/** The table that a name means. */
export function findTable(state: SchemaState, name: QualifiedName): TableState | undefined {
  return lookUp(state, state.tables, name)
}

/** An index with the table or materialized view it is on. */
export interface FoundIndex {
  readonly key: ObjectKey
  readonly owner: TableState | ViewState
  readonly index: IndexState
}

/** The index that a name means. */
export function findIndex(state: SchemaState, name: QualifiedName): FoundIndex | undefined {
  for (const schema of schemasOf(state, name)) {
    const found = indexByKey(state, keyOf(schema, name.name), name.name)
    if (found) return found
  }
  return undefined
}

/** The index of a key. */
export function indexByKey(
  state: SchemaState,
  key: ObjectKey,
  name = key.slice(key.indexOf('.') + 1),
): FoundIndex | undefined {
  const ownerKey = state.indexOwners.get(key)
  if (ownerKey === undefined) return undefined
  const owner = state.tables.get(ownerKey) ?? state.views.get(ownerKey)
  const index = owner?.indexes.find(each => each.name === name)
  return owner && index ? { key, owner, index } : undefined
}

/** Whether a table, view, index or sequence of that key is known: they share one namespace. */
export function relationExists(state: SchemaState, key: ObjectKey): boolean {
  return (
    state.tables.has(key) ||
    state.views.has(key) ||
    state.indexOwners.has(key) ||
    state.objects.has(`sequence:${key}`) ||
    state.objects.has(`foreign table:${key}`)
  )
}
