/** A type whose stored form differs makes ALTER COLUMN TYPE write every row and every index of the table anew. */
import { defineRule, formatName, formatType, steps } from '../../src/lint/rule.ts'

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
    uncertain: {
      what: 'Changing {table}.{column} from {from} to {to} may rewrite the table.',
      why: 'If the stored form differs, PostgreSQL writes every row of {table} and all of its indexes anew under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits until it is done.',
      severity: 'warning',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
    'https://www.postgresql.org/docs/current/sql-createcast.html',
  ],
  proof: { rewritesTable: true },
  check: {
    changeColumnType(operation, { schema, effects, report }) {
      const { table, column } = operation
      const rewrite = effects.rewrites(table)
      const scan = effects.scans(table)
      const harm = rewrite ?? (scan?.why === 'index build' ? scan : undefined)
      if (!harm) return
      const old = schema.column(table, column)?.type
      const values = {
        table: formatName(table),
        column,
        from: old ? formatType(old) : 'a type that no migration names',
        to: formatType(operation.type),
      }
      const variant = harm.certainty === 'may' ? 'uncertain' : rewrite ? undefined : 'index'
      report(operation, values, { variant })
    },
  },
})
