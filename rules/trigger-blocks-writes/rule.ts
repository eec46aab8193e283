/** CREATE TRIGGER and ALTER TABLE … TRIGGER hold ShareRowExclusiveLock: readers pass, every writer waits. */
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
  id: 'trigger-blocks-writes',
  hazard: 'blocks-writes',
  severity: 'off',
  since: '0.1.0',
  what: '{what} takes {lock} on {table}, and no lock_timeout is in force.',
  why: 'While one transaction that uses {table} stays open, this waits for it, and every {waiters} on {table} that comes later queues behind this, without any limit.',
  remedy: steps(
    "Before it, in the same session or transaction: SET lock_timeout = '5s'; (or set it for the runner, and tell migrate-lint in its configuration).",
    'When it fails with SQLSTATE 55P03, nothing has changed: run the migration again (with Prisma, after prisma migrate resolve --rolled-back <name>).',
  ),
  variants: {
    all: {
      what: 'All triggers of {table} are switched off, under {lock}.',
      why: 'Every INSERT, UPDATE and DELETE on {table} waits until the transaction ends, for as long as the rows are changed behind the back of the triggers; foreign keys are not checked meanwhile, nor ever after.',
      remedy: steps(
        'Leave the triggers on, and change the rows in batches.',
        'If one trigger has to be silent, let its function look at a setting (current_setting) that the migration makes with SET LOCAL: that locks nobody out.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { locksWithoutTimeout: true },
  check: {
    objectDdl(operation, context) {
      const { objectType, verb, name } = operation
      if (objectType !== 'trigger' || (verb !== 'create' && verb !== 'drop')) return
      check(operation, `${verb === 'create' ? 'Creating' : 'Dropping'} the trigger ${name.name}`, context)
    },
    setTableOption(operation, context) {
      const { table, change } = operation
      if (change.option !== 'trigger') return
      const [lock] = context.effects.blocks('write', table)
      if (change.state === 'disable' && change.name === 'all' && lock)
        context.report(operation, { table: formatName(table), lock: lock.mode }, { variant: 'all' })
      else check(operation, `Switching ${named(change.name)} on or off`, context)
    },
  },
})

function named(trigger: string): string {
  return trigger === 'all' || trigger === 'user' ? 'all triggers' : `the trigger ${trigger}`
}

function check(operation: Operation, what: string, context: RuleContext): void {
  const lock = waitsWithoutLimit(operation, context)
  if (!lock) return
  const waiters = `${lock.blocks === 'read' ? 'SELECT, ' : ''}INSERT, UPDATE and DELETE`
  const values = { what, lock: lock.mode, table: formatName(lock.name), waiters }
  context.report(operation, values, { rewrite: withLockTimeout(operation, context) })
}
