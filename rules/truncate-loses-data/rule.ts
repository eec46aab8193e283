/** TRUNCATE takes every row of a table, and with CASCADE every row of the tables that refer to it. */
import { defineRule, formatName, steps, type QualifiedName } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'truncate-loses-data',
  hazard: 'loses-data',
  severity: 'error',
  since: '0.1.0',
  what: 'TRUNCATE deletes every row of {table}.',
  why: 'Once the migration has committed, the rows are gone for good: only a backup has them. Until then everybody who reads or writes {table} waits, as TRUNCATE holds AccessExclusiveLock.',
  remedy: steps(
    'Keep TRUNCATE out of migrations: they also run where the rows are real.',
    'If some of the rows have to go, say which: DELETE FROM {table} WHERE …; in batches.',
    'If {table} holds nothing that anybody misses (a cache), say so in a directive with the reason.',
  ),
  variants: {
    cascade: {
      what: 'TRUNCATE … CASCADE deletes every row of {tables}.',
      why: 'CASCADE empties every table that refers to {table}, and those that refer to them, whether or not a row there has anything to do with it. Once the migration has committed, only a backup has the rows.',
      remedy: steps(
        'Leave CASCADE away: PostgreSQL then refuses as long as another table refers to {table}.',
        'If some of the rows have to go, say which: DELETE FROM {table} WHERE …; in batches, the tables that refer to it first.',
        'If nobody misses the rows of all these tables, name them one by one, and say so in a directive with the reason.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-truncate.html'],
  proof: { losesRows: true },
  check: {
    truncateTable(operation, { effects, schema, report }) {
      // What TRUNCATE locks is what it empties; the partitions of a table are that table's rows.
      const emptied = effects.locks()
      if (emptied.length === 0) return
      const isPart = (name: QualifiedName): boolean =>
        emptied.some(({ table }) => table === schema.table(name)?.partitionOf?.parent)
      const names = emptied.flatMap(({ name }) => (isPart(name) ? [] : [formatName(name)]))
      const values = { table: formatName(operation.table), tables: names.join(', ') }
      report(operation, values, { variant: operation.cascade ? 'cascade' : undefined })
    },
  },
})
