/** `changeColumn`: TypeORM drops and adds the column when its type or length differs, and alters it otherwise. */
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { formatType } from '../../model/data-type.ts'
import { booleanOf, hasProperty, nameOf, property, textOf } from '../typescript/arguments.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { columnComment, readColumn, readSqlValue, type TableColumn } from './columns.ts'
import { newPrimaryKey, uniqueColumn } from './keys.ts'

/** Records what a change does; false when it cannot be read. */
export function changeColumn(
  table: QualifiedName,
  old: Value | undefined,
  changed: Value | undefined,
  call: HostCall,
): boolean {
  const column = readColumn(changed, table, call.span)
  const before = old?.kind === 'object' ? readColumn(old, table, call.span) : undefined
  const name = before?.definition.name ?? nameOf(old)
  if (!column || name === undefined) return false
  if (!before) mayDrop(call, table, name)
  if (before && before.isPrimary !== column.isPrimary) newPrimaryKey(call, table)
  const operations = before
    ? fromKnown(table, before, column, old, changed, call)
    : fromName(table, name, column, changed, call)
  for (const operation of operations) call.emit(operation)
  return true
}

/** Both columns are written out, so that the driver's own comparison can be made. */
function fromKnown(
  table: QualifiedName,
  before: TableColumn,
  after: TableColumn,
  old: Value | undefined,
  changed: Value | undefined,
  call: HostCall,
): readonly BareOperation[] {
  if (typeOf(before) !== typeOf(after)) {
    return [
      { kind: 'dropColumn', table, column: before.definition.name },
      { kind: 'addColumn', table, column: after.definition },
      ...(after.isUnique ? [addUnique(table, after)] : []),
      ...(after.comment === undefined ? [] : [columnComment(table, after)]),
    ]
  }
  const nullable = (value: Value | undefined) => booleanOf(property(value, 'isNullable'))
  return [
    ...rename(table, before.definition.name, after),
    ...(nullable(old) === nullable(changed) ? [] : nullability(table, after)),
    ...(before.definition.default?.sql === after.definition.default?.sql
      ? []
      : newDefault(table, after, changed, call)),
    ...(before.comment === after.comment ? [] : [columnComment(table, after)]),
    ...uniqueness(table, before, after),
  ]
}

/** TypeORM drops a unique constraint that it finds by its one column: the one that it would have made. */
function uniqueness(table: QualifiedName, before: TableColumn, after: TableColumn): readonly BareOperation[] {
  if (before.isUnique === after.isUnique) return []
  if (after.isUnique) return [addUnique(table, after)]
  const { name } = uniqueColumn(table, before.definition.name)
  return name === undefined ? [] : [{ kind: 'dropConstraint', table, name }]
}

function addUnique(table: QualifiedName, { definition }: TableColumn): BareOperation {
  return { kind: 'addConstraint', table, constraint: uniqueColumn(table, definition.name) }
}

function mayDrop(call: HostCall, table: QualifiedName, column: string): void {
  const message = `If its type or length differs from that in the database, ${column} is dropped with its data and added again.`
  const remedy = 'Give the old column as a TableColumn as well, or write ALTER TABLE … ALTER COLUMN as SQL.'
  call.opaque({ reason: 'query result', message, remedy }, undefined, [table])
}

/**
 * Only the old column's name is known: the driver reads the rest from the database. If the type is the
 * same this alters the column, else it is dropped and added again; what both have in common is a column
 * that has the new type, nullability and default afterwards.
 */
function fromName(
  table: QualifiedName,
  name: string,
  after: TableColumn,
  changed: Value | undefined,
  call: HostCall,
): readonly BareOperation[] {
  const { type } = after.definition
  const column = after.definition.name
  return [
    ...rename(table, name, after),
    ...(type ? [{ kind: 'changeColumnType' as const, table, column, type }] : []),
    ...nullability(table, after),
    ...(hasProperty(changed, 'default') ? newDefault(table, after, changed, call) : []),
  ]
}

function typeOf({ definition }: TableColumn): string {
  return definition.type ? formatType(definition.type) : ''
}

function rename(table: QualifiedName, from: string, { definition }: TableColumn): readonly BareOperation[] {
  return from === definition.name ? [] : [{ kind: 'renameColumn', table, column: from, to: definition.name }]
}

function nullability(table: QualifiedName, { definition }: TableColumn): readonly BareOperation[] {
  return [{ kind: definition.notNull ? 'setNotNull' : 'dropNotNull', table, column: definition.name }]
}

function newDefault(
  table: QualifiedName,
  { definition }: TableColumn,
  changed: Value | undefined,
  call: HostCall,
): readonly BareOperation[] {
  const on = { table, column: definition.name }
  const value = property(changed, 'default')
  const expression = readSqlValue(value, call.span)
  if (!expression || textOf(value) === '') return [{ kind: 'dropDefault', ...on }]
  return [{ kind: 'setDefault', ...on, default: expression }]
}
