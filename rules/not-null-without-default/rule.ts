/** ADD COLUMN … NOT NULL without a default has no value for the rows that are already there: SQLSTATE 23502. */
import {
  defineRule,
  formatName,
  formatType,
  isWrittenAsSql,
  steps,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'not-null-without-default',
  hazard: 'fails-on-data',
  severity: 'error',
  since: '0.1.0',
  what: 'Column {column} is added to the existing table {table} as NOT NULL without a default.',
  why: 'If {table} has a single row, PostgreSQL refuses the statement (SQLSTATE 23502) and the deployment stops. If it has none, every INSERT of the running application fails from then on, because it does not name {column} yet.',
  remedy: steps(
    'Where a constant is right for the old rows, give it as the default, which does not rewrite the table: ALTER TABLE {table} ADD COLUMN {column} {type} NOT NULL DEFAULT <value>;',
    'Otherwise add it without NOT NULL, deploy code that writes it, and fill the old rows in batches.',
    'Then ALTER TABLE {table} ADD CONSTRAINT {column}_present CHECK ({column} IS NOT NULL) NOT VALID; and in a later migration VALIDATE CONSTRAINT and SET NOT NULL.',
  ),
  variants: {
    implied: {
      what: 'Column {column} is added to the existing table {table} without a default, and its domain or its key lets no null in.',
      remedy: steps(
        'Add the column alone: without the key, and with the type below the domain.',
        'Deploy code that writes it, and fill the old rows in batches.',
        'Then ALTER TABLE {table} ADD CONSTRAINT {column}_present CHECK ({column} IS NOT NULL) NOT VALID; in a later migration VALIDATE CONSTRAINT and SET NOT NULL, and the key from a unique index that was built CONCURRENTLY.',
      ),
    },
    filled: {
      what: 'Column {column} is added as NOT NULL without a default to {table}, which this migration has put rows into.',
      why: 'The rows have no value for {column}: PostgreSQL refuses the statement (SQLSTATE 23502) and the deployment stops.',
      remedy: steps(
        'Write {column} into CREATE TABLE {table}, and its value into the INSERT.',
        'Or give it a default: ALTER TABLE {table} ADD COLUMN {column} {type} NOT NULL DEFAULT <value>;',
      ),
    },
    sqlite: {
      what: 'Column {column} is added to the table {table} as NOT NULL without a default.',
      why: 'SQLite refuses the statement ("Cannot add a NOT NULL column with default value NULL"), also when the table is empty: the migration stops there.',
      remedy: steps(
        'Where a constant is right for the old rows, give it as the default: ALTER TABLE {table} ADD COLUMN {column} {type} NOT NULL DEFAULT <value>;',
        'Otherwise add it without NOT NULL, fill it, and make it NOT NULL by rebuilding the table.',
      ),
    },
  },
  dialects: ['postgres', 'sqlite'],
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
    'https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN',
  ],
  proof: { failsWith: '23502' },
  check: {
    addColumn(operation, context) {
      const { column, table } = operation
      const failure = context.effects.fails('rows', table)
      const isSqlite = context.migration.dialect === 'sqlite'
      if (isSqlite && !isWrittenAsSql(operation)) return
      if (failure?.sqlstate !== '23502' || (failure.isNew && !isSqlite && !isFilled(operation, context)))
        return
      const values = {
        table: formatName(table),
        column: column.name,
        type: column.type ? formatType(column.type) : '<type>',
      }
      const implied = column.notNull ? undefined : 'implied'
      const variant = isSqlite ? 'sqlite' : failure.isNew ? 'filled' : implied
      context.report(operation, values, { variant })
    },
  },
})

/** Whether this migration has certainly put rows into the table, which it made itself. */
function isFilled({ table }: OperationOf<'addColumn'>, { operations, index, at, schema }: RuleContext) {
  const key = schema.keyOf(table)
  return operations.slice(0, index).some((earlier, i) => {
    const fills = earlier.kind === 'insertRows' && !earlier.fromQuery && earlier.flow === undefined
    return fills && at(i).schema.keyOf(earlier.table) === key
  })
}
