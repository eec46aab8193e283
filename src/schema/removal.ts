/** Takes columns, constraints, indexes, tables and views away, with everything that goes with them. */
import type { Constraint } from '../model/constraint.ts'
import {
  noteUnsure,
  putView,
  removeObject,
  removeTable,
  removeView,
  updateTable,
  type Draft,
} from './draft.ts'
import { childrenOf, indexUses, isPartitioned, tableAt } from './family.ts'
import { indexByKey, keyOf } from './resolve.ts'
import type { ConstraintState, ObjectKey, TableState } from './schema-state.ts'

/**
 * Removes a table with its sequences, triggers and partitions, and the foreign keys that point at it. Views go
 * with CASCADE only: without it PostgreSQL refuses as long as there is one
 * (https://www.postgresql.org/docs/current/ddl-depend.html).
 */
export function dropTableAt(draft: Draft, key: ObjectKey, cascade: boolean): void {
  const table = tableAt(draft, key)
  if (!table) return
  for (const child of childrenOf(draft, key)) dropTableAt(draft, child, cascade)
  removeReferences(draft, key)
  removeTable(draft, key)
  for (const id of draft.state.links.objectsOf.get(key) ?? []) removeObject(draft, id)
  if (cascade) dropViewsOn(draft, key)
}

/** Removes the foreign keys that point at a table, or at those of its columns that `concerns` picks. */
export function removeReferences(
  draft: Draft,
  target: ObjectKey,
  concerns: (columns: readonly string[]) => boolean = () => true,
): void {
  for (const key of draft.state.links.referencedBy.get(target) ?? []) {
    const all = tableAt(draft, key)?.constraints ?? []
    const constraints = all.filter(
      ({ definition }) => targetOf(definition) !== target || !concerns(referencedColumns(definition)),
    )
    if (constraints.length < all.length) updateTable(draft, key, { constraints })
  }
}

/** The table that a foreign key points at. */
export function targetOf(definition: Constraint): ObjectKey | undefined {
  if (definition.kind !== 'foreignKey') return undefined
  const { schema = 'public', name } = definition.references.table
  return keyOf(schema, name)
}

function referencedColumns(definition: Constraint): readonly string[] {
  return definition.kind === 'foreignKey' ? definition.references.columns : []
}

/** Removes the views that read a relation, and the views on those. */
export function dropViewsOn(
  draft: Draft,
  key: ObjectKey,
  concerns: (query: string) => boolean = () => true,
): void {
  for (const view of draft.state.views.values()) {
    if (view.reads.includes(key) && concerns(view.query)) dropViewAt(draft, view.key)
  }
}

/** Removes a view with the views on it. */
export function dropViewAt(draft: Draft, key: ObjectKey): void {
  removeView(draft, key)
  for (const id of draft.state.links.objectsOf.get(key) ?? []) removeObject(draft, id)
  dropViewsOn(draft, key)
}

/** Removes a column with the indexes and constraints that name it, and what a CASCADE takes besides. */
export function dropColumnAt(draft: Draft, key: ObjectKey, column: string, cascade: boolean): void {
  const table = tableAt(draft, key)
  if (!table) return
  const dependent = table.columns.filter(each => each.generated?.expression.columns.includes(column))
  removeReferences(draft, key, columns => columns.includes(column))
  const left = tableAt(draft, key) ?? table
  const unseen = !left.columns.some(each => each.name === column) && !left.complete
  updateTable(draft, key, {
    ...withoutColumn(left, column),
    ...(unseen ? { unsure: [...left.unsure, column] } : {}),
  })
  dropSequencesOf(draft, key, column)
  if (cascade) dropViewsOn(draft, key, query => mentions(query, column))
  for (const each of dependent) dropColumnAt(draft, key, each.name, cascade)
  for (const child of childrenOf(draft, key)) {
    const inherited = tableAt(draft, child)?.columns.find(each => each.name === column)?.inherited
    if (inherited) dropColumnAt(draft, child, column, cascade)
  }
}

function withoutColumn(table: TableState, column: string): Partial<TableState> {
  const indexes = table.indexes.filter(index => !indexUses(index, column))
  const gone = new Set(table.indexes.filter(index => indexUses(index, column)).map(index => index.constraint))
  return {
    columns: table.columns.filter(each => each.name !== column),
    indexes,
    constraints: table.constraints.filter(each => !gone.has(each.name) && !names(each.definition, column)),
  }
}

