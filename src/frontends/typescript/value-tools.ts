/** Making and asking the values of the evaluator. */
import type { OpaqueReason } from '../../model/opaque-operations.ts'
import { concatMapped, hole, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { cellOf } from './cells.ts'
import type {
  ArrayValue,
  HostObject,
  HostValue,
  ObjectValue,
  PrimitiveValue,
  Rope,
  StringValue,
  UnknownValue,
  Value,
} from './values.ts'

export const UNDEFINED: PrimitiveValue = { kind: 'primitive', value: undefined }

/** A number, boolean, null or undefined. */
export function primitive(value: PrimitiveValue['value']): PrimitiveValue {
  return { kind: 'primitive', value }
}

/** A string from its mapped text. */
export function stringValue(text: MappedText): StringValue {
  return { kind: 'string', parts: text }
}

/** A computed string that stands for a range of the source as a whole. */
export function textAt(text: string, span: Span): StringValue {
  return stringValue(standingFor(text, span))
}

/** A value that cannot be known, and why. */
export function unknown(reason: OpaqueReason, message: string, guard?: boolean): UnknownValue {
  return { kind: 'unknown', reason, message, ...(guard ? { guard: true } : {}) }
}

/** The text of a string value. */
export function mappedOf(value: StringValue): MappedText {
  const known = FLAT.get(value)
  if (known) return known
  const leaves: MappedText[] = []
  const open: Rope[] = [value.parts]
  for (let rope = open.pop(); rope; rope = open.pop()) {
    if ('left' in rope) open.push(rope.right, rope.left)
    else leaves.push(rope)
  }
  const flat = concatMapped(leaves)
  FLAT.set(value, flat)
  return flat
}

const FLAT = new WeakMap<StringValue, MappedText>()

/** Two strings one after the other. */
export function concatStrings(left: StringValue, right: StringValue): StringValue {
  return { kind: 'string', parts: { left: left.parts, right: right.parts } }
}

/** The value as a string is made of it in a template; what is not known becomes a hole. */
export function toStringValue(value: Value, span: Span, source: string): StringValue {
  switch (value.kind) {
    case 'string':
      return value
    case 'primitive':
      return textAt(String(value.value), span)
    case 'array': {
      const [first, ...rest] = value.elements.value.map(each => toStringValue(each, span, source))
      return rest.reduce(
        (text, each) => concatStrings(concatStrings(text, textAt(',', span)), each),
        first ?? EMPTY,
      )
    }
    default:
      return stringValue(hole(value.kind === 'unknown' ? (value.source ?? source) : source, span))
  }
}

/** The empty text. */
export const EMPTY: StringValue = stringValue({ text: '', pieces: [], starts: [] })

/** Whether a value counts as true; undefined when that is not known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'string': {
      const { text } = mappedOf(value)
      return text !== ''
    }
    case 'primitive':
      return Boolean(value.value)
    case 'object':
      return value.maybe ? undefined : true
    case 'unknown':
      return undefined
    default:
      return true
  }
}

/** The reason why the truth of a value is not known. */
export function doubtOf(value: Value): UnknownValue {
  if (value.kind === 'unknown') return value
  if (value.kind === 'object' && value.maybe) return value.maybe
  return unknown('run-time value', 'the condition is known only at run time')
}

/** An array of values. */
export function arrayValue(elements: readonly Value[], at?: Span): ArrayValue {
  return { kind: 'array', elements: cellOf(elements, joinElements), at }
}

/** An object with the properties given. */
export function objectValue(
  properties: ReadonlyMap<string, Value> | Readonly<Record<string, Value>>,
  extra: Partial<Omit<ObjectValue, 'kind' | 'properties'>> = {},
): ObjectValue {
  const map = properties instanceof Map ? properties : new Map(Object.entries(properties))
  return { kind: 'object', properties: cellOf<ReadonlyMap<string, Value>>(map, joinProperties), ...extra }
}

/** An object of the framework as a value. */
export function hostValue(host: HostObject): HostValue {
  return { kind: 'host', host }
}

/** Whether a text consists of placeholders alone, so that nothing of it is known. */
export function isPlaceholderOnly(text: MappedText): boolean {
  if (!text.pieces.some(piece => piece.hole !== undefined)) return false
  return text.pieces.every((piece, i) => piece.hole !== undefined || textOfPiece(text, i).trim() === '')
}

/** What a value is when one of two may be right. */
export function joinValues(left: Value, right: Value): Value {
  if (sameValue(left, right)) return left
  if (left.kind === 'unknown') return left
  if (right.kind === 'unknown') return right
  if (left.kind === 'promise' && right.kind === 'promise') {
    const tracker = { children: [left.tracker, right.tracker] }
    return { kind: 'promise', value: joinValues(left.value, right.value), tracker }
  }
  return unknown('run-time value', 'the value depends on a condition that is known only at run time')
}

/** Whether two values are certainly the same. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true
  if (left.kind === 'primitive' && right.kind === 'primitive') return left.value === right.value
  if (left.kind === 'string' && right.kind === 'string') return mappedOf(left).text === mappedOf(right).text
  if (left.kind === 'host' && right.kind === 'host') return left.host === right.host
  return false
}

function joinElements(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const longer = left.length >= right.length ? left : right
  return longer.map((_, index) => {
    const one = left[index]
    const two = right[index]
    return one && two ? joinValues(one, two) : unknown('run-time value', 'the element is not always there')
  })
}

function joinProperties(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const joined = new Map<string, Value>()
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    joined.set(key, joinValues(left.get(key) ?? UNDEFINED, right.get(key) ?? UNDEFINED))
  }
  return joined
}

function textOfPiece(text: MappedText, index: number): string {
  const start = text.starts[index] ?? 0
  return text.text.slice(start, start + (text.pieces[index]?.length ?? 0))
}
