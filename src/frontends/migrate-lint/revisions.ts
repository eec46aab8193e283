/** The revision graph that the files declare, and the order in which it is applied. */
import type { Revision } from '../../model/history.ts'
import type { Evaluation } from '../typescript/evaluate.ts'
import { baseName } from '../paths.ts'
import { listOf, textOf } from '../typescript/arguments.ts'

/** What a file says about its place in history. */
export interface RevisionFile {
  readonly id: string
  readonly place: Revision
  readonly path: string
}

/**
 * Reads the names that a file exports; Alembic's own spelling is understood as well. A revision that is known only
 * at run time goes by the name of its file.
 */
export function readRevision({ exports }: Pick<Evaluation, 'exports'>, path: string): RevisionFile {
  const id = textOf(exports.get('revision')) ?? baseName(path).replace(/\.[cm]?[jt]s$/u, '')
  const named = (camel: string, snake: string): readonly string[] =>
    (listOf(exports.get(camel) ?? exports.get(snake)) ?? []).flatMap(each => textOf(each) ?? [])
  return {
    id,
    path,
    place: {
      parents: named('downRevision', 'down_revision'),
      dependsOn: named('dependsOn', 'depends_on'),
      labels: named('branchLabels', 'branch_labels'),
    },
  }
}

/** Parents before children; among those that are free to go, by path, so that the order is always the same. */
export function orderRevisions(revisions: readonly RevisionFile[]): readonly RevisionFile[] {
  const byId = new Map(revisions.map(revision => [revision.id, revision]))
  const done = new Set<RevisionFile>()
  const visit = (revision: RevisionFile): void => {
    if (done.has(revision)) return
    done.add(revision)
    ordered.push(revision)
  }
  const ordered: RevisionFile[] = []
  const waiting = [...revisions]
  while (waiting.length > 0) {
    const next = waiting.findIndex(each =>
      [...each.place.parents, ...each.place.dependsOn].every(parent => {
        const known = byId.get(parent)
        return !known || known === each || done.has(known)
      }),
    )
    // A circle has no order; its files are taken as they come, so that each is judged.
    const [revision] = waiting.splice(Math.max(0, next), 1)
    if (revision) visit(revision)
  }
  return ordered
}
