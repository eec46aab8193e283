/** Arguments of a running migration as the values in which the frontend's table of calls thinks. */
import { MADE as READ_MADE } from '../../frontends/migrate-lint/runner-module.ts'
import {
  arrayValue,
  objectValue,
  primitive,
  textAt,
  unknown,
} from '../../frontends/typescript/value-tools.ts'
import type { Value } from '../../frontends/typescript/values.ts'
import type { Span } from '../../source/span.ts'
import { madeKind } from '../authoring/made.ts'

/** Nothing that `op` takes is nested deeper: what is holds itself. */
const DEEPEST = 40

/** The value; a function or a symbol, which no call takes, is one that is not known. */
export function toValue(value: unknown, span: Span, depth = 0): Value {
  switch (typeof value) {
    case 'string':
      return textAt(value, span)
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'undefined':
      return primitive(value)
    case 'object':
      return value === null ? primitive(null) : fromObject(value, span, depth)
    default:
      return unknown('run-time value', `a ${typeof value} stands where a value is wanted`)
  }
}

function fromObject(value: object, span: Span, depth: number): Value {
  if (depth > DEEPEST) return unknown('run-time value', 'an argument holds itself')
  const inner = (each: unknown): Value => toValue(each, span, depth + 1)
  if (Array.isArray(value)) return arrayValue(value.map(inner))
  if (value instanceof Set) return arrayValue([...(value as ReadonlySet<unknown>)].map(inner))
  if (value instanceof Date) return textAt(value.toISOString(), span)
  if (value instanceof Uint8Array) return textAt(`\\x${Buffer.from(value).toString('hex')}`, span)
  const kind = madeKind(value)
  const properties = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]))
  if (kind === 'name') return properties['text'] ?? primitive(undefined)
  if (typeof kind === 'string') return objectValue({ [READ_MADE]: textAt(kind, span), ...properties })
  return objectValue(properties)
}
