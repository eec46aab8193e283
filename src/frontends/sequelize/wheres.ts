/** Conditions given as objects: `whereItemsQuery` in node_modules/sequelize/lib/dialects/abstract/query-generator.js. */
import { concatMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import { own } from '../typescript/own.ts'
import { mappedOf, stringValue } from '../typescript/value-tools.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { elements, entries, refused } from './given.ts'
import { OPERATORS, symbolOf } from './operators.ts'
import { pieceOf } from './pieces.ts'
import { joinTexts, quoteIdentifier, quoteIdentifiers, separated } from './text.ts'
import { escape } from './values.ts'

/** How a value is sent: written into the text, or as a parameter. */
export type Send = (given: Given) => MappedText

/** A column or an operator as a key of an object, or a piece of SQL; absent behind AND and OR. */
type Key = string | MappedText | undefined

const AND = symbolOf('and')
const OR = symbolOf('or')
const NOT = symbolOf('not')

/** `WHERE …`, or nothing where there is no condition. */
export function whereClause(where: Given | undefined, send: Send = escape): readonly (string | MappedText)[] {
  const text = whereItems(where, send)
  return text ? [' WHERE ', text] : []
}

/** The conditions of an object, list or piece of SQL, joined; undefined where there are none. */
export function whereItems(
  where: Given | undefined,
  send: Send = escape,
  binding = ' AND ',
): MappedText | undefined {
  if (!where || isNull(where)) return undefined
  if (where.value.kind === 'string') throw refused('a condition may not be a text')
  const items =
    where.value.kind === 'object'
      ? sorted(where).map(([key, value]) => whereItem(key, value, send))
      : [whereItem(undefined, where, send)]
  return joined(where.span, items, binding)
}

function joined(
  span: Span,
  items: readonly (MappedText | undefined)[],
  binding: string,
): MappedText | undefined {
  const kept = items.filter(item => item !== undefined).filter(({ text }) => text !== '')
  return kept.length === 0 ? undefined : separated(span, kept, binding)
}

/** Operators come before columns. */
function sorted(given: Given): readonly (readonly [string, Given])[] {
  const all = entries(given, 'the condition')
  const isOperator = ([key]: readonly [string, Given]): boolean => own(OPERATORS, key) !== undefined
  return [...all.filter(isOperator), ...all.filter(each => !isOperator(each))]
}

function isNull({ value }: Given): boolean {
  return value.kind === 'primitive' && (value.value ?? null) === null
}

/** One condition. */
export function whereItem(key: Key, given: Given, send: Send = escape): MappedText | undefined {
  const { value } = given
  if (value.kind === 'primitive' && value.value === undefined) throw refused('a condition is undefined')
  if (value.kind === 'primitive')
    return compare(key, isNull(given) ? 'IS' : '=', isNull(given) ? escape(given) : send(given))
  const piece = pieceOf(value)
  if (piece && !(key !== undefined && piece.piece === 'fn')) return piece.write()
  if (key === undefined && value.kind === 'string') return mappedOf(value)
  if (value.kind === 'array') return ofList(key, given, send)
  if (value.kind === 'object') return ofObject(key, given, send)
  if (isGroup(key)) throw refused('AND and OR need a list or an object')
  return compare(key, '=', piece ? piece.write() : send(given))
}

function isGroup(key: Key): key is string {
  return key === AND || key === OR || key === NOT
}

function ofList(key: Key, given: Given, send: Send): MappedText | undefined {
  if (key === undefined) return group(AND, given, send)
  return isGroup(key) ? group(key, given, send) : single(key, symbolOf('in'), given)
}

function ofObject(key: Key, given: Given, send: Send): MappedText | undefined {
  if (isGroup(key)) return group(key, given, send)
  const all = sorted(given)
  const [first] = all
  if (!first) throw refused('a condition is an empty object')
  if (key === undefined) {
    return all.length === 1 ? whereItem(first[0], first[1], send) : separately(' AND ', key, given, send)
  }
  for (const each of [OR, AND]) {
    const inner = all.find(([name]) => name === each)
    if (inner) return separately(OPERATORS[each] ?? '', key, inner[1], send)
  }
  if (all.length > 1) return separately(' AND ', key, given, send)
  return single(key, first[0], first[1])
}

/** `{ [Op.or]: [...] }`: `_whereGroupBind`. */
function group(key: string, given: Given, send: Send): MappedText | undefined {
  const { span } = given
  const binding = key === OR ? ' OR ' : ' AND '
  const text =
    given.value.kind === 'array'
      ? joined(
          span,
          elements(given, 'the conditions').map(each => member(each, send)),
          binding,
        )
      : whereItems(given, send, binding)
  if (!text) return key === AND ? undefined : standingFor('0 = 1', span)
  return joinTexts(span, key === NOT ? 'NOT (' : '(', text, ')')
}

function member(given: Given, send: Send): MappedText | undefined {
  const text = whereItems(given, send)
  const { value } = given
  const size =
    value.kind === 'array'
      ? value.elements.value.length
      : value.kind === 'object'
        ? value.properties.value.size
        : 0
  return text && size > 1 ? joinTexts(given.span, '(', text, ')') : text
}

/** Several conditions on one column: `_whereBind`. */
function separately(binding: string, key: Key, given: Given, send: Send): MappedText | undefined {
  const { span, value } = given
  const items =
    value.kind === 'array'
      ? elements(given, 'the conditions').map(each => whereItem(key, each, send))
      : sorted(given).map(([name, each]) => {
          const item =
            key === undefined || isGroup(name) ? whereItem(name, each, send) : single(key, name, each)
          return item
        })
  const text = joined(span, items, binding)
  return text && joinTexts(span, '(', text, ')')
}

/** One operator on one column: `_whereParseSingleValueObject`. */
function single(key: Key, operator: string, given: Given): MappedText | undefined {
  const { span } = given
  const [name, comparator] = comparatorOf(operator, given)
  const piece = pieceOf(given.value)
  const write = SPECIAL[name]
  if (write) return write({ key, comparator, given })
  if (given.value.kind === 'object') return compareWithObject(key, comparator, given)
  if (isNull(given)) {
    const word = comparator === '=' ? 'IS' : comparator === '!=' ? 'IS NOT' : comparator
    return compare(key, word, standingFor('NULL', span))
  }
  return compare(key, comparator, piece ? piece.write() : escape(given))
}

/** `Op.not` of a list is NOT IN, and of what is neither NULL nor a truth value `!=`. */
function comparatorOf(operator: string, given: Given): readonly [string, string] {
  const { value } = given
  const isTruth = value.kind === 'primitive' && (value.value === null || typeof value.value === 'boolean')
  const name =
    operator !== NOT ? operator : value.kind === 'array' ? symbolOf('notIn') : isTruth ? NOT : symbolOf('ne')
  const comparator = own(OPERATORS, name)
  if (comparator === undefined) throw refused(`${name} is no operator`)
  return [name, comparator]
}

interface Single {
  readonly key: Key
  readonly comparator: string
  readonly given: Given
}

type WriteSingle = (single: Single) => MappedText | undefined

const list: WriteSingle = ({ key, comparator, given }) => {
  const { value, span } = given
  const piece = pieceOf(value)
  if (piece?.piece === 'literal') return compare(key, comparator, piece.write())
  if (value.kind === 'unknown') return compare(key, comparator, standingFor('($1)', span))
  const all = elements(given, 'the list')
  if (all.length === 0)
    return comparator === 'IN' ? compare(key, comparator, standingFor('(NULL)', span)) : undefined
  const texts = separated(
    span,
    all.map(each => escape(each)),
    ', ',
  )
  return compare(key, comparator, joinTexts(span, '(', texts, ')'))
}

const between: WriteSingle = ({ key, comparator, given }) => {
  const [low, high] = elements(given, 'the range')
  if (!low || !high) throw refused('a range needs two values')
  return compare(key, comparator, joinTexts(given.span, escape(low), ' AND ', escape(high)))
}

const anyOf: WriteSingle = ({ key, comparator, given }) =>
  compare(key, `= ${comparator}`, joinTexts(given.span, '(', escape(given), ')'))

const like =
  (before: string, after: string): WriteSingle =>
  ({ key, given }) => {
    const { span } = given
    const pattern = joinTexts(span, before, pieceOf(given.value)?.write() ?? textOfGiven(given), after)
    return compare(key, 'LIKE', escape({ value: stringValue(pattern), span }))
  }

const SPECIAL: Readonly<Record<string, WriteSingle>> = {
  [symbolOf('in')]: list,
  [symbolOf('notIn')]: list,
  [symbolOf('any')]: anyOf,
  [symbolOf('all')]: anyOf,
  [symbolOf('between')]: between,
  [symbolOf('notBetween')]: between,
  [symbolOf('col')]: ({ key, given }) => compare(key, '=', quoteIdentifiers(textOfGiven(given), given.span)),
  [symbolOf('startsWith')]: like('', '%'),
  [symbolOf('endsWith')]: like('%', ''),
  [symbolOf('substring')]: like('%', '%'),
}

/** `{ [Op.gt]: { [Op.col]: 'other' } }`, `{ [Op.iLike]: { [Op.any]: [...] } }`. */
function compareWithObject(key: Key, comparator: string, given: Given): MappedText | undefined {
  const { span } = given
  const inner = new Map(sorted(given))
  const column = inner.get(symbolOf('col'))
  if (column) return compare(key, comparator, quoteIdentifiers(textOfGiven(column), span))
  for (const [name, word] of [
    [symbolOf('any'), 'ANY'],
    [symbolOf('all'), 'ALL'],
  ] as const) {
    const values = inner.get(name)
    if (values) return compare(key, `${comparator} ${word}`, joinTexts(span, '(', escape(values), ')'))
  }
  throw refused('an object is no value of SQL')
}

/** `_joinKeyValue`: a column between dollar signs is a path. */
function compare(key: Key, comparator: string, value: MappedText): MappedText {
  const span = value.pieces[0]?.span
  if (key === undefined || !span) return value
  return joinTexts(span, typeof key === 'string' ? column(key, span) : key, ` ${comparator} `, value)
}

function column(key: string, span: Span): MappedText {
  const name = standingFor(key, span)
  const path = /^\$(.*)\$$/u.exec(key)?.[1]
  return path === undefined
    ? quoteIdentifier(name, span)
    : concatMapped([quoteIdentifiers(standingFor(path, span), span)])
}
