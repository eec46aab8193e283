/** ADD CHECK tests every row under AccessExclusiveLock, also when its column is added by the same statement. */
import {
  defineRule,
  formatName,
  notValidThenValidate,
  onAddedConstraint,
  steps,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'add-check-scans-table',
  hazard: 'scans-table',
  severity: 'error',
  since: '0.1.0',
  what: 'The check {constraint} is tested against all rows of the existing table {table} at once.',
  why: 'PostgreSQL reads every row of {table} under AccessExclusiveLock: every SELECT, INSERT, UPDATE and DELETE on {table} waits until the check ends. One row that breaks it makes the migration fail (SQLSTATE 23514).',
  remedy: steps(
    'ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (…) NOT VALID; which takes milliseconds and already guards new rows (with a new column: first ADD COLUMN, then this).',
    'In the next migration, in its own transaction: ALTER TABLE {table} VALIDATE CONSTRAINT {name}; which lets readers and writers through.',
  ),
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  proof: { scansTable: true },
  check: onAddedConstraint((constraint, operation, context) => {
    const { effects, report } = context
    const { table } = operation
    if (constraint.kind !== 'check' || constraint.notValid || constraint.notEnforced) return
    if (!effects.readsRowsFor('check', table)) return
    const values = {
      table: formatName(table),
      constraint: constraint.name ?? `on (${constraint.expression.columns.join(', ')})`,
      name: constraint.name ?? [table.name, ...constraint.expression.columns, 'check'].join('_'),
    }
    report(operation, values, { rewrite: notValidThenValidate(operation, constraint, context) })
  }),
})
