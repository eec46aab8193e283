/** ADD FOREIGN KEY locks both tables until the transaction ends: an index built behind it keeps their writers out. */
import {
  defineRule,
  formatName,
  movedKey,
  onAddedConstraint,
  steps,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'index-after-foreign-key',
  hazard: 'blocks-writes',
  severity: 'off',
  since: '0.1.0',
  what: 'The index on {table} ({columns}) comes after the foreign key that it serves.',
  why: 'In one transaction, the foreign key keeps its locks on {table} and {parent} while the index is built: every INSERT, UPDATE and DELETE on both waits. In several, each DELETE from {parent} reads the whole of {table} until the index is there.',
  remedy: steps(
    'First, in a migration that runs outside a transaction: CREATE INDEX CONCURRENTLY ON {table} ({columns});',
    'Then, in the next one, add the foreign key as NOT VALID, and validate it in a third.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK',
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
  ],
  proof: { scansTable: true },
  check: onAddedConstraint((constraint, operation, context) => {
    const { schema, report } = context
    if (constraint.kind !== 'foreignKey' || schema.createdInThisMigration(operation.table)) return
    const columns = constraint.columns
    const index = schema.indexOn(operation.table, columns)
      ? undefined
      : indexAfter(columns, operation, context)
    if (!index) return
    const values = {
      table: formatName(operation.table),
      columns: columns.join(', '),
      parent: formatName(constraint.references.table),
    }
    report(index, values, { related: [{ message: 'the foreign key is added here', at: operation }] })
  }),
})

/** The index after which the columns of the table have one, whatever the table is called by then. */
function indexAfter(
  columns: readonly string[],
  { table }: OperationOf<'addConstraint' | 'addColumn'>,
  { operations, index, at, after, schema }: RuleContext,
): OperationOf<'createIndex'> | undefined {
  let key = schema.keyOf(table)
  for (const [i, operation] of operations.entries()) {
    if (i <= index) continue
    const before = at(i).schema
    const moved = movedKey(operation, before)
    if (moved?.from === key) key = moved.to
    if (operation.kind !== 'createIndex' || before.keyOf(operation.table) !== key) continue
    const then = i + 1 < operations.length ? at(i + 1).schema : after
    if (then.indexOn(operation.table, columns)) return operation
  }
  return undefined
}
