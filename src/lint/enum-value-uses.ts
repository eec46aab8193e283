/** Which operations make PostgreSQL read a value of an enum, so that it has to be committed: https://www.postgresql.org/docs/current/sql-altertype.html#id-1.9.3.42.7 */
import { usesType } from '../effects/domains.ts'
import type { Constraint } from '../model/constraint.ts'
import type { ColumnDefinition } from '../model/column.ts'
import type { DataType } from '../model/data-type.ts'
import type { Expression } from '../model/expression.ts'
import type { QualifiedName } from '../model/names.ts'
import type { Operation, OperationKind, OperationOf } from '../model/operation.ts'
import type { SchemaView } from '../schema/schema-view.ts'

export interface EnumValue {
  readonly type: QualifiedName
  readonly value: string
}

/**
 * Whether the operation reads the value as one of that enum. Where a column's type is not known, a text that is
 * equal to the value counts.
 */
export function usesEnumValue(operation: Operation, wanted: EnumValue, schema: SchemaView): boolean {
  const pieces = PIECES[operation.kind] as
    ((operation: Operation, schema: SchemaView) => readonly Piece[]) | undefined
  const context = { schema, postgresVersion: 0 }
  const key = schema.enum(wanted.type)?.key
  const isOfEnum = (type: DataType | undefined) => {
    if (type === undefined) return true
    const other = schema.enum(type)
    return other && key !== undefined ? other.key === key : usesType(context, type, wanted.type)
  }
  return (pieces?.(operation, schema) ?? []).some(({ text, types }) => {
    if (!names(text, wanted.value)) return false
    return types(text).some(isOfEnum) || isCast(text, wanted)
  })
}

/** A text with literals, and the types of the columns that they meet; undefined for one that is not known. */
interface Piece {
  readonly text: string
  readonly types: (text: string) => readonly (DataType | undefined)[]
}

type Pieces = {
  readonly [K in OperationKind]?: (operation: OperationOf<K>, schema: SchemaView) => readonly Piece[]
}

const PIECES: Pieces = {
  createTable: ({ columns, constraints, partitionOf }, schema) => [
    ...columns.flatMap(definition),
    ...constraints.flatMap(each => constraint(each, columns)),
    ...(partitionOf
      ? [ofColumns(partitionOf.bound, partitionKey(partitionOf.parent, schema), [partitionOf.parent], schema)]
      : []),
  ],
  addColumn: ({ column, table }, schema) => [
    ...definition(column),
    ...column.constraints.flatMap(each => constraint(each, [column])),
    ...(column.generated ? [expression(column.generated.expression, [table], schema)] : []),
  ],
  setDefault: ({ default: value, column, table }, schema) => [
    ofColumns(value.sql, [column], [table], schema),
  ],
  changeColumnType: ({ using, table }, schema) => (using ? [expression(using, [table], schema)] : []),
  addConstraint: ({ constraint: added, table }, schema) =>
    added.kind === 'check' ? [expression(added.expression, [table], schema)] : [],
  createIndex: ({ where, parts, table }, schema) =>
    [...parts.map(part => part.expression), where].flatMap(each =>
      each ? [expression(each, [table], schema)] : [],
    ),
  insertRows: ({ columns, table, reads, sql = '' }, schema) => [
    ofColumns(sql, columns.length > 0 ? columns : columnsOf(table, schema), [table], schema),
    statement(sql, [table, ...reads], schema),
  ],
  updateRows: ({ set, where, table, reads }, schema) => [
    ...set.map(({ column, value }) => ofColumns(value?.sql ?? '', [column], [table], schema)),
    ...set.flatMap(({ value }) => (value ? [statement(value.sql, reads, schema)] : [])),
    ...(where ? [expression(where, [table, ...reads], schema)] : []),
  ],
  updateInBatches: ({ set, where, table }, schema) => [
    ...set.map(({ column, value }) => ofColumns(value?.sql ?? '', [column], [table], schema)),
    ...(where ? [expression(where, [table], schema)] : []),
  ],
  deleteRows: ({ where, table, reads }, schema) =>
    where ? [expression(where, [table, ...reads], schema)] : [],
  mergeRows: ({ sql = '', table, reads }, schema) => [statement(sql, [table, ...reads], schema)],
  selectRows: ({ sql = '', reads }, schema) => [statement(sql, reads, schema)],
  createView: ({ query, reads }, schema) => [statement(query, reads, schema)],
  objectDdl: ({ objectType, table, sql = '' }, schema) =>
    ['policy', 'trigger', 'rule'].includes(objectType) && table ? [statement(sql, [table], schema)] : [],
}

