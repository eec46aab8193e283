/** Which promises somebody waits for: an operation outside of all of them floats. */

/** What one call started. Its children are the promises that it waits for. */
export interface Tracker {
  readonly children: Tracker[]
}

/** A promise that nobody waits for yet. */
export function createTracker(): Tracker {
  return { children: [] }
}

/** All that is waited for when the root is. */
export function reachedFrom(root: Tracker): ReadonlySet<Tracker> {
  const reached = new Set<Tracker>([root])
  for (const tracker of reached) for (const child of tracker.children) reached.add(child)
  return reached
}
