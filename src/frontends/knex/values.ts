/** Values of the code as Knex writes them into SQL. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { hasHoles } from '../typescript/operators.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import type { Value } from '../typescript/values.ts'
import { rawOf } from './drafts.ts'
import type { Given } from '../typescript/given.ts'
import { quoteLiteral, textOfGiven, write } from '../typescript/written-sql.ts'

/** A value as `client._escapeBinding` writes it into the text. */
export function escape(given: Given): MappedText {
  const { value, span } = given
  switch (value.kind) {
    case 'string':
      return hasHoles(value) ? unknownValue(given) : quoteLiteral(mappedOf(value), span)
    case 'primitive':
      return standingFor(value.value === undefined ? 'NULL' : String(value.value ?? 'NULL'), span)
    case 'array':
      if (toJson(value) === undefined) return unknownValue(given)
      return quoteLiteral(write(span, `{${value.elements.value.map(element).join(',')}}`), span)
    case 'object': {
      const json = toJson(value)
      return json === undefined ? unknownValue(given) : quoteLiteral(standingFor(json, span), span)
    }
    default:
      return rawOf(value) ?? unknownValue(given)
  }
}

/** What is not known is a parameter: it can be any value, and nothing but a value. */
function unknownValue({ span }: Given): MappedText {
  return standingFor('$1', span)
}

function element(value: Value): string {
  const plain = toPlain(value)
  return typeof plain === 'string' ? JSON.stringify(plain) : String(plain ?? 'NULL')
}

/** The value of `DEFAULT`: Knex quotes what is not raw, numbers as well. */
export function defaultText(given: Given, type: string): MappedText {
  const { value, span } = given
  const raw = rawOf(value)
  if (raw) return raw
  if (value.kind === 'primitive') {
    if (value.value === null) return standingFor('null', span)
    if (type === 'bool') return standingFor(value.value ? "'1'" : "'0'", span)
    return standingFor(`'${String(value.value)}'`, span)
  }
  if (type === 'bool' && value.kind === 'string') {
    return standingFor(['false', ''].includes(mappedOf(value).text) ? "'0'" : "'1'", span)
  }
  const json = value.kind === 'object' || value.kind === 'array' ? toJson(value) : undefined
  if (json !== undefined && (type === 'json' || type === 'jsonb')) return standingFor(`'${json}'`, span)
  return quoteLiteral(textOfGiven(given), span)
}

/** `JSON.stringify` of a value that is known; undefined when a part of it is not. */
export function toJson(value: Value): string | undefined {
  try {
    return JSON.stringify(toPlain(value))
  } catch {
    return undefined
  }
}

function toPlain(value: Value): unknown {
  switch (value.kind) {
    case 'string':
      return mappedOf(value).text
    case 'primitive':
      return value.value
    case 'array':
      return value.elements.value.map(toPlain)
    case 'object':
      return Object.fromEntries([...value.properties.value].map(([key, each]) => [key, toPlain(each)]))
    default:
      throw new TypeError('not known')
  }
}
