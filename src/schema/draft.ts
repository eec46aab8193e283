/** A state while one operation is applied to it: the one place where the maps and their links change together. */
import { Set as PersistentSet, type Map as PersistentMap } from 'immutable'
import { keyOf } from './resolve.ts'
import type {
  DomainState,
  EnumState,
  IndexState,
  NamedObjectState,
  ObjectKey,
  SchemaLinks,
  SchemaState,
  TableState,
  ViewState,
} from './schema-state.ts'

/** The maps of a state besides the tables, by name. */
export interface Entries {
  readonly views: ViewState
  readonly enums: EnumState
  readonly domains: DomainState
  readonly objects: NamedObjectState
}

/** What an operation removed outside the tables, so that a condition can give it back. */
export type Removal = {
  readonly [K in keyof Entries]: { map: K; key: string; value: Entries[K] }
}[keyof Entries]

/** The state so far, and what the operation touched. */
export interface Draft {
  state: SchemaState
  /** Tables as they were before the operation; undefined for new ones. */
  readonly touched: Map<ObjectKey, TableState | undefined>
  readonly removals: Removal[]
}

/** Begins the work of one operation. */
export function openDraft(state: SchemaState): Draft {
  return { state, touched: new Map(), removals: [] }
}

/** Adds a table or replaces the one of its key. */
export function putTable(draft: Draft, table: TableState): void {
  replaceTable(draft, table.key, draft.state.tables.get(table.key), table)
}

/** Changes a table that is known. */
export function updateTable(draft: Draft, key: ObjectKey, change: Partial<TableState>): void {
  const table = draft.state.tables.get(key)
  if (table) replaceTable(draft, key, table, { ...table, ...change })
}

/** Removes a table with its columns, constraints and indexes, and nothing else. */
export function removeTable(draft: Draft, key: ObjectKey): void {
  replaceTable(draft, key, draft.state.tables.get(key), undefined)
}

function replaceTable(
  draft: Draft,
  key: ObjectKey,
  before: TableState | undefined,
  after: TableState | undefined,
): void {
  const { state } = draft
  if (!draft.touched.has(key)) draft.touched.set(key, before)
  draft.state = {
    ...state,
    tables: after ? state.tables.set(key, after) : state.tables.delete(key),
    indexOwners: withIndexes(state.indexOwners, before, after),
    links: linksAfter(state.links, key, before, after),
  }
}

type IndexOwner = Pick<TableState, 'key' | 'schema'> & { readonly indexes: readonly IndexState[] }

function withIndexes(
  owners: PersistentMap<ObjectKey, ObjectKey>,
  before: IndexOwner | undefined,
  after: IndexOwner | undefined,
): PersistentMap<ObjectKey, ObjectKey> {
  if (before?.indexes === after?.indexes) return owners
  const { gone, come } = changes(before, after, owner => owner.indexes)
  if (gone.length + come.length === 0) return owners
  return owners.withMutations(map => {
    for (const { name } of gone) {
      const stays = before?.key === after?.key && after?.indexes.some(each => each.name === name)
      if (!stays) map.delete(keyOf(before?.schema ?? '', name))
    }
    for (const index of come) map.set(keyOf(after?.schema ?? '', index.name), after?.key ?? '')
  })
}

