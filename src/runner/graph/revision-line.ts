/** A revision as lists show it: what is worth saying about its place besides its neighbours. */
import { currentRows, currentTips } from './current-rows.ts'
import { withAncestors } from './lineage.ts'
import { newestFirst } from './newest-first.ts'
import type { Revision } from './revision.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'

/** The facts of one line; how they are worded is the command's. */
export interface RevisionLine {
  readonly revision: Revision
  /** Names of the branches that it is on. */
  readonly labels: readonly string[]
  /** Ids of those that follow it. */
  readonly children: readonly string[]
  /** None follows it. */
  readonly isHead: boolean
  /** A head that another revision depends on, so that the version table has no row for it when all is applied. */
  readonly isEffectiveHead: boolean
  readonly isBranchPoint: boolean
  readonly isMergePoint: boolean
  /** The version table has a row for it. */
  readonly isCurrent: boolean
}

/** The line of one revision. */
export function revisionLine(graph: RevisionGraph, id: string, rows: readonly string[] = []): RevisionLine {
  const { revision, labels, children, neededBy } = nodeOf(graph, id)
  const isHead = children.length === 0
  return {
    revision,
    labels,
    children,
    isHead,
    isEffectiveHead: isHead && neededBy.length > 0,
    isBranchPoint: children.length > 1,
    isMergePoint: revision.parents.length > 1,
    isCurrent: rows.includes(id),
  }
}

/** The lines of `heads`; with `resolveDependencies` only those that the version table has rows for at the end. */
export function headLines(
  graph: RevisionGraph,
  { resolveDependencies = false }: { readonly resolveDependencies?: boolean } = {},
): readonly RevisionLine[] {
  const lines = graph.heads.map(id => revisionLine(graph, id))
  return resolveDependencies ? lines.filter(line => !line.isEffectiveHead) : lines
}

/** A revision where branches part, and the first one of each. */
export interface BranchPoint {
  readonly line: RevisionLine
  readonly children: readonly RevisionLine[]
}

/** The lines of `branches`, newest first. */
export function branchPoints(graph: RevisionGraph): readonly BranchPoint[] {
  return newestFirst(graph, withAncestors(graph, graph.heads))
    .map(id => revisionLine(graph, id))
    .filter(line => line.isBranchPoint)
    .map(line => ({ line, children: line.children.map(id => revisionLine(graph, id)) }))
}

/** The lines of `current`: the rows, then branches that a row implies. */
export function currentLines(graph: RevisionGraph, rows: readonly string[]): readonly RevisionLine[] {
  const known = currentRows(graph, rows)
  return currentTips(graph, known).map(id => revisionLine(graph, id, known))
}
