/** Asking for what the code hands to Sequelize, and saying that it cannot be known. */
import type { Span } from '../../source/span.ts'
import { placeOf } from '../typescript/arguments.ts'
import { isGiven, type Given } from '../typescript/given.ts'
import { unknown, truthOf } from '../typescript/value-tools.ts'
import type { UnknownValue, Why } from '../typescript/values.ts'

/** What Sequelize would send depends on something that is not known, or it would throw: caught where the call is read. */
export class CannotRead extends Error {
  readonly why: Why

  constructor(why: Why) {
    super(why.message)
    this.why = why
  }
}

/** The call cannot be read, because of a value. */
export function notKnown({ value }: Given, what: string): CannotRead {
  const why =
    value.kind === 'unknown' ? value : unknown('run-time value', `${what} is known only at run time`)
  return new CannotRead(why)
}

/** Sequelize itself refuses the call. */
export function refused(message: string): CannotRead {
  return new CannotRead({ reason: 'unknown call', message: `Sequelize refuses the call: ${message}` })
}

/** A property of an object, `undefined` included; undefined when it is not there. */
export function written(given: Given | undefined, name: string): Given | undefined {
  if (given?.value.kind === 'unknown') {
    if (isNowhere(given.value, name)) return undefined
    throw notKnown(given, name)
  }
  if (given?.value.kind !== 'object') return undefined
  const { properties, open } = given.value
  const value = properties.value.get(name) ?? open
  if (value === undefined) return undefined
  if (value === open) throw new CannotRead(open)
  return { value, span: given.span }
}

/** Whichever of several objects it is, none of them has the property. */
function isNowhere({ alternatives = [], complete }: UnknownValue, name: string): boolean {
  return (
    complete === true &&
    alternatives.every(
      each =>
        each.kind === 'primitive' ||
        (each.kind === 'object' && !each.open && !each.properties.value.has(name)),
    )
  )
}

/** A property of an object that is neither undefined nor null. */
export function part(given: Given | undefined, name: string): Given | undefined {
  const found = written(given, name)
  return isGiven(found) ? found : undefined
}

/** Whether a property counts as true. */
export function flagged(given: Given | undefined, name: string): boolean {
  return isTruthy(part(given, name), name)
}

/** Whether a value counts as true; what is not there does not. */
export function isTruthy(given: Given | undefined, what: string): boolean {
  if (!given) return false
  const truth = truthOf(given.value)
  if (truth === undefined) throw notKnown(given, what)
  return truth
}

/** The properties of an object whose names are all known. */
export function entries(given: Given | undefined, what: string): readonly (readonly [string, Given])[] {
  if (!given) throw refused(`${what} is missing`)
  if (given.value.kind !== 'object') throw notKnown(given, what)
  const { properties, open } = given.value
  if (open) throw new CannotRead(open)
  return [...properties.value].map(([name, value]) => [name, { value, span: given.span }])
}

/** The elements of a list that is known. */
export function elements(given: Given | undefined, what: string): readonly Given[] {
  if (!given) throw refused(`${what} is missing`)
  if (given.value.kind !== 'array') throw notKnown(given, what)
  return given.value.elements.value.map(value => ({ value, span: given.span }))
}

/** What has to be there. */
export function needed(given: Given | undefined, what: string): Given {
  if (!isGiven(given)) throw refused(`${what} is missing`)
  return given
}

/** Where a value was written, else where it is handed over. */
export function spanOfGiven({ value, span }: Given): Span {
  const place = placeOf(value)
  return place && place.file === span.file ? place : span
}
