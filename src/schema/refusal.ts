/** Operations that PostgreSQL refuses because of what is, or is not, there already. */
import { formatName, type QualifiedName } from '../model/names.ts'
import type { Operation, OperationOf, OperationKind } from '../model/operation.ts'
import type { SchemaView } from './schema-view.ts'

/**
 * Why the operation cannot run in this schema, in words (`the column users.phone is there already`); undefined
 * when nothing is known against it. Only what the history knows for certain counts.
 */
export function refusalOf(operation: Operation, view: SchemaView): string | undefined {
  if (operation.flow !== undefined) return undefined
  const check = REFUSALS[operation.kind] as
    ((operation: Operation, view: SchemaView) => string | undefined) | undefined
  return check?.(operation, view)
}

type Refusals = {
  readonly [K in OperationKind]?: (operation: OperationOf<K>, view: SchemaView) => string | undefined
}

const REFUSALS: Refusals = {
  createTable: ({ table, ifNotExists, temporary }, view) =>
    !ifNotExists && !temporary && view.table(table)?.complete
      ? already('table', formatName(table))
      : undefined,
  dropTable: ({ table, ifExists }, view) =>
    !ifExists && view.state.complete && !view.table(table) && !view.view(table)
      ? gone('table', formatName(table))
      : undefined,
  addColumn: ({ table, column, ifNotExists }, view) =>
    !ifNotExists && view.column(table, column.name) && isSure(view, table, column.name)
      ? already('column', part(table, column.name))
      : undefined,
  dropColumn: ({ table, column, ifExists }, view) =>
    !ifExists && view.table(table)?.complete && !view.column(table, column) && isSure(view, table, column)
      ? gone('column', part(table, column))
      : undefined,
  createIndex: ({ table, name, ifNotExists }, view) =>
    !ifNotExists &&
    name !== undefined &&
    view.index({ schema: table.schema, name }) &&
    isSure(view, table, name)
      ? already('index', name)
      : undefined,
}

function isSure(view: SchemaView, table: QualifiedName, name: string): boolean {
  return view.table(table)?.unsure.includes(name) === false
}

function part(table: QualifiedName, name: string): string {
  return `${formatName(table)}.${name}`
}

function already(objectType: string, name: string): string {
  return `the ${objectType} ${name} is there already`
}

function gone(objectType: string, name: string): string {
  return `the ${objectType} ${name} is not there`
}
