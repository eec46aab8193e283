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
    columns: [],
    provesNotNull: [],
  }
}

function literalOf(node: Sqlite.Expr): Literal | undefined {
  if (node.type === 'NullLiteral') return null
  if (node.type === 'StringLiteral') return node.value
  if (node.type === 'NumericLiteral') return Number(node.value)
  return undefined
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
