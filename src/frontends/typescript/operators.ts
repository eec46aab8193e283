/** Operators on values. */
import type { Span } from '../../source/span.ts'
import { isThisDatabase } from './database-switch.ts'
import {
  concatStrings,
  mappedOf,
  primitive,
  sameValue,
  toStringValue,
  truthOf,
  unknown,
  doubtOf,
} from './value-tools.ts'
import { keysOf } from './object-tools.ts'
import type { PrimitiveValue, Value } from './values.ts'

/** A side of an operator, with its source for placeholders. */
export interface Operand {
  readonly value: Value
  readonly span: Span
  readonly source: string
}

type Arithmetic = (left: number, right: number) => number | boolean

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '|': (left, right) => left | right,
  '&': (left, right) => left & right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  '>>>': (left, right) => left >>> right,
}

const EQUALITY: Readonly<Record<string, { readonly negated: boolean; readonly strict: boolean }>> = {
  '===': { negated: false, strict: true },
  '!==': { negated: true, strict: true },
  '==': { negated: false, strict: false },
  '!=': { negated: true, strict: false },
}

/** The value of a binary operator. */
export function binary(operator: string, left: Operand, right: Operand): Value {
  const equality = EQUALITY[operator]
  if (equality) {
    const equal =
      areEqual(left.value, right.value, equality.strict) ??
      isThisDatabase(left, right) ??
      isThisDatabase(right, left)
    if (equal !== undefined) return primitive(equal !== equality.negated)
    return doubtOf(left.value.kind === 'unknown' || left.value.kind === 'object' ? left.value : right.value)
  }
  if (operator === '+' && (isText(left.value) || isText(right.value))) {
    return concatStrings(asText(left), asText(right))
  }
  if (operator === 'in') return within(left.value, right.value)
  const strings = compareStrings(operator, left.value, right.value)
  if (strings) return strings
  const compute = ARITHMETIC[operator]
  const one = numberOf(left.value)
  const two = numberOf(right.value)
  if (compute && one !== undefined && two !== undefined) return primitive(compute(one, two))
  return firstUnknown([left.value, right.value])
}

function within(name: Value, holder: Value): Value {
  const keys = keysOf(holder)
  const isName = name.kind === 'primitive' || (name.kind === 'string' && !hasHoles(name))
  if (!keys || !isName) return firstUnknown([name, holder])
  const text = name.kind === 'string' ? mappedOf(name).text : String(name.value)
  return primitive(keys.some(([key]) => key === text))
}

/** The value of a unary operator. */
export function unary(operator: string, value: Value): Value {
  if (operator === '!') {
    const truth = truthOf(value)
    return truth === undefined ? doubtOf(value) : primitive(!truth)
  }
  if (operator === 'void') return primitive(undefined)
  if (operator === 'delete') return primitive(true)
  const number = numberOf(value)
  if (number === undefined) return firstUnknown([value])
  if (operator === '-') return primitive(-number)
  if (operator === '+') return primitive(number)
  if (operator === '~') return primitive(~number)
  return unknown('run-time value', `the operator ${operator} cannot be followed`)
}

/** The name that `typeof` gives, where that is certain. */
export function typeOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'string':
      return 'string'
    case 'primitive':
      return value.value === null ? 'object' : typeof value.value
    case 'function':
    case 'method':
    case 'class':
      return 'function'
    case 'host':
    case 'unknown':
      return undefined
    default:
      return 'object'
  }
}

/** Whether two values are equal; undefined when that is not known. */
export function areEqual(left: Value, right: Value, strict: boolean): boolean | undefined {
  if (left.kind === 'unknown' || right.kind === 'unknown') return undefined
  if ((left.kind === 'object' && left.maybe) || (right.kind === 'object' && right.maybe)) return undefined
  if (hasHoles(left) || hasHoles(right)) return sameValue(left, right) ? true : undefined
  if (!strict && isNullish(left) && isNullish(right)) return true
  return sameValue(left, right)
}

/** Whether it is null or undefined; undefined when that is not known. */
export function nullishOf(value: Value): boolean | undefined {
  if (value.kind === 'unknown') return undefined
  if (value.kind === 'object' && value.maybe) return undefined
  return isNullish(value)
}

function isNullish(value: Value): value is PrimitiveValue {
  return value.kind === 'primitive' && (value.value === null || value.value === undefined)
}

/** Whether parts of a text are not known. */
export function hasHoles(value: Value): boolean {
  return value.kind === 'string' && mappedOf(value).pieces.some(piece => piece.hole !== undefined)
}

function isText(value: Value): boolean {
  return value.kind === 'string' || value.kind === 'array'
}

function asText({ value, span, source }: Operand) {
  return toStringValue(value, span, source)
}

function numberOf(value: Value): number | undefined {
  if (value.kind === 'primitive' && typeof value.value !== 'bigint') return Number(value.value)
  if (value.kind !== 'string' || hasHoles(value)) return undefined
  return Number(mappedOf(value).text)
}

function compareStrings(operator: string, left: Value, right: Value): Value | undefined {
  if (left.kind !== 'string' || right.kind !== 'string' || hasHoles(left) || hasHoles(right)) return undefined
  const one = mappedOf(left).text
  const two = mappedOf(right).text
  const order = one < two ? -1 : one > two ? 1 : 0
  const compute = operator.startsWith('<') || operator.startsWith('>') ? ARITHMETIC[operator] : undefined
  return compute ? primitive(compute(order, 0)) : undefined
}

function firstUnknown(values: readonly Value[]): Value {
  return (
    values.find(value => value.kind === 'unknown') ??
    unknown('run-time value', 'the result of the operator is known only at run time')
  )
}
