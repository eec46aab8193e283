/** What must be so before anything is run. */
import type { MigrationStep } from './graph/step.ts'
import { RunnerError } from './runner-error.ts'
import type { Project } from './project.ts'
import type { Status } from './runner.ts'

/** An applied file that does something else now would make another database of a new one than of this. */
export function refuseChanged({ changed }: Status): void {
  if (changed.length === 0) return
  const list = changed.map(({ id, path }) => `  ${id}  ${path}`)
  throw new RunnerError(
    [
      `${changed.length === 1 ? 'A file was' : `${String(changed.length)} files were`} changed after ${changed.length === 1 ? 'its migration was' : 'their migrations were'} applied:`,
      ...list,
      'Undo the change and write a new migration for it; or, if both come to the same, accept it with `migrate-lint repair`.',
    ].join('\n'),
  )
}

/** A migration of which parts are committed has to be gone on with first. */
export function refuseUnfinished(
  { unfinished }: Status,
  steps: readonly MigrationStep[],
  { graph }: Project,
): void {
  for (const { revision, direction } of unfinished) {
    const isNext = steps.some(step => step.direction === direction && step.revision.id === revision)
    if (isNext) continue
    const remedy = graph.nodes.has(revision)
      ? `Go on with it first: \`migrate-lint ${direction} ${direction === 'upgrade' ? revision : '-1'}\`.`
      : 'Its file is gone: restore it and go on with it.'
    throw new RunnerError(
      `The ${direction} of ${revision} stopped in the middle: parts of it are committed. ${remedy} Or bring the schema by hand to where another revision is, and tell with \`migrate-lint stamp\`.`,
    )
  }
}
