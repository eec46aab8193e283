/** The running application still names a dropped column in its queries, and the column's data is gone for good. */
import { defineRule, formatName, steps, type QualifiedName } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'drop-column-breaks-running-app',
  hazard: 'breaks-running-app',
  severity: 'warning',
  since: '0.1.0',
  what: 'Column {table}.{column} is dropped: what the application still asks of it fails, and its data is lost.',
  why: 'Until the last instance of the application is replaced, its queries that name {column} fail with SQLSTATE 42703; most object mappers name every column they know in every SELECT and INSERT. A rollback of the code needs the data, which is gone.',
  remedy: steps(
    'Deploy code that neither reads nor writes {column}, and tell the object mapper to forget it.',
    'If it is NOT NULL without a default, first ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL;',
    "Say in that deployment that it is retired, in a comment of any migration: -- migrate-lint-retire {table}.{column} -- no release reads it since 4.2; or in the configuration: retired: ['{table}.{column}'].",
    'Drop it in a later deployment.',
  ),
  variants: {
    'made anew': {
      what: 'Column {table}.{column} is dropped and added again: what it held is lost.',
      why: 'The queries of the application go on, and find nothing of what {column} held before. A rollback brings the column back, not its data.',
      remedy: steps(
        'Keep the old values: ALTER TABLE {table} RENAME COLUMN {column} TO {column}_old; and add the new column beside it, where nothing reads it yet.',
        'Copy in batches what is still right, and drop {column}_old in a later migration.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN'],
  proof: { breaksApp: '42703' },
  // With CASCADE more than the column goes.
  yieldsTo: ['expand-and-contract-together', 'drop-loses-data'],
  options: {
    retired: {
      description: 'Columns that the application is known not to use any more, as table.column.',
      default: [],
    },
  },
  check: {
    dropColumn(operation, { schema, options, retired, operations, index, report }) {
      const { table, column } = operation
      if (schema.createdInThisMigration(table) || schema.columnAddedInThisMigration(table, column)) return
      const configured = unquoted(options['retired'])
      const names = [`${formatName(table)}.${column}`, `${table.name}.${column}`]
      const isRetired = (name: string) => retired.has(name) || configured.includes(name)
      if (names.some(isRetired)) return
      const isSame = (name: QualifiedName) => schema.keyOf(name) === schema.keyOf(table)
      const isMadeAnew = operations.some(
        (later, i) =>
          i > index && later.kind === 'addColumn' && later.column.name === column && isSame(later.table),
      )
      const variant = isMadeAnew ? 'made anew' : undefined
      report(operation, { table: formatName(table), column }, { variant })
    },
  },
})

/** The names of the option, which may have the quotes of SQL. */
function unquoted(names: unknown): readonly string[] {
  return Array.isArray(names) ? names.map(name => String(name).replaceAll('"', '')) : []
}
