/** Where a database is, for programs. */
import type { Status } from '../../runner/runner.ts'
import { partsDone } from '../../runner/tables/progress.ts'

/** What a program reads of one database. */
export function statusJson(name: string | undefined, status: Status) {
  return {
    ...(name !== undefined && { database: name }),
    current: status.current,
    pending: status.pending.map(({ id, path, message }) => ({ revision: id, path, message })),
    unfinished: status.unfinished.map(({ revision, direction, error, progress }) => ({
      revision,
      direction,
      operationsDone: progress ? partsDone(progress) : 0,
      ...(error !== undefined && { error }),
    })),
    changed: status.changed.map(({ id, path }) => ({ revision: id, path })),
    unchecked: status.unchecked,
  }
}
