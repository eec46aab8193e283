/** ALTER COLUMN TYPE converts every value: one that does not fit the new type stops it, or is cut without a word. */
import {
  defineRule,
  formatName,
  formatType,
  isHandledBefore,
  narrowingOf,
  steps,
  type DataType,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'narrow-type-fails-on-data',
  hazard: 'fails-on-data',
  severity: 'warning',
  since: '0.1.0',
  what: 'Changing {table}.{column} from {from} to {to} fails if a single value does not fit.',
  why: 'PostgreSQL converts every value of {column}: the first that does not fit stops the migration with SQLSTATE {sqlstate}, after every SELECT, INSERT, UPDATE and DELETE on {table} has waited for it. If all fit, each INSERT and UPDATE of the running application with such a value fails from then on.',
  remedy: steps(
    'Look for such rows, and correct them in a migration before this one: SELECT count(*) FROM {table} WHERE {misfit};',
    "Check it again in this migration before the change: DO $$ BEGIN IF EXISTS (SELECT FROM {table} WHERE {misfit}) THEN RAISE EXCEPTION '{column} does not fit'; END IF; END $$;",
    'Where only a limit is wanted, leave the type and add a CHECK constraint NOT VALID, which is validated in a later migration.',
  ),
  variants: {
    cut: {
      what: 'Changing {table}.{column} from {from} to {to} cuts what does not fit.',
      why: 'PostgreSQL converts every value of {column} and drops what the new type has no room for (characters, digits, the time of the day), without an error. A way back does not bring it back.',
    },
    'no cast': {
      what: 'Column {table}.{column} cannot be changed from {from} to {to} without USING.',
      why: 'PostgreSQL has no automatic conversion from {from} to {to}: the statement fails with SQLSTATE 42804, whether or not there are rows.',
      remedy: steps(
        'Say how a value is converted: ALTER TABLE {table} ALTER COLUMN {column} TYPE {to} USING {column}::{to};',
        'Values that are no {to} make it fail (SQLSTATE 22P02): look for them first, and correct them in a migration before this one.',
      ),
      severity: 'error',
    },
    default: {
      what: 'The default of {table}.{column} cannot be changed from {from} to {to}.',
      why: 'USING converts the rows, never the default: PostgreSQL has no automatic conversion from {from} to {to} for it, and the statement fails with SQLSTATE 42804, whether or not there are rows.',
      remedy: steps(
        'Before the change: ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT;',
        'After it, in the same transaction: ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT <value>;',
      ),
      severity: 'error',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE',
    'https://www.postgresql.org/docs/current/sql-createcast.html',
  ],
  proof: { failsWith: '22001' },
  check: {
    changeColumnType(operation, context) {
      const { table, column, type } = operation
      const { schema, report } = context
      const narrowing = narrowingOf(operation, context)
      const old = schema.column(table, column)?.type
      if (!narrowing || !old) return
      const isNew = schema.columnAddedInThisMigration(table, column)
      const isSafe =
        narrowing.kind === 'no cast'
          ? losesDefault(operation, context)
          : isNew || isLimited(operation, context) || isHandledBefore(table, column, context)
      if (isSafe) return
      const values = {
        table: formatName(table),
        column,
        from: formatType(old),
        to: formatType(type),
        sqlstate: narrowing.kind === 'refused' ? narrowing.sqlstate : undefined,
        misfit: misfit(column, type),
      }
      const variant = narrowing.kind === 'no cast' && narrowing.of === 'default' ? 'default' : narrowing.kind
      report(operation, values, { variant: variant === 'refused' ? undefined : variant })
    },
  },
})

type Change = OperationOf<'changeColumnType'>

/** Whether a validated CHECK limits the column. */
function isLimited({ table, column }: Change, { schema }: RuleContext): boolean {
  const constraints = schema.table(table)?.constraints ?? []
  return constraints.some(({ definition, validated }) => {
    if (definition.kind !== 'check' || !validated) return false
    const { columns, sql } = definition.expression
    return columns.includes(column) && /<|BETWEEN|~/u.test(sql)
  })
}

/** PostgreSQL drops a default first, wherever it stands in the same ALTER TABLE. */
function losesDefault({ statement, column }: Change, { operations }: RuleContext): boolean {
  return operations.some(
    each => each.kind === 'dropDefault' && each.statement === statement && each.column === column,
  )
}

const RANGES: Readonly<Record<string, string>> = {
  smallint: '-32768 AND 32767',
  integer: '-2147483648 AND 2147483647',
}

function misfit(column: string, { name, arguments: [length] }: DataType): string {
  if (RANGES[name] !== undefined) return `${column} NOT BETWEEN ${RANGES[name]}`
  return (name === 'varchar' || name === 'char') && length !== undefined
    ? `length(${column}) > ${length}`
    : '<condition>'
}
