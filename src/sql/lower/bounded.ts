/** Whether a statement touches only a batch of rows, as far as the statement itself tells. */
import { columnName, functionName } from './expression.ts'
import {
  itemsOf,
  pick,
  pickAll,
  stringOf,
  type A_Expr,
  type Node,
  type SelectStmt,
  type SubLink,
} from './nodes.ts'
import { tablesRead } from './tables-read.ts'
import { findAll } from './walk.ts'

/** Columns that by their name are the table's key; any other column may have the same value in every row. */
const KEY = /^(?:id|uuid|key|ctid|pk)$/u

/** Columns by whose range people walk through a table in batches. */
const ORDERED = /^(?:id|uuid|key|ctid|pk|.+_(?:id|no|number))$/u

/**
 * Bounded by ctid, by equality on a key, by a range with two ends, or by a sub-select with LIMIT; `sources`
 * are FROM, USING and WITH, where a batch may be chosen too.
 */
export function isBounded(where: Node | undefined, sources: readonly object[]): boolean {
  if (findAll(sources, 'SelectStmt').some(query => query.limitCount !== undefined)) return true
  const terms = conjuncts(where)
  // With other tables beside it, a bare name may be a column of theirs.
  const joins = tablesRead(...sources).length > 0
  return terms.some(term => boundsAlone(term, joins)) || hasTwoEnds(terms)
}

/** `INSERT … SELECT` with LIMIT, a bounded WHERE, no table to read from, or counts and sums alone, which are one row. */
export function isBoundedQuery(query: SelectStmt): boolean {
  const { larg, rarg, fromClause, limitCount, whereClause, groupClause, withClause } = query
  if (limitCount) return true
  if (larg && rarg) return isBoundedQuery(larg) && isBoundedQuery(rarg)
  const targets = pickAll(query.targetList, 'ResTarget')
  const sums = !groupClause && targets.length > 0 && targets.every(({ val }) => isAggregate(val))
  return sums || tablesRead(fromClause).length === 0 || isBounded(whereClause, [withClause ?? []])
}

function isAggregate(node: Node | undefined): boolean {
  return /^(?:count|sum|avg|min|max)$/u.test(functionName(pick(node, 'FuncCall') ?? {}))
}

function conjuncts(where: Node | undefined): readonly Node[] {
  const bool = pick(where, 'BoolExpr')
  if (bool?.boolop === 'AND_EXPR') return (bool.args ?? []).flatMap(conjuncts)
  return where ? [where] : []
}

function boundsAlone(term: Node, joins: boolean): boolean {
  if (pick(term, 'CurrentOfExpr')) return true
  const sublink = pick(term, 'SubLink')
  if (sublink) return sublink.subLinkType === 'ANY_SUBLINK' && hasLimit(sublink)
  const expression = pick(term, 'A_Expr')
  return expression !== undefined && BOUNDS[expression.kind ?? '']?.(expression, joins) === true
}

const BOUNDS: Readonly<Record<string, (expression: A_Expr, joins: boolean) => boolean>> = {
  AEXPR_OP: ({ lexpr, rexpr, name }, joins) => {
    if (stringOf(name?.[0]) !== '=') return false
    return isKey(lexpr) ? isFixed(rexpr, joins) : isKey(rexpr) && isFixed(lexpr, joins)
  },
  /** `id IN (1, 2)`. */
  AEXPR_IN: ({ lexpr, rexpr, name }, joins) =>
    stringOf(name?.[0]) === '=' && isKey(lexpr) && itemsOf(rexpr).every(item => isFixed(item, joins)),
  /** `id = ANY (ARRAY(SELECT … LIMIT 1000))`, `id = ANY ($1)`. */
  AEXPR_OP_ANY: ({ lexpr, rexpr }, joins) => {
    const array = pick(rexpr, 'SubLink')
    return array ? hasLimit(array) : isKey(lexpr) && isFixed(rexpr, joins)
  },
  AEXPR_BETWEEN: ({ lexpr }) => ORDERED.test(nameOf(lexpr)),
}

function hasLimit(sublink: SubLink): boolean {
  return pick(sublink.subselect, 'SelectStmt')?.limitCount !== undefined
}

/** A value that does not change from row to row: no column of another table, no sub-select without LIMIT. A bare name is a variable of PL/pgSQL. */
function isFixed(node: Node | undefined, joins: boolean): boolean {
  if (!node) return false
  const sublink = pick(node, 'SubLink')
  if (sublink) return hasLimit(sublink)
  return findAll(node, 'ColumnRef').every(column => !joins && (column.fields?.length ?? 0) === 1)
}

function isKey(node: Node | undefined): boolean {
  return KEY.test(nameOf(node))
}

function nameOf(node: Node | undefined): string {
  const column = pick(node, 'ColumnRef')
  return (column && columnName(column)) ?? ''
}

/** `id > 1000 AND id <= 2000`. */
function hasTwoEnds(terms: readonly Node[]): boolean {
  const lower = new Set<string>()
  const upper = new Set<string>()
  for (const term of terms) {
    const comparison = pick(term, 'A_Expr')
    const operator = comparison?.kind === 'AEXPR_OP' ? (stringOf(comparison.name?.[0]) ?? '') : ''
    const left = nameOf(comparison?.lexpr)
    const right = nameOf(comparison?.rexpr)
    const turned = !ORDERED.test(left)
    const column = turned ? right : left
    if (!ORDERED.test(column)) continue
    if (/^>=?$/u.test(operator)) (turned ? upper : lower).add(column)
    else if (/^<=?$/u.test(operator)) (turned ? lower : upper).add(column)
  }
  return [...lower].some(column => upper.has(column))
}
