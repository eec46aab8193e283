/** After DROP NOT NULL, the first null that new code writes reaches running code that never expected one. */
import { defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'drop-not-null-breaks-readers',
  hazard: 'breaks-running-app',
  severity: 'off',
  since: '0.1.0',
  what: 'Column {table}.{column} may hold nulls from now on.',
  why: 'The statement itself is instant. But until the last instance of the application is replaced, the running ones read {column} as a value that is always there: the first null that new code writes makes them fail, and drops rows out of comparisons, joins and NOT IN.',
  remedy: steps(
    'Deploy code that can read a null in {column}.',
    'ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL; in a later migration, with a directive that says since when all releases can.',
    'Only then deploy code that writes nulls.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL',
  ],
  proof: { breaksApp: '23502' },
  check: {
    dropNotNull(operation, { schema, report }) {
      const { table, column } = operation
      if (schema.columnAddedInThisMigration(table, column)) return
      if (schema.column(table, column)?.notNull === false) return
      report(operation, { table: formatName(table), column })
    },
  },
})
