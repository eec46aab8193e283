/** Why a database is not where it should be, in sentences. */
import type { Status } from '../../runner/runner.ts'
import { partsDone } from '../../runner/tables/progress.ts'

/** What is not as it should be; nothing when all is well. */
export function reasonsAgainst({ pending, unfinished, changed }: Status): readonly string[] {
  const [next] = pending
  return [
    ...unfinished.map(
      ({ revision, direction, progress }) =>
        `The ${direction} of ${revision} stopped behind ${count(progress ? partsDone(progress) : 0, 'operation')}; the next ${direction} goes on there.`,
    ),
    ...changed.map(
      ({ id, path }) => `${path} was changed after ${id} was applied. See \`migrate-lint repair --help\`.`,
    ),
    ...(next
      ? [`${count(pending.length, 'migration')} to go, beginning with ${next.id} (${next.path}).`]
      : []),
  ]
}

function count(n: number, noun: string): string {
  return `${String(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** Whether every migration is applied to its end, so that the schema can be compared with a target. */
export function isUpToDate({ pending, unfinished }: Status): boolean {
  return pending.length === 0 && unfinished.length === 0
}
