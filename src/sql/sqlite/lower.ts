/** A statement of SQLite that PostgreSQL's grammar refuses, as the operation that it is. */
import type * as Sqlite from 'sqlite3-parser'
import type { IndexPart } from '../../model/index-part.ts'
import { flag, type QualifiedName } from '../../model/names.ts'
import type { ReadInSqlite } from '../../model/opaque-operations.ts'
import { lowerColumn, lowerConstraint } from './lower-column.ts'
import { lowerExpression } from './lower-expression.ts'
import { parseSqlite, type SqliteStatement } from './parse.ts'

/** Flags of the parser, which its entry does not give: https://www.sqlite.org/stricttables.html */
const STRICT = 65_536
const WITHOUT_ROWID = 128

type Lower<T> = (node: T, text: string) => ReadInSqlite | undefined

/** How each statement is read; what is not here changes neither tables nor rows, or has no word in the model. */
const LOWER: {
  readonly [K in SqliteStatement['type']]?: Lower<Extract<SqliteStatement, { readonly type: K }>>
} = {
  CreateTableStmt: ({ tblName, ifNotExists, temporary, body }, text) =>
    body.type === 'ColumnsAndConstraintsCreateTableBody'
      ? {
          kind: 'createTable',
          table: nameOf(tblName),
          columns: body.columns.map(column => lowerColumn(column, text)),
          constraints: (body.constraints ?? []).map(constraint => lowerConstraint(constraint, text)),
          ifNotExists: flag(ifNotExists),
          temporary: flag(temporary),
          strict: flag((body.flags & STRICT) !== 0),
          withoutRowid: flag((body.flags & WITHOUT_ROWID) !== 0),
        }
      : undefined,
  AlterTableStmt: ({ tblName, body }, text) => alterTable(nameOf(tblName), body, text),
  DropTableStmt: ({ tblName, ifExists }) => ({
    kind: 'dropTable',
    table: nameOf(tblName),
    ifExists: flag(ifExists),
  }),
  CreateIndexStmt: ({ idxName, tblName, unique, ifNotExists, columns, whereClause }, text) => ({
    kind: 'createIndex',
    name: idxName.objName.text,
    table: { name: tblName.text },
    parts: columns.map(column => indexPart(column, text)),
    unique: flag(unique),
    ifNotExists: flag(ifNotExists),
    include: [],
    where: whereClause && lowerExpression(whereClause, text),
  }),
  DropIndexStmt: ({ idxName, ifExists }) => ({
    kind: 'dropIndex',
    index: nameOf(idxName),
    ifExists: flag(ifExists),
  }),
  InsertStmt: ({ tblName, columns, body }, text) => ({
    kind: 'insertRows',
    table: nameOf(tblName),
    columns: (columns ?? []).map(({ text: column }) => column),
    fromQuery: flag(body.type === 'SelectInsertBody' && body.select.select.type === 'SelectFrom'),
    reads: tablesIn(body),
    sql: text,
  }),
  UpdateStmt: ({ tblName, whereClause }, text) => ({
    kind: 'updateRows',
    table: nameOf(tblName),
    set: [],
    where: whereClause && lowerExpression(whereClause, text),
    reads: [],
    sql: text,
  }),
  DeleteStmt: ({ tblName, whereClause }, text) => ({
    kind: 'deleteRows',
    table: nameOf(tblName),
    where: whereClause && lowerExpression(whereClause, text),
    reads: [],
    sql: text,
  }),
  PragmaStmt: ({ name, body }) => ({
    kind: 'setParameter',
    name: name.objName.text.toLowerCase(),
    scope: 'session',
    value: body && pragmaValue(body.value),
  }),
}

/** The operation; undefined when SQLite refuses the text too, or the model has no word for it. */
export function lowerSqlite(text: string): ReadInSqlite | undefined {
  const statement = parseSqlite(text)
  // The table has a function for the node's own type, which the compiler cannot follow through the look-up.
  const lower = statement && (LOWER[statement.type] as Lower<SqliteStatement> | undefined)
  return statement && lower?.(statement, text)
}

function indexPart({ expr, order, nulls }: Sqlite.SortedColumn, text: string): IndexPart {
  const key = expr.type === 'CollateExpr' ? expr.expr : expr
  return {
    ...(key.type === 'Id' ? { column: key.name } : { expression: lowerExpression(key, text) }),
    ...(order === 'Desc' && { order: 'desc' }),
    ...(nulls && { nulls: nulls === 'First' ? 'first' : 'last' }),
    ...(expr.type === 'CollateExpr' && { collation: expr.collation }),
  }
}

function nameOf({ objName, dbName }: Sqlite.QualifiedName): QualifiedName {
  const schema = dbName?.text.toLowerCase()
  return schema === undefined || schema === 'main' ? { name: objName.text } : { schema, name: objName.text }
}

function alterTable(
  table: QualifiedName,
  body: Sqlite.AlterTableBody,
  text: string,
): ReadInSqlite | undefined {
  switch (body.type) {
    case 'RenameToAlterTableBody':
      return { kind: 'renameTable', table, to: body.name.text }
    case 'RenameColumnAlterTableBody':
      return { kind: 'renameColumn', table, column: body.old.text, to: body.new.text }
    case 'AddColumnAlterTableBody':
      return { kind: 'addColumn', table, column: lowerColumn(body.column, text) }
    case 'DropColumnAlterTableBody':
      return { kind: 'dropColumn', table, column: body.column.text }
    case 'SetColumnNotNullAlterTableBody':
      return { kind: 'setNotNull', table, column: body.column.text }
    case 'DropColumnNotNullAlterTableBody':
      return { kind: 'dropNotNull', table, column: body.column.text }
    case 'AddConstraintAlterTableBody':
      return { kind: 'addConstraint', table, constraint: lowerConstraint(body.constraint, text) }
    case 'DropConstraintAlterTableBody':
      return { kind: 'dropConstraint', table, name: body.name.text }
  }
}

function pragmaValue(node: Sqlite.Expr | Sqlite.NameExpr): string | undefined {
  if (node.type === 'NameExpr') return node.name.text
  return node.type === 'NumericLiteral' || node.type === 'StringLiteral' ? node.value : undefined
}

/** The tables that a query names behind FROM. */
function tablesIn(node: unknown): readonly QualifiedName[] {
  if (Array.isArray(node)) return node.flatMap(tablesIn)
  if (typeof node !== 'object' || node === null) return []
  const isTable = 'type' in node && node.type === 'TableSelectTable' && 'tblName' in node
  if (isTable) return [nameOf(node.tblName as Sqlite.QualifiedName)]
  return Object.values(node).flatMap(tablesIn)
}
