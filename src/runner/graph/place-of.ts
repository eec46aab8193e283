/** The one place that steps are counted from. */
import { currentTips } from './current-rows.ts'
import { findBranch, findRevision, headsOf, multipleHeads } from './find-revision.ts'
import { onLineage, tipsOf } from './lineage.ts'
import { listed, RevisionError } from './revision-error.ts'
import type { RevisionGraph } from './revision-graph.ts'
import type { Position } from './walk.ts'

/** The place of a word or a name, on the branch if one is given. */
export function placeOf(
  graph: RevisionGraph,
  rows: readonly string[],
  name: string,
  branch?: string,
): Position {
  if (name === 'base') return null
  if (name === 'current') return onlyRow(graph, rows, branch)
  if (name !== 'head' && name !== 'heads') return findRevision(graph, name, branch)
  const heads = headsOf(graph, branch)
  const [head = null, ...others] = name === 'heads' ? tipsOf(graph, heads) : heads
  if (others.length > 0) throw multipleHeads(branch === undefined ? name : `${branch}@${name}`, heads)
  return head
}

/** The one row, or the one on the branch; the base of an empty database. */
export function onlyRow(graph: RevisionGraph, rows: readonly string[], branch?: string): Position {
  const candidates = branch === undefined ? rows : rowsOn(graph, rows, findBranch(graph, branch))
  const [row = null, ...others] = candidates
  if (others.length > 0) {
    throw new RevisionError(
      `The database is at several revisions${branch === undefined ? '' : ` of branch '${branch}'`}`,
      `name the branch, as in billing@-1, or the revision; the revisions are ${listed(candidates)}`,
    )
  }
  return row
}

/** A branch may be applied without a row of its own: what depends on it implies it. */
function rowsOn(graph: RevisionGraph, rows: readonly string[], on: string): readonly string[] {
  const found = onLineage(graph, rows, [on])
  return found.length > 0 ? found : onLineage(graph, currentTips(graph, rows), [on])
}
