/** VALIDATE CONSTRAINT needs only a weak lock, but a transaction that added the constraint still holds the strong one. */
import { defineRule, formatName, type OperationOf, type RuleContext } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'validate-in-same-transaction',
  hazard: 'scans-table',
  severity: 'error',
  since: '0.1.0',
  what: 'Constraint {constraint} on {table} is validated in the transaction that added it as NOT VALID.',
  why: 'Adding it took a lock on {table} that is held until the transaction ends, so the rows are read under that lock: {waiters} on {table} waits until the check ends, exactly what NOT VALID was meant to avoid.',
  remedy:
    'Move ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}; into the next migration, so that it runs in a transaction of its own, after the first has committed.',
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  proof: { scansTable: true },
  check: {
    validateConstraint(operation, context) {
      const added = addedInSameTransaction(operation, context)
      if (!added) return
      context.report(
        operation,
        {
          table: formatName(operation.table),
          constraint: operation.name,
          waiters:
            added.constraint.kind === 'foreignKey'
              ? 'every INSERT, UPDATE and DELETE'
              : 'every SELECT, INSERT, UPDATE and DELETE',
        },
        { related: [{ message: 'added as NOT VALID here', at: added }] },
      )
    },
  },
})

function addedInSameTransaction(
  operation: OperationOf<'validateConstraint'>,
  { operations, index, at, schema, commitsWith }: RuleContext,
): OperationOf<'addConstraint'> | undefined {
  if (schema.createdInThisMigration(operation.table)) return undefined
  const table = schema.keyOf(operation.table)
  for (let i = index - 1; i >= 0; i--) {
    const earlier = operations[i]
    if (earlier?.kind !== 'addConstraint' || earlier.constraint.name !== operation.name) continue
    if (at(i).schema.keyOf(earlier.table) !== table) continue
    if (!('notValid' in earlier.constraint) || !earlier.constraint.notValid) return undefined
    return commitsWith(i) ? earlier : undefined
  }
  return undefined
}
