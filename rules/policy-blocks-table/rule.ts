/** Policies and the switch of row security are read with every query: to change them takes AccessExclusiveLock. */
import {
  defineRule,
  formatName,
  steps,
  waitsWithoutLimit,
  withLockTimeout,
  type Operation,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'policy-blocks-table',
  hazard: 'blocks-reads',
  severity: 'off',
  since: '0.1.0',
  what: '{what} takes {lock} on {table}, and no lock_timeout is in force.',
  why: 'While one query uses {table}, this waits for it, and every SELECT, INSERT, UPDATE and DELETE on {table} that comes later queues behind this, without any limit.',
  remedy: steps(
    "Before it, in the same session or transaction: SET lock_timeout = '5s'; (or set it for the runner, and tell migrate-lint in its configuration).",
    'When it fails with SQLSTATE 55P03, nothing has changed: run the migration again (with Prisma, after prisma migrate resolve --rolled-back <name>).',
  ),
  references: [
    'https://www.postgresql.org/docs/current/sql-createpolicy.html',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { locksWithoutTimeout: true },
  check: {
    objectDdl(operation, context) {
      const { objectType, verb, name } = operation
      if (objectType === 'policy')
        check(operation, `${VERBS[verb] ?? 'Changing'} the policy ${name.name}`, context)
    },
    setTableOption(operation, context) {
      const { change } = operation
      if (change.option === 'rowSecurity') check(operation, 'Switching row security', context)
    },
  },
})

const VERBS: Readonly<Record<string, string>> = { create: 'Creating', drop: 'Dropping' }

function check(operation: Operation, what: string, context: RuleContext): void {
  const lock = waitsWithoutLimit(operation, context)
  if (!lock) return
  const values = { what, lock: lock.mode, table: formatName(lock.name) }
  context.report(operation, values, { rewrite: withLockTimeout(operation, context) })
}
