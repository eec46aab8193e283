/** Whether the revisions of a history have an order at all. */
import { namers, type Neighbours } from './neighbours.ts'
import type { LinkedRevision } from './references.ts'
import { RevisionError } from './revision-error.ts'

/** Throws if revisions follow one another in a circle, or wait for what waits for them. */
export function checkCircles(revisions: readonly LinkedRevision[]): void {
  throwCircle('Cycle', 'downRevision', revisions, ({ revision }) => revision.parents)
  throwCircle('Dependency cycle', 'downRevision or dependsOn', revisions, ({ revision, dependsOn }) => [
    ...revision.parents,
    ...dependsOn,
  ])
}

function throwCircle(
  kind: string,
  field: string,
  revisions: readonly LinkedRevision[],
  before: (revision: LinkedRevision) => readonly string[],
): void {
  const circle = circleIn(new Map(revisions.map(revision => [revision.id, before(revision)])))
  if (circle.length === 0) return
  const files = revisions.filter(({ id }) => circle.includes(id)).map(({ revision }) => revision.path)
  throw new RevisionError(
    `${kind} is detected in revisions (${circle.join(', ')})`,
    `each of them waits for the next: correct ${field} in one of ${files.join(', ')}`,
  )
}

/** One circle, in the order in which each names the next; empty if there is none. */
function circleIn(before: Neighbours): readonly string[] {
  const rest = unresolved(before)
  const path: string[] = []
  let [id] = rest
  while (id !== undefined && !path.includes(id)) {
    path.push(id)
    id = before.get(id)?.find(name => rest.has(name))
  }
  return id === undefined ? [] : path.slice(path.indexOf(id))
}

/** What is left when all is taken away whose names are taken away: circles, and what waits for them. */
function unresolved(before: Neighbours): ReadonlySet<string> {
  const after = namers(before)
  const waiting = new Map([...before].map(([id, names]) => [id, new Set(names)]))
  const free = [...waiting].filter(([, names]) => names.size === 0).map(([id]) => id)
  for (const id of free) {
    waiting.delete(id)
    for (const next of after.get(id) ?? []) {
      const names = waiting.get(next)
      names?.delete(id)
      if (names?.size === 0) free.push(next)
    }
  }
  return new Set(waiting.keys())
}
