/** LOCK TABLE is held until the transaction ends, for whatever else the transaction does. */
import { defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'explicit-table-lock',
  hazard: 'blocks-writes',
  severity: 'warning',
  since: '0.1.0',
  what: 'LOCK TABLE {table} IN {mode} MODE locks out the application.',
  why: 'It waits until nobody uses {table} in a way that conflicts, and then holds {lock} until the transaction ends: every {waiters} on {table} waits meanwhile, also behind this while it is still waiting itself.',
  remedy: steps(
    'Leave it away where the next statement takes the lock that it needs by itself: ALTER TABLE, CREATE INDEX.',
    'Lock rows instead of the table: SELECT … FOR UPDATE; lets everybody through who wants other rows.',
    'If the table must be locked: LOCK TABLE {table} IN {mode} MODE NOWAIT; as the first statement of a short transaction, and run the migration again when it fails with SQLSTATE 55P03.',
  ),
  variants: {
    alone: {
      what: 'LOCK TABLE {table} runs outside a transaction.',
      why: 'PostgreSQL refuses it with SQLSTATE 25P01, as the lock would be gone at once: the migration stops here.',
      remedy: 'Put it between BEGIN; and COMMIT; together with what it is to protect, or leave it away.',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-lock.html',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { takesLock: 'ShareRowExclusiveLock' },
  check: {
    lockTable(operation, { locks, transaction, report }) {
      const [lock] = locks.taken
      if (operation.nowait || !lock) return
      const alone = transaction.openedBy === 'none' && !operation.inBlock
      const waiters = `${lock.blocks === 'read' ? 'SELECT, ' : ''}INSERT, UPDATE and DELETE`
      const { mode } = operation
      report(
        operation,
        { table: formatName(operation.table), mode, lock: lock.mode, waiters },
        { variant: alone ? 'alone' : undefined },
      )
    },
  },
})
