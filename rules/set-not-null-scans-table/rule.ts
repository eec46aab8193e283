/** SET NOT NULL reads every row under AccessExclusiveLock, unless a validated CHECK already proves it. */
import { defineRule, formatName, steps, type EffectsView, type QualifiedName } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'set-not-null-scans-table',
  hazard: 'scans-table',
  severity: 'error',
  since: '0.1.0',
  what: 'Setting {table}.{column} NOT NULL reads the whole table.',
  why: 'PostgreSQL looks for nulls in every row of {table} under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits meanwhile. One null is enough to make the migration fail (SQLSTATE 23502).',
  remedy: steps(
    'ALTER TABLE {table} ADD CONSTRAINT {column}_present CHECK ({column} IS NOT NULL) NOT VALID;',
    'In the next migration: ALTER TABLE {table} VALIDATE CONSTRAINT {column}_present; which reads the rows while everybody goes on working.',
    'Then ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL; which now reads nothing, and drop the CHECK.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL',
  ],
  proof: { scansTable: true },
  check: {
    setNotNull(operation, { effects, report }) {
      if (!scansForNulls(effects, operation.table)) return
      report(operation, { table: formatName(operation.table), column: operation.column })
    },
    // ADD CONSTRAINT … NOT NULL, from PostgreSQL 18 on.
    addConstraint(operation, { effects, report }) {
      const { constraint, table } = operation
      if (constraint.kind !== 'notNull' || !scansForNulls(effects, table)) return
      report(operation, { table: formatName(table), column: constraint.column })
    },
  },
})

function scansForNulls(effects: EffectsView, table: QualifiedName): boolean {
  return effects.scans(table) !== undefined
}
