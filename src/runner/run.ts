/** Upgrade and downgrade: one run at a time on a database. */
import { refuseChanged, refuseUnfinished } from './before-a-run.ts'
import { environmentOf } from './execute/environment-of.ts'
import { MigrationFailure } from './execute/migration-failure.ts'
import type { RunEnvironment } from './execute/run-environment.ts'
import { Overtaken, runMigration } from './execute/run-migration.ts'
import type { SessionSettings } from './execute/session-settings.ts'
import { mayTryAgain } from './execute/try-again.ts'
import { watchedFromTheSecond } from './execute/watch-blockers.ts'
import { downgradePath } from './graph/downgrade-path.ts'
import type { MigrationStep } from './graph/step.ts'
import { upgradePath } from './graph/upgrade-path.ts'
import { jobOf, refuseNoWayBack } from './job-of.ts'
import type { Project } from './project.ts'
import { migrationLoader, type LoadedMigration } from './revisions/load-migration.ts'
import type { MigrationFile } from './revisions/migration-files.ts'
import { RunnerError } from './runner-error.ts'
import { inRunTransaction, stepsBehind } from './run-transaction.ts'
import type { RunContext } from './run-context.ts'
import type { RunReport } from './runner.ts'
import { preparedState } from './prepared-state.ts'
import { readState } from './state.ts'
import { statusOf } from './status.ts'
import { readHeads } from './tables/version-table.ts'
import { withRunLock, type StillAlone } from './with-run-lock.ts'

/** Runs what is missing up to the targets. */
export function runUpgrade(context: RunContext, targets: string | readonly string[]): Promise<RunReport> {
  return runSteps(context, current => upgradePath(context.project.graph, current, targets))
}

/** Undoes what lies above the target. */
export function runDowngrade(context: RunContext, target: string): Promise<RunReport> {
  return runSteps(context, current => downgradePath(context.project.graph, current, target))
}

type StepsFrom = (current: readonly string[]) => readonly MigrationStep[]

function runSteps(context: RunContext, stepsFrom: StepsFrom): Promise<RunReport> {
  return withRunLock(context, (stillAlone, before) =>
    againWhenOvertaken(() => runFrom(context, stepsFrom, stillAlone, before)),
  )
}

/** Without a lock another run may have been quicker: what is left to do then is asked anew. */
async function againWhenOvertaken<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
}

async function runFrom(
  context: RunContext,
  stepsFrom: StepsFrom,
  stillAlone: StillAlone,
  before: SessionSettings,
): Promise<RunReport> {
  const { project, database } = context
  const state = await preparedState(context)
  const status = statusOf(project, state)
  const steps = stepsFrom(state.current)
  refuseUnfinished(status, steps, project)
  refuseChanged(status)
  await askPolicy(context, steps)
  const environment = environmentOf(context, state, stillAlone, before)
  await (environment.oneTransaction
    ? runWhole(context, steps, state.current, environment)
    : runAll(await loadsOf(steps, project), state.current, project, environment))
  return {
    ran: steps.map(({ revision }) => revision.id),
    current: await readHeads(database, state.tables.version),
  }
}

/** In one transaction, and again behind what is committed of it where a lock was not free. */
async function runWhole(
  { project, database, settings }: RunContext,
  steps: readonly MigrationStep[],
  current: readonly string[],
  environment: RunEnvironment,
): Promise<void> {
  let left = steps
  let before = current
  let { history } = environment
  for (let attempt = 1; ; attempt++) {
    const loads = await loadsOf(left, project)
    try {
      return await watchedFromTheSecond(attempt, { ...environment, history }, watched =>
        inRunTransaction(watched, left, done => runAll(loads, before, project, watched, done)),
      )
    } catch (error) {
      const revision =
        error instanceof MigrationFailure ? error.details.revision : (left.at(-1)?.revision.id ?? '')
      if (!(await mayTryAgain(error, attempt, revision, environment))) throw error
      const state = await readState(database, settings)
      left = stepsBehind(left, state.current)
      before = state.current
      history = state.history
    }
  }
}

function loadsOf(steps: readonly MigrationStep[], project: Project): Promise<Loads> | Loads {
  return steps[0]?.direction === 'downgrade' ? allLoaded(steps, project) : loadedAhead(steps, project)
}

type Loads = Iterable<Loaded> | AsyncIterable<Loaded>

async function runAll(
  loads: Loads,
  current: readonly string[],
  project: Project,
  environment: RunEnvironment,
  done: () => void = () => undefined,
): Promise<void> {
  let before = current
  for await (const { step, migration, loaded } of loads) {
    await runMigration(
      { ...(await jobOf(step, migration, loaded, project, environment)), before },
      environment,
    )
    before = step.rows
    done()
  }
}

async function askPolicy(
  { options, project, database }: RunContext,
  steps: readonly MigrationStep[],
): Promise<void> {
  const [first] = steps
  if (!options.policy || !first) return
  const files = steps.map(({ revision }) => project.fileOf(revision.id))
  const reasons = await options.policy(files, first.direction, database.dialect)
  if (reasons.length === 0) return
  throw new RunnerError(['The policy refuses this run; nothing was changed:', ...reasons].join('\n'))
}

interface Loaded {
  readonly step: MigrationStep
  readonly migration: MigrationFile
  readonly loaded: LoadedMigration
}

/** All files first: a way back that ends half way is not begun. */
async function allLoaded(steps: readonly MigrationStep[], project: Project): Promise<readonly Loaded[]> {
  const all: Loaded[] = []
  for await (const each of loadedAhead(steps, project)) {
    refuseNoWayBack(each.migration, each.loaded)
    all.push(each)
  }
  return all
}

/** The next file is loaded while the server is busy with the one before. */
async function* loadedAhead(steps: readonly MigrationStep[], project: Project): AsyncGenerator<Loaded> {
  const load = migrationLoader()
  const begin = async (step: MigrationStep): Promise<Loaded> => {
    const migration = project.fileOf(step.revision.id)
    return { step, migration, loaded: await load(migration) }
  }
  let next = steps[0] && begin(steps[0])
  for (let i = 1; next; i++) {
    const ready: Loaded = await next
    const step = steps[i]
    next = step && afterTheNextQuery(() => begin(step))
    yield ready
  }
}

/** An error of the load is thrown when its turn comes, not before. */
function afterTheNextQuery<T>(work: () => Promise<T>): Promise<T> {
  const begun = new Promise<T>((resolve, reject) => {
    setImmediate(() => void work().then(resolve, reject))
  })
  begun.catch(() => undefined)
  return begun
}
