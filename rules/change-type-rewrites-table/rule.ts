/** A type whose stored form differs makes ALTER COLUMN TYPE write every row and every index of the table anew. */
import {
  defineRule,
  formatName,
  formatType,
  steps,
  type DataType,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'change-type-rewrites-table',
  hazard: 'rewrites-table',
  severity: 'error',
  since: '0.1.0',
  what: 'Changing {table}.{column} from {from} to {to} rewrites the table.',
  why: 'PostgreSQL writes every row of {table} and all of its indexes anew under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits until it is done, and the disk needs room for a second copy.',
  remedy: steps(
    'ALTER TABLE {table} ADD COLUMN {column}_new {to};',
    'Deploy code that writes both columns (or a trigger that does), and fill {column}_new in batches.',
    'Deploy code that reads {column}_new, then drop {column} in a later migration.',
  ),
  variants: {
    index: {
      what: 'Changing {table}.{column} from {from} to {to} rebuilds the indexes of the column.',
      why: 'The rows stay, but every index on {column} is built again under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits until it is done.',
    },
    check: {
      what: 'Changing {table}.{column} from {from} to {to} checks all rows of the table against {check} again.',
      why: 'The rows stay as they are, but every one is read under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits until it is done.',
      remedy: steps(
        'In the same transaction before it: ALTER TABLE {table} DROP CONSTRAINT {check};',
        'Behind it, put the constraint back without reading the rows: ALTER TABLE {table} ADD CONSTRAINT {check} CHECK (…) NOT VALID;',
        'In the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT {check};',
      ),
    },
    uncertain: {
      what: 'Changing {table}.{column} from {from} to {to} may rewrite the table.',
      why: 'If the stored form differs, PostgreSQL writes every row of {table} and all of its indexes anew under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits until it is done.',
      severity: 'warning',
    },
    timeZone: {
      what: 'Changing {table}.{column} from {from} to {to} rewrites the table unless the time zone of the session is UTC.',
      why: 'In another time zone every stored time changes: PostgreSQL writes every row of {table} and all of its indexes anew under AccessExclusiveLock, and every SELECT, INSERT, UPDATE and DELETE on {table} waits until it is done.',
      remedy: steps(
        "Where the stored times are UTC, run SET LOCAL timezone = 'UTC'; before it in the same transaction: the rows then stay as they are, and only indexes on {column} are built again.",
        'Otherwise add a column of the new type, write both, fill it in batches, and drop {column} in a later migration.',
      ),
      severity: 'warning',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
    'https://www.postgresql.org/docs/current/sql-createcast.html',
  ],
  proof: { rewritesTable: true },
  check: {
    changeColumnType(operation, context) {
      const { schema, effects } = context
      const { table, column, type } = operation
      const old = schema.column(table, column)?.type
      const zone = old !== undefined && isZoneCast(old, type)
      const rewrite = zone && runsInUtc(context) ? undefined : effects.rewrites(table)
      const scan = effects.scans(table, 'index build') ?? effects.scans(table, 'check')
      if (!rewrite && !scan) return
      const values = {
        table: formatName(table),
        column,
        from: old ? formatType(old) : 'a type that no migration names',
        to: formatType(type),
        check: checkOn(context, operation) ?? 'its constraint',
      }
      const uncertain = zone ? 'timeZone' : 'uncertain'
      const without = scan?.why === 'check' ? 'check' : 'index'
      const variant = !rewrite ? without : rewrite.certainty === 'may' ? uncertain : undefined
      context.report(operation, values, { variant })
    },
  },
})

/** The first constraint that PostgreSQL checks again when the column changes. */
function checkOn({ schema }: RuleContext, { table, column }: OperationOf<'changeColumnType'>) {
  return schema
    .table(table)
    ?.constraints.find(
      ({ definition }) => definition.kind === 'check' && definition.expression.columns.includes(column),
    )?.name
}

/** Between the two kinds of timestamps the bytes stay when the time zone is UTC: https://www.postgresql.org/docs/release/12.0/ */
function isZoneCast(from: DataType, to: DataType): boolean {
  return [from.name, to.name].sort().join() === 'timestamp,timestamptz'
}

/** Whether the migration itself has set the time zone before this operation, so that it still holds. */
function runsInUtc({ operations, index, commitsWith }: RuleContext): boolean {
  const at = operations.findLastIndex(
    (each, i) => i < index && each.kind === 'setParameter' && ['timezone', 'all'].includes(each.name),
  )
  const set = operations[at]
  if (set?.kind !== 'setParameter' || set.flow !== undefined) return false
  const isUtc = /^(?:utc|gmt|zulu|etc\/utc|0)$/i.test(set.value ?? '')
  return isUtc && (set.scope === 'session' || commitsWith(at))
}
