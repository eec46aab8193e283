/** Whether the revisions of a history have an order at all. */
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
function circleIn(before: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const rest = new Map(before)
  // What waits for nothing that is left can be applied; a circle is what never can.
  for (let size = -1; size !== rest.size;) {
    size = rest.size
    for (const [id, names] of rest) if (!names.some(name => rest.has(name))) rest.delete(id)
  }
  const path: string[] = []
  let id = rest.keys().next().value
  while (id !== undefined && !path.includes(id)) {
    path.push(id)
    id = rest.get(id)?.find(name => rest.has(name))
  }
  return id === undefined ? [] : path.slice(path.indexOf(id))
}
