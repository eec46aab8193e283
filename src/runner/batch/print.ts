/** New pieces of a table as SQLite writes them, in the form that the text of a table is taken apart into. */
import { sqlite } from '../../dialects/sqlite.ts'
import { defaultOf, printColumn } from '../../dialects/sqlite/columns.ts'
import { fitConstraint, tableConstraint } from '../../dialects/sqlite/constraints.ts'
import { SQLITE } from '../../dialects/sqlite/identifiers.ts'
import type { Notice } from '../../dialects/sqlite/left-out.ts'
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import { dataType } from '../../model/data-type.ts'
import type { Expression } from '../../model/expression.ts'
import { BatchError } from './batch-error.ts'
import type { BatchOptions } from './batch-options.ts'
import { isStrict } from './table-parts.ts'
import { readTable, type ColumnText, type ConstraintText, type TableText } from './table-text.ts'

export const { identifier, literal } = SQLITE
export const { printOperation } = sqlite

/** The table that a piece is for. */
interface Place {
  readonly name: string
  readonly table: TableText
}

/** A piece, and what SQLite has no word for in it. */
export interface Printed<Content> {
  readonly content: Content
  readonly notices: readonly string[]
}

/** A new column, or a column with a type alone. */
export function columnText(
  column: ColumnDefinition,
  { name, table }: Place,
  { enumValues = () => undefined }: BatchOptions,
): Printed<ColumnText> {
  const key = column.constraints.flatMap(each => (each.kind === 'primaryKey' ? each.columns : []))
  const strict = isStrict(table)
  const place = { operation: 'addColumn' as const, table: { name }, strict, enumValues, key }
  const { text, notices } = printColumn(column, place)
  return { content: partOf(`CREATE TABLE t (${text})`, 'column'), notices: said(notices) }
}

/** A new constraint of the table. */
export function constraintText(constraint: Constraint, { name }: Place): Printed<ConstraintText> {
  const { constraint: fitted, notices } = fitConstraint(constraint, {
    operation: 'addConstraint',
    table: { name },
  })
  const text = `CREATE TABLE t (a, ${tableConstraint(fitted)})`
  return { content: partOf(text, 'constraint'), notices: said(notices) }
}

/** A new default of a column. */
export function defaultText(column: ColumnText, expression: Expression, { name }: Place): string {
  const isBoolean = /^"?bool(?:ean)?"?$/iu.test(column.type?.text ?? '')
  const definition = {
    name: column.name,
    type: isBoolean ? dataType('boolean') : undefined,
    default: expression,
    constraints: [],
  }
  return defaultOf(definition, { operation: 'setDefault', table: { name } }) ?? 'DEFAULT NULL'
}

function partOf<K extends 'column' | 'constraint'>(
  sql: string,
  kind: K,
): Extract<ColumnText | ConstraintText, { readonly kind: K }> {
  const content = readTable(sql).slots.at(-1)?.content
  if (content?.kind !== kind) throw new BatchError(`SQLite has no such ${kind}: ${sql}`)
  return content as Extract<ColumnText | ConstraintText, { readonly kind: K }>
}

function said(notices: readonly Notice[]): readonly string[] {
  return notices.filter(notice => typeof notice === 'string')
}
