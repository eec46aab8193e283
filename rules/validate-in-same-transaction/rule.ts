/** VALIDATE CONSTRAINT needs only a weak lock, but a transaction that added the constraint still holds the strong one. */
import { defineRule, formatName, inNextMigration, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'validate-in-same-transaction',
  hazard: 'scans-table',
  severity: 'error',
  since: '0.1.0',
  what: 'Constraint {constraint} on {table} is validated in the transaction that added it as NOT VALID.',
  why: 'Adding it took a lock on {table} that is held until the transaction ends, so the rows are read under that lock: {waiters} on {table} waits until the check ends, exactly what NOT VALID was meant to avoid.',
  remedy:
    'Move ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}; into the next migration, so that it runs in a transaction of its own, after the first has committed.',
  variants: {
    run: {
      remedy: steps(
        'Leave ALTER TABLE {table} VALIDATE CONSTRAINT {constraint}; to a later migration than the one that adds the constraint.',
        'This runner puts all pending migrations into one transaction: let each have its own, or release the two migrations one after the other.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  proof: { scansTable: true },
  check: {
    validateConstraint(operation, context) {
      const { schema, notValid, transaction, operations, report } = context
      const { table, name } = operation
      const found = notValid.find(each => each.table === schema.keyOf(table) && each.name === name)
      if (!found) return
      const { addedBy } = found
      const isForeignKey = addedBy.constraint.kind === 'foreignKey'
      report(
        operation,
        {
          table: formatName(table),
          constraint: name,
          waiters: `every ${isForeignKey ? '' : 'SELECT, '}INSERT, UPDATE and DELETE`,
        },
        {
          variant: transaction.openedBy === 'run' ? 'run' : undefined,
          related: [{ message: 'added as NOT VALID here', at: addedBy }],
          // Where it is in another migration already, that alone does not help.
          rewrite: operations.includes(addedBy) ? inNextMigration(operation, context) : undefined,
        },
      )
    },
  },
})
