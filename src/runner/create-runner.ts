/** Makes a runner: each command reads the files anew, opens a session, does its work and closes it. */
import type { Database } from '../database/open-database.ts'
import { settingsOf, type RunnerOptions } from './options.ts'
import { planOf } from './offline/plan.ts'
import { scriptOf } from './offline/script.ts'
import { readProject } from './project.ts'
import { runDowngrade, runUpgrade } from './run.ts'
import type { Runner } from './runner.ts'
import { runRepair, runStamp } from './stamp.ts'
import { readState } from './state.ts'
import { statusOf } from './status.ts'
import { withDatabase } from './with-database.ts'

/**
 * Makes a runner for the migrations of a folder and one database. Nothing is read or opened before a command is given.
 *
 * ```ts
 * const runner = createRunner({ folders: 'migrations', url: process.env.DATABASE_URL })
 * await runner.upgrade('head')
 * ```
 */
export function createRunner(options: RunnerOptions = {}): Runner {
  const settings = settingsOf(options)
  const project = () => readProject(settings)
  const connected = <T>(work: (database: Database) => Promise<T>): Promise<T> => withDatabase(options, work)
  const context = (database: Database) => ({
    options,
    settings,
    database,
    project: readProject(settings, 'run'),
  })
  return {
    files: () => project().files,
    graph: () => project().graph,
    status: () => connected(async database => statusOf(project(), await readState(database, settings))),
    runs: () => connected(async database => (await readState(database, settings)).history),
    upgrade: (target = 'head') => connected(database => runUpgrade(context(database), target)),
    downgrade: target => connected(database => runDowngrade(context(database), target)),
    stamp: (targets, { purge = false } = {}) =>
      connected(database => runStamp(context(database), targets, purge)),
    plan: (direction, target = direction === 'upgrade' ? 'head' : '-1') =>
      connected(database => planOf(context(database), direction, target)),
    script: (direction, range, dialect = 'postgres') =>
      scriptOf({ options, settings, project: project() }, direction, range, dialect),
    repair: () => connected(database => runRepair(context(database))),
  }
}
