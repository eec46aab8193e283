/** A rename is instant for PostgreSQL and fatal for the running application, which still sends the old name. */
import {
  defineRule,
  formatName,
  steps,
  type Operation,
  type Place,
  type QualifiedName,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'rename-breaks-running-app',
  hazard: 'breaks-running-app',
  severity: 'error',
  since: '0.1.0',
  what: 'The {object} {name} is renamed to {to}.',
  why: 'Until the last instance of the application is replaced, the running ones still ask for {name}: each of their queries fails from the moment the migration commits. A rollback of the code fails in the same way.',
  remedy: steps(
    'Keep the old name alive: in the same transaction, CREATE VIEW {name} AS SELECT * FROM {to};',
    'Deploy the code that uses {to}.',
    'Drop the view in a later migration.',
  ),
  variants: {
    column: {
      remedy: steps(
        'Add the column {to} beside the old one, and let the code or a trigger keep both equal.',
        'Fill the old rows in batches, and deploy the code that uses {to} only.',
        'Drop {name} in a later migration.',
      ),
    },
    moved: { what: 'The {object} {name} is moved: it is now {to}.' },
    schema: { remedy: 'Make a new schema with views of the old names in it, and rename nothing.' },
    value: {
      what: 'The {object} {name} is renamed to {to}.',
      why: 'Until the last instance of the application is replaced, the running ones still write and compare {name}: PostgreSQL refuses it as an invalid value (SQLSTATE 22P02).',
      remedy: steps(
        'ALTER TYPE … ADD VALUE {to}; and deploy code that understands both.',
        'Change the rows in batches, then let nothing write {name} any more. An enum keeps the old value.',
      ),
    },
  },
  references: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME'],
  proof: { breaksApp: '42703' },
  check: {
    renameColumn(operation, context) {
      const { table, column, to, span } = operation
      if (context.schema.columnAddedInThisMigration(table, column)) return
      if (follows(context, later => keepsColumn(later, operation, context))) return
      const names = { object: 'column', name: `${formatName(table)}.${column}`, to }
      context.report({ span }, names, { variant: 'column' })
    },
    renameTable(operation, context) {
      reportMove(operation, 'table', operation.table, operation.to, context)
    },
    setTableSchema(operation, context) {
      reportMove(
        operation,
        'table',
        operation.table,
        `${operation.to}.${operation.table.name}`,
        context,
        'moved',
      )
    },
    renameEnumValue({ span, type, value, to }, { schema, report }) {
      const known = schema.enum(type)?.values.find(each => each.value === value)
      if (known?.addedIn === schema.state.migration) return
      report({ span }, { object: 'enum value', name: `'${value}'`, to: `'${to}'` }, { variant: 'value' })
    },
    objectDdl(operation, context) {
      const { verb, objectType, name, to = '' } = operation
      if (!['view', 'materialized view', 'schema'].includes(objectType)) return
      const variant = objectType === 'schema' ? 'schema' : undefined
      if (verb === 'rename') reportMove(operation, objectType, name, to, context, variant)
      if (verb === 'setSchema')
        reportMove(operation, objectType, name, `${to}.${name.name}`, context, 'moved')
    },
  },
})

function reportMove(
  place: Place,
  object: string,
  name: QualifiedName,
  to: string,
  context: RuleContext,
  variant?: string,
): void {
  const { schema, report } = context
  const isNew = schema.view(name)?.createdIn === schema.state.migration
  if (isNew || schema.createdInThisMigration(name)) return
  if (follows(context, later => takesName(later, name, context))) return
  report(place, { object, name: formatName(name), to }, { variant })
}

function follows(
  { operations, index, commitsWith }: RuleContext,
  keeps: (later: Operation) => boolean,
): boolean {
  return operations.some((later, i) => i > index && keeps(later) && commitsWith(i))
}

/** A view of the old name, or another table that is moved to it. */
function takesName(later: Operation, name: QualifiedName, context: RuleContext): boolean {
  if (later.kind === 'renameTable') return later.to === name.name
  return later.kind === 'createView' && context.schema.keyOf(later.view) === context.schema.keyOf(name)
}

/** A generated column of the old name that shows the renamed one. */
function keepsColumn(
  later: Operation,
  { table, column, to }: Extract<Operation, { kind: 'renameColumn' }>,
  context: RuleContext,
): boolean {
  if (later.kind !== 'addColumn' || later.column.name !== column) return false
  const reads = later.column.generated?.expression.columns ?? []
  return context.schema.keyOf(later.table) === context.schema.keyOf(table) && reads.includes(to)
}
