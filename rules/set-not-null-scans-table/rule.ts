/** SET NOT NULL reads every row under AccessExclusiveLock, unless a validated CHECK already proves it. */
import {
  checkThenNotNull,
  defineRule,
  formatName,
  steps,
  type QualifiedName,
  type RuleContext,
} from '../../src/lint/rule.ts'

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
  variants: {
    untold: {
      what: 'Setting {table}.{column} NOT NULL reads the whole table, unless the constraint {constraint} proves that it holds no null.',
      severity: 'info',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL',
  ],
  proof: { scansTable: true },
  check: {
    setNotNull(operation, context) {
      const { table, column } = operation
      if (!context.effects.scans(table)) return
      const constraint = validatedUnseen(operation, context)
      const values = { table: formatName(table), column, constraint }
      context.report(
        operation,
        values,
        constraint === undefined ? { rewrite: checkThenNotNull(operation, context) } : { variant: 'untold' },
      )
    },
    // ADD CONSTRAINT … NOT NULL, from PostgreSQL 18 on.
    addConstraint(operation, { effects, report }) {
      const { constraint, table } = operation
      if (constraint.kind !== 'notNull' || !effects.scans(table)) return
      report(operation, { table: formatName(table), column: constraint.column })
    },
  },
})

/** A constraint of the table that was validated just before and whose definition no migration shows. */
function validatedUnseen(
  { table }: { readonly table: QualifiedName },
  { operations, index, at, schema }: RuleContext,
): string | undefined {
  for (let i = index - 1; i >= 0; i--) {
    const earlier = operations[i]
    if (earlier?.kind !== 'validateConstraint') continue
    const same = schema.keyOf(earlier.table) === schema.keyOf(table)
    if (same && !at(i).schema.constraint(table, earlier.name)) return earlier.name
  }
  return undefined
}
