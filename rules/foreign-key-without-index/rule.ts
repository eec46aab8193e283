/** PostgreSQL indexes the referenced side of a foreign key, never the referencing one. */
import {
  defineRule,
  formatName,
  steps,
  type Constraint,
  type MigrationContext,
  type Operation,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'foreign-key-without-index',
  hazard: 'scans-table',
  severity: 'warning',
  since: '0.1.0',
  what: 'The foreign key on {table} ({columns}) has no index that begins with its columns.',
  why: 'Every DELETE of a row of {parent}, and every UPDATE of its key, reads all of {table} to look for rows that point at it, and holds its own locks meanwhile. Joins from {parent} to {table} read all of it too.',
  remedy: steps(
    'Create the index before the foreign key, outside a transaction: CREATE INDEX CONCURRENTLY {index} ON {table} ({columns});',
    'On a table that this migration creates, a plain CREATE INDEX does.',
  ),
  references: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],
  proof: { appScansTable: true },
  check: {
    migration(context) {
      for (const operation of context.operations)
        for (const constraint of constraintsOf(operation)) checkForeignKey(operation, constraint, context)
    },
  },
})

type WithConstraints = Extract<Operation, { kind: 'addConstraint' | 'addColumn' | 'createTable' }>

function constraintsOf(operation: Operation): readonly Constraint[] {
  if (operation.kind === 'addConstraint') return [operation.constraint]
  if (operation.kind === 'addColumn') return operation.column.constraints
  if (operation.kind !== 'createTable') return []
  return [...operation.columns.flatMap(column => column.constraints), ...operation.constraints]
}

function checkForeignKey(place: Operation, constraint: Constraint, context: MigrationContext): void {
  if (constraint.kind !== 'foreignKey') return
  const { table } = place as WithConstraints
  const { columns, references } = constraint
  const state = context.after.table(table)
  const gone = columns.some(name => !state?.columns.some(column => column.name === name))
  if (!state || state.temporary || (state.complete && gone)) return
  if (context.after.indexOn(table, columns)) return
  context.report(place, {
    table: formatName(table),
    columns: columns.join(', '),
    parent: formatName(references.table),
    index: [table.name, ...columns, 'idx'].join('_'),
  })
}
