/** What an argument or option of a call may be, and how messages say it. */
import { isMade } from '../../authoring/made.ts'

/** A kind of value. */
export interface Kind {
  readonly is: (value: unknown) => boolean
  /** `the name is 5, not …`. */
  readonly wanted: string
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isSql = (value: unknown): boolean => isText(value) || isMade(value, 'sql')
const isName = (value: unknown): boolean => isText(value) || isMade(value, 'name')
const isTexts = (value: unknown): boolean => isText(value) || isListOf(isText)(value)

function isListOf(is: (value: unknown) => boolean) {
  return (value: unknown): boolean => Array.isArray(value) && value.every(is)
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const TEXT: Kind = { is: isText, wanted: 'a text' }
export const TEXT_OR_NULL: Kind = {
  is: value => typeof value === 'string' || value === null,
  wanted: 'a text or null',
}
/** Of an index or constraint. */
export const NAME: Kind = { is: value => value === null || isName(value), wanted: 'a name, or null' }
export const TEXTS: Kind = { is: isTexts, wanted: 'a list of names' }
export const LIST: Kind = { is: value => Array.isArray(value), wanted: 'a list' }
export const SQL: Kind = { is: isSql, wanted: 'SQL' }
/** Any number of statements, none included. */
export const SCRIPT: Kind = { is: value => value === '' || isSql(value), wanted: 'SQL' }
export const FLAG: Kind = { is: value => typeof value === 'boolean', wanted: 'true or false' }
export const NUMBER: Kind = {
  is: value => typeof value === 'number' && Number.isFinite(value) && value > 0,
  wanted: 'a number above zero',
}
export const DURATION: Kind = {
  is: value =>
    (typeof value === 'number' && value >= 0) ||
    /^\s*\d+(?:\.\d+)?\s*(?:ms|s|min|h)?\s*$/u.test(String(value)),
  wanted: "a time: milliseconds, or '250ms', '5s', '2min'",
}
export const OBJECT: Kind = { is: isPlain, wanted: 'an object' }
export const COLUMN: Kind = { is: value => isMade(value, 'column'), wanted: 'a column(…)' }
export const COLUMNS: Kind = {
  is: isListOf(value => isMade(value, 'column')),
  wanted: 'a list of columns, each made by column(…)',
}
export const TYPE: Kind = { is: value => isSql(value) || isMade(value, 'type'), wanted: 'a type: t.text()' }
/** A value that a column may get; `undefined` is no value. */
export const VALUE: Kind = {
  is: value => value === null || typeof value !== 'object' || isMade(value, 'sql'),
  wanted: 'a constant, or SQL',
}
export const KEYS: Kind = {
  is: value => isKey(value) || (isListOf(isKey)(value) && (value as readonly unknown[]).length > 0),
  wanted: 'a list of columns, desc(…) or SQL',
}
export const FUNCTION: Kind = { is: value => typeof value === 'function', wanted: 'a function' }
export const ANY: Kind = { is: () => true, wanted: 'anything' }

function isKey(value: unknown): boolean {
  return isSql(value) || isMade(value, 'key')
}

/** One of some words, in any case. */
export function oneOf(...words: readonly string[]): Kind {
  return {
    is: value => typeof value === 'string' && words.includes(value.toLowerCase()),
    wanted: words.map(word => `'${word}'`).join(' or '),
  }
}

/** One kind or another. */
export function either(...kinds: readonly Kind[]): Kind {
  return {
    is: value => kinds.some(kind => kind.is(value)),
    wanted: kinds.map(({ wanted }) => wanted).join(', or '),
  }
}
