/** A new column that must have a value and has no default makes every INSERT fail that does not name it. */
import {
  defineRule,
  formatName,
  onAddedConstraint,
  steps,
  type OperationOf,
  type QualifiedName,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'check-on-new-column-breaks-writers',
  hazard: 'breaks-running-app',
  severity: 'warning',
  since: '0.1.0',
  what: 'The new column {table}.{column} must not be null, and has no default.',
  why: 'The running application does not know {column}, so each of its INSERTs into {table} leaves it null and fails with SQLSTATE {sqlstate} until the last instance is replaced. NOT VALID spares the old rows only.',
  remedy: steps(
    'Give it a default now: ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT <value>;',
    'Or add only the column here, and deploy code that writes {column}.',
    'Add the constraint NOT VALID in a later migration.',
  ),
  variants: {
    default: {
      what: 'The new column {table}.{column} is NOT NULL and loses its default again.',
      why: 'The default filled the old rows only. The running application does not know {column}, so each of its INSERTs into {table} leaves it null and fails with SQLSTATE {sqlstate} until the last instance is replaced.',
      remedy: steps(
        'Keep the default in this migration: it costs nothing.',
        'Deploy code that writes {column}.',
        'ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT; in a later migration.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS',
    'https://www.postgresql.org/docs/current/ddl-default.html',
  ],
  proof: { breaksApp: '23514' },
  check: {
    ...onAddedConstraint((constraint, operation, context) => {
      if (constraint.kind === 'check' && !constraint.notEnforced)
        for (const column of constraint.expression.provesNotNull)
          checkColumn(operation, column, '23514', context)
      if (constraint.kind === 'notNull' && constraint.notValid)
        checkColumn(operation, constraint.column, '23502', context)
    }),
    dropDefault(operation, context) {
      const { table, column } = operation
      const { schema, after, report } = context
      const last = after.column(table, column) ?? schema.column(table, column)
      if (!last?.notNull || !isNewThere(table, column, context) || isFilled(table, column, context)) return
      report(operation, { table: formatName(table), column, sqlstate: '23502' }, { variant: 'default' })
    },
  },
})

function checkColumn(
  operation: OperationOf<'addConstraint' | 'addColumn'>,
  column: string,
  sqlstate: string,
  context: RuleContext,
): void {
  const { table } = operation
  const isOwn = operation.kind === 'addColumn' && operation.column.name === column
  const isThere = context.schema.column(table, column) !== undefined
  if (isOwn ? isThere || context.schema.createdInThisMigration(table) : !isNewThere(table, column, context))
    return
  if (isFilled(table, column, context)) return
  context.report(operation, { table: formatName(table), column, sqlstate })
}

function isNewThere(table: QualifiedName, column: string, { schema }: RuleContext): boolean {
  return schema.columnAddedInThisMigration(table, column) && !schema.createdInThisMigration(table)
}

/** By a default in the end, or by a trigger that came with it. */
function isFilled(table: QualifiedName, column: string, { schema, after }: RuleContext): boolean {
  const last = after.column(table, column)
  if (last?.identity ?? last?.generated) return true
  const domain = last?.type && after.domain(last.type)
  const value = last?.default ?? domain?.default
  if (value && value.literal !== null) return true
  const key = schema.keyOf(table)
  return [...after.state.objects.values()].some(
    each => each.objectType === 'trigger' && each.table === key && each.createdIn === schema.state.migration,
  )
}
