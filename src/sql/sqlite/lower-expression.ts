/** Expressions of SQLite, with the facts that rules need. */
import type * as Sqlite from 'sqlite3-parser'
import type { Expression, Literal } from '../../model/expression.ts'

/** The expression in the words of the text. */
export function lowerExpression(node: Sqlite.Expr, text: string): Expression {
  const { offset, length } = node.span
  const literal = literalOf(node)
  return {
    sql: text.slice(offset, offset + length),
    ...(literal !== undefined && { literal }),
    functions: functionsIn(node),
    columns: [...new Set(columnsIn(node))],
    provesNotNull: [],
  }
}

function literalOf(node: Sqlite.Expr): Literal | undefined {
  if (node.type === 'NullLiteral') return null
  if (node.type === 'StringLiteral') return node.value
  if (node.type === 'NumericLiteral') return Number(node.value)
  return undefined
}

/** Names that stand for columns, as they are written; those within a query are of other tables. */
function columnsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(columnsIn)
  if (typeof node !== 'object' || node === null) return []
  if (isOfType(node, 'Select')) return []
  if (isOfType(node, 'Id')) return 'name' in node ? [String(node.name)] : []
  if (isOfType(node, 'QualifiedExpr')) return 'column' in node ? textsIn(node.column) : []
  const isCall = isOfType(node, 'FunctionCallExpr') || isOfType(node, 'CollateExpr')
  return Object.entries(node).flatMap(([field, value]) =>
    isCall && NOT_COLUMNS.has(field) ? [] : columnsIn(value),
  )
}

/** What a call and a COLLATE are named by. */
const NOT_COLUMNS: ReadonlySet<string> = new Set(['name', 'collation'])

function isOfType(node: object, type: string): boolean {
  return 'type' in node && node.type === type
}

function textsIn(node: unknown): readonly string[] {
  return typeof node === 'object' && node !== null && 'text' in node ? [String(node.text)] : []
}

/** Names of the functions that are called, and `current_timestamp` and its like. */
function functionsIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(functionsIn)
  if (typeof node !== 'object' || node === null) return []
  const type = 'type' in node ? String(node.type) : ''
  const clock = /^Current(Date|Time|Timestamp)Literal$/u.exec(type)?.[1]
  if (clock !== undefined) return [`current_${clock.toLowerCase()}`]
  const inner = Object.values(node).flatMap(functionsIn)
  const called = type === 'FunctionCallExpr' && 'name' in node ? nameOf(node.name) : undefined
  return called === undefined ? inner : [called, ...inner]
}

function nameOf(node: unknown): string | undefined {
  const named = typeof node === 'object' && node !== null && 'name' in node ? node.name : undefined
  return typeof named === 'string' ? named.toLowerCase() : undefined
}
