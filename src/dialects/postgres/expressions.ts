/** Expressions where the grammar wants parentheses around most of them. */
import type { Expression } from '../../model/expression.ts'
import type { IndexPart } from '../../model/index-part.ts'
import { words } from '../compiler.ts'
import type { Spelling } from '../spelling.ts'

const PLAIN_CALL = /^[a-z_]\w*\([^()]*\)$/u
const CONSTANT = /^(?:'(?:[^'\\]|'')*'|-?\d+(?:\.\d+)?|true|false|NULL)$/u

/** The expression of a DEFAULT at a column, which the grammar takes without parentheses only when it is simple. */
export function operand({ sql }: Expression): string {
  return PLAIN_CALL.test(sql) || CONSTANT.test(sql) ? sql : `(${sql})`
}

/** One key of an index: https://www.postgresql.org/docs/current/sql-createindex.html */
export function printIndexPart(part: IndexPart, spelling: Spelling): string {
  const key = part.expression ? call(part.expression) : spelling.identifier(part.column ?? '')
  return words(
    key,
    part.collation !== undefined && `COLLATE ${spelling.dotted(part.collation)}`,
    part.operatorClass !== undefined && spelling.dotted(part.operatorClass),
    part.order === 'desc' && 'DESC',
    part.nulls && `NULLS ${part.nulls.toUpperCase()}`,
  )
}

function call({ sql }: Expression): string {
  return PLAIN_CALL.test(sql) ? sql : `(${sql})`
}
