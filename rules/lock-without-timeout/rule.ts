/** A statement that waits for a strong lock makes everybody behind it in the queue wait too, for as long as it waits itself. */
import {
  defineRule,
  formatName,
  steps,
  waitsWithoutLimit,
  withLockTimeout,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'lock-without-timeout',
  hazard: 'unbounded-wait',
  severity: 'warning',
  since: '0.1.0',
  what: 'No lock_timeout is in force where this takes {lock} on {table}.',
  why: 'While one long {holder} {table}, this waits for it, and every {waiters} on {table} that comes later queues behind this, without any limit: an outage even from a statement that itself takes milliseconds.',
  remedy: steps(
    "Before it, in the same session or transaction: SET lock_timeout = '5s'; (or set it for the runner, and tell migrate-lint in its configuration). Before a statement with CONCURRENTLY, which waits without blocking, SET lock_timeout = 0; again.",
    'When it fails with SQLSTATE 55P03, nothing has changed: run the migration again (with Prisma, after prisma migrate resolve --rolled-back <name>).',
  ),
  references: [
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { locksWithoutTimeout: true },
  yieldsTo: [
    'create-table-locks-parent',
    'drop-foreign-key-locks-parent',
    'policy-blocks-table',
    'trigger-blocks-writes',
  ],
  check: {
    each(operation, context) {
      const lock = waitsWithoutLimit(operation, context)
      if (!lock || saidBefore(context)) return
      const waiters = `${lock.blocks === 'read' ? 'SELECT, ' : ''}INSERT, UPDATE and DELETE`
      const holder = lock.blocks === 'read' ? 'query or idle transaction uses' : 'transaction has written to'
      const values = { lock: lock.mode, table: formatName(lock.name), waiters, holder }
      context.report(operation, values, { rewrite: withLockTimeout(operation, context) })
    },
  },
})

/** One statement that takes several locks, such as DROP TABLE a, b, needs one limit; those of a DO block are several. */
function saidBefore({ operations, index, at }: RuleContext): boolean {
  const statement = operations[index]?.statement
  for (let i = index - 1; i >= 0; i--) {
    const earlier = operations[i]
    if (earlier?.statement !== statement) return false
    if (earlier && !earlier.inBlock && waitsWithoutLimit(earlier, at(i))) return true
  }
  return false
}