function definition({ type, default: value }: ColumnDefinition): readonly Piece[] {
  return value ? [{ text: value.sql, types: () => [type] }] : []
}

function constraint(added: Constraint, columns: readonly ColumnDefinition[]): readonly Piece[] {
  if (added.kind !== 'check') return []
  const { sql, columns: read } = added.expression
  const types = () =>
    columns.filter(({ name }) => read.includes(name) && !isCastToText(sql, name)).map(({ type }) => type)
  return [{ text: sql, types }]
}

/** The literals of an expression meet the columns in it. */
function expression(
  { sql, columns }: Expression,
  tables: readonly QualifiedName[],
  schema: SchemaView,
): Piece {
  return ofColumns(
    sql,
    columns.filter(column => !isCastToText(sql, column)),
    tables,
    schema,
  )
}

function ofColumns(
  text: string,
  columns: readonly string[],
  tables: readonly QualifiedName[],
  schema: SchemaView,
): Piece {
  return { text, types: () => columns.flatMap(column => typesOf(column, tables, schema)) }
}

/** Of a whole statement only those columns count that are known. */
function statement(text: string, tables: readonly QualifiedName[], schema: SchemaView): Piece {
  const types = () => {
    const words = new Set(text.split(/[^\w$]+/u))
    return tables
      .flatMap(table => schema.table(table)?.columns ?? [])
      .filter(({ name }) => words.has(name) && !isCastToText(text, name))
      .flatMap(({ type }) => type ?? [])
  }
  return { text, types }
}

/** The column in the tables that have it; of unknown type where a table may have it. */
function typesOf(
  column: string,
  tables: readonly QualifiedName[],
  schema: SchemaView,
): readonly (DataType | undefined)[] {
  const found = tables.flatMap(table => schema.column(table, column) ?? [])
  if (found.length > 0) return found.map(({ type }) => type)
  return tables.every(table => schema.table(table)?.complete) ? [] : [undefined]
}

function columnsOf(table: QualifiedName, schema: SchemaView): readonly string[] {
  const state = schema.table(table)
  return state?.complete ? state.columns.map(({ name }) => name) : ['*']
}

function partitionKey(parent: QualifiedName, schema: SchemaView): readonly string[] {
  return schema.table(parent)?.partitionBy?.columns ?? []
}

/** Whether the value stands in the text as a literal or in the literal of an array, and is not cast to text there. */
function names(text: string, value: string): boolean {
  const inside = escaped(value.replaceAll("'", "''"))
  return new RegExp(`'(?:${inside}|\\{(?:[^']*[,"])?${inside}(?:[,"][^']*)?\\})'${NOT_TEXT}`, 'u').test(text)
}

const NOT_TEXT = '(?!\\s*(?:::|AS)\\s*(?:text|varchar|character varying))'

/** `'late'::order_status`, `CAST('late' AS order_status)`, and the same of arrays. */
function isCast(text: string, { type, value }: EnumValue): boolean {
  const literal = `'[^']*${escaped(value.replaceAll("'", "''"))}[^']*'[\\])]?`
  const named = `(?:"?\\w+"?\\.)?"?${escaped(type.name)}"?(?![\\w$])`
  return new RegExp(`${literal}\\s*(?:::|AS)\\s*${named}`, 'u').test(text)
}

/** `status::text = 'shipped'` compares texts. */
function isCastToText(text: string, column: string): boolean {
  return new RegExp(`(?:^|\\W)${escaped(column)}"?\\)?::(?:text|varchar|character varying)`, 'u').test(text)
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')
}
