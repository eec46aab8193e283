/** What `stamp` writes to the version table, without running a migration. */
import { checkApart, currentRows } from './current-rows.ts'
import { findBranch } from './find-revision.ts'
import { onLineage } from './lineage.ts'
import { parseLocator, type Locator, type StepLocator } from './locator.ts'
import { placeOf } from './place-of.ts'
import type { RevisionGraph } from './revision-graph.ts'
import { replaceRows } from './row-changes.ts'
import type { StampStep } from './step.ts'
import { targetsOf } from './upgrade-target.ts'
import { idsAt, stepsFrom } from './walk.ts'

/** What becomes of the rows for one place: they say that it is reached, or some of them go. */
type Goal =
  | { readonly kind: 'reach'; readonly ids: readonly string[] }
  | { readonly kind: 'leave'; readonly ids: readonly string[] }

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
  const purged = purge ? removals([...new Set(current)], current) : []
  let rows = purge ? [] : currentRows(graph, current)
  const goals = [targets].flat().map(text => goalOf(graph, rows, parseLocator(text)))
  const reached = goals.flatMap(({ kind, ids }) => (kind === 'reach' ? ids : []))
  checkApart(graph, [...new Set(reached)], 'leave out those: what they stand for is implied')
  const moves = goals.flatMap(({ kind, ids }) => ids.map(id => ({ kind, id })))
  return moves.reduce<readonly StampStep[]>((steps, { kind, id }) => {
    const more = kind === 'reach' ? stampOne(graph, rows, id) : removals([id], rows)
    rows = more.at(-1)?.rows ?? rows
    return [...steps, ...more]
  }, purged)
}

function stampOne(graph: RevisionGraph, rows: readonly string[], id: string): readonly StampStep[] {
  const related = onLineage(graph, rows, [id], 'all')
  // The row is there already; any other on its line is one too many.
  if (rows.includes(id)) return removals(without(related, id), rows)
  return [{ direction: 'stamp', from: related, to: [id], ...replaceRows(rows, related, id) }]
}

function goalOf(graph: RevisionGraph, rows: readonly string[], place: Locator): Goal {
  const { branch } = place
  if (place.kind === 'base') {
    const gone = branch === undefined ? rows : onLineage(graph, rows, [findBranch(graph, branch)], 'all')
    return { kind: 'leave', ids: gone }
  }
  if (place.kind === 'steps' && place.steps < 0) return goalBefore(graph, rows, place)
  return { kind: 'reach', ids: targetsOf(graph, rows, place) }
}

/** Steps down may lead to the base: then it is the rows of that one history that go. */
function goalBefore(
  graph: RevisionGraph,
  rows: readonly string[],
  { branch, from = 'current', steps }: StepLocator,
): Goal {
  const start = placeOf(graph, rows, from, branch)
  const at = stepsFrom(graph, start, steps)
  return at === null
    ? { kind: 'leave', ids: onLineage(graph, rows, idsAt(start), 'all') }
    : { kind: 'reach', ids: [at] }
}

/** Rows that are gone already are passed over. */
function removals(gone: readonly string[], rows: readonly string[]): readonly StampStep[] {
  let left = rows
  return gone
    .filter(id => rows.includes(id))
    .map(id => {
      left = without(left, id)
      return { direction: 'stamp', from: [id], to: [], changes: [{ kind: 'delete', id }], rows: left }
    })
}

function without(ids: readonly string[], gone: string): readonly string[] {
  return ids.filter(id => id !== gone)
}
