/** Columns and constraints of SQLite: https://www.sqlite.org/lang_createtable.html */
import type * as Sqlite from 'sqlite3-parser'
import type { ColumnDefinition } from '../../model/column.ts'
import type { Constraint, ForeignKeyConstraint, ReferentialAction } from '../../model/constraint.ts'
import { canonicalTypeName, type DataType } from '../../model/data-type.ts'
import type { Expression } from '../../model/expression.ts'
import { flag } from '../../model/names.ts'
import { lowerExpression } from './lower-expression.ts'

/** A column with what is written at it. */
export function lowerColumn(node: Sqlite.ColumnDefinition, text: string): ColumnDefinition {
  const name = node.colName.text
  const parts = node.constraints.map(({ constraint }) => constraint)
  const byDefault = parts.find(part => part.type === 'DefaultColumnConstraint')
  const generated = parts.find(part => part.type === 'GeneratedColumnConstraint')
  const collation = parts.findLast(part => part.type === 'CollateColumnConstraint')
  const isNumbered = parts.some(part => part.type === 'PrimaryKeyColumnConstraint' && part.autoIncrement)
  return {
    name,
    type: node.colType && lowerType(node.colType),
    notNull: flag(parts.some(part => part.type === 'NotNullColumnConstraint' && !part.nullable)),
    default: byDefault && defaultOf(byDefault.expr, text),
    generated: generated && {
      expression: lowerExpression(generated.expr, text),
      stored: flag(generated.typ?.name.toUpperCase() === 'STORED'),
    },
    ...(isNumbered && { identity: {} }),
    ...(collation && { collation: collation.collationName.text }),
    constraints: node.constraints.flatMap((each, i) => {
      const next = parts[i + 1]
      const deferral = next?.type === 'DeferColumnConstraint' ? next.clause : undefined
      return columnConstraint(each, name, text, deferral) ?? []
    }),
  }
}

/** The parser counts the word itself to a default with a sign or in parentheses. */
function defaultOf(node: Sqlite.Expr, text: string): Expression {
  const { sql, ...facts } = lowerExpression(node, text)
  return { sql: sql.replace(/^default\s*(?=[-+(])/iu, ''), ...facts }
}

/** `numeric(10, 2)`; SQLite takes any words for a type. */
function lowerType({ name, size }: Sqlite.Type): DataType {
  const plain = name.replace(/\s+generated\s+always$/iu, '')
  const args = sizesOf(size).map(({ value }) => Number(value))
  return { name: canonicalTypeName(plain), arguments: args, dimensions: 0 }
}

function sizesOf(size: Sqlite.Type['size']): readonly { readonly value?: string }[] {
  if (!size) return []
  const sizes = size.type === 'MaxSizeTypeSize' ? [size.size] : [size.size1, size.size2]
  return sizes.map(each => (each.type === 'NumericLiteral' ? { value: each.value } : {}))
}

function columnConstraint(
  { name, constraint }: Sqlite.NamedColumnConstraint,
  column: string,
  text: string,
  deferral: Sqlite.DeferSubclause | undefined,
): Constraint | undefined {
  const named = { name: name?.text }
  switch (constraint.type) {
    case 'PrimaryKeyColumnConstraint':
      return { kind: 'primaryKey', ...named, columns: [column], include: [] }
    case 'UniqueColumnConstraint':
      return { kind: 'unique', ...named, columns: [column], include: [] }
    case 'CheckColumnConstraint':
      return { kind: 'check', ...named, expression: lowerExpression(constraint.expr, text) }
    case 'ForeignKeyColumnConstraint':
      return {
        ...foreignKey(constraint.clause, constraint.deferClause ?? deferral),
        ...named,
        columns: [column],
      }
    default:
      return undefined
  }
}

/** A constraint that stands by itself. */
export function lowerConstraint({ name, constraint }: Sqlite.NamedTableConstraint, text: string): Constraint {
  const named = { name: name?.text }
  switch (constraint.type) {
    case 'PrimaryKeyTableConstraint':
      return { kind: 'primaryKey', ...named, columns: columnsOf(constraint.columns), include: [] }
    case 'UniqueTableConstraint':
      return { kind: 'unique', ...named, columns: columnsOf(constraint.columns), include: [] }
    case 'CheckTableConstraint':
      return { kind: 'check', ...named, expression: lowerExpression(constraint.expr, text) }
    case 'ForeignKeyTableConstraint':
      return {
        ...foreignKey(constraint.clause, constraint.deferClause),
        ...named,
        columns: constraint.columns.map(each => each.colName.text),
      }
  }
}

function columnsOf(columns: readonly Sqlite.SortedColumn[]): readonly string[] {
  return columns.flatMap(({ expr }) => (expr.type === 'Id' ? [expr.name] : []))
}

const ACTIONS: Readonly<Record<Sqlite.RefAct, ReferentialAction | undefined>> = {
  SetNull: 'set null',
  SetDefault: 'set default',
  Cascade: 'cascade',
  Restrict: 'restrict',
  NoAction: undefined,
}

function foreignKey(
  { tblName, columns, args }: Sqlite.ForeignKeyClause,
  deferral: Sqlite.DeferSubclause | undefined,
): ForeignKeyConstraint {
  const onDelete = args.find(each => each.type === 'OnDeleteRefArg')
  const onUpdate = args.find(each => each.type === 'OnUpdateRefArg')
  return {
    kind: 'foreignKey',
    columns: [],
    references: { table: { name: tblName.text }, columns: (columns ?? []).map(each => each.colName.text) },
    onDelete: onDelete && ACTIONS[onDelete.action],
    onUpdate: onUpdate && ACTIONS[onUpdate.action],
    ...(deferral?.deferrable && { deferrable: true }),
    ...(deferral?.deferrable && deferral.initDeferred === 'InitiallyDeferred' && { initiallyDeferred: true }),
  }
}
