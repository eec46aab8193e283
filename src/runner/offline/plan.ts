/** What a run would send, told without sending it. */
import type { Database } from '../../database/open-database.ts'
import { downgradePath } from '../graph/downgrade-path.ts'
import type { MigrationStep } from '../graph/step.ts'
import { upgradePath } from '../graph/upgrade-path.ts'
import { jobOf } from '../job-of.ts'
import { OfflineError } from '../op/errors.ts'
import { makeOp } from '../op/make-op.ts'
import type { RunnerOptions, Settings } from '../options.ts'
import type { Project } from '../project.ts'
import type { RunContext } from '../run-context.ts'
import { migrationLoader, type MigrationLoader } from '../revisions/load-migration.ts'
import type { PlannedMigration } from '../runner.ts'
import { readState } from '../state.ts'
import { offlinePrinter, type OfflinePrinter } from './offline-printer.ts'
import { OfflineSink } from './offline-sink.ts'

/** What planning needs; no database. */
export interface PlanContext {
  readonly options: RunnerOptions
  readonly settings: Settings
  readonly project: Project
}

/** The plan from where the database is. */
export async function planOf(
  context: RunContext,
  direction: 'upgrade' | 'downgrade',
  target: string | readonly string[],
): Promise<readonly PlannedMigration[]> {
  const { current } = await readState(context.database, context.settings)
  const steps = stepsOf(context.project, direction, current, target)
  return planned(context, current, steps, context.database.dialect)
}

/** The steps of one direction from some rows of the version table. */
export function stepsOf(
  { graph }: Project,
  direction: 'upgrade' | 'downgrade',
  current: readonly string[],
  target: string | readonly string[],
): readonly MigrationStep[] {
  return direction === 'upgrade'
    ? upgradePath(graph, current, target)
    : [target].flat().flatMap(each => downgradePath(graph, current, each))
}

/** Runs the code of each migration on a sink that prints; `start` are the rows of the version table before. */
export async function planned(
  context: PlanContext,
  start: readonly string[],
  steps: readonly MigrationStep[],
  dialect: Database['dialect'],
): Promise<readonly PlannedMigration[]> {
  const load = migrationLoader()
  const printer = await offlinePrinter(dialect)
  const told: PlannedMigration[] = []
  try {
    const earlier = dialect === 'sqlite' ? upgradePath(context.project.graph, [], start) : []
    for (const step of earlier) await plannedMigration(context, step, load, printer, dialect)
    for (const step of steps) told.push(await plannedMigration(context, step, load, printer, dialect))
    return told
  } finally {
    await printer.close()
  }
}

async function plannedMigration(
  { settings, project, options }: PlanContext,
  step: MigrationStep,
  load: MigrationLoader,
  printer: OfflinePrinter,
  dialect: Database['dialect'],
): Promise<PlannedMigration> {
  const migration = project.fileOf(step.revision.id)
  const { direction } = step
  const job = await jobOf(step, migration, await load(migration), project, options)
  const context = { isOffline: true, dialect, direction, revision: migration.id }
  const isTransactional = migration.isTransactional && settings.transaction !== 'none'
  const sink = new OfflineSink(context, printer, isTransactional)
  const running = makeOp(sink, options)
  const open = await openQuestion(async () => {
    await running.run(job.run)
    await running.settled()
  })
  return { migration, direction, statements: sink.statements, ...(open !== undefined && { open }) }
}

/** What the migration asks of the database is where the plan of it ends. */
async function openQuestion(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof OfflineError) return error.message
    throw error
  }
}
