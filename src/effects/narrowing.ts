/** Which type changes are refused because of a value in the column, change values, or never run: measured on PostgreSQL. */
import type { ChangeColumnType } from '../model/column-operations.ts'
import type { DataType } from '../model/data-type.ts'
import { isAssignable, isKnownType, isSameType } from './assignment-casts.ts'
import { isColumnItself, isPlainCast } from './casts.ts'
import { baseType, domainOf, isConstrained } from './domains.ts'
import type { EffectContext } from './effect-context.ts'
import { keepsValues } from './type-lengths.ts'

/**
 * `refused`: a value may stop the change with that SQLSTATE; `cut`: values lose characters, digits or a part of the
 * time; `no cast`: the column, or its default, is not converted without being told, whatever the rows are.
 */
export type Narrowing =
  | { readonly kind: 'refused'; readonly sqlstate: string }
  | { readonly kind: 'cut' }
  | { readonly kind: 'no cast'; readonly of: 'column' | 'default' }

/** What the change does to the values of a column of that old type; undefined when it keeps them or nobody knows. */
export function narrowingOf(operation: ChangeColumnType, context: EffectContext): Narrowing | undefined {
  const { table, column, type, using } = operation
  const old = context.schema.column(table, column)
  if (!old?.type) return undefined
  if (isAssignable(old.type, type, context) === false) {
    if (!using || isColumnItself(operation)) return { kind: 'no cast', of: 'column' }
    if (old.default) return { kind: 'no cast', of: 'default' }
  }
  if (using && !isPlainCast(operation) && !mayStillRefuse(operation)) return undefined
  const [from, to] = [baseType(context, old.type), baseType(context, type)]
  const sqlstate = refusalOf(from, to, context)
  const isExplicit = /::|\bCAST\b/u.test(using?.sql ?? '')
  // An explicit cast cuts silently: https://www.postgresql.org/docs/current/datatype-character.html
  if (isExplicit && (sqlstate === TOO_LONG || sqlstate === OTHER_LENGTH)) return { kind: 'cut' }
  if (sqlstate !== undefined) return { kind: 'refused', sqlstate }
  if (loses(from, to)) return { kind: 'cut' }
  const domain = domainOf(context, type)
  if (!domain || !isConstrained(context, domain) || domainOf(context, old.type)?.key === domain.key)
    return undefined
  return { kind: 'refused', sqlstate: '23514' }
}

const TOO_LONG = '22001'
const OTHER_LENGTH = '22026'

/** What maps or compares values gives one for each, and so do functions of which nobody knows better. */
function mayStillRefuse({ using, column }: ChangeColumnType): boolean {
  if (
    !using?.columns.includes(column) ||
    /\b(?:CASE|IN|LIKE|ILIKE|IS|BETWEEN|NOT)\b|[<>=~]/iu.test(using.sql)
  )
    return false
  return using.functions.every(name => KEEPS_MISFITS.has(name))
}

const KEEPS_MISFITS: ReadonlySet<string> = new Set([
  'trim',
  'btrim',
  'ltrim',
  'rtrim',
  'lower',
  'upper',
  'replace',
])

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext', 'name'])
const TIMES: ReadonlySet<string> = new Set(['date', 'time', 'timetz', 'timestamp', 'timestamptz', 'interval'])

/** What a value of the same type that is longer says. */
const LENGTHS: Readonly<Record<string, string>> = {
  varchar: TOO_LONG,
  char: TOO_LONG,
  varbit: TOO_LONG,
  bit: OTHER_LENGTH,
}

/** The most characters that a value of these types has as a text. */
const WIDEST: Readonly<Record<string, number>> = {
  boolean: 5,
  smallint: 6,
  integer: 11,
  bigint: 20,
  uuid: 36,
}

/** Numbers, each holding all those before it. */
const INTEGERS = ['smallint', 'integer', 'bigint']
const FLOATS = ['real', 'double precision']
const NUMBERS: ReadonlySet<string> = new Set([...INTEGERS, ...FLOATS, 'numeric'])

