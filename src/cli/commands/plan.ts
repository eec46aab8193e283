/** `migrate-lint plan`: what the next run would send, with its transactions, locks and findings. */
import { dialectOf, type Database } from '../../database/open-database.ts'
import type { Finding } from '../../lint/finding.ts'
import { painter, type Paint } from '../../reporters/paint.ts'
import { lintSettings } from '../../project/lint-project.ts'
import type { LoadedConfig } from '../../project/load-config.ts'
import { createRunner } from '../../runner/create-runner.ts'
import { settingsOf, type RunnerOptions } from '../../runner/options.ts'
import { readProject } from '../../runner/project.ts'
import type { PlannedMigration } from '../../runner/runner.ts'
import { EXIT } from '../exit-codes.ts'
import { wantsColor, type Io } from '../io.ts'
import { jsonText, wantsJson, type JsonFlags } from '../json-flags.ts'
import { configFor, environmentsOf, type EnvironmentFlags } from '../runner/environments.ts'
import { findingsIn, isIn } from '../runner/lint-policy.ts'
import { locksOf, type PlannedLock } from '../runner/planned-locks.ts'

export interface PlanFlags extends EnvironmentFlags, JsonFlags {
  /** The way back. */
  readonly down?: true
}

/** SQLite locks the whole database, of which there is nothing to tell. */
function locksFor(
  options: RunnerOptions,
  steps: readonly PlannedMigration[],
  { config }: LoadedConfig,
  dialect: Database['dialect'],
) {
  if (dialect === 'sqlite') return []
  return locksOf(readProject(settingsOf(options)), steps, lintSettings(config).postgresVersion)
}

interface Planned extends PlannedMigration {
  /** By number of the statement. */
  readonly locks: readonly (readonly PlannedLock[])[]
  readonly findings: readonly Finding[]
}

/** Prints the plan of every database; changes nothing. */
export async function plan(target: string | undefined, flags: PlanFlags, io: Io): Promise<number> {
  const [direction, side] = flags.down ? (['downgrade', 'down'] as const) : (['upgrade', 'up'] as const)
  for (const { name, options } of await environmentsOf(flags, io)) {
    const runner = createRunner(options)
    const steps = await runner.plan(direction, target)
    const loaded = await configFor(flags, io)
    const dialect = options.database?.dialect ?? dialectOf(options.url ?? '') ?? 'postgres'
    const found = findingsIn(
      steps.map(({ migration }) => migration),
      io.cwd,
      loaded,
      dialect,
    )
    const locks = locksFor(options, steps, loaded, dialect)
    const planned = steps.map((step, i): Planned => ({
      ...step,
      locks: locks[i] ?? [],
      findings: found.filter(finding => isIn(finding, step.migration) && finding.direction === side),
    }))
    if (wantsJson(flags))
      io.out(jsonText({ ...(name !== undefined && { database: name }), migrations: planned.map(json) }))
    else print(planned, name, painter(wantsColor(io, flags.color)), io)
  }
  return EXIT.clean
}

function json({ migration, direction, statements, open, locks, findings }: Planned) {
  return {
    revision: migration.id,
    path: migration.path,
    direction,
    statements: statements.map(({ sql, transaction }, i) => ({
      sql,
      ...(transaction !== undefined && { transaction }),
      locks: locks[i] ?? [],
    })),
    ...(open !== undefined && { open }),
    findings: findings.map(({ rule, severity, what, remedy }) => ({ rule, severity, what, remedy })),
  }
}

function print(planned: readonly Planned[], name: string | undefined, paint: Paint, io: Io): void {
  if (name !== undefined) io.out(`${name}:\n`)
  if (planned.length === 0) io.out('There is nothing to do.\n')
  for (const each of planned) printMigration(each, paint, io)
}

function printMigration(
  { migration, direction, statements, open, locks, findings }: Planned,
  paint: Paint,
  io: Io,
): void {
  io.out(
    `${paint('bold', `${direction} ${migration.id}`)}${migration.message ? `, ${migration.message}` : ''}  ${migration.path}\n`,
  )
  let transaction: number | undefined
  statements.forEach((statement, i) => {
    if (statement.transaction !== transaction || i === 0) {
      io.out(
        statement.transaction === undefined ? '  outside of any transaction:\n' : '  in a transaction:\n',
      )
      transaction = statement.transaction
    }
    io.out(`    ${statement.sql.replace(/\s+/gu, ' ').trim()}\n`)
    for (const { table, mode } of locks[i] ?? []) io.out(`      ${paint('info', `${mode} on ${table}`)}\n`)
  })
  if (open !== undefined) io.out(`  ${open}\n`)
  for (const { severity, rule, what } of findings)
    io.out(`  ${paint(severity, severity)}: ${what} (${rule})\n`)
}
