/** The migrations that lead back to a revision. */
import { currentRows } from './current-rows.ts'
import { findBranch } from './find-revision.ts'
import { onLineage, withAncestors, withDescendants } from './lineage.ts'
import { parseLocator, type Locator } from './locator.ts'
import { newestFirst } from './newest-first.ts'
import { onlyRow, placeOf } from './place-of.ts'
import { listed, RevisionError } from './revision-error.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'
import { rowsAfterDowngrade } from './row-changes.ts'
import type { MigrationStep } from './step.ts'
import { stepDown, stepsFrom, tooFar, type Position } from './walk.ts'

/** The steps from what the rows say is applied back to the target; each before all that it needs. */
export function downgradePath(
  graph: RevisionGraph,
  current: readonly string[],
  target: string,
): readonly MigrationStep[] {
  const rows = currentRows(graph, current)
  const applied = new Set(withAncestors(graph, rows))
  const undone = withDescendants(graph, firstUndone(graph, rows, applied, parseLocator(target)))
  const order = newestFirst(
    graph,
    [...undone].filter(id => applied.has(id)),
  )
  let before = rows
  return order.map(id => {
    const { revision } = nodeOf(graph, id)
    const move = rowsAfterDowngrade(graph, before, id, applied)
    before = move.rows
    applied.delete(id)
    return { direction: 'downgrade', revision, from: [id], to: revision.parents, ...move }
  })
}

/** The revisions next to the target that go, with all that needs them. */
function firstUndone(
  graph: RevisionGraph,
  rows: readonly string[],
  applied: ReadonlySet<string>,
  locator: Locator,
): readonly string[] {
  if (locator.kind === 'steps' && locator.from === undefined) {
    return lastSteps(graph, rows, locator.steps, locator.branch)
  }
  if (locator.kind === 'current') return []
  const target = targetOf(graph, rows, locator)
  if (target !== null && !applied.has(target)) {
    throw new RevisionError(
      `Destination ${locator.text} is not a valid downgrade target from current head(s)`,
      rows.length === 0
        ? 'nothing is applied'
        : `the database is at ${listed(rows)}, and ${target} is not among what is applied`,
    )
  }
  return onBranch(graph, target === null ? graph.bases : nodeOf(graph, target).children, locator.branch)
}

/** Undoing the last n ends before the n-th: where that one merges branches, it is the merge that is undone. */
function lastSteps(
  graph: RevisionGraph,
  rows: readonly string[],
  steps: number,
  branch: string | undefined,
): readonly string[] {
  if (steps >= 0) throw tooFar(steps, rows.length > 0 ? listed(rows) : null, 0)
  const row = onlyRow(graph, rows, branch)
  const { at, left } = stepDown(graph, row, -steps - 1)
  if (at === null) throw tooFar(steps, row, row === null ? 0 : -steps - 1 - left)
  return [at]
}

function targetOf(graph: RevisionGraph, rows: readonly string[], locator: Locator): Position {
  const { branch } = locator
  if (locator.kind === 'name') return placeOf(graph, rows, locator.name, branch)
  if (locator.kind !== 'steps') return placeOf(graph, rows, locator.kind, branch)
  const { from = 'current', steps } = locator
  const start = placeOf(graph, rows, from, branch)
  const on = branch === undefined ? undefined : findBranch(graph, branch)
  return stepsFrom(graph, start, steps, on)
}

/** Where several branches begin at the target, only that of the branch goes. */
function onBranch(
  graph: RevisionGraph,
  roots: readonly string[],
  branch: string | undefined,
): readonly string[] {
  if (branch === undefined) return roots
  const on = findBranch(graph, branch)
  if (roots.length <= 1) return roots
  const before = withAncestors(graph, [on], 'parents')
  const leading = roots.filter(id => before.has(id))
  const found = leading.length > 0 ? leading : onLineage(graph, roots, [on])
  if (found.length > 0) return found
  throw new RevisionError(
    'Not a valid downgrade target from current heads',
    `none of ${listed(roots)} is on branch '${branch}'`,
  )
}
