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
  variants: {
    partitioned: {
      what: 'Index {index} is built on the existing partitioned table {table} and on all of its partitions.',
      why: 'The build holds ShareLock on {table} and on every partition until the last one is finished: every INSERT, UPDATE and DELETE waits. CONCURRENTLY is not allowed on a partitioned table.',
      remedy: steps(
        'CREATE INDEX {index} ON ONLY {table} (…); which makes an empty, invalid parent index at once.',
        'For each partition, outside a transaction: CREATE INDEX CONCURRENTLY <partition index> ON <partition> (…);',
        'ALTER INDEX {qualified} ATTACH PARTITION <partition index>; the parent becomes valid with the last one.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { takesLock: 'ShareLock' },
  check: {
    createIndex(operation, context) {
      const { schema, effects, report } = context
      const { table } = operation
      // Without a scan nothing is built: ON ONLY a partitioned table.
      if (effects.blocks('write', table).length === 0 || !effects.scans(table)) return
      const index = operation.name ?? '<name>'
      const partitioned = schema.table(table)?.partitionBy !== undefined
      report(
        operation,
        { index, qualified: formatName({ ...table, name: index }), table: formatName(table) },
        partitioned ? { variant: 'partitioned' } : { rewrite: concurrently(operation, context) },
      )
    },
  },
})
