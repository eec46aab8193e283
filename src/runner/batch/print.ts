/** New pieces of a table as SQLite writes them, in the form that the text of a table is taken apart into. */
import { printColumn } from '../../dialects/postgres/columns.ts'
import { operand } from '../../dialects/postgres/expressions.ts'
import { printConstraint } from '../../dialects/postgres/constraints.ts'
import { POSTGRES, identifier, literal } from '../../dialects/postgres/identifiers.ts'
import { printType } from '../../dialects/postgres/types.ts'
import { printOperation } from '../../dialects/postgres.ts'
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint } from '../../model/constraint.ts'
import { BatchError } from './batch-error.ts'
import { readTable, type ColumnText, type ConstraintText } from './table-text.ts'

export { identifier, literal, operand, printOperation, printType }

/** A new column. */
export function columnText(column: ColumnDefinition): ColumnText {
  return partOf(`CREATE TABLE t (${printColumn(column)})`, 'column')
}

/** A new constraint of the table. */
export function constraintText(constraint: Constraint): ConstraintText {
  return partOf(`CREATE TABLE t (a, ${printConstraint(constraint, POSTGRES)})`, 'constraint')
}

function partOf<K extends 'column' | 'constraint'>(
  sql: string,
  kind: K,
): Extract<ColumnText | ConstraintText, { readonly kind: K }> {
  const content = readTable(sql).slots.at(-1)?.content
  if (content?.kind !== kind) throw new BatchError(`SQLite has no such ${kind}: ${sql}`)
  return content as Extract<ColumnText | ConstraintText, { readonly kind: K }>
}
