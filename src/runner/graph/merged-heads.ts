/** The heads that a history will have when it is merged with that of another branch of the repository. */
import { tipsOf } from './lineage.ts'
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

/**
 * The heads after a merge. Where both sides have a revision, ours is taken; two files that differ but for their id stay
 * two, and are refused as such.
 */
export function mergedHeads(ours: readonly Revision[], theirs: readonly Revision[]): readonly MergedHead[] {
  const own = new Map(ours.map(revision => [revision.id, revision]))
  const added = theirs.filter(revision => {
    const same = own.get(revision.id)
    return same === undefined || (same.path !== revision.path && contentOf(same) !== contentOf(revision))
  })
  const graph = revisionGraph([...ours, ...added])
  const effective = new Set(tipsOf(graph, graph.heads))
  const ids = new Set(theirs.map(({ id }) => id))
  return graph.heads.map(id => ({
    revision: nodeOf(graph, id).revision,
    side: !own.has(id) ? 'theirs' : ids.has(id) ? 'both' : 'ours',
    isEffectiveHead: !effective.has(id),
  }))
}

function contentOf({ parents, dependsOn, labels, message }: Revision): string {
  return JSON.stringify([parents, dependsOn, labels, message])
}
