/** A statement that waits for a strong lock makes everybody behind it in the queue wait too, for as long as it waits itself. */
import {
  defineRule,
  formatName,
  steps,
  type EffectsView,
  type OperationOf,
  type QualifiedName,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'lock-without-timeout',
  hazard: 'unbounded-wait',
  severity: 'warning',
  since: '0.1.0',
  what: 'No lock_timeout is in force where this takes {lock} on {table}.',
  why: 'While one long query or idle transaction uses {table}, this waits for it, and every {waiters} on {table} that comes later queues behind this, without any limit: an outage from a statement that itself takes milliseconds.',
  remedy: steps(
    "Before it, in the same session or transaction: SET lock_timeout = '5s'; (or set it for the runner, and tell migrate-lint in its configuration).",
    'When it fails with SQLSTATE 55P03, nothing has changed: run the migration again.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { locksWithoutTimeout: true },
  check: {
    migration({ operations, at, report }) {
      if (operations.every((_, index) => at(index).transaction.lockTimeout !== 0)) return
      let held = new Map<string, 'read' | 'write'>()
      let scope = ''
      for (const [index, operation] of operations.entries()) {
        const { schema, effects, transaction } = at(index)
        const now =
          transaction.id === undefined ? `statement ${operation.statement}` : `transaction ${transaction.id}`
        if (now !== scope) held = new Map()
        scope = now
        // A transaction that already holds the lock has done its waiting.
        const news = strongLocks(effects).filter(
          ({ table, blocks }) => held.get(table) !== blocks && held.get(table) !== 'read',
        )
        for (const { table, blocks } of news) held.set(table, blocks)
        if (operation.kind === 'renameTable' || operation.kind === 'setTableSchema')
          followMove(held, schema.keyOf(operation.table), schema.keyOf(movedName(operation)))
        const [first] = news
        const waits = !(operation.kind === 'lockTable' && operation.nowait)
        if (!first || transaction.lockTimeout !== 0 || !waits) continue
        const waiters = `${first.blocks === 'read' ? 'SELECT, ' : ''}INSERT, UPDATE and DELETE`
        report(operation, { lock: first.mode, table: formatName(first.name), waiters })
      }
    },
  },
})

/** The lock is on the table, whatever it is called. */
function followMove(held: Map<string, 'read' | 'write'>, from: string, to: string): void {
  const blocks = held.get(from)
  if (blocks) held.set(to, blocks)
  held.delete(from)
}

function movedName({ kind, table, to }: OperationOf<'renameTable' | 'setTableSchema'>): QualifiedName {
  return kind === 'renameTable' ? { ...table, name: to } : { ...table, schema: to }
}

/** The locks that block writers, and whether they block readers too. */
function strongLocks(effects: EffectsView) {
  const readers = effects.blocks('read')
  return effects
    .blocks('write')
    .map(lock => ({ ...lock, blocks: readers.includes(lock) ? ('read' as const) : ('write' as const) }))
}
