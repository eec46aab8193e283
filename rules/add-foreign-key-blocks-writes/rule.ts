/** ADD FOREIGN KEY holds ShareRowExclusiveLock on both tables while it checks every referencing row. */
import {
  defineRule,
  formatName,
  notValidThenValidate,
  onAddedConstraint,
  steps,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'add-foreign-key-blocks-writes',
  hazard: 'blocks-writes',
  severity: 'error',
  since: '0.1.0',
  what: 'The foreign key from {table} to {parent} is checked against all rows of {table} at once.',
  why: 'PostgreSQL reads every row of {table} while it holds locks on both tables: every INSERT, UPDATE and DELETE on {table} and on {parent} waits until the check ends.',
  remedy: steps(
    'ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {parent} … NOT VALID; which holds the locks for milliseconds and already guards new rows.',
    'In the next migration, in its own transaction: ALTER TABLE {table} VALIDATE CONSTRAINT {name}; which lets readers and writers through.',
  ),
  variants: {
    partitioned: {
      remedy: steps(
        'PostgreSQL knows NOT VALID on a partitioned table from version 18 on only. Before: for each partition, ALTER TABLE <partition> ADD CONSTRAINT {name} FOREIGN KEY ({columns}) REFERENCES {parent} … NOT VALID;',
        'In the next migration, one partition a transaction: ALTER TABLE <partition> VALIDATE CONSTRAINT {name}; which lets readers and writers through.',
        'Then add it to {table} as it stands here: it takes over what the partitions have and reads nothing.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  proof: { scansTable: true },
  check: onAddedConstraint((constraint, operation, context) => {
    const { effects, schema, postgresVersion, report } = context
    const { table } = operation
    if (constraint.kind !== 'foreignKey' || constraint.notValid) return
    if (!effects.readsRowsFor('foreign key', table)) return
    const values = {
      table: formatName(table),
      parent: formatName(constraint.references.table),
      columns: constraint.columns.join(', '),
      name: constraint.name ?? [table.name, ...constraint.columns, 'fkey'].join('_'),
    }
    const partitioned = schema.table(table)?.partitionBy !== undefined && postgresVersion < 18
    report(
      operation,
      values,
      partitioned
        ? { variant: 'partitioned' }
        : { rewrite: notValidThenValidate(operation, constraint, context) },
    )
  }),
})
