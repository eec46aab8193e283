/** CREATE INDEX holds ShareLock until the build ends: readers pass, every writer waits. */
import { concurrently, defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'create-index-blocks-writes',
  hazard: 'blocks-writes',
  severity: 'error',
  since: '0.1.0',
  what: 'Index {index} is built on the existing table {table} without CONCURRENTLY.',
  why: 'The build holds ShareLock on {table}: every INSERT, UPDATE and DELETE on {table} waits until the index is finished, and then until the transaction ends.',
  remedy: steps(
    'Write CREATE INDEX CONCURRENTLY, which lets writers through.',
    'Put it into a migration of its own that runs outside a transaction.',
    'If it fails, it leaves an invalid index behind: DROP INDEX CONCURRENTLY IF EXISTS {qualified}; and run it again.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { takesLock: 'ShareLock' },
  check: {
    createIndex(operation, context) {
      const { schema, effects, report } = context
      const { table } = operation
      // On a partitioned table, CONCURRENTLY would not help: index-on-partitioned-parent.
      if (schema.table(table)?.partitionBy) return
      // Without a scan nothing is built: the index is there already.
      if (effects.blocks('write', table).length === 0 || !effects.scans(table)) return
      const index = operation.name ?? '<name>'
      const qualified = formatName({ ...table, name: index })
      const values = { index, qualified, table: formatName(table) }
      report(operation, values, { rewrite: concurrently(operation, context) })
    },
  },
})
