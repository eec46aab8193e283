/** Revisions by what people call them: ids, their beginnings, labels, heads of branches. */
import { inOrder, onLineage } from './lineage.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'
import { listed, RevisionError } from './revision-error.ts'

/** An id this short is meant only where it is written in full. */
const SHORT = 3

/** The revision of an id, of the beginning of one, or of a label; on the branch, if one is named. */
export function findRevision(graph: RevisionGraph, name: string, branch?: string): string {
  const on = branch === undefined ? undefined : findBranch(graph, branch)
  const id = exact(graph, name) ?? byBeginning(graph, name, on)
  if (on !== undefined && onLineage(graph, [id], [on]).length === 0) {
    throw new RevisionError(
      `Revision ${id} is not a member of branch '${branch}'`,
      `leave out '${branch}@', or name a revision of that branch`,
    )
  }
  return id
}

/** The revision that stands for a branch: the one with the label, or any revision of the branch. */
export function findBranch(graph: RevisionGraph, branch: string): string {
  try {
    return exact(graph, branch) ?? byBeginning(graph, branch)
  } catch (cause) {
    const labels = [...graph.labels.keys()]
    throw new RevisionError(
      `No such branch: '${branch}'`,
      labels.length > 0 ? `the history has ${listed(labels)}` : 'no revision of the history names a branch',
      cause,
    )
  }
}

/** All heads, or those of one branch. */
export function headsOf(graph: RevisionGraph, branch?: string): readonly string[] {
  return branch === undefined ? graph.heads : onLineage(graph, graph.heads, [findBranch(graph, branch)])
}

/** The one head, or that of the branch, in a list that is empty only in a history without revisions. */
export function onlyHeadOf(graph: RevisionGraph, branch?: string): readonly string[] {
  const heads = headsOf(graph, branch)
  if (heads.length > 1) throw multipleHeads(branch === undefined ? 'head' : `${branch}@head`, heads)
  return heads
}

/** One was asked for and there are several. */
export function multipleHeads(argument: string, heads: readonly string[]): RevisionError {
  return new RevisionError(
    `Multiple head revisions are present for given argument '${argument}'`,
    `please specify a specific target revision, '<branchname>@head' to narrow to a specific head, ` +
      `or 'heads' for all heads; the heads are ${listed(heads)}`,
  )
}

function exact(graph: RevisionGraph, name: string): string | undefined {
  return graph.nodes.has(name) ? name : graph.labels.get(name)
}

function byBeginning(graph: RevisionGraph, name: string, on?: string): string {
  const known = [...[...graph.nodes.keys()].map((id): [string, string] => [id, id]), ...graph.labels]
  const matching = known.filter(([key]) => key.length > SHORT && key.startsWith(name)).map(([, id]) => id)
  const all = inOrder(graph, new Set(matching))
  const found = on === undefined ? all : onLineage(graph, all, [on])
  const [id] = found
  if (id === undefined) throw notFound(name)
  if (found.length > 1) {
    throw new RevisionError(
      `Multiple revisions start with '${name}': ${listed(found.map(each => described(graph, each)))}`,
      'give more characters of the one that is meant',
    )
  }
  return id
}

function notFound(name: string): RevisionError {
  return new RevisionError(
    `Can't locate revision identified by '${name}'`,
    name.length <= SHORT
      ? 'please ensure at least four characters are present for partial revision identifier matches; ' +
          '`history` lists the ids'
      : '`history` lists the revisions there are',
  )
}

function described(graph: RevisionGraph, id: string): string {
  const { message } = nodeOf(graph, id).revision
  return message === '' ? `'${id}'` : `'${id}' (${message})`
}
