/** PRIMARY KEY USING INDEX makes its columns NOT NULL: a scan under AccessExclusiveLock unless they are so already. */
import { defineRule, formatName, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'primary-key-index-nullable',
  hazard: 'scans-table',
  severity: 'warning',
  since: '0.1.0',
  what: 'Making {index} the primary key reads the whole table {table}, because {columns} may be null.',
  why: 'A primary key makes its columns NOT NULL: although the index is finished, PostgreSQL looks for nulls in every row of {table} under AccessExclusiveLock, and every SELECT, INSERT, UPDATE and DELETE on {table} waits. One null makes it fail (SQLSTATE 23502).',
  remedy: steps(
    'ALTER TABLE {table} ADD CONSTRAINT {name}_present CHECK ({check}) NOT VALID;',
    'In the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT {name}_present; which reads the rows while everybody goes on working.',
    'Then ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {index}; which now reads nothing, and drop the CHECK.',
  ),
  variants: {
    untold: {
      what: 'Making {index} the primary key reads the whole table {table}, unless its columns are NOT NULL.',
      severity: 'info',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX',
  ],
  proof: { scansTable: true },
  check: {
    addConstraint(operation, { schema, effects, report }) {
      const { table, constraint } = operation
      if (constraint.kind !== 'primaryKey' || constraint.usingIndex === undefined) return
      const scan = effects.scans(table, 'not null')
      if (!scan) return
      const index = schema.table(table)?.indexes.find(({ name }) => name === constraint.usingIndex)
      const nullable = (index?.parts ?? [])
        .flatMap(({ column }) => column ?? [])
        .filter(column => !schema.column(table, column)?.notNull && !schema.provenNotNull(table, column))
      const values = {
        table: formatName(table),
        index: constraint.usingIndex,
        name: constraint.name ?? constraint.usingIndex,
        columns: nullable.join(', '),
        check: nullable.map(column => `${column} IS NOT NULL`).join(' AND ') || '<column> IS NOT NULL',
      }
      report(operation, values, { variant: scan.certainty === 'may' ? 'untold' : undefined })
    },
  },
})
