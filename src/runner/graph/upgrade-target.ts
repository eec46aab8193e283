/** The revisions that a place on the command line stands for when the way leads up. */
import { checkApart } from './current-rows.ts'
import { findBranch, findRevision, headsOf, onlyHeadOf } from './find-revision.ts'
import { onLineage, tipsOf, withAncestors } from './lineage.ts'
import { parseLocator, type Locator, type StepLocator } from './locator.ts'
import { listed, RevisionError } from './revision-error.ts'
import type { RevisionGraph } from './revision-graph.ts'
import { placeOf } from './place-of.ts'
import { idsAt, stepsFrom, tooFar, type Position } from './walk.ts'

/** The revisions to reach from the given rows; none is the base. */
export function upgradeTargets(
  graph: RevisionGraph,
  rows: readonly string[],
  targets: string | readonly string[],
): readonly string[] {
  const found = [targets].flat().flatMap(text => targetsOf(graph, rows, parseLocator(text)))
  const ids = [...new Set(found)]
  checkApart(graph, ids, 'leave out those: they are applied on the way')
  return ids
}

/** As above, for one place. */
export function targetsOf(
  graph: RevisionGraph,
  rows: readonly string[],
  locator: Locator,
): readonly string[] {
  const { branch } = locator
  if (locator.kind === 'heads') return tipsOf(graph, headsOf(graph, branch))
  if (locator.kind === 'head') return onlyHeadOf(graph, branch)
  if (locator.kind === 'name') return [findRevision(graph, locator.name, branch)]
  if (locator.kind === 'steps') return idsAt(relativeTarget(graph, rows, locator))
  const on = branch === undefined ? undefined : findBranch(graph, branch)
  if (locator.kind === 'base') return []
  return on === undefined ? rows : onLineage(graph, rows, [on])
}

function relativeTarget(
  graph: RevisionGraph,
  rows: readonly string[],
  { branch, from, steps }: StepLocator,
): Position {
  if (from === undefined && steps <= 0) throw tooFar(steps, rows.length > 0 ? listed(rows) : null, 0)
  const on = branch === undefined ? undefined : findBranch(graph, branch)
  const start = from === undefined ? startOf(graph, rows, on) : placeOf(graph, rows, from, branch)
  return stepsFrom(graph, start, steps, on)
}

/** Where the database is on the branch: a row, the place where the branch parts from what is applied, or the base. */
function startOf(graph: RevisionGraph, rows: readonly string[], on: string | undefined): Position {
  const starts = on === undefined ? rows : onLineage(graph, rows, [on])
  const tips =
    starts.length > 0 || on === undefined
      ? starts
      : tipsOf(graph, onLineage(graph, withAncestors(graph, rows), [on]))
  const [start = null, ...others] = tips
  if (others.length > 0) {
    throw new RevisionError(
      'Ambiguous upgrade from multiple current revisions',
      `name the branch, as in billing@+1, or the revision; the database is at ${listed(tips)}`,
    )
  }
  return start
}