/** SQLSTATE with which a value may refuse the change, if one may: too long, out of range, not of that form. */
export function refusalOf(from: DataType, to: DataType, context: EffectContext): string | undefined {
  if (NUMBERS.has(from.name) && NUMBERS.has(to.name)) return holdsNumbers(from, to) ? undefined : '22003'
  if (isSameType(from, to, context)) return keepsValues(from, to) ? undefined : LENGTHS[to.name]
  if (TEXTS.has(to.name)) return fitsText(from, to, context) ? undefined : TOO_LONG
  if (TEXTS.has(from.name)) return formOf(to, context)
  return valuesOf(from, context).some(value => !valuesOf(to, context).includes(value)) ? '22P02' : undefined
}

/** How a text that is no value of the type is refused. */
function formOf(to: DataType, context: EffectContext): string | undefined {
  if (!isKnownType(to, context)) return undefined
  return TIMES.has(to.name) ? '22007' : '22P02'
}

function fitsText(from: DataType, { arguments: [length] }: DataType, context: EffectContext): boolean {
  if (typeof length !== 'number') return true
  const values = valuesOf(from, context)
  if (values.length > 0) return values.every(value => value.length <= length)
  const [widest = WIDEST[from.name]] = TEXTS.has(from.name) ? from.arguments : []
  return typeof widest === 'number' && widest <= length
}

/** The values of an enum, when all are known. */
function valuesOf(type: DataType, { schema }: EffectContext): readonly string[] {
  const found = type.dimensions === 0 ? schema.enum(type) : undefined
  return found?.complete ? found.values.map(({ value }) => value) : []
}

/** Whether the new type reaches as far as the old one, whatever becomes of the digits behind the point. */
function holdsNumbers(from: DataType, to: DataType): boolean {
  if (FLOATS.includes(to.name)) return from.name !== 'double precision' || to.name !== 'real'
  if (INTEGERS.includes(to.name) && INTEGERS.includes(from.name))
    return INTEGERS.indexOf(to.name) >= INTEGERS.indexOf(from.name)
  return wholeDigits(from, 'most') <= wholeDigits(to, 'any')
}

/** Digits before the point: the most that a value has, and with how many there is room for any. */
const INTEGER_DIGITS: Readonly<Record<string, { readonly most: number; readonly any: number }>> = {
  smallint: { most: 5, any: 4 },
  integer: { most: 10, any: 9 },
  bigint: { most: 19, any: 18 },
}

function wholeDigits({ name, arguments: [precision, scale = 0] }: DataType, which: 'most' | 'any'): number {
  const ofInteger = INTEGER_DIGITS[name]
  if (ofInteger) return ofInteger[which]
  return typeof precision === 'number' && typeof scale === 'number' ? precision - scale : Infinity
}

/** Kinds of time, and what a value of them keeps of another. */
const PARTS: Readonly<Record<string, string>> = {
  date: 'day',
  time: 'time',
  timetz: 'time zone',
  timestamp: 'day time',
  timestamptz: 'day time zone',
}

/** Whether values are rounded or cut without a word. */
function loses(from: DataType, to: DataType): boolean {
  if (NUMBERS.has(from.name) && NUMBERS.has(to.name)) return !keepsDigits(from, to)
  if (from.name === 'interval' && to.name === 'interval') return !keepsValues(from, to)
  const [old, kept] = [PARTS[from.name]?.split(' '), PARTS[to.name]?.split(' ')]
  if (!old || !kept) return false
  if (old.some(part => part !== 'zone' && !kept.includes(part))) return true
  return old.includes('time') && precisionOf(from) > precisionOf(to)
}

/** Digits of the seconds. */
function precisionOf({ arguments: [precision = 6] }: DataType): number {
  return Number(precision)
}

/** Digits in all that a binary fraction keeps: https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT */
const FLOAT_DIGITS: Readonly<Record<string, number>> = { real: 6, 'double precision': 15 }

function keepsDigits(from: DataType, to: DataType): boolean {
  const kept = FLOAT_DIGITS[to.name]
  if (kept !== undefined)
    return FLOATS.includes(from.name) ? from.name === 'real' || to.name !== 'real' : allDigits(from) <= kept
  return FLOATS.includes(from.name)
    ? to.name === 'numeric' && to.arguments.length === 0
    : scaleOf(from) <= scaleOf(to)
}

function allDigits({ name, arguments: [precision] }: DataType): number {
  return INTEGER_DIGITS[name]?.most ?? (typeof precision === 'number' ? precision : Infinity)
}

function scaleOf({ name, arguments: [precision, scale = 0] }: DataType): number {
  if (name in INTEGER_DIGITS) return 0
  return precision === undefined ? Infinity : Number(scale)
}
