/** Unknown values that a text holds where PostgreSQL would take a parameter just as well. */
import type { MappedText } from '../source/mapped-text.ts'
import type { Span } from '../source/span.ts'
import type { HoledText } from './holes.ts'
import {
  asNode,
  itemsOf,
  kindOf,
  pick,
  pickAll,
  stringsOf,
  visitNode,
  type Node,
  type NodeOf,
} from './lower/nodes.ts'
import { walk } from './lower/walk.ts'

/** Only these statements take parameters: https://www.postgresql.org/docs/current/sql-prepare.html */
const TAKE_PARAMETERS = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

/** By the usual spelling of a constant: `OrderState.OPEN` of another file. */
const CONSTANT = /(?:^|\.)[A-Z][A-Z0-9_]*$/u

const COMPARISONS = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', '~~', '~~*', '!~~', '!~~*'])

/** Sources of the unknown values that the grammar reads as values: inside a string, compared with, inserted, set. */
export function interpolatedValues(node: Node, holed: HoledText): readonly string[] {
  const { sources } = holed
  if (sources.size === 0 || !TAKE_PARAMETERS.has(kindOf(node))) return []
  const found = new Set<string>()
  const inText = (text: string | undefined) => {
    for (const [name, source] of sources) if (text?.includes(name)) found.add(source)
  }
  const asValue = (value: Node | undefined) => {
    const bare = pick(value, 'TypeCast')?.arg ?? value
    const fields = stringsOf(pick(bare, 'ColumnRef')?.fields)
    const source = fields.length === 1 ? sources.get(fields[0] ?? '') : undefined
    if (source !== undefined) found.add(source)
  }
  const visitors = {
    A_Const: (body: NodeOf<'A_Const'>) => {
      inText(body.sval?.sval)
    },
    A_Expr: (body: NodeOf<'A_Expr'>) => {
      const isComparison = stringsOf(body.name).some(name => COMPARISONS.has(name))
      const items = itemsOf(body.rexpr)
      if (items.length > 0) items.forEach(asValue)
      else if (isComparison) asValue(body.rexpr)
    },
    SelectStmt: (body: NodeOf<'SelectStmt'>) => {
      pickAll(body.valuesLists, 'List')
        .flatMap(({ items = [] }) => items)
        .forEach(asValue)
      asValue(body.limitCount)
      asValue(body.limitOffset)
    },
    UpdateStmt: (body: NodeOf<'UpdateStmt'>) => {
      pickAll(body.targetList, 'ResTarget').forEach(({ val }) => asValue(val))
    },
  }
  walk(node, (field, child) => {
    visitNode(visitors, asNode({ [field]: child }))
  })
  return [...found].filter(source => !CONSTANT.test(source))
}

/** Where a value stands in a part of the text, in the source. */
export function holesAt(
  { pieces, starts }: MappedText,
  source: string,
  { start, end }: { readonly start: number; readonly end: number },
): readonly Span[] {
  return pieces.flatMap((piece, i) => {
    const at = starts[i] ?? 0
    return piece.hole === source && at >= start && at < end ? [piece.span] : []
  })
}
