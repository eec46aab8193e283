/** VALIDATE CONSTRAINT needs only a weak lock, but a transaction that added the constraint still holds the strong one. */
import {
  defineRule,
  formatName,
  inNextMigration,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

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
        {
          related: [{ message: 'added as NOT VALID here', at: added }],
          rewrite: inNextMigration(operation, context),
        },
      )
    },
  },
})

function addedInSameTransaction(
  operation: OperationOf<'validateConstraint'>,
  { operations, index, at, schema, commitsWith }: RuleContext,
): OperationOf<'addConstraint'> | undefined {
  if (schema.createdInThisMigration(operation.table)) return undefined
  let table = schema.keyOf(operation.table)
  let { name } = operation
  for (let i = index - 1; i >= 0; i--) {
    const earlier = operations[i]
    const before = at(i).schema
    if (
      earlier?.kind === 'renameTable' &&
      at(i + 1).schema.keyOf({ ...earlier.table, name: earlier.to }) === table
    )
      table = before.keyOf(earlier.table)
    if (earlier?.kind !== 'addConstraint' && earlier?.kind !== 'renameConstraint') continue
    if (before.keyOf(earlier.table) !== table) continue
    if (earlier.kind === 'renameConstraint') {
      if (earlier.to === name) name = earlier.name
      continue
    }
    // Without a name, PostgreSQL chooses one: it is there afterwards, and was not before.
    const chosen = !before.constraint(earlier.table, name) && at(i + 1).schema.constraint(earlier.table, name)
    if (earlier.constraint.name !== undefined ? earlier.constraint.name !== name : !chosen) continue
    if (!('notValid' in earlier.constraint) || !earlier.constraint.notValid) return undefined
    return commitsWith(i) ? earlier : undefined
  }
  return undefined
}
