/** A run that is one transaction: begun with the limits, committed at its end, and what is lost with it when it fails. */
import { ConnectionLost, DatabaseError } from '../database/connection.ts'
import { MigrationFailure } from './execute/migration-failure.ts'
import { Overtaken } from './execute/run-migration.ts'
import type { RunEnvironment } from './execute/run-environment.ts'
import { Session } from './execute/session.ts'
import type { MigrationStep } from './graph/step.ts'
import { messageOf, RunnerError } from './runner-error.ts'
import { readHeads } from './tables/version-table.ts'

/** Does the work in one transaction; a migration that cannot be in it commits what was before it. */
export async function inRunTransaction(
  environment: RunEnvironment,
  steps: readonly MigrationStep[],
  work: (done: () => void) => Promise<void>,
): Promise<void> {
  const session = new Session(environment.database, environment.timeouts, () => undefined)
  let count = 0
  let isCommit = false
  await session.begin()
  try {
    await work(() => count++)
    isCommit = true
    await session.commit()
  } catch (error) {
    await session.rollback()
    if (error instanceof Overtaken) throw error
    throw failureOf(error, isCommit, await lostOf(error, steps.slice(0, count), environment))
  }
}

/** Ids of migrations that ran and are rolled back; undefined where the database cannot be asked. */
async function lostOf(
  error: unknown,
  ran: readonly MigrationStep[],
  { database, tables }: RunEnvironment,
): Promise<readonly string[] | undefined> {
  const isLost = [error, error instanceof Error ? error.cause : undefined].some(
    each => each instanceof ConnectionLost,
  )
  const now = isLost ? undefined : await readHeads(database, tables.version).catch(() => undefined)
  if (!now) return undefined
  return stepsBehind(ran, now).map(({ revision }) => revision.id)
}

/** The steps that are left when the version table says this. */
export function stepsBehind(
  steps: readonly MigrationStep[],
  current: readonly string[],
): readonly MigrationStep[] {
  const kept = steps.findLastIndex(({ rows }) => rows.toSorted().join() === current.toSorted().join())
  return steps.slice(kept + 1)
}

function failureOf(error: unknown, isCommit: boolean, lost: readonly string[] | undefined): unknown {
  if (isCommit) {
    const state = error instanceof DatabaseError ? ` (${error.sqlstate})` : ''
    const left = lost
      ? `all of its last transaction was rolled back: ${lost.join(', ')}.`
      : 'it is not known whether its last transaction was committed. The next run finds out.'
    return new RunnerError(`The run failed at COMMIT: ${messageOf(error)}${state}\n  state: ${left}`, error)
  }
  if (lost?.length === 0) return error
  const also = lost
    ? `  state of the run: it is one transaction, so these were rolled back as well: ${lost.join(', ')}.`
    : '  state of the run: it is one transaction, so what ran in it is rolled back as well.'
  const message = `${messageOf(error)}\n${also}`
  return error instanceof MigrationFailure
    ? new MigrationFailure(error.details, error.cause, also)
    : new RunnerError(message, error)
}
