/** `JSON.parse` and `JSON.stringify` of values that are known. */
import { hasHoles } from './operators.ts'
import type { Span } from '../../source/span.ts'
import { arrayValue, mappedOf, objectValue, primitive, textAt, unknown } from './value-tools.ts'
import type { HostCall, Value } from './values.ts'

const UNSURE = unknown('run-time value', 'what JSON gives is known only at run time')

/** More values than these are not written out. */
const MOST_VALUES = 10_000

/** The value that a text describes. */
export function parseJson(call: HostCall): Value {
  const [text] = call.args
  if (text?.kind !== 'string' || hasHoles(text) || call.args.length > 1) return UNSURE
  try {
    return valueOfJson(JSON.parse(mappedOf(text).text), call.span)
  } catch {
    return UNSURE
  }
}

/** The value that parsed JSON stands for, its texts standing for a place as a whole. */
export function valueOfJson(value: unknown, span: Span): Value {
  if (typeof value === 'string') return textAt(value, span)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return primitive(value)
  if (Array.isArray(value)) return arrayValue(value.map(each => valueOfJson(each, span)))
  if (typeof value !== 'object') return UNSURE
  return objectValue(new Map(Object.entries(value).map(([name, each]) => [name, valueOfJson(each, span)])))
}

/** The text of a value, without replacer and indentation. */
export function stringifyJson(call: HostCall): Value {
  const [value] = call.args
  if (!value || call.args.length > 1) return UNSURE
  const text = jsonOf(value)
  return text === undefined ? UNSURE : textAt(text, call.span)
}

/** The text of a value; undefined when a part of it is not known. */
export function jsonOf(value: Value): string | undefined {
  return textOf(value, { left: MOST_VALUES })
}

/** Undefined when a part of it is not known, or it is too large or contains itself. */
function textOf(value: Value, budget: { left: number }): string | undefined {
  if (budget.left-- <= 0) return undefined
  if (value.kind === 'string') return hasHoles(value) ? undefined : JSON.stringify(mappedOf(value).text)
  if (value.kind === 'primitive') {
    return typeof value.value === 'bigint' ? undefined : JSON.stringify(value.value ?? null)
  }
  if (value.kind === 'array' && !value.collection) {
    const parts = value.elements.value.map(each => textOf(each, budget))
    return parts.includes(undefined) ? undefined : `[${parts.join(',')}]`
  }
  if (value.kind !== 'object' || value.class || value.open || value.maybe || value.accessors) return undefined
  const parts = [...value.properties.value].flatMap(([name, each]) => {
    if (each.kind === 'primitive' && each.value === undefined) return []
    const part = textOf(each, budget)
    return [part === undefined ? undefined : `${JSON.stringify(name)}:${part}`]
  })
  return parts.includes(undefined) ? undefined : `{${parts.join(',')}}`
}
