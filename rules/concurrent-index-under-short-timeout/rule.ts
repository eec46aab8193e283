/** A timeout that cancels CREATE INDEX CONCURRENTLY, REINDEX CONCURRENTLY or DETACH CONCURRENTLY leaves it half done. */
import { defineRule, formatName, steps, type RuleContext, type Operation } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'concurrent-index-under-short-timeout',
  hazard: 'fails-to-run',
  severity: 'warning',
  since: '0.1.0',
  what: '{command} runs under {timeouts}.',
  why: 'It waits for every transaction that uses {table}, and the build takes as long as {table} is large. When the timeout cancels it (SQLSTATE 55P03 or 57014), an INVALID index stays behind, which every write maintains and no query uses.',
  remedy: steps(
    '{reset} It lets readers and writers through, so nobody waits while it waits.',
    '{command} …; and set the timeout again for what follows.',
    'If it was cancelled before: DROP INDEX CONCURRENTLY IF EXISTS {index}; first.',
  ),
  variants: {
    reindex: {
      remedy: steps(
        '{reset} It lets readers and writers through, so nobody waits while it waits.',
        '{command}; and set the timeout again for what follows.',
        'If it was cancelled before, DROP INDEX CONCURRENTLY the invalid index that it left, whose name ends in _ccnew.',
      ),
    },
    detach: {
      why: 'It waits for every transaction that uses {table}. When the timeout cancels it (SQLSTATE 55P03 or 57014), the partition stays half detached, and no other can be detached concurrently until it is finished.',
      remedy: steps(
        '{reset} It lets readers and writers through, so nobody waits while it waits.',
        '{command}; and set the timeout again for what follows.',
        'If it was cancelled before: ALTER TABLE {table} DETACH PARTITION {index} FINALIZE;',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
  ],
  proof: { concurrentUnderShortTimeout: true },
  judgesDown: true,
  yieldsTo: ['concurrently-in-transaction'],
  check: {
    createIndex(operation, context) {
      const { table, name, concurrently } = operation
      const { effects } = context
      if (!concurrently || !effects.scans(table) || effects.fails('always', table)) return
      const index = formatName({ ...table, name: name ?? '<name>' })
      const command = `CREATE INDEX CONCURRENTLY ${name ?? ''}`.trim()
      judge(operation, context, { command, table: formatName(table), index })
    },
    reindex(operation, context) {
      const { target, name, concurrently } = operation
      if (!concurrently || (name && context.effects.locks().length === 0)) return
      const index = name ? formatName(name) : ''
      const command = `REINDEX ${target.toUpperCase()} CONCURRENTLY ${index}`.trim()
      const table = target === 'table' ? index : 'the table'
      judge(operation, context, { command, table, index }, 'reindex')
    },
    detachPartition(operation, context) {
      const { concurrently } = operation
      const [table, index] = [formatName(operation.table), formatName(operation.partition)]
      if (!concurrently || context.effects.locks(operation.table).length === 0) return
      const command = `ALTER TABLE ${table} DETACH PARTITION ${index} CONCURRENTLY`
      judge(operation, context, { command, table, index }, 'detach')
    },
  },
})

/** From ten minutes on, a timeout is a safety net. */
const LONG = 600_000

type Values = Readonly<Record<'command' | 'table' | 'index', string>>

function judge(
  operation: Operation,
  { transaction, report }: RuleContext,
  values: Values,
  variant?: string,
): void {
  const inForce = { lock_timeout: transaction.lockTimeout, statement_timeout: transaction.statementTimeout }
  const short = Object.entries(inForce).filter(
    ([, value]) => value !== 'unknown' && value > 0 && value < LONG,
  )
  if (short.length === 0) return
  const timeouts = short.map(([name, value]) => `a ${name} of ${Number(value) / 1000} s`).join(' and ')
  const reset = `Before it: ${short.map(([name]) => `SET ${name} = 0;`).join(' ')}`
  report(operation, { ...values, timeouts, reset }, { variant })
}
