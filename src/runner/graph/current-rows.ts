/** The rows of the version table, as places in the graph. */
import { inOrder, withAncestors } from './lineage.ts'
import { listed, RevisionError } from './revision-error.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'

/** The rows, each once; throws if the graph does not know one of them. */
export function currentRows(graph: RevisionGraph, rows: readonly string[]): readonly string[] {
  for (const row of rows) {
    if (!graph.nodes.has(row)) {
      throw new RevisionError(
        `Can't locate revision identified by '${row}', which the version table says is applied`,
        `restore its file (another branch may have it), or, if the schema is at a revision that there is, ` +
          `run \`stamp --purge\` with that one`,
      )
    }
  }
  return [...new Set(rows)]
}

/** Throws if one of the revisions needs another one of them: together they say two things about one branch. */
export function checkApart(graph: RevisionGraph, ids: readonly string[], remedy: string): void {
  for (const id of ids) {
    const before = withAncestors(graph, [id])
    const others = ids.filter(other => other !== id && before.has(other))
    if (others.length > 0) {
      throw new RevisionError(
        `Requested revision ${id} overlaps with other requested revisions ${listed(others)}`,
        remedy,
      )
    }
  }
}

/** The tip of each branch that is applied, those included that have no row because another row implies them. */
export function currentTips(graph: RevisionGraph, rows: readonly string[]): readonly string[] {
  const known = currentRows(graph, rows)
  const applied = withAncestors(graph, known)
  const isLast = (id: string): boolean => !nodeOf(graph, id).children.some(child => applied.has(child))
  const implied = [...applied].filter(id => !known.includes(id) && isLast(id))
  return [...known, ...inOrder(graph, implied)]
}

/** Everything is applied, whether by a row or by what a row implies. */
export function isAtHeads(graph: RevisionGraph, rows: readonly string[]): boolean {
  const applied = withAncestors(graph, currentRows(graph, rows))
  return graph.heads.every(id => applied.has(id))
}
