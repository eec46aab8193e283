/** The running application still writes, reads and compares the values of a column as those of its old type. */
import {
  changesFamily,
  defineRule,
  formatName,
  formatType,
  steps,
  type DataType,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'change-type-breaks-running-app',
  hazard: 'breaks-running-app',
  severity: 'warning',
  since: '0.1.0',
  what: 'Column {table}.{column} changes from {from} to {to}, which the running application does not expect.',
  why: 'Until the last instance of the application is replaced, the running ones still take {column} for {from}: comparisons with values of that type fail (SQLSTATE 42883: operator does not exist), what they write is refused, or what they read is of a type that their code cannot use. A rollback of the code fails in the same way.',
  remedy: steps(
    'ALTER TABLE {table} ADD COLUMN {column}_new {to};',
    'Deploy code that writes both columns (or a trigger that does), and fill {column}_new in batches.',
    'Deploy code that uses {column}_new only, then drop {column} in a later migration.',
  ),
  variants: {
    values: {
      what: 'Column {table}.{column} changes from {from} to {to}, which has no {values} any more.',
      why: 'Until the last instance of the application is replaced, the running ones still write and compare {values}: PostgreSQL refuses it as an invalid value of {to} (SQLSTATE 22P02).',
      remedy: steps(
        'Deploy code that neither writes nor asks for {values}, and change the rows that hold it.',
        'Take it out of the enum in a later migration, or leave it there: an unused value costs nothing.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/typeconv-oper.html',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE',
  ],
  proof: { breaksApp: '42883' },
  check: {
    changeColumnType(operation, context) {
      const { table, column, type } = operation
      const { schema, report } = context
      const old = schema.column(table, column)?.type
      if (!old || schema.columnAddedInThisMigration(table, column)) return
      const gone = goneValues(old, type, context)
      if (gone.length === 0 && !changesFamily(old, type, context) && !isOtherEnum(old, type, context)) return
      const values = {
        table: formatName(table),
        column,
        from: formatType(old),
        to: formatType(type),
        values: gone.map(value => `'${value}'`).join(', '),
      }
      report(operation, values, { variant: gone.length > 0 ? 'values' : undefined })
    },
  },
})

/** Values of the old enum that the new one lacks. */
function goneValues(from: DataType, to: DataType, { schema }: RuleContext): readonly string[] {
  const [old, wanted] = [schema.enum(from), schema.enum(to)]
  if (!old || !wanted?.complete || from.dimensions !== to.dimensions) return []
  const kept = new Set(wanted.values.map(({ value }) => value))
  return old.values.map(({ value }) => value).filter(value => !kept.has(value))
}

/** Another enum with the same values: code that names the type in a cast fails, unless the old name means the new one in the end. */
function isOtherEnum(from: DataType, to: DataType, { schema, before, after }: RuleContext): boolean {
  const [old, wanted] = [schema.enum(from), schema.enum(to)]
  if (!old || !wanted || old.key === wanted.key) return false
  const known = [...before.state.enums.values()].find(each => each.values === old.values) ?? old
  const last = after.state.enums.get(known.key)
  return last?.values !== wanted.values
}
