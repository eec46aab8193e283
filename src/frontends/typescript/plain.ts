/** Values of the evaluator as plain values of JavaScript. */
import { hasHoles } from './operators.ts'
import { mappedOf } from './value-tools.ts'
import type { Value } from './values.ts'

/** The value with all that is in it; undefined when a part of it is not known, or it is nothing that can be written down. */
export function plainOf(value: Value, depth = 0): unknown {
  if (depth > DEEPEST) return undefined
  switch (value.kind) {
    case 'string':
      return hasHoles(value) ? undefined : mappedOf(value).text
    case 'primitive':
      return value.value
    case 'array': {
      const elements = value.elements.value.map(each => plainOf(each, depth + 1))
      return value.collection || elements.includes(undefined) ? undefined : elements
    }
    case 'object': {
      if (value.class || value.open || value.maybe || value.accessors) return undefined
      const given = [...value.properties.value].filter(([, each]) => !isUndefined(each))
      const entries = given.map(([name, each]) => [name, plainOf(each, depth + 1)] as const)
      return entries.some(([, each]) => each === undefined) ? undefined : Object.fromEntries(entries)
    }
    default:
      return undefined
  }
}

/** Nothing that a migration writes down is nested deeper. */
const DEEPEST = 40

function isUndefined(value: Value): boolean {
  return value.kind === 'primitive' && value.value === undefined
}
