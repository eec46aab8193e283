/** Expressions out of the tree, with the facts that rules and effects need. */
import type { Expression, Literal } from '../../model/expression.ts'
import {
  constantOf,
  pick,
  stringOf,
  stringsOf,
  type ColumnRef,
  type FuncCall,
  type Node,
  type SQLValueFunction,
} from './nodes.ts'
import { print } from './print.ts'
import { walk } from './walk.ts'

/** The model's form of an expression. */
export function lowerExpression(node: Node): Expression {
  const literal = literalOf(node)
  const sql = print(node)
  if (pick(node, 'A_Const')) return { sql, literal, functions: [], columns: [], provesNotNull: [] }
  return {
    sql,
    ...(literal !== undefined && { literal }),
    ...usesOf(node),
    provesNotNull: provenNotNull(node),
  }
}

/** The constant that an expression is, through casts and signs. */
export function literalOf(node: Node | undefined): Literal | undefined {
  const constant = pick(node, 'A_Const')
  if (constant) return constantOf(constant)
  const cast = pick(node, 'TypeCast')
  if (cast) return literalOf(cast.arg)
  const signed = pick(node, 'A_Expr')
  if (signed?.kind !== 'AEXPR_OP' || signed.lexpr) return undefined
  const sign = stringOf(signed.name?.[0])
  const value = literalOf(signed.rexpr)
  if (typeof value !== 'number' || (sign !== '-' && sign !== '+')) return undefined
  return sign === '-' ? -value : value
}

/** Names of the functions called anywhere below, also in sub-selects. */
export function functionsIn(tree: object): string[] {
  const names = new Set<string>()
  walk({ tree }, (field, value) => {
    addFunction(field, value, names)
  })
  return [...names]
}

function addFunction(field: string, value: object, names: Set<string>): void {
  if (field === 'FuncCall') names.add(functionName(value))
  else if (field === 'SQLValueFunction') names.add(valueFunctionName(value))
}

/** Functions called and columns read; the columns of sub-selects belong to other tables and do not count. */
function usesOf(node: Node): { functions: string[]; columns: string[] } {
  const functions = new Set<string>()
  const columns = new Set<string>()
  walk({ node }, (field, value) => {
    if (field === 'subselect') {
      for (const name of functionsIn(value)) functions.add(name)
      return false
    }
    addFunction(field, value, functions)
    const column = field === 'ColumnRef' ? columnName(value) : undefined
    if (column !== undefined) columns.add(column)
    return true
  })
  return { functions: [...functions], columns: [...columns] }
}

/** The name of a called function; `pg_catalog` goes without saying, as the grammar writes it of its own accord. */
export function functionName(call: FuncCall): string {
  const parts = stringsOf(call.funcname).map(part => part.toLowerCase())
  return parts[0] === 'pg_catalog' ? parts.slice(1).join('.') : parts.join('.')
}

/** `SVFOP_CURRENT_TIMESTAMP_N` is `current_timestamp` with a precision. */
function valueFunctionName({ op }: SQLValueFunction): string {
  return (op ?? '')
    .replace(/^SVFOP_/u, '')
    .replace(/_N$/u, '')
    .toLowerCase()
}

/** The last part of a column's name; `t.*` has none. */
export function columnName(reference: ColumnRef): string | undefined {
  return stringOf(reference.fields?.at(-1))
}

/** PostgreSQL's own proof goes through AND and OR: https://github.com/postgres/postgres/blob/master/src/backend/optimizer/util/predtest.c */
function provenNotNull(node: Node): string[] {
  const test = pick(node, 'NullTest')
  if (test) {
    const column = pick(test.arg, 'ColumnRef')
    const name = test.nulltesttype === 'IS_NOT_NULL' && column ? columnName(column) : undefined
    return name === undefined ? [] : [name]
  }
  const bool = pick(node, 'BoolExpr')
  const terms = bool?.args?.map(provenNotNull) ?? []
  if (bool?.boolop === 'AND_EXPR') return [...new Set(terms.flat())]
  const [first, ...others] = bool?.boolop === 'OR_EXPR' ? terms : []
  return (first ?? []).filter(name => others.every(other => other.includes(name)))
}
