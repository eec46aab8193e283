/** The graph of a history: each revision with those around it, checked once so that all else can trust it. */
import { labelsByRevision } from './branch-labels.ts'
import { checkNames } from './check-names.ts'
import { checkCircles } from './check-circles.ts'
import { namers, type Neighbours } from './neighbours.ts'
import { resolveReferences } from './references.ts'
import type { Revision } from './revision.ts'

/** A revision and its neighbours, by id. */
export interface GraphNode {
  readonly revision: Revision
  /** Place in the list that the graph was made of; it decides where the graph leaves the order open. */
  readonly position: number
  /** Dependencies as ids, whatever the file called them. */
  readonly dependsOn: readonly string[]
  /** Parents, then those dependencies that no ancestor has already. */
  readonly needs: readonly string[]
  /** Those that follow it. */
  readonly children: readonly string[]
  /** Those that follow it or depend on it. */
  readonly neededBy: readonly string[]
  /** Names of the branches that it is on. */
  readonly labels: readonly string[]
}

/** A history that has an order. */
export interface RevisionGraph {
  readonly nodes: ReadonlyMap<string, GraphNode>
  /** The revision that each label is written in. */
  readonly labels: ReadonlyMap<string, string>
  /** Those that none follows, even if another one depends on them. */
  readonly heads: readonly string[]
  /** Those that follow none. */
  readonly bases: readonly string[]
}

/** Makes the graph of the revisions; the first thing that is wrong with them is thrown as a RevisionError. */
export function revisionGraph(revisions: readonly Revision[]): RevisionGraph {
  const labels = checkNames(revisions)
  const linked = resolveReferences(revisions, labels)
  checkCircles(linked)
  const children = namers(new Map(revisions.map(({ id, parents }) => [id, parents])))
  const neededBy = namers(
    new Map(linked.map(({ id, revision, dependsOn }) => [id, [...revision.parents, ...dependsOn]])),
  )
  const branches = labelsByRevision(revisions, children, neededBy)
  const dependencies = new Map(linked.map(({ id, dependsOn }) => [id, dependsOn]))
  const byId = new Map(revisions.map(revision => [revision.id, revision]))
  const nodes = new Map(
    linked.map(({ id, revision, dependsOn }, position): [string, GraphNode] => [
      id,
      {
        revision,
        position,
        dependsOn,
        needs: unique([...revision.parents, ...ownDependencies(revision, byId, dependencies)]),
        children: children.get(id) ?? [],
        neededBy: neededBy.get(id) ?? [],
        labels: branches.get(id) ?? [],
      },
    ]),
  )
  return {
    nodes,
    labels,
    heads: revisions.filter(({ id }) => !children.has(id)).map(({ id }) => id),
    bases: revisions.filter(({ parents }) => parents.length === 0).map(({ id }) => id),
  }
}

/** The node of an id that the graph gave out itself. */
export function nodeOf(graph: RevisionGraph, id: string): GraphNode {
  const node = graph.nodes.get(id)
  if (!node) throw new Error(`No node of the graph is called '${id}'.`)
  return node
}

/** Dependencies that no ancestor has: where one has, it is the ancestor that stands for them. */
function ownDependencies(
  revision: Revision,
  byId: ReadonlyMap<string, Revision>,
  dependencies: Neighbours,
): readonly string[] {
  const own = dependencies.get(revision.id) ?? []
  if (own.length === 0) return own
  const ancestors = new Set(revision.parents)
  for (const id of ancestors) for (const parent of byId.get(id)?.parents ?? []) ancestors.add(parent)
  const inherited = new Set([...ancestors].flatMap(id => dependencies.get(id) ?? []))
  return own.filter(id => !inherited.has(id))
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)]
}
