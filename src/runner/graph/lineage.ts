/** Who comes before and after whom in the graph. */
import { nodeOf, type GraphNode, type RevisionGraph } from './revision-graph.ts'

/** `parents`: the lines that branches are made of; `all`: dependencies as well. */
export type Edges = 'parents' | 'all'

/** The given ones and all that has to be applied before them. */
export function withAncestors(
  graph: RevisionGraph,
  ids: Iterable<string>,
  edges: Edges = 'all',
): ReadonlySet<string> {
  return reach(graph, ids, node => (edges === 'all' ? node.needs : node.revision.parents))
}

/** The given ones and all that can only be applied after them. */
export function withDescendants(
  graph: RevisionGraph,
  ids: Iterable<string>,
  edges: Edges = 'all',
): ReadonlySet<string> {
  return reach(graph, ids, node => (edges === 'all' ? node.neededBy : node.children))
}

/** Those of the ids that are, come before, or come after one of the others. */
export function onLineage(
  graph: RevisionGraph,
  ids: Iterable<string>,
  others: readonly string[],
  edges: Edges = 'parents',
): readonly string[] {
  const before = withAncestors(graph, others, edges)
  const after = withDescendants(graph, others, edges)
  return [...ids].filter(id => before.has(id) || after.has(id))
}

/** Those of the ids that no other of them needs. */
export function tipsOf(graph: RevisionGraph, ids: Iterable<string>): readonly string[] {
  const given = [...new Set(ids)]
  const before = withAncestors(
    graph,
    given.flatMap(id => nodeOf(graph, id).needs),
  )
  return given.filter(id => !before.has(id))
}

/** In the order of the list that the graph was made of. */
export function inOrder(graph: RevisionGraph, ids: Iterable<string>): readonly string[] {
  return [...ids].sort((a, b) => nodeOf(graph, a).position - nodeOf(graph, b).position)
}

function reach(
  graph: RevisionGraph,
  ids: Iterable<string>,
  next: (node: GraphNode) => readonly string[],
): ReadonlySet<string> {
  const found = new Set(ids)
  for (const id of found) for (const neighbour of next(nodeOf(graph, id))) found.add(neighbour)
  return found
}
