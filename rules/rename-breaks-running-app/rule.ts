/** A rename is instant for PostgreSQL and fatal for the running application, which still sends the old name. */
import {
  defineRule,
  formatName,
  steps,
  type Operation,
  type OperationOf,
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
      const { table, column, to } = operation
      if (context.schema.columnAddedInThisMigration(table, column)) return
      if (inSameTransaction(context, (other, later) => keepsColumn(other, later, operation, context))) return
      const names = { object: 'column', name: `${formatName(table)}.${column}`, to }
      context.report(operation, names, { variant: 'column' })
    },
    renameTable(operation, context) {
      const to = formatName({ ...operation.table, name: operation.to })
      reportMove(operation, ['table', operation.table, to], context)
    },
    setTableSchema(operation, context) {
      const to = `${operation.to}.${operation.table.name}`
      reportMove(operation, ['table', operation.table, to], context, 'moved')
    },
    renameEnumValue(operation, { schema, report }) {
      const { type, value, to } = operation
      const known = schema.enum(type)?.values.find(each => each.value === value)
      if (known?.addedIn === schema.state.migration) return
      report(operation, { object: 'enum value', name: `'${value}'`, to: `'${to}'` }, { variant: 'value' })
    },
    objectDdl(operation, context) {
      const { verb, objectType, name, to = '' } = operation
      if (!['view', 'materialized view', 'schema'].includes(objectType)) return
      if (verb !== 'rename' && verb !== 'setSchema') return
      const renamed = verb === 'rename' ? { ...name, name: to } : { schema: to, name: name.name }
      const variant = verb === 'setSchema' ? 'moved' : objectType === 'schema' ? 'schema' : undefined
      reportMove(operation, [objectType, name, formatName(renamed)], context, variant)
    },
  },
})

function reportMove(
  operation: Operation,
  [object, name, to]: readonly [string, QualifiedName, string],
  context: RuleContext,
  variant?: string,
): void {
  const { schema } = context
  const made = schema.state.objects.get(`${object}:${name.name}`)
  if (made?.createdIn === schema.state.migration) return
  if (schema.createdInThisMigration(name) || schema.isIndexOrSequence(name)) return
  if (inSameTransaction(context, (other, later) => keepsName(other, later, name, context))) return
  context.report(operation, { object, name: formatName(name), to }, { variant })
}

function inSameTransaction(
  { operations, index, commitsWith }: RuleContext,
  keeps: (other: Operation, later: boolean) => boolean,
): boolean {
  return operations.some((other, i) => i !== index && keeps(other, i > index) && commitsWith(i))
}

/** A view of the old name or another table moved to it; before it, a rename that gave a name which nobody knows yet. */
function keepsName(other: Operation, later: boolean, name: QualifiedName, { schema }: RuleContext): boolean {
  if (other.kind === 'renameTable') return other.to === name.name
  return later && other.kind === 'createView' && schema.keyOf(other.view) === schema.keyOf(name)
}

/** A generated column of the old name, a view that calls it so, or the way back; before it, a rename that gave a name which nobody knows yet. */
function keepsColumn(
  other: Operation,
  later: boolean,
  { table, column, to }: OperationOf<'renameColumn'>,
  { schema }: RuleContext,
): boolean {
  const isSame = (name: QualifiedName) => schema.keyOf(name) === schema.keyOf(table)
  if (other.kind === 'renameColumn')
    return other.to === column && isSame(other.table) && (!later || other.column === to)
  const called = other.kind === 'createView' ? [...other.columns, ...other.query.split(/[^\w$]+/u)] : []
  if (other.kind === 'createView') return later && isSame(other.view) && called.includes(column)
  if (!later || other.kind !== 'addColumn' || other.column.name !== column) return false
  return isSame(other.table) && Boolean(other.column.generated?.expression.columns.includes(to))
}
