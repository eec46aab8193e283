/** Conditions of query builders as Knex writes them: https://knexjs.org/guide/query-builder.html#where-clauses */
import { own } from '../typescript/own.ts'
import { hole, sliceMapped, type MappedText } from '../../source/mapped-text.ts'
import { textOf } from '../../source/span.ts'
import type { Value } from '../typescript/values.ts'
import { rawOf, type Step } from './drafts.ts'
import { bindRaw } from './raw.ts'
import { wrap, wrapText } from './text.ts'
import { escape } from './values.ts'
import { standingFor } from '../../source/mapped-text.ts'
import { type Given, entriesOf, is, listOf, textIn } from '../typescript/given.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'

/** Writes what a callback says: conditions begin with `where`, queries with `select`. */
type Nested = (callback: Value) => MappedText

type WhereWriter = (step: Step, not: string, nested: Nested) => MappedText | undefined

/** By method, without what says how it is joined and whether it is negated. */
const WRITERS: Readonly<Record<string, WhereWriter>> = {
  where: condition,
  wherein: inList,
  wherenull: isNull,
  whereraw: ({ args: [sql, bindings] }) => sql && bindRaw(textOfGiven(sql), bindings),
  whereexists: ({ args: [query], span }, not, nested) =>
    query && write(span, `${not}exists (`, subquery(query, nested), ')'),
  wherebetween: ({ args: [column, range], span }, not) => {
    const [low, high] = range ? listOf(range) : []
    return (
      column &&
      low &&
      high &&
      write(span, wrap(column), ` ${not}between `, escape(low), ' and ', escape(high))
    )
  },
  wherelike: like('like'),
  whereilike: like('ilike'),
  wherejsonobject: ({ args: [column, value], span }, not) =>
    column && value && write(span, wrap(column), not ? ' != ' : ' = ', escape(value)),
  wherejsonsupersetof: jsonOperator('@>'),
  wherejsonsubsetof: jsonOperator('<@'),
  wherecolumn: ({ args: [left, second, third], span }, not) => {
    const operator = third ? (textIn(second) ?? '=') : '='
    const right = third ?? second
    return left && right && write(span, not, wrap(left), ` ${operator} `, wrap(right))
  },
}

/** The condition of a call; undefined when it says nothing. */
export function writeWhere(step: Step, nested: Nested): MappedText | undefined {
  const { name, negated } = partsOf(step.method)
  const writer = own(WRITERS, name)
  if (writer) return writer(step, negated ? 'not ' : '', nested)
  return hole(textOf(step.span), step.span)
}

/** `orWhereNotIn` is `whereIn`, negated. */
function partsOf(method: string): { readonly name: string; readonly negated: boolean } {
  const plain = method.replace(/^(?:or|and)/u, '').toLowerCase()
  return { name: plain.replace('not', ''), negated: plain.includes('not') }
}

function condition(step: Step, not: string, nested: Nested): MappedText | undefined {
  const { args, span } = step
  const [first, second, third] = args
  if (!first) return undefined
  if (!second) return alone(first, step, not, nested)
  const operator = third ? (textIn(second) ?? '=') : '='
  const value = third ?? second
  if (is(value, null) && /^(?:=|is|is not)$/iu.test(operator)) {
    const negated = operator.length > 2
    return isNull({ ...step, args: [first] }, (not !== '') !== negated ? 'not ' : '')
  }
  if (/^(?:not )?in$/iu.test(operator)) {
    return inList({ ...step, args: [first, value] }, operator.length > 2 ? 'not ' : not, nested)
  }
  return write(span, not, wrap(first), ` ${operator.toLowerCase()} `, operand(value, nested))
}

/** An object, a callback, a raw piece or a boolean. */
function alone(first: Given, step: Step, not: string, nested: Nested): MappedText | undefined {
  const { span } = step
  const entries = entriesOf(first)
  if (entries) {
    if (entries.length === 0) return undefined
    const terms = entries.map(([key, value]) => {
      const name = wrapText(standingFor(key, first.span), first.span)
      if (is(value, null)) return write(span, name, not ? ' is not null' : ' is null')
      return write(span, not, name, ' = ', operand(value, nested))
    })
    return joined(span, terms, ' and ')
  }
  if (first.value.kind === 'function')
    return write(span, not, '(', withoutWord(nested(first.value), 'where '), ')')
  if (is(first, true)) return standingFor('1 = 1', span)
  if (is(first, false)) return standingFor('1 = 0', span)
  const raw = rawOf(first.value)
  return raw ? write(span, not, raw) : hole(textOf(first.span), first.span)
}

function inList({ args: [column, values], span }: Step, not: string, nested: Nested): MappedText | undefined {
  if (!column || !values) return undefined
  if (values.value.kind !== 'array') {
    return write(span, wrap(column), ` ${not}in (`, subquery(values, nested), ')')
  }
  const list = listOf(values)
  if (list.length === 0) return standingFor(not ? '1 = 1' : '1 = 0', span)
  return write(span, wrap(column), ` ${not}in (`, joined(span, list.map(escape)), ')')
}

function isNull({ args: [column], span }: Step, not: string): MappedText | undefined {
  return column && write(span, wrap(column), ` is ${not}null`)
}

function jsonOperator(operator: string): WhereWriter {
  return ({ args: [column, value], span }, not) =>
    column && value && write(span, not, wrap(column), ` ${operator} `, escape(value))
}

function like(operator: string): WhereWriter {
  return ({ args: [column, pattern], span }, not) =>
    column && pattern && write(span, not, wrap(column), ` ${operator} `, escape(pattern))
}

function operand(value: Given, nested: Nested): MappedText {
  const raw = rawOf(value.value)
  if (raw) return /^select\b/iu.test(raw.text) ? write(value.span, '(', raw, ')') : raw
  return value.value.kind === 'function' ? write(value.span, '(', nested(value.value), ')') : escape(value)
}

function subquery(given: Given, nested: Nested): MappedText {
  return given.value.kind === 'function' ? nested(given.value) : escape(given)
}

function withoutWord(text: MappedText, word: string): MappedText {
  return text.text.startsWith(word) ? sliceMapped(text, word.length) : text
}
