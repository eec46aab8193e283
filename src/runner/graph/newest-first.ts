/** The order in which the commands show revisions and undo them. */
import { inOrder, tipsOf, withAncestors, withDescendants } from './lineage.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'

/** A line that is being followed downwards. */
interface Lane {
  /** The next to be taken. */
  readonly at: string
  /** That one and all that it needs. */
  readonly before: Set<string>
}

/**
 * Each before all that it needs. A branch is followed down to where another one needs what comes next, so that the
 * revisions of a branch stand together.
 */
export function newestFirst(graph: RevisionGraph, ids: Iterable<string>): readonly string[] {
  const wanted = new Set(ids)
  // What stands between two wanted ones, by a dependency, ties their order without being shown.
  const after = withDescendants(graph, wanted)
  return walkDown(graph, new Set([...withAncestors(graph, wanted)].filter(id => after.has(id)))).filter(id =>
    wanted.has(id),
  )
}

function walkDown(graph: RevisionGraph, rest: Set<string>): readonly string[] {
  const laneAt = (at: string): Lane => ({ at, before: new Set(withAncestors(graph, [at])) })
  const lanes = inOrder(graph, tipsOf(graph, rest)).map(laneAt)
  const order: string[] = []
  let current = 0
  for (let lane = lanes[current]; lane; lane = lanes[current]) {
    const { at, before } = lane
    const blocking = lanes.findIndex((other, index) => index !== current && other.before.has(at))
    if (blocking >= 0) {
      current = blocking
      continue
    }
    order.push(at)
    rest.delete(at)
    const { needs } = nodeOf(graph, at)
    const [first, ...others] = needs.filter(id => rest.has(id) && !lanes.some(other => other.at === id))
    if (first === undefined) {
      lanes.splice(current, 1)
      current = Math.max(current - 1, 0)
      continue
    }
    // Along a line the set is carried on: to find it anew at each revision would be quadratic.
    before.delete(at)
    lanes[current] = needs.length === 1 ? { at: first, before } : laneAt(first)
    lanes.push(...others.map(laneAt))
  }
  return order
}
