/** Which other relations an operation on one table reaches: partitions, parents, the two sides of foreign keys, views. */
import type { ForeignKeyConstraint } from '../model/constraint.ts'
import { formatName, type QualifiedName } from '../model/names.ts'
import type { ConstraintState, ObjectKey, SchemaState, TableState } from '../schema/schema-state.ts'
import { nameOf, nameOfKey, type EffectContext } from './effect-context.ts'

/** A foreign key that the history knows, with the table that has it. */
export interface KnownForeignKey {
  readonly table: TableState
  readonly constraint: ConstraintState
  readonly definition: ForeignKeyConstraint
}

/** The table and, below it, its partitions and inheriting tables; ALTER TABLE takes them all. */
export function family(context: EffectContext, name: QualifiedName): readonly QualifiedName[] {
  return [name, ...descendants(context, name).map(nameOf)]
}

/** Partitions and inheriting tables, at all depths. */
export function descendants(context: EffectContext, name: QualifiedName): readonly TableState[] {
  const found = new Map<string, TableState>()
  const queue = [context.schema.keyOf(name)]
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const child of childrenOf(context, key)) {
      if (found.has(child.key)) continue
      found.set(child.key, child)
      queue.push(child.key)
    }
  }
  return [...found.values()]
}

function childrenOf({ schema: { state } }: EffectContext, key: ObjectKey): readonly TableState[] {
  return tablesOf(state, state.links.children.get(key))
}

function tablesOf(state: SchemaState, keys: Iterable<ObjectKey> | undefined): readonly TableState[] {
  return [...(keys ?? [])].map(key => state.tables.get(key)).filter(table => table !== undefined)
}

/** The DEFAULT partition of a partitioned table: https://www.postgresql.org/docs/current/ddl-partitioning.html */
export function defaultPartition(context: EffectContext, parent: QualifiedName): TableState | undefined {
  return childrenOf(context, context.schema.keyOf(parent)).find(child =>
    /^\s*default\s*$/iu.test(child.partitionOf?.bound ?? ''),
  )
}

/** The foreign keys of a table. */
export function foreignKeysOf(table: TableState | undefined): readonly KnownForeignKey[] {
  if (!table) return []
  return table.constraints.flatMap(constraint =>
    constraint.definition.kind === 'foreignKey'
      ? [{ table, constraint, definition: constraint.definition }]
      : [],
  )
}

/** The foreign keys of other tables that point at a table. */
export function foreignKeysTo(context: EffectContext, name: QualifiedName): readonly KnownForeignKey[] {
  const key = context.schema.keyOf(name)
  const { state } = context.schema
  return tablesOf(state, state.links.referencedBy.get(key))
    .filter(table => table.key !== key)
    .flatMap(foreignKeysOf)
    .filter(({ definition }) => context.schema.keyOf(definition.references.table) === key)
}

/** The tables that a query reads when it runs: the named ones, and those behind views. */
export function readsOf(context: EffectContext, names: readonly QualifiedName[]): readonly QualifiedName[] {
  const found = new Map<string, QualifiedName>()
  const visit = (name: QualifiedName) => {
    const key = context.schema.keyOf(name)
    if (found.has(key)) return
    found.set(key, name)
    const view = context.schema.view(name)
    if (view && !view.materialized) view.reads.forEach(read => visit(nameOfKey(context, read)))
    descendants(context, name).forEach(child => found.set(child.key, nameOf(child)))
  }
  names.forEach(visit)
  return [...found.values()]
}

/** Views that read a relation, at all depths; a CASCADE takes them along. */
export function viewsOver(context: EffectContext, name: QualifiedName): readonly QualifiedName[] {
  const found = new Map<string, QualifiedName>()
  const queue = [context.schema.keyOf(name)]
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const view of context.schema.state.views.values()) {
      if (found.has(view.key) || !view.reads.includes(key)) continue
      found.set(view.key, { schema: view.schema, name: view.name })
      queue.push(view.key)
    }
  }
  return [...found.values()]
}

/** Whether two names mean one relation. */
export function sameRelation(context: EffectContext, one: QualifiedName, other: QualifiedName): boolean {
  return context.schema.keyOf(one) === context.schema.keyOf(other) || formatName(one) === formatName(other)
}
