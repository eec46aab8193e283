/** What the code hands to a builder: a value and the place where it stands. */
import type { Span } from '../../source/span.ts'
import { mappedOf } from './value-tools.ts'
import type { HostCall, Value } from './values.ts'

/** A value of the code and where it stands. */
export interface Given {
  readonly value: Value
  readonly span: Span
}

/** The arguments of a call, each with its place. */
export function givenTo(call: HostCall): readonly Given[] {
  return call.args.map((value, i) => ({ value, span: call.spans[i] ?? call.span }))
}

/** A number, or the default that is taken for everything that is none. */
export function numberOf(given: Given | undefined, otherwise: number): number {
  if (given?.value.kind === 'primitive' && typeof given.value.value === 'number') return given.value.value
  return Number(textIn(given) ?? Number.NaN) || otherwise
}

/** The text of a string value. */
export function textIn(given: Given | undefined): string | undefined {
  return given?.value.kind === 'string' ? mappedOf(given.value).text : undefined
}

/** Whether it is there: neither left out nor undefined nor null. */
export function isGiven(given: Given | undefined): given is Given {
  return given !== undefined && !(given.value.kind === 'primitive' && (given.value.value ?? null) === null)
}

/** Whether the value is this one. */
export function is(given: Given | undefined, value: boolean | null): boolean {
  return given?.value.kind === 'primitive' && given.value.value === value
}

/** A property of an options object. */
export function option(given: Given | undefined, name: string): Given | undefined {
  if (given?.value.kind !== 'object') return undefined
  const value = given.value.properties.value.get(name)
  return value && { value, span: given.span }
}

/** The properties of an object, in their order; undefined when it is none. */
export function entriesOf(given: Given | undefined): readonly (readonly [string, Given])[] | undefined {
  if (given?.value.kind !== 'object') return undefined
  return [...given.value.properties.value].map(([key, value]) => [key, { value, span: given.span }])
}

/** The elements of an array, or the value alone. */
export function listOf(given: Given): readonly Given[] {
  if (given.value.kind !== 'array') return [given]
  return given.value.elements.value.map(value => ({ value, span: given.span }))
}
