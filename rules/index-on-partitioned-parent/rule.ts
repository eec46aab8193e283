/** CREATE INDEX on a partitioned table builds on all of its partitions under ShareLock; CONCURRENTLY is refused there. */
import { defineRule, formatName, steps, type OperationOf } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'index-on-partitioned-parent',
  hazard: 'blocks-writes',
  severity: 'warning',
  since: '0.1.0',
  what: 'Index {index} is built on the existing partitioned table {table} and on all of its partitions.',
  why: 'The build holds ShareLock on {table} and on every partition until the last one is finished: every INSERT, UPDATE and DELETE waits. CONCURRENTLY is not allowed on a partitioned table.',
  remedy: steps(
    'CREATE {unique}INDEX {index} ON ONLY {table} {using}({keys}); which makes an empty, invalid parent index at once.',
    'For each partition, outside a transaction: CREATE {unique}INDEX CONCURRENTLY <partition index> ON <partition> {using}({keys});',
    'ALTER INDEX {qualified} ATTACH PARTITION <partition index>; the parent becomes valid with the last one.',
  ),
  variants: {
    concurrently: {
      what: 'Index {index} is to be built CONCURRENTLY on the partitioned table {table}, which PostgreSQL refuses.',
      why: 'CREATE INDEX CONCURRENTLY on a partitioned table always fails with SQLSTATE 0A000 ("cannot create index on partitioned table concurrently"): the migration can never succeed.',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE',
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
  ],
  proof: { scansTable: true },
  check: {
    createIndex(operation, { schema, effects, report }) {
      const { table, unique } = operation
      if (!schema.table(table)?.partitionBy) return
      const refused = effects.fails('always', table) !== undefined
      // Without a scan nothing is built: ON ONLY, or the index is there.
      if (!refused && !effects.scans(table)) return
      const index = operation.name ?? '<name>'
      const values = {
        index,
        table: formatName(table),
        qualified: formatName({ ...table, name: index }),
        unique: unique ? 'UNIQUE ' : '',
        ...keysOf(operation),
      }
      report(operation, values, { variant: refused ? 'concurrently' : undefined })
    },
  },
})

function keysOf({ using, parts }: OperationOf<'createIndex'>) {
  const keys = parts.map(({ column, expression }) => column ?? `(${expression?.sql ?? '…'})`)
  return { using: using === undefined ? '' : `USING ${using} `, keys: keys.join(', ') }
}
