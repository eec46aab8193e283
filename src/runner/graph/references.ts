/** What the revisions of a history name: parents by id, dependencies by id or by the label of a branch. */
import { RevisionError } from './revision-error.ts'
import type { Revision } from './revision.ts'

/** A revision whose dependencies are ids. */
export interface LinkedRevision {
  readonly id: string
  readonly revision: Revision
  readonly dependsOn: readonly string[]
}

/** Throws on a name that no revision has, and on a revision that names itself. */
export function resolveReferences(
  revisions: readonly Revision[],
  labels: ReadonlyMap<string, string>,
): readonly LinkedRevision[] {
  const ids = new Set(revisions.map(({ id }) => id))
  return revisions.map(revision => {
    for (const parent of revision.parents) {
      if (parent === revision.id) throw selfLoop('Self-loop', revision, 'downRevision')
      if (!ids.has(parent)) throw missing(parent, revision, 'downRevision', [...ids], labels)
    }
    const dependsOn = revision.dependsOn.map(name => {
      const id = ids.has(name) ? name : labels.get(name)
      if (id === undefined) throw missing(name, revision, 'dependsOn', [...ids], labels)
      if (id === revision.id) throw selfLoop('Dependency self-loop', revision, 'dependsOn')
      return id
    })
    return { id: revision.id, revision, dependsOn: [...new Set(dependsOn)] }
  })
}

function selfLoop(kind: string, { id, path }: Revision, field: string): RevisionError {
  return new RevisionError(
    `${kind} is detected in revisions (${id})`,
    `take ${id} out of ${field} in ${path}`,
  )
}

function missing(
  name: string,
  { id, path }: Revision,
  field: string,
  ids: readonly string[],
  labels: ReadonlyMap<string, string>,
): RevisionError {
  const meant = labels.get(name) ?? only(ids.filter(known => name !== '' && known.startsWith(name)))
  return new RevisionError(
    `Revision ${name} referenced from ${id} (${path}) is not present`,
    meant === undefined
      ? `restore its file, or correct ${field} in ${path}`
      : `write ${meant} in ${field}, where an id has to be given in full`,
  )
}

function only(found: readonly string[]): string | undefined {
  return found.length === 1 ? found[0] : undefined
}
