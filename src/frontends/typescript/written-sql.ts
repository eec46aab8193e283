/** Writing the SQL that a framework sends, with every name and value still knowing its place in the source. */
import {
  concatMapped,
  mappedText,
  sliceMapped,
  standingFor,
  type MappedText,
} from '../../source/mapped-text.ts'
import { spanOf, type Span } from '../../source/span.ts'
import type { Given } from './given.ts'
import { mappedOf, toStringValue } from './value-tools.ts'

/**
 * Texts one after the other; plain strings are what the framework adds and stand for the whole call. What ends with
 * an argument of the call ends with the call, so that a finding covers its closing parenthesis.
 */
export function write(span: Span, ...parts: readonly (string | MappedText)[]): MappedText {
  const text = concatMapped(parts.map(part => (typeof part === 'string' ? standingFor(part, span) : part)))
  const last = text.pieces.at(-1)
  if (last?.span.file !== span.file || last.span.start < span.start || last.span.end >= span.end) return text
  const whole = last.atomic || last.length === 1
  const from = whole ? last.span.start : last.span.end - 1
  const closing = {
    ...last,
    length: whole ? last.length : 1,
    atomic: true,
    span: spanOf(span.file, from, span.end),
  }
  const before = sliceMapped(text, 0, text.text.length - closing.length)
  return mappedText(text.text, [...before.pieces, closing])
}

/** Texts with a separator between them. */
export function joined(span: Span, parts: readonly MappedText[], separator = ', '): MappedText {
  return write(span, ...parts.flatMap((part, i) => (i === 0 ? [part] : [separator, part])))
}

/** The text of a value; what is not known is a placeholder. */
export function textOfGiven({ value, span }: Given): MappedText {
  return mappedOf(toStringValue(value, span, 'value'))
}

/** Without the white space around it. */
export function trimMapped(text: MappedText): MappedText {
  const start = text.text.length - text.text.trimStart().length
  return sliceMapped(text, start, Math.max(start, text.text.trimEnd().length))
}

/** The parts between separators. */
export function splitMapped(text: MappedText, separator: string): readonly MappedText[] {
  const parts: MappedText[] = []
  let start = 0
  for (let at = text.text.indexOf(separator); at >= 0; at = text.text.indexOf(separator, start)) {
    parts.push(sliceMapped(text, start, at))
    start = at + separator.length
  }
  return [...parts, sliceMapped(text, start)]
}

/** One name in double quotes, quotes in it doubled. */
export function quoteName(name: MappedText, span: Span): MappedText {
  if (name.text.includes('"')) return standingFor(`"${name.text.replaceAll('"', '""')}"`, span)
  return write(span, '"', name, '"')
}

/** A string literal; one with backslashes as `E'…'`. */
export function quoteLiteral(text: MappedText, span: Span): MappedText {
  const { text: value } = text
  if (value.includes('\\')) {
    return standingFor(`E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`, span)
  }
  if (value.includes("'")) return standingFor(`'${value.replaceAll("'", "''")}'`, span)
  return write(span, "'", text, "'")
}
