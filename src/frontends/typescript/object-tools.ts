/** The own properties of values. */
import { textAt } from './value-tools.ts'
import type { Span } from '../../source/span.ts'
import type { Value } from './values.ts'

/** Names and values of an object or array in order; undefined when they are not all known. */
export function keysOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value.kind === 'array') return value.elements.value.map((each, index) => [String(index), each])
  if (value.kind === 'object') return value.open || value.maybe ? undefined : [...value.properties.value]
  if (value.kind === 'primitive') return []
  return value.kind === 'class' ? [...value.statics.value] : undefined
}

/** The elements that `for … of` and spread give; undefined when they are not known. */
export function elementsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'array') return value.elements.value
  return value.kind === 'primitive' ? [] : undefined
}

/** The names that `for … in` gives. */
export function namesOf(value: Value, span: Span): readonly Value[] | undefined {
  return keysOf(value)?.map(([name]) => textAt(name, span))
}
