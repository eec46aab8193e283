/** Tables as operations find them: the table itself, and the partitions and inheriting tables below it. */
import type { QualifiedName } from '../model/names.ts'
import { putTable, updateTable, type Draft } from './draft.ts'
import { creationSchema, findTable, keyOf, relationExists, schemasOf } from './resolve.ts'
import type { ColumnState, IndexState, ObjectKey, TableState } from './schema-state.ts'

/** A table that holds nothing yet. */
export function emptyTable(schema: string, name: string, facts: Partial<TableState>): TableState {
  return {
    key: keyOf(schema, name),
    schema,
    name,
    columns: [],
    constraints: [],
    indexes: [],
    temporary: false,
    inherits: [],
    complete: false,
    unsure: [],
    opaque: 0,
    createdIn: -1,
    ...facts,
  }
}

/**
 * The table that an operation names. One that the history never created comes into being as an incomplete table
 * from before the history; another relation, or a table that is only altered if it exists in a complete history, gives undefined.
 */
export function tableNamed(draft: Draft, name: QualifiedName, ifExists?: boolean): TableState | undefined {
  const { state } = draft
  const known = findTable(state, name)
  if (known) return known
  if (ifExists && state.complete) return undefined
  // ALTER TABLE takes views, indexes and sequences too, as pg_dump writes it.
  if (schemasOf(state, name).some(schema => relationExists(state, keyOf(schema, name.name)))) return undefined
  const table = emptyTable(creationSchema(state, name), name.name, {})
  putTable(draft, table)
  return table
}

/** The keys of the tables directly below a table. */
export function childrenOf(draft: Draft, key: ObjectKey): readonly ObjectKey[] {
  return draft.state.links.children.get(key)?.toArray() ?? []
}

/** The table and all tables below it, parents first. */
export function familyOf(draft: Draft, key: ObjectKey): readonly ObjectKey[] {
  const found = new Set([key])
  for (const each of found) for (const child of childrenOf(draft, each)) found.add(child)
  return [...found]
}

/** The state of a table that is certainly there. */
export function tableAt(draft: Draft, key: ObjectKey): TableState | undefined {
  return draft.state.tables.get(key)
}

/** Changes a column of one table; a column that the table does not list is added with what is learnt. */
export function changeColumn(draft: Draft, key: ObjectKey, name: string, change: Partial<ColumnState>): void {
  const table = tableAt(draft, key)
  if (!table) return
  const known = table.columns.some(column => column.name === name)
  const columns = known
    ? table.columns.map(column => (column.name === name ? { ...column, ...change } : column))
    : [...table.columns, { name, notNull: false, addedIn: -1, ...change }]
  updateTable(draft, key, { columns })
}

/** Gives a table or materialized view other indexes. */
export function isPartitioned(table: TableState): boolean {
  return table.partitionBy !== undefined
}

/** Whether an index has a column among its keys, INCLUDE list, expressions or condition. */
export function indexUses(index: IndexState, column: string): boolean {
  return (
    index.include.includes(column) ||
    (index.where?.columns.includes(column) ?? false) ||
    index.parts.some(part => part.column === column || (part.expression?.columns.includes(column) ?? false))
  )
}
