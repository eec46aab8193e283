/** The heads that a history will have when it is merged with that of another branch of the repository. */
import { nodeOf, revisionGraph } from './revision-graph.ts'
import type { Revision } from './revision.ts'

/** A head, and whose it is. */
export interface MergedHead {
  readonly revision: Revision
  /** `both`: it is there on either side; else it is new on one. */
  readonly side: 'ours' | 'theirs' | 'both'
  /** Another revision depends on it, so that it needs no merge to be reached. */
  readonly isEffectiveHead: boolean
}

type ById = ReadonlyMap<string, Revision>

/**
 * The heads after a merge, which takes of each revision the side that changed it since `base`, ours where that is not
 * known. Two files that have nothing in common but their id stay two, and are refused as such.
 */
export function mergedHeads(
  ours: readonly Revision[],
  theirs: readonly Revision[],
  base: readonly Revision[] = [],
): readonly MergedHead[] {
  const [own, other, before] = [byId(ours), byId(theirs), byId(base)]
  const graph = revisionGraph([
    ...ours.flatMap(revision => kept(revision, other, before)),
    ...theirs.filter(revision => isAdded(revision, own, before)),
  ])
  return graph.heads.map(id => ({
    revision: nodeOf(graph, id).revision,
    side: !own.has(id) ? 'theirs' : other.has(id) ? 'both' : 'ours',
    isEffectiveHead: nodeOf(graph, id).neededBy.length > 0,
  }))
}

/** What becomes of a revision of ours: itself, theirs, or nothing if they removed it. */
function kept(revision: Revision, theirs: ById, base: ById): readonly Revision[] {
  const first = base.get(revision.id)
  if (first === undefined || !isSame(revision, first)) return [revision]
  const other = theirs.get(revision.id)
  return other === undefined ? [] : [other]
}

/** Whether a revision of theirs is there besides those of ours. */
function isAdded(revision: Revision, ours: ById, base: ById): boolean {
  const first = base.get(revision.id)
  const own = ours.get(revision.id)
  if (own === undefined) return first === undefined || !isSame(revision, first)
  return first === undefined && own.path !== revision.path && contentOf(own) !== contentOf(revision)
}

function isSame(one: Revision, other: Revision): boolean {
  return one.path === other.path && contentOf(one) === contentOf(other)
}

function contentOf({ parents, dependsOn, labels, message }: Revision): string {
  return JSON.stringify([parents, dependsOn, labels, message])
}

function byId(revisions: readonly Revision[]): ById {
  return new Map(revisions.map(revision => [revision.id, revision]))
}
