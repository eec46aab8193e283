/** DETACH PARTITION takes AccessExclusiveLock on the partitioned table; from PostgreSQL 14 on, CONCURRENTLY does not. */
import { defineRule, detachConcurrently, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'detach-partition-blocks-table',
  hazard: 'blocks-reads',
  severity: 'warning',
  since: '0.1.0',
  what: 'Partition {partition} is detached from {table} without CONCURRENTLY.',
  why: 'DETACH PARTITION takes AccessExclusiveLock on {table}: it waits for every query on {table}, and every SELECT, INSERT, UPDATE and DELETE that comes later waits behind it, and then until the transaction ends.',
  remedy: steps(
    'In a migration of its own that runs outside a transaction: ALTER TABLE {table} DETACH PARTITION {partition} CONCURRENTLY;',
    'If it is interrupted, finish it: ALTER TABLE {table} DETACH PARTITION {partition} FINALIZE;',
  ),
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION'],
  proof: { takesLock: 'AccessExclusiveLock' },
  check: {
    detachPartition(operation, context) {
      const { schema, effects, postgresVersion, report } = context
      const { table, partition, finalize } = operation
      if (operation.concurrently || finalize || postgresVersion < CONCURRENTLY_FROM) return
      // With a DEFAULT partition there is no concurrent form: SQLSTATE 55000.
      const hasDefault = schema.partitions(table).some(each => each.partitionOf?.bound === 'DEFAULT')
      if (hasDefault || effects.blocks('read', table).length === 0) return
      const values = { partition: formatName(partition), table: formatName(table) }
      report(operation, values, { rewrite: detachConcurrently(operation, context) })
    },
  },
})

/** https://www.postgresql.org/docs/release/14.0/ */
const CONCURRENTLY_FROM = 14