/** Whether a constraint names a column of its own table. */
export function names(definition: Constraint, column: string): boolean {
  switch (definition.kind) {
    case 'check':
      return definition.expression.columns.includes(column)
    case 'notNull':
      return definition.column === column
    case 'exclude':
      return definition.elements.some(({ part }) => part.column === column)
    case 'primaryKey':
    case 'unique':
      return definition.columns.includes(column) || definition.include.includes(column)
    case 'foreignKey':
      return definition.columns.includes(column)
  }
}

/** Removes the sequences that a column owns. */
export function dropSequencesOf(draft: Draft, key: ObjectKey, column: string): void {
  for (const id of draft.state.links.objectsOf.get(key) ?? []) {
    if (draft.state.objects.get(id)?.column === column) removeObject(draft, id)
  }
}

/** A view's columns are known as text only: one that is mentioned, or `*`, counts as read. */
function mentions(query: string, column: string): boolean {
  return query.includes('*') || new RegExp(String.raw`(?<![\w$])${escape(column)}(?![\w$])`, 'u').test(query)
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
}

/** Removes a constraint with its index, the foreign keys that lean on it, and the parts of it on tables below. */
export function dropConstraintAt(draft: Draft, key: ObjectKey, constraint: ConstraintState): void {
  const table = tableAt(draft, key)
  if (!table) return
  const { definition, name } = constraint
  const index = table.indexes.find(each => each.constraint === name)
  updateTable(draft, key, { constraints: table.constraints.filter(each => each !== constraint) })
  if (index) dropIndexAt(draft, keyOf(table.schema, index.name))
  if (definition.kind === 'primaryKey' || definition.kind === 'unique')
    removeLeaning(draft, key, definition.columns)
  if (definition.kind === 'notNull') clearNotNull(draft, key, definition.column)
  if (definition.kind === 'foreignKey' && !isPartitioned(table)) return
  for (const child of childrenOf(draft, key)) {
    const part = tableAt(draft, child)?.constraints.find(each => each.inherited && each.name === name)
    if (part && !index) dropConstraintAt(draft, child, part)
  }
}

/** Foreign keys need a unique index on just the columns they point at: they go with the last one. */
function removeLeaning(draft: Draft, key: ObjectKey, columns: readonly string[]): void {
  const sorted = (list: readonly string[]): string => [...list].sort().join()
  const wanted = sorted(columns)
  const stillUnique = tableAt(draft, key)?.indexes.some(
    each =>
      each.unique && each.where === undefined && sorted(each.parts.map(part => part.column ?? '')) === wanted,
  )
  if (!stillUnique) removeReferences(draft, key, referenced => sorted(referenced) === wanted)
}

/** The column may hold nulls again, unless a key forbids it; a NOT NULL constraint on it goes. */
export function clearNotNull(draft: Draft, key: ObjectKey, column: string): void {
  const table = tableAt(draft, key)
  if (!table) return
  updateTable(draft, key, {
    columns: table.columns.map(each => (each.name === column ? { ...each, notNull: false } : each)),
    constraints: table.constraints.filter(
      ({ definition }) => definition.kind !== 'notNull' || definition.column !== column,
    ),
  })
}

/** Removes an index, the constraint it keeps, and its parts on partitions. */
export function dropIndexAt(draft: Draft, key: ObjectKey): void {
  const found = indexByKey(draft.state, key)
  if (!found) return
  const { owner, index } = found
  const indexes = owner.indexes.filter(each => each !== index)
  if ('query' in owner) return putView(draft, { ...owner, indexes })
  const constraints = owner.constraints.filter(each => each.name !== index.constraint)
  updateTable(draft, owner.key, { indexes, constraints })
  for (const child of childrenOf(draft, owner.key)) {
    const table = tableAt(draft, child)
    const part = table?.indexes.find(each => each.partOf === key)
    if (table && part) dropIndexAt(draft, keyOf(table.schema, part.name))
  }
}

/** Notes that something was dropped which the history had not seen: it was there before. */
export function noteUnseen(draft: Draft, key: ObjectKey): void {
  if (!draft.state.complete) noteUnsure(draft, key)
}
