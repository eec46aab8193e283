/** Methods of strings, on texts that keep their places. */
import { concatMapped, mappedText, sliceMapped, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { safePattern } from './safe-pattern.ts'
import {
  arrayValue,
  concatStrings,
  mappedOf,
  primitive,
  stringValue,
  textAt,
  toStringValue,
  unknown,
} from './value-tools.ts'
import type { StringValue, Value } from './values.ts'

/** A call of a method of a string. */
export interface StringCall {
  readonly text: MappedText
  readonly self: StringValue
  readonly args: readonly Value[]
  readonly span: Span
}

type StringMethod = (call: StringCall) => Value

const UNSURE = unknown('run-time value', 'what the string method gives is known only at run time')

/** A text of more characters than this is not repeated or padded. */
const LONGEST = 10_000_000

/** A text is not made of more pieces than these by repeating one. */
const MOST_PIECES = 100_000

/** What each method gives. */
export const STRING_METHODS: Readonly<Record<string, StringMethod>> = {
  trim: ({ text }) => trimmed(text, true, true),
  trimStart: ({ text }) => trimmed(text, true, false),
  trimEnd: ({ text }) => trimmed(text, false, true),
  toString: ({ self }: StringCall) => self,
  valueOf: ({ self }: StringCall) => self,
  normalize: ({ self }) => self,
  concat: ({ self, args, span }) =>
    args.map(each => toStringValue(each, span, 'value')).reduce(concatStrings, self),
  toUpperCase: ({ text }) => changeCase(text, part => part.toUpperCase()),
  toLowerCase: ({ text }) => changeCase(text, part => part.toLowerCase()),
  toLocaleUpperCase: ({ text }) => changeCase(text, part => part.toUpperCase()),
  toLocaleLowerCase: ({ text }) => changeCase(text, part => part.toLowerCase()),
  slice: call => sliced(call, (text, start, end) => text.slice(start, end)),
  substr: call => {
    const [start, length] = call.args.map(numberArgument)
    if (start === undefined || start < 0 || (call.args[1] && length === undefined)) return UNSURE
    const end = length === undefined ? [] : [primitive(start + Math.max(0, length))]
    return sliced({ ...call, args: [primitive(start), ...end] }, (text, from, to) => text.slice(from, to))
  },
  substring: call => sliced(call, (text, start, end) => text.substring(start ?? 0, end)),
  at: ({ text, args }) => indexed(text, args, (length, index) => (index < 0 ? length + index : index)),
  charAt: ({ text, args }) => indexed(text, args, (_, index) => index),
  repeat: ({ text, args }) => {
    const count = numberArgument(args[0])
    if (count === undefined || count < 0 || count > MOST_PIECES) return UNSURE
    if (count * text.text.length > LONGEST || count * text.pieces.length > MOST_PIECES) return UNSURE
    return stringValue(concatMapped(Array.from({ length: count }, () => text)))
  },
  padStart: call => padded(call, true),
  padEnd: call => padded(call, false),
  split: ({ text, args }) => {
    const parts = split(text, args[0])
    if (!args[1] || parts.kind !== 'array') return parts
    const most = numberArgument(args[1])
    return most === undefined ? UNSURE : arrayValue(parts.elements.value.slice(0, most))
  },
  replace: call => replaced(call, false),
  replaceAll: call => replaced(call, true),
  includes: call => asked(call, (text, part) => text.includes(part)),
  startsWith: call => asked(call, (text, part) => text.startsWith(part)),
  endsWith: call => asked(call, (text, part) => text.endsWith(part)),
  indexOf: call => asked(call, (text, part) => text.indexOf(part)),
  lastIndexOf: call => asked(call, (text, part) => text.lastIndexOf(part)),
}

function trimmed(text: MappedText, start: boolean, end: boolean): Value {
  const from = start ? text.text.length - text.text.trimStart().length : 0
  const to = end ? text.text.trimEnd().length : text.text.length
  return stringValue(sliceMapped(text, from, Math.max(from, to)))
}

function changeCase(text: MappedText, change: (part: string) => string): Value {
  const parts = text.pieces.map((piece, i) => {
    const start = text.starts[i] ?? 0
    const part = text.text.slice(start, start + piece.length)
    return piece.hole === undefined ? change(part) : part
  })
  const same = parts.every((part, i) => part.length === text.pieces[i]?.length)
  return same ? stringValue(mappedText(parts.join(''), text.pieces)) : UNSURE
}

function sliced(
  { text, args }: StringCall,
  cut: (text: string, start: number | undefined, end: number | undefined) => string,
): Value {
  if (hasHole(text)) return UNSURE
  const start = numberArgument(args[0])
  const end = numberArgument(args[1])
  if ((args[0] && start === undefined) || (args[1] && end === undefined)) return UNSURE
  const part = cut(text.text, start, end)
  if (part === '') return stringValue(concatMapped([]))
  // Where the part begins follows from the same rule applied to "everything from there on".
  const low = Math.min(start ?? 0, end ?? Infinity)
  const first = start !== undefined && start < 0 ? Math.max(0, text.text.length + start) : Math.max(0, low)
  const from = text.text.startsWith(part, first) ? first : text.text.indexOf(part)
  return stringValue(sliceMapped(text, from, from + part.length))
}

function indexed(
  text: MappedText,
  args: readonly Value[],
  place: (length: number, index: number) => number,
): Value {
  const index = args[0] ? numberArgument(args[0]) : 0
  if (index === undefined || hasHole(text)) return UNSURE
  const at = place(text.text.length, index)
  return stringValue(sliceMapped(text, Math.max(0, at), Math.max(0, Math.min(at + 1, text.text.length))))
}

function padded({ text, self, args, span }: StringCall, before: boolean): Value {
  const length = numberArgument(args[0])
  const filler = args[1]?.kind === 'string' ? mappedOf(args[1]).text : ' '
  if (length === undefined || length > LONGEST || hasHole(text)) return UNSURE
  const padding = ''.padStart(Math.max(0, length - text.text.length), filler)
  if (padding === '') return self
  const made = textAt(padding, span)
  return before ? concatStrings(made, self) : concatStrings(self, made)
}

function split(text: MappedText, separator: Value | undefined): Value {
  const pattern = patternOf(separator, 'g', text)
  if (!pattern) return UNSURE
  const parts: Value[] = []
  let at = 0
  for (const match of text.text.matchAll(pattern)) {
    if (match[0] === '' && match.index === 0) continue
    parts.push(stringValue(sliceMapped(text, at, match.index)))
    at = match.index + match[0].length
  }
  if (!(at === text.text.length && pattern.source === '(?:)')) {
    parts.push(stringValue(sliceMapped(text, at, text.text.length)))
  }
  return arrayValue(parts)
}

function replaced({ text, args, span }: StringCall, all: boolean): Value {
  const flags = args[0]?.kind === 'pattern' ? args[0].flags : ''
  const pattern = patternOf(args[0], 'g', text)
  const replacement = args[1]
  if (!pattern || replacement?.kind !== 'string') return UNSURE
  const made = mappedOf(replacement)
  if (/\$[$&`'\d<]/u.test(made.text) || (args[0]?.kind === 'pattern' && hasHole(text))) return UNSURE
  const parts: MappedText[] = []
  let at = 0
  for (const match of text.text.matchAll(pattern)) {
    parts.push(sliceMapped(text, at, match.index), made)
    at = match.index + match[0].length
    if (!all && !flags.includes('g')) break
    if (parts.length > 200_000) return unknown('limit', `the text at ${String(span.start)} is too long`)
  }
  parts.push(sliceMapped(text, at, text.text.length))
  return stringValue(concatMapped(parts))
}

function patternOf(value: Value | undefined, extraFlags: string, text: MappedText): RegExp | undefined {
  if (value?.kind === 'pattern') {
    const flags = [...new Set(value.flags.replace('y', '') + extraFlags)].join('')
    return safePattern(value.source, flags, text.text.length)
  }
  if (value?.kind !== 'string') return undefined
  return new RegExp(mappedOf(value).text.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&'), extraFlags)
}

function asked({ text, args }: StringCall, ask: (text: string, part: string) => boolean | number): Value {
  const part = args[0]
  if (part?.kind !== 'string' || args.length > 1) return UNSURE
  const answer = ask(text.text, mappedOf(part).text)
  if ((hasHole(text) || hasHole(mappedOf(part))) && answer !== true) return UNSURE
  return primitive(answer)
}

function numberArgument(value: Value | undefined): number | undefined {
  return value?.kind === 'primitive' && typeof value.value === 'number' ? value.value : undefined
}

function hasHole(text: MappedText): boolean {
  return text.pieces.some(piece => piece.hole !== undefined)
}
