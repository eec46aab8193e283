/** Making and asking the values of the evaluator. */
import type { OpaqueReason } from '../../model/opaque-operations.ts'
import { concatMapped, hole, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { cellOf } from './cells.ts'
import { LimitReached } from './limits.ts'
import type {
  ArrayValue,
  ClassValue,
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
  if (!('left' in value.parts)) return value.parts
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
  const length = lengthOf(left) + lengthOf(right)
  const pieces = piecesOf(left) + piecesOf(right)
  if (length > LONGEST_TEXT || pieces > MOST_PIECES) throw new LimitReached('the text is too long')
  // What has been joined once is not joined again.
  const start = FLAT.get(left) ?? left.parts
  return { kind: 'string', parts: { left: start, right: right.parts, length, pieces } }
}

/** A text of more characters is not put together: doubling it a few times more would fill the memory. */
const LONGEST_TEXT = 20_000_000

/** A list of more elements is not followed. */
const LONGEST_LIST = 100_000

/** A text of more pieces is not put together. */
const MOST_PIECES = 500_000

/** How long a text is, without joining its parts. */
export function lengthOf({ parts }: StringValue): number {
  return 'left' in parts ? parts.length : parts.text.length
}

/** Of how many pieces a text consists: what joining it costs. */
export function piecesOf({ parts }: StringValue): number {
  return 'left' in parts ? parts.pieces : parts.pieces.length
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
    case 'host':
      return value.host.text ?? stringValue(hole(source, span))
    default:
      return stringValue(hole(value.kind === 'unknown' ? (value.source ?? source) : source, span))
  }
}

/** The empty text. */
export const EMPTY: StringValue = stringValue({ text: '', pieces: [], starts: [] })

/** Whether a value counts as true; undefined when that is not known. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'string':
      return lengthOf(value) > 0
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
  const doubt = unknown('run-time value', 'the condition is known only at run time')
  return carriesRunner(value) ? { ...doubt, carriesRunner: true } : doubt
}

/** An array of values. */
export function arrayValue(elements: readonly Value[], at?: Span): ArrayValue {
  if (elements.length > LONGEST_LIST) throw new LimitReached('the list is too long')
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
  if (left.kind === 'promise' && right.kind === 'promise' && !left.rejected && !right.rejected) {
    const tracker = { children: [left.tracker, right.tracker] }
    return { kind: 'promise', value: joinValues(left.value, right.value), tracker }
  }
  return eitherOf(left, right)
}

/** More values than these are not kept apart. */
const MOST_ALTERNATIVES = 8

function eitherOf(left: Value, right: Value): UnknownValue {
  const sides = [left, right]
  const doubts = sides.filter(side => side.kind === 'unknown')
  const message = 'the value depends on a condition that is known only at run time'
  const alternatives = sides.flatMap(side => (side.kind === 'unknown' ? (side.alternatives ?? []) : [side]))
  const trackers = doubts.flatMap(({ tracker }) => tracker ?? [])
  const complete = alternatives.length <= MOST_ALTERNATIVES && doubts.every(doubt => doubt.complete)
  return {
    ...(doubts[0] ?? unknown('run-time value', message)),
    alternatives: alternatives.slice(0, MOST_ALTERNATIVES),
    complete: complete ? true : undefined,
    tracker: trackers.length > 1 ? { children: [...trackers] } : trackers[0],
    ...(doubts.some(doubt => doubt.carriesRunner) ? { carriesRunner: true } : {}),
  }
}

/** An unknown value that may be one of these. */
export function oneOf(values: readonly Value[], doubt: UnknownValue): Value {
  const kept = values.slice(0, MOST_ALTERNATIVES)
  return kept.length === 0 ? doubt : { ...doubt, alternatives: kept }
}

/** Whether a value gives its holder a way to the database. */
export function carriesRunner(value: Value, depth = 0): boolean {
  if (depth > 3) return false
  const deeper = (each: Value): boolean => carriesRunner(each, depth + 1)
  switch (value.kind) {
    case 'host':
      return value.host.reachesDatabase
    case 'unknown':
      return value.carriesRunner ?? value.alternatives?.some(deeper) ?? false
    case 'method':
      return deeper(value.receiver)
    case 'function':
      return value.bound?.some(deeper) ?? false
    case 'array':
      return value.elements.value.slice(0, 20).some(deeper)
    case 'object':
      if (frameworkParent(value.class)?.reachesDatabase) return true
      return !value.isNamespace && [...value.properties.value.values()].slice(0, 50).some(deeper)
    case 'promise':
      return deeper(value.value)
    default:
      return false
  }
}

/** The framework's own class that a class of the code extends, itself or through others. */
export function frameworkParent(made: ClassValue | undefined): HostObject | undefined {
  let parent = made?.parent
  while (parent?.kind === 'class') parent = parent.parent
  return parent?.kind === 'host' ? parent.host : undefined
}

/** Whether two values are certainly the same. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === right) return true
  if (left.kind === 'primitive' && right.kind === 'primitive') return left.value === right.value
  if (left.kind === 'string' && right.kind === 'string' && lengthOf(left) !== lengthOf(right)) return false
  if (left.kind === 'string' && right.kind === 'string') return mappedOf(left).text === mappedOf(right).text
  if (left.kind === 'host' && right.kind === 'host') return left.host === right.host
  return false
}

function joinElements(left: readonly Value[], right: readonly Value[]): readonly Value[] {
  const longer = left.length >= right.length ? left : right
  return longer.map((_, index) => {
    const one = left[index]
    const two = right[index]
    return one && two ? joinValues(one, two) : joinValues(one ?? UNDEFINED, two ?? UNDEFINED)
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
