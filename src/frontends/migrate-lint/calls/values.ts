/** Expressions, sequences and index keys as the helpers of the runner write them. */
import type { Identity } from '../../../model/column.ts'
import type { Expression } from '../../../model/expression.ts'
import type { IndexPart } from '../../../model/index-part.ts'
import { printIndexPart } from '../../../dialects/postgres/expressions.ts'
import { POSTGRES } from '../../../dialects/postgres/identifiers.ts'
import { literalExpression } from '../../typescript/sql-fragments.ts'
import { helperCall, object, sqlOrText, tagged, text, word, type Code, type Entry } from './code.ts'

/** A constant of JavaScript where it says just the same, else SQL. */
export function valueCode({ literal, sql }: Expression): Code {
  const isSame = literal !== undefined && literal !== null && literalExpression(literal).sql === sql
  if (!isSame) return tagged(sql)
  return typeof literal === 'string' ? text(literal) : word(literal)
}

/** A condition, a conversion, or another place where a text is SQL. */
export function conditionCode({ sql }: Expression): Code {
  return sqlOrText(sql)
}

/** `true` is GENERATED ALWAYS, without options; undefined where an option has no word. */
export function identityCode({ always, options }: Identity): Code | undefined {
  if (options === undefined && always) return word(true)
  const sequence = sequenceEntries(options ?? '')
  return sequence && { kind: 'object', entries: [['always', word(always === true)], ...sequence] }
}

const SEQUENCE: Readonly<Record<string, string>> = {
  'START WITH': 'start',
  'INCREMENT BY': 'increment',
  MINVALUE: 'minValue',
  MAXVALUE: 'maxValue',
  CACHE: 'cache',
}

/** `START WITH 5 INCREMENT BY 2` as properties, when they stand in the order in which they are read. */
export function sequenceEntries(options: string): readonly Entry[] | undefined {
  const entries: Entry[] = []
  let rest = options.trim()
  for (const [words, name] of Object.entries(SEQUENCE)) {
    const found = new RegExp(`^(?:SET )?${words} (-?\\d+)(?: |$)`, 'u').exec(rest)
    if (!found || !Number.isSafeInteger(Number(found[1]))) continue
    entries.push([name, word(Number(found[1]))])
    rest = rest.slice(found[0].length)
  }
  const cycle = /^(?:SET )?CYCLE$/u.exec(rest)
  if (cycle) return [...entries, ['cycle', word(true)]]
  return rest === '' ? entries : undefined
}

/** A key of an index: a column, `desc(…)`, or SQL. The operator class of a plain column stands in the options. */
export function keyCode(part: IndexPart): Code {
  const { column, expression, order, nulls, operatorClass, collation } = part
  const isPlain = column !== undefined && collation === undefined
  const inner = isPlain
    ? text(column)
    : tagged(printIndexPart({ ...part, order: undefined, nulls: undefined }, POSTGRES))
  if (!isPlain && !expression && operatorClass !== undefined) return tagged(printIndexPart(part, POSTGRES))
  if (order === undefined && nulls === undefined) return inner
  const options = object([nulls === undefined ? undefined : ['nulls', text(nulls)]])
  return helperCall(order ?? 'asc', inner, ...(options ? [options] : []))
}
