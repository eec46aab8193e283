/** Writing the SQL that Knex sends, with every name and value still knowing its place in the source. */
import {
  concatMapped,
  mappedText,
  sliceMapped,
  standingFor,
  type MappedText,
} from '../../source/mapped-text.ts'
import { spanOf, type Span } from '../../source/span.ts'
import { mappedOf, toStringValue } from '../typescript/value-tools.ts'
import { rawOf, type Given } from './drafts.ts'

/**
 * Texts one after the other; plain strings are what Knex adds and stand for the whole call. What ends with an
 * argument of the call ends with the call, so that a finding covers its closing parenthesis.
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

/** A name as `formatter.wrap` quotes it: part by part, with an alias, a raw piece as it is. */
export function wrap(given: Given): MappedText {
  return rawOf(given.value) ?? wrapText(textOfGiven(given), given.span)
}

/** A name in quotes: `billing.orders as o` is `"billing"."orders" as "o"`. */
export function wrapText(name: MappedText, span: Span): MappedText {
  const alias = name.text.toLowerCase().lastIndexOf(' as ')
  if (alias >= 0) {
    const parts = [sliceMapped(name, 0, alias), sliceMapped(name, alias + 4)] as const
    return write(span, wrapText(parts[0], span), ' as ', wrapText(parts[1], span))
  }
  return joined(
    span,
    split(name, '.').map(part => quote(part, span)),
    '.',
  )
}

/** One name in quotes; a star stays as it is. */
export function quote(name: MappedText, span: Span): MappedText {
  const trimmed = trim(name)
  if (trimmed.text === '*') return trimmed
  if (trimmed.text.includes('"')) return standingFor(`"${trimmed.text.replaceAll('"', '""')}"`, span)
  return write(span, '"', trimmed, '"')
}

function trim(text: MappedText): MappedText {
  const start = text.text.length - text.text.trimStart().length
  return sliceMapped(text, start, Math.max(start, text.text.trimEnd().length))
}

function split(text: MappedText, separator: string): readonly MappedText[] {
  const parts: MappedText[] = []
  let start = 0
  for (let at = text.text.indexOf(separator); at >= 0; at = text.text.indexOf(separator, start)) {
    parts.push(sliceMapped(text, start, at))
    start = at + separator.length
  }
  return [...parts, sliceMapped(text, start)]
}

/** A string literal as Knex escapes it: https://github.com/knex/knex/blob/master/lib/dialects/postgres/index.js */
export function quoteLiteral(text: MappedText, span: Span): MappedText {
  const { text: value } = text
  if (value.includes('\\')) {
    return standingFor(`E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`, span)
  }
  if (value.includes("'")) return standingFor(`'${value.replaceAll("'", "''")}'`, span)
  return write(span, "'", text, "'")
}

/** One name, or a list of them: `"a", "b"`. */
export function columnize(given: Given): MappedText {
  return joined(given.span, listOf(given).map(wrap))
}

/** The elements of an array, or the value alone. */
export function listOf(given: Given): readonly Given[] {
  if (given.value.kind !== 'array') return [given]
  return given.value.elements.value.map(value => ({ value, span: given.span }))
}
