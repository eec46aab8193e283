/** The heads that a history will have when it is merged with that of another branch of the repository. */
import { nodeOf, revisionGraph } from './revision-graph.ts'
import type { Revision } from './revision.ts'

/** A head, and whose it is. */
export interface MergedHead {
  readonly revision: Revision
  /** `both`: it is there on either side; else it is new on one. */
  readonly side: 'ours' | 'theirs' | 'both'
  /** Another revision depends on it, so that the version table has no row for it when all is applied. */
  readonly isEffectiveHead: boolean
}

/**
 * The heads of both histories together. A file that both have is taken as it is in ours; two files with one id stay two,
 * and are refused as such.
 */
export function mergedHeads(ours: readonly Revision[], theirs: readonly Revision[]): readonly MergedHead[] {
  const own = new Map(ours.map(revision => [revision.id, revision]))
  const other = new Set(theirs.map(({ id }) => id))
  const added = theirs.filter(({ id, path }) => own.get(id)?.path !== path)
  const graph = revisionGraph([...ours, ...added])
  return graph.heads.map(id => {
    const { revision, neededBy } = nodeOf(graph, id)
    const side = !own.has(id) ? 'theirs' : other.has(id) ? 'both' : 'ours'
    return { revision, side, isEffectiveHead: neededBy.length > 0 }
  })
}