/** What one list has and the other has not; what both begin and end with is passed over, where the names stay the same. */
function changes<T, Owner extends Pick<TableState, 'key' | 'schema'>>(
  before: Owner | undefined,
  after: Owner | undefined,
  listOf: (owner: Owner) => readonly T[],
): { readonly gone: readonly T[]; readonly come: readonly T[] } {
  const was = before ? listOf(before) : []
  const is = after ? listOf(after) : []
  if (before?.key !== after?.key || before?.schema !== after?.schema) return { gone: was, come: is }
  const shorter = Math.min(was.length, is.length)
  let start = 0
  while (start < shorter && was[start] === is[start]) start++
  let end = 0
  while (end < shorter - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end++
  return { gone: was.slice(start, was.length - end), come: is.slice(start, is.length - end) }
}

function linksAfter(
  links: SchemaLinks,
  key: ObjectKey,
  before: TableState | undefined,
  after: TableState | undefined,
): SchemaLinks {
  const changed: Partial<Mutable<SchemaLinks>> = {}
  if (before?.constraints !== after?.constraints) {
    changed.constraintNames = withConstraints(links.constraintNames, before, after)
    changed.referencedBy = relink(links.referencedBy, key, targetsOf(before), targetsOf(after))
  }
  if (before?.inherits !== after?.inherits || before?.partitionOf !== after?.partitionOf)
    changed.children = relink(links.children, key, parentsOf(before), parentsOf(after))
  if (before?.complete !== after?.complete)
    changed.completeTables = setMember(links.completeTables, key, after?.complete === true)
  if (before?.temporary !== after?.temporary)
    changed.temporaryTables = setMember(links.temporaryTables, key, after?.temporary === true)
  return Object.keys(changed).length === 0 ? links : { ...links, ...changed }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function withConstraints(
  names: PersistentMap<string, number>,
  before: TableState | undefined,
  after: TableState | undefined,
): PersistentMap<string, number> {
  const { gone, come } = changes(before, after, table => table.constraints)
  return names.withMutations(map => {
    for (const each of gone) {
      const name = keyOf(before?.schema ?? '', each.name)
      const left = (map.get(name) ?? 1) - 1
      if (left > 0) map.set(name, left)
      else map.delete(name)
    }
    for (const each of come) {
      const name = keyOf(after?.schema ?? '', each.name)
      map.set(name, (map.get(name) ?? 0) + 1)
    }
  })
}

/** The tables that the foreign keys of a table point at. */
function targetsOf(table: TableState | undefined): ReadonlySet<ObjectKey> {
  const targets = new Set<ObjectKey>()
  for (const { definition } of table?.constraints ?? []) {
    if (definition.kind !== 'foreignKey') continue
    targets.add(keyOf(definition.references.table.schema ?? 'public', definition.references.table.name))
  }
  return targets
}

function parentsOf(table: TableState | undefined): ReadonlySet<ObjectKey> {
  if (!table) return NONE
  if (!table.partitionOf) return table.inherits.length > 0 ? new Set(table.inherits) : NONE
  return new Set([...table.inherits, table.partitionOf.parent])
}

const NONE: ReadonlySet<ObjectKey> = new Set()

function relink(
  links: PersistentMap<ObjectKey, PersistentSet<ObjectKey>>,
  member: ObjectKey,
  before: ReadonlySet<ObjectKey>,
  after: ReadonlySet<ObjectKey>,
): PersistentMap<ObjectKey, PersistentSet<ObjectKey>> {
  let result = links
  for (const target of before) if (!after.has(target)) result = without(result, target, member)
  for (const target of after) {
    const members = result.get(target) ?? PersistentSet<ObjectKey>()
    if (!members.has(member)) result = result.set(target, members.add(member))
  }
  return result
}

function without<T>(
  links: PersistentMap<ObjectKey, PersistentSet<T>>,
  target: ObjectKey,
  member: T,
): PersistentMap<ObjectKey, PersistentSet<T>> {
  const left = links.get(target)?.delete(member)
  return left === undefined || left.isEmpty() ? links.delete(target) : links.set(target, left)
}

function setMember<T>(set: PersistentSet<T>, member: T, present: boolean): PersistentSet<T> {
  return present ? set.add(member) : set.delete(member)
}

/** Adds a view or replaces the one of its key. */
export function putView(draft: Draft, view: ViewState): void {
  const { state } = draft
  const before = state.views.get(view.key)
  draft.state = {
    ...state,
    views: state.views.set(view.key, view),
    indexOwners: withIndexes(state.indexOwners, before, view),
  }
}

/** Removes a view with its indexes. */
export function removeView(draft: Draft, key: ObjectKey): void {
  const before = draft.state.views.get(key)
  if (!before) return
  draft.removals.push({ map: 'views', key, value: before })
  draft.state = {
    ...draft.state,
    views: draft.state.views.delete(key),
    indexOwners: withIndexes(draft.state.indexOwners, before, undefined),
  }
}

/** Adds an object under `type:key`, or `type:table:name`. */
export function putObject(draft: Draft, id: string, object: NamedObjectState): void {
  const { state } = draft
  draft.state = { ...state, objects: state.objects.set(id, object) }
  if (object.table === undefined) return
  const owned = state.links.objectsOf.get(object.table) ?? PersistentSet<string>()
  setLinks(draft, { objectsOf: state.links.objectsOf.set(object.table, owned.add(id)) })
}

/** Removes an object. */
export function removeObject(draft: Draft, id: string): void {
  const object = draft.state.objects.get(id)
  if (!object) return
  draft.removals.push({ map: 'objects', key: id, value: object })
  draft.state = { ...draft.state, objects: draft.state.objects.delete(id) }
  if (object.table === undefined) return
  setLinks(draft, { objectsOf: without(draft.state.links.objectsOf, object.table, id) })
}

/** Adds an enum or replaces the one of its key. */
export function putEnum(draft: Draft, value: EnumState): void {
  draft.state = { ...draft.state, enums: draft.state.enums.set(value.key, value) }
}

/** Adds a domain or replaces the one of its key. */
export function putDomain(draft: Draft, value: DomainState): void {
  draft.state = { ...draft.state, domains: draft.state.domains.set(value.key, value) }
}

/** Removes an enum or a domain. */
export function removeType(draft: Draft, key: ObjectKey): void {
  const { enums, domains } = draft.state
  const anEnum = enums.get(key)
  const domain = domains.get(key)
  if (anEnum) draft.removals.push({ map: 'enums', key, value: anEnum })
  if (domain) draft.removals.push({ map: 'domains', key, value: domain })
  draft.state = { ...draft.state, enums: enums.delete(key), domains: domains.delete(key) }
}

/** Notes that the history does not tell whether something was there before, or is there now. */
export function noteUnsure(draft: Draft, key: string): void {
  draft.state = { ...draft.state, unsure: draft.state.unsure.add(key) }
}

function setLinks(draft: Draft, change: Partial<SchemaLinks>): void {
  draft.state = { ...draft.state, links: { ...draft.state.links, ...change } }
}
