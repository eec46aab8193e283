/** The changes of views, and views that stand in the way of other changes. */
import type { BareOperation } from '../../model/operation.ts'
import { flag } from '../../model/names.ts'
import type { ObjectKey, ViewState } from '../../schema/schema-state.ts'
import type { ColumnPlan } from './column-plan.ts'
import { indexContent } from './contents.ts'
import { createIndexOn } from './definitions.ts'
import { inOrder } from './order.ts'
import type { TablePlan } from './plan.ts'
import { plain } from './plain.ts'
import { isSchemaLookedAt } from './selected.ts'
import {
  bothCount,
  counts,
  databaseOf,
  isNamed,
  nameOf,
  schemaOf,
  shown,
  targetOf,
  type Side,
  type Sides,
} from './sides.ts'
import { canonical, wordsIn } from './texts.ts'

/**
 * Collects the changes. Views are compared where the target has any; where it has none, those of the database stay, and
 * only make room for what they stand on.
 */
export function compareViews(sides: Sides, plans: readonly TablePlan[]): void {
  const isCompared = targetOf(sides).views.size > 0
  const viewsOf = (side: Side) =>
    [...(isCompared ? sides[side] : databaseOf(sides)).views.values()].filter(view =>
      isLookedAt(sides, side, view),
    )
  const [wanted, found] = [viewsOf('wanted'), viewsOf('found')]
  const old = new Map(found.map(view => [view.key, view]))
  const own = wanted.filter(view => {
    const other = old.get(view.key)
    return other ? bothCount(sides, view, other, 'view') : counts(sides, 'wanted', view, 'view')
  })
  const differing = own.filter(view => !isSame(sides, view, old.get(view.key))).map(({ key }) => key)
  const gone = found.filter(
    view => !wanted.some(({ key }) => key === view.key) && counts(sides, 'found', view, 'view'),
  )
  const blocking = found.filter(view => plans.some(plan => isInTheWay(view, plan)))
  const changed = withReaders(found, [...differing, ...[...gone, ...blocking].map(({ key }) => key)])
  for (const view of inReadingOrder(found).toReversed()) if (changed.has(view.key)) dropView(sides, view)
  for (const view of inReadingOrder(own)) {
    if (!old.has(view.key) || changed.has(view.key)) createView(sides, view)
  }
  if (!isCompared && changed.size > 0) remarkKept(sides, [...changed])
}

function remarkKept(sides: Sides, keys: readonly ObjectKey[]): void {
  sides.remark(
    `The target has no views, so that those of the database are not compared. ${keys.join(', ')} ${keys.length === 1 ? 'reads a column that changes and is' : 'read columns that change and are'} dropped and made again.`,
  )
}

function isLookedAt(sides: Sides, side: Side, { schema, name }: ViewState): boolean {
  return isSchemaLookedAt(sides, side, schema) && isNamed(sides, side, name, 'view', schemaOf(sides, schema))
}

function isSame(sides: Sides, wanted: ViewState, found: ViewState | undefined): boolean {
  if (!found || wanted.materialized !== found.materialized) return false
  const text = ({ query }: ViewState) =>
    canonical(sides, { sql: query.replace(/\s+/gu, ' '), functions: [], columns: [], provesNotNull: [] })
  return text(wanted) === text(found) && indexesOf(sides, wanted) === indexesOf(sides, found)
}

function indexesOf(sides: Sides, { indexes }: ViewState): string {
  const spell = (expression: Parameters<typeof canonical>[1] | undefined) =>
    expression && canonical(sides, expression)
  return indexes
    .map(index => `${index.name} ${indexContent(sides, index, spell)}`)
    .sort()
    .join()
}

/** PostgreSQL changes no type that a view reads, and drops no column of it. */
function isInTheWay(view: ViewState, { pair, columns }: TablePlan): boolean {
  if (!view.reads.includes(pair.found.key)) return false
  const words = wordsIn(view.query)
  return columnsThatMove(columns).some(column => words.has(column))
}

function columnsThatMove({ dropped, remade, retyped }: ColumnPlan): readonly string[] {
  return [...dropped.map(({ name }) => name), ...remade, ...retyped]
}

/** The views, and those that read them. */
function withReaders(views: readonly ViewState[], keys: readonly ObjectKey[]): ReadonlySet<ObjectKey> {
  const all = new Set(keys)
  for (const key of all) for (const view of views) if (view.reads.includes(key)) all.add(view.key)
  return all
}

function inReadingOrder(views: readonly ViewState[]): readonly ViewState[] {
  const sorted = [...views].sort((a, b) => (a.key < b.key ? -1 : 1))
  return inOrder(sorted, view => sorted.filter(({ key }) => view.reads.includes(key))).order
}

function dropView(sides: Sides, view: ViewState): void {
  const materialized = flag(view.materialized)
  sides.add('dropView', {
    summary: `drop view ${shown(sides, view)}`,
    operations: [plain({ kind: 'dropView' as const, view: nameOf(sides, view), materialized })],
  })
}

function createView(sides: Sides, view: ViewState): void {
  const operation = plain<BareOperation>({
    kind: 'createView',
    view: nameOf(sides, view),
    materialized: flag(view.materialized),
    noData: flag(view.materialized && !view.populated),
    columns: [],
    query: view.query.trim().replace(/;$/u, ''),
    reads: view.reads.map(key => readName(sides, key)),
  })
  const indexes = view.indexes.map(index => createIndexOn(nameOf(sides, view), index))
  sides.add('createView', {
    summary: `create view ${shown(sides, view)}`,
    operations: [operation, ...indexes],
  })
}

function readName(sides: Sides, key: ObjectKey) {
  const relation = sides.wanted.tables.get(key) ?? sides.wanted.views.get(key)
  return relation ? nameOf(sides, relation) : { name: key }
}
