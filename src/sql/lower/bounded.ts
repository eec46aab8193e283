/** Whether UPDATE or DELETE touches only a batch of rows, as far as the statement itself tells. */
import { columnName } from './expression.ts'
import { itemsOf, pick, stringOf, type A_Expr, type Node, type SubLink } from './nodes.ts'
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
  return terms.some(boundsAlone) || hasTwoEnds(terms)
}

function conjuncts(where: Node | undefined): readonly Node[] {
  const bool = pick(where, 'BoolExpr')
  if (bool?.boolop === 'AND_EXPR') return (bool.args ?? []).flatMap(conjuncts)
  return where ? [where] : []
}

function boundsAlone(term: Node): boolean {
  if (pick(term, 'CurrentOfExpr')) return true
  const sublink = pick(term, 'SubLink')
  if (sublink) return sublink.subLinkType === 'ANY_SUBLINK' && hasLimit(sublink)
  const expression = pick(term, 'A_Expr')
  return expression !== undefined && BOUNDS[expression.kind ?? '']?.(expression) === true
}

const BOUNDS: Readonly<Record<string, (expression: A_Expr) => boolean>> = {
  AEXPR_OP: ({ lexpr, rexpr, name }) => {
    if (stringOf(name?.[0]) !== '=') return false
    return isKey(lexpr) ? isFixed(rexpr) : isKey(rexpr) && isFixed(lexpr)
  },
  /** `id IN (1, 2)`. */
  AEXPR_IN: ({ lexpr, rexpr, name }) =>
    stringOf(name?.[0]) === '=' && isKey(lexpr) && itemsOf(rexpr).every(isFixed),
  /** `id = ANY (ARRAY(SELECT … LIMIT 1000))`, `id = ANY ($1)`. */
  AEXPR_OP_ANY: ({ lexpr, rexpr }) => {
    const array = pick(rexpr, 'SubLink')
    return array ? hasLimit(array) : isKey(lexpr) && isFixed(rexpr)
  },
  AEXPR_BETWEEN: ({ lexpr }) => ORDERED.test(nameOf(lexpr)),
}

function hasLimit(sublink: SubLink): boolean {
  return pick(sublink.subselect, 'SelectStmt')?.limitCount !== undefined
}

/** A value that does not change from row to row: no column of another table, no sub-select without LIMIT. */
function isFixed(node: Node | undefined): boolean {
  if (!node) return false
  const sublink = pick(node, 'SubLink')
  if (sublink) return hasLimit(sublink)
  return findAll(node, 'ColumnRef').every(column => (column.fields?.length ?? 0) === 1)
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
