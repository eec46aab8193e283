/** A value that differs from row to row cannot be kept in the catalog: ADD COLUMN then writes every row anew. */
import { defineRule, formatName, formatType, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'add-column-rewrites-table',
  hazard: 'rewrites-table',
  severity: 'error',
  since: '0.1.0',
  what: 'Adding column {column} rewrites the existing table {table}, because {cause}.',
  why: 'PostgreSQL writes every row of {table} and all of its indexes anew under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits until it is done, and the disk needs room for a second copy.',
  remedy: steps(
    'ALTER TABLE {table} ADD COLUMN {column} {type}; without that default, which takes milliseconds.',
    'ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT …; (for a serial: a sequence of its own), so that new rows get a value.',
    'Fill the old rows in batches, in a migration of its own.',
  ),
  variants: {
    domain: {
      remedy: steps(
        'ALTER TABLE {table} ADD COLUMN {column} with the type below the domain {type}, which takes milliseconds.',
        'Say what the domain says in a constraint: ADD CONSTRAINT … CHECK (…) NOT VALID; and in the next migration VALIDATE CONSTRAINT.',
        'If it needs a value in every row: SET DEFAULT for new rows, and fill the old ones in batches.',
      ),
    },
    uncertain: {
      what: 'Adding column {column} to the existing table {table} rewrites it if its default is volatile, which cannot be told from here.',
      severity: 'info',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
    'https://www.postgresql.org/docs/current/xfunc-volatility.html',
  ],
  proof: { rewritesTable: true },
  check: {
    addColumn(operation, { effects, report }) {
      const { column, table } = operation
      const rewrite = effects.rewrites(table)
      if (!rewrite) return
      const values = {
        table: formatName(table),
        column: column.name,
        type: column.type ? (PLAIN_TYPES[column.type.name] ?? formatType(column.type)) : '<type>',
        cause: CAUSES[rewrite.why],
      }
      const known = rewrite.why === 'domain' ? 'domain' : undefined
      report(operation, values, { variant: rewrite.certainty === 'may' ? 'uncertain' : known })
    },
  },
})

const CAUSES: Readonly<Record<string, string>> = {
  default: 'its default has a different value for every row',
  type: 'each row needs a value of its own',
  generated: 'the generated column is stored',
  identity: 'an identity numbers every row',
  domain: 'the constraints of its domain are checked for every row',
}

const PLAIN_TYPES: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
}
