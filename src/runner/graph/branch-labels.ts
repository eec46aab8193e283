/** How far the name of a branch reaches. */
import type { Neighbours } from './neighbours.ts'
import type { Revision } from './revision.ts'

/**
 * The labels of each revision. A label holds for the revision that it is written in, for all that follow it, and for
 * those before it down to where branches meet or part.
 */
export function labelsByRevision(
  revisions: readonly Revision[],
  children: Neighbours,
  neededBy: Neighbours,
): Neighbours {
  const byId = new Map(revisions.map(revision => [revision.id, revision]))
  const found = new Map<string, Set<string>>()
  const add = (id: string, label: string): void => void found.set(id, (found.get(id) ?? new Set()).add(label))
  for (const { id, labels } of revisions) {
    for (const label of labels) {
      const after = new Set([id])
      for (const each of after) for (const child of children.get(each) ?? []) after.add(child)
      for (const each of after) add(each, label)
      for (const each of stemOf(id, byId, neededBy)) add(each, label)
    }
  }
  return new Map([...found].map(([id, labels]) => [id, [...labels]]))
}

/** Those on the way down that are on this branch alone. */
function stemOf(id: string, byId: ReadonlyMap<string, Revision>, neededBy: Neighbours): readonly string[] {
  const stem: string[] = []
  let at = byId.get(id)
  while (at && at.parents.length <= 1 && (neededBy.get(at.id)?.length ?? 0) <= 1) {
    stem.push(at.id)
    at = byId.get(at.parents[0] ?? '')
  }
  return stem
}
