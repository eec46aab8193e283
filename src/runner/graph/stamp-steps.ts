/** What `stamp` writes to the version table, without running a migration. */
import { checkApart, currentRows } from './current-rows.ts'
import { findBranch } from './find-revision.ts'
import { onLineage } from './lineage.ts'
import { parseLocator, type Locator } from './locator.ts'
import { onlyRow } from './place-of.ts'
import type { RevisionGraph } from './revision-graph.ts'
import { replaceRows } from './row-changes.ts'
import type { StampStep } from './step.ts'
import { targetsOf } from './upgrade-target.ts'
import { stepDown, tooFar } from './walk.ts'

/**
 * The steps after which the version table says that the targets are applied. A row that a target comes before or after
 * makes way for it; rows of other branches stay. With `purge` all rows go first, also those that no file declares.
 */
export function stampSteps(
  graph: RevisionGraph,
  current: readonly string[],
  targets: string | readonly string[],
  { purge = false }: { readonly purge?: boolean } = {},
): readonly StampStep[] {
  const steps: StampStep[] = purge ? removals([...new Set(current)], current) : []
  const start = purge ? [] : currentRows(graph, current)
  const places = [targets].flat().map(text => parseLocator(text))
  const reached = places.map(place => stampedBy(graph, start, place))
  checkApart(graph, [...new Set(reached.flat())], 'leave out those: what they stand for is implied')
  let rows = start
  const take = (more: readonly StampStep[]): void => {
    steps.push(...more)
    rows = more.at(-1)?.rows ?? rows
  }
  places.forEach((place, index) => {
    const ids = reached[index] ?? []
    if (ids.length === 0) take(removals(rowsLeft(graph, rows, place), rows))
    for (const id of ids) take(stampOne(graph, rows, id))
  })
  return steps
}

function stampOne(graph: RevisionGraph, rows: readonly string[], id: string): readonly StampStep[] {
  const related = onLineage(graph, rows, [id], 'all')
  // The row is there already; any other on its line is one too many.
  if (rows.includes(id)) return removals(without(related, id), rows)
  return [{ direction: 'stamp', from: related, to: [id], ...replaceRows(rows, related, id) }]
}

/** The revisions that a place stands for; none is the base. */
function stampedBy(graph: RevisionGraph, rows: readonly string[], place: Locator): readonly string[] {
  if (place.kind !== 'steps' || place.from !== undefined || place.steps >= 0) {
    return targetsOf(graph, rows, place)
  }
  const row = onlyRow(graph, rows, place.branch)
  const { at, left } = stepDown(graph, row, -place.steps)
  if (left > 0) throw tooFar(place.steps, row, -place.steps - left)
  return at === null ? [] : [at]
}

/** The rows that go when a place that is the base is stamped. */
function rowsLeft(graph: RevisionGraph, rows: readonly string[], place: Locator): readonly string[] {
  if (place.branch !== undefined) return onLineage(graph, rows, [findBranch(graph, place.branch)], 'all')
  const isOneBranch = place.kind === 'steps' && place.from === undefined
  return isOneBranch ? [onlyRow(graph, rows) ?? []].flat() : rows
}

function removals(gone: readonly string[], rows: readonly string[]): StampStep[] {
  let left = rows
  return gone.map(id => {
    left = without(left, id)
    return { direction: 'stamp', from: [id], to: [], changes: [{ kind: 'delete', id }], rows: left }
  })
}

function without(ids: readonly string[], gone: string): readonly string[] {
  return ids.filter(id => id !== gone)
}
