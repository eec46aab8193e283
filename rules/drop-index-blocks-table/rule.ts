/** DROP INDEX takes AccessExclusiveLock on the table of the index; CONCURRENTLY waits without holding anybody up. */
import { concurrently, defineRule, formatName, steps, type QualifiedName } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'drop-index-blocks-table',
  hazard: 'blocks-reads',
  severity: 'warning',
  since: '0.1.0',
  what: 'Index {index} is dropped without CONCURRENTLY.',
  why: 'DROP INDEX takes AccessExclusiveLock on {table}: it waits for every query that uses the table, and every SELECT, INSERT, UPDATE and DELETE that comes later waits behind it, and then until the transaction ends.',
  remedy: steps(
    'DROP INDEX CONCURRENTLY {ifExists}{index}; which lets readers and writers through while it waits.',
    'Put it into a migration of its own that runs outside a transaction. CONCURRENTLY drops one index a statement and has no CASCADE.',
  ),
  references: ['https://www.postgresql.org/docs/current/sql-dropindex.html'],
  proof: { takesLock: 'AccessExclusiveLock' },
  check: {
    dropIndex(operation, context) {
      const { schema, effects, locks, operations, report } = context
      const { index, ifExists } = operation
      if (effects.blocks('read').length === 0) return
      const known = schema.index(index)
      // PostgreSQL refuses these: they go with their constraint, or with the index of the partitioned table.
      if (known?.constraint !== undefined || known?.partOf !== undefined) return
      const table = operation.table ?? schema.tableOfIndex(index)
      // An index of a partitioned table cannot be dropped concurrently (SQLSTATE 0A000).
      if (table && schema.table(table)?.partitionBy) return
      // Where another kind of statement holds the lock already, this keeps nobody out any longer.
      const key = table && schema.keyOf(table)
      const isHeld = locks.held.some(
        ({ table: locked, mode, takenBy }) =>
          locked === key && mode === 'AccessExclusiveLock' && operations[takenBy]?.kind !== 'dropIndex',
      )
      if (isHeld) return
      const values = {
        index: formatName(index),
        table: table ? nameFor(table, index.schema) : 'the table of the index',
        ifExists: ifExists ? 'IF EXISTS ' : '',
      }
      report(operation, values, { rewrite: concurrently(operation, context) })
    },
  },
})

/** The table with its schema only where the migration writes schemas. */
function nameFor(table: QualifiedName, schema: string | undefined): string {
  return formatName({ name: table.name, schema: schema === undefined ? undefined : table.schema })
}
