/** Where a database is in the history of the files. */
import { withAncestors } from './graph/lineage.ts'
import { upgradePath } from './graph/upgrade-path.ts'
import type { Project } from './project.ts'
import type { Status } from './runner.ts'
import type { State } from './state.ts'
import { allUnfinished, checksumsOf } from './tables/history-table.ts'

/** Compares the two; throws a RevisionError when the database is at a revision that no file holds. */
export function statusOf({ files, graph, fileOf }: Project, { current, history }: State): Status {
  const pending = upgradePath(graph, current, 'heads').map(({ revision }) => fileOf(revision.id))
  const applied = withAncestors(graph, current)
  const checksums = checksumsOf(history)
  const isApplied = files.filter(({ id }) => applied.has(id))
  return {
    current,
    applied,
    pending,
    unfinished: allUnfinished(history),
    changed: isApplied.filter(({ id, checksum }) => (checksums.get(id) ?? checksum) !== checksum),
    unchecked: isApplied.filter(({ id }) => !checksums.has(id)).map(({ id }) => id),
  }
}
