/** The own properties of values. */
import { sliceMapped } from '../../source/mapped-text.ts'
import { mappedOf, stringValue, textAt } from './value-tools.ts'
import type { Span } from '../../source/span.ts'
import type { StringValue, Value } from './values.ts'

/** Names and values of an object or array in order; undefined when they are not all known. */
export function keysOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value.kind === 'array' && value.collection) return []
  if (value.kind === 'array') return value.elements.value.map((each, index) => [String(index), each])
  if (value.kind === 'object') {
    const isKnown = value.isNamespace ?? !(value.open ?? value.maybe)
    return isKnown ? [...value.properties.value] : undefined
  }
  if (value.kind === 'primitive') return []
  return value.kind === 'class' ? [...value.statics.value] : undefined
}

/** The elements that `for … of` and spread give; undefined when they are not known. */
export function elementsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'array') return value.elements.value
  if (value.kind === 'string') return charactersOf(value)
  return value.kind === 'primitive' ? [] : undefined
}

function charactersOf(value: StringValue): readonly Value[] | undefined {
  const text = mappedOf(value)
  if (text.text.length > 10_000 || text.pieces.some(piece => piece.hole !== undefined)) return undefined
  let at = 0
  return [...text.text].map(character => {
    const start = at
    at += character.length
    return stringValue(sliceMapped(text, start, at))
  })
}

/** The names that `for … in` gives. */
export function namesOf(value: Value, span: Span): readonly Value[] | undefined {
  return keysOf(value)?.map(([name]) => textAt(name, span))
}
