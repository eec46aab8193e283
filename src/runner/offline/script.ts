/** A run as one script, for databases that somebody else changes. */
import type { Database } from '../../database/open-database.ts'
import { parseRange } from '../graph/locator.ts'
import { stampSteps } from '../graph/stamp-steps.ts'
import type { MigrationStep } from '../graph/step.ts'
import type { PlannedMigration, PlannedStatement } from '../runner.ts'
import { RunnerError } from '../runner-error.ts'
import { createVersionTable, versionStatement } from '../tables/version-table.ts'
import { resettingSql } from '../execute/session-settings.ts'
import { isComment } from '../execute/is-comment.ts'
import { versionGuard } from './guards.ts'
import { planned, stepsOf, type PlanContext } from './plan.ts'

type Dialect = Database['dialect']

/**
 * The SQL of a range such as `a1b2:head`; an upgrade may leave out where it begins and then begins at the base. Throws
 * a RunnerError for a migration that needs answers of a database.
 */
export async function scriptOf(
  context: PlanContext,
  direction: 'upgrade' | 'downgrade',
  range: string,
  dialect: Dialect,
): Promise<string> {
  const { from, to } = endsOf(range, direction)
  const start = from === undefined ? [] : (stampSteps(context.project.graph, [], from).at(-1)?.rows ?? [])
  const steps = stepsOf(context.project, direction, start, to)
  const migrations = await planned(context, start, steps, dialect)
  const table = context.settings.versionTable
  const rows = [start, ...steps.map(step => step.rows)]
  const parts = migrations.map((migration, i) => {
    refuseOpen(migration)
    const step = steps[i]
    return step ? transactionsOf(migration, step, rows[i] ?? [], { table, dialect }) : []
  })
  const isNew = direction === 'upgrade' && from === undefined
  const first = isNew
    ? [`${createVersionTable(table).replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS')};`]
    : []
  return `${[HINTS[dialect], ...SETTINGS[dialect], ...first, ...parts.flat()].join('\n\n')}\n`
}

const HINTS: Readonly<Record<Dialect, string>> = {
  postgres: '-- Run it so that it stops at the first error: psql -v ON_ERROR_STOP=1 -f script.sql',
  sqlite: '-- Run it so that it stops at the first error: sqlite3 -bail shop.db < script.sql',
}

/** Tables are rebuilt, which must not delete what refers to them; the setting is that of the session that reads the script. */
const SETTINGS: Readonly<Record<Dialect, readonly string[]>> = {
  postgres: [],
  sqlite: ['PRAGMA foreign_keys = OFF;', 'PRAGMA legacy_alter_table = ON;'],
}

function endsOf(
  range: string,
  direction: 'upgrade' | 'downgrade',
): { readonly from: string | undefined; readonly to: string } {
  if (!range.includes(':')) {
    if (direction === 'upgrade') return { from: undefined, to: range }
    throw new RunnerError(
      'A script that goes back has to know where it begins. Write both ends: `downgrade head:a1b2 --sql`.',
    )
  }
  const { lower, upper } = parseRange(range)
  return {
    from: lower?.kind === 'base' ? undefined : lower?.text,
    to: upper?.text ?? (direction === 'upgrade' ? 'head' : 'base'),
  }
}

function refuseOpen({ migration, open }: PlannedMigration): void {
  if (open === undefined) return
  throw new RunnerError(`${migration.id} cannot be printed as a script (${migration.path}): ${open}`)
}

interface ScriptTarget {
  readonly table: PlanContext['settings']['versionTable']
  readonly dialect: Dialect
}

/** The statements with their BEGIN and COMMIT; the version table moves in the last transaction. */
function transactionsOf(
  { migration, direction, statements }: PlannedMigration,
  step: MigrationStep,
  before: readonly string[],
  { table, dialect }: ScriptTarget,
): readonly string[] {
  const [from, to] = [step.from.join(', '), step.to.join(', ')]
  const title = `-- Running ${direction} ${from} -> ${to}${migration.message ? `, ${migration.message}` : ''}`
  const resets = dialect === 'postgres' ? resettingSql(statements.map(({ sql }) => sql)) : []
  const moves = [...resets, ...step.changes.map(change => versionStatement(table, change))]
  const last = Math.max(0, ...statements.map(({ transaction }) => transaction ?? 0), 1)
  const end = statements.some(({ transaction }) => transaction === last) ? last : last + 1
  const guards = versionGuard(table, before, dialect).map(sql => ({ sql }))
  const all = [...statements, ...moves.map(sql => ({ sql, transaction: end }))]
  return [title, ...withTransactions(all, guards)]
}

/** A guard stands first in each part: the one before may have failed and been passed over. */
function withTransactions(
  statements: readonly PlannedStatement[],
  guards: readonly PlannedStatement[],
): readonly string[] {
  const lines: string[] = []
  const checks = guards.map(guard => `${guard.sql};`)
  let open: number | 'outside' | undefined
  for (const { sql, transaction = 'outside' } of statements) {
    if (transaction !== open) {
      if (typeof open === 'number') lines.push('COMMIT;')
      lines.push(...(transaction === 'outside' ? [] : ['BEGIN;']), ...checks)
      open = transaction
    }
    lines.push(isComment(sql) ? sql : `${sql.trim().replace(/;$/u, '')};`)
  }
  if (typeof open === 'number') lines.push('COMMIT;')
  return lines
}
