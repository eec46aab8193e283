/** `format(text, …)` of pg-format: `%I` is a name, `%L` a literal, `%s` a text: https://github.com/datalanche/node-pg-format */
import { concatMapped, sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import { givenTo, listOf, type Given } from '../typescript/given.ts'
import { hasHoles } from '../typescript/operators.ts'
import { mappedOf, stringValue, unknown } from '../typescript/value-tools.ts'
import type { HostMethod } from '../typescript/values.ts'
import { joined, quoteLiteral, quoteName, textOfGiven } from '../typescript/written-sql.ts'

const MARK = /%(?:%|(?:(\d+)\$)?([ILs]))/gu

/** The text with its arguments in place. */
export const format: HostMethod = call => {
  const [text, ...values] = givenTo(call)
  if (text?.value.kind !== 'string') return unknown('run-time value', 'the SQL is known only at run time')
  const sql = mappedOf(text.value)
  const parts: MappedText[] = []
  let done = 0
  let next = 0
  for (const match of sql.text.matchAll(MARK)) {
    const [mark, position, type] = match
    const end = match.index + mark.length
    const span = sliceMapped(sql, match.index, end).pieces[0]?.span ?? call.span
    const value =
      type === undefined ? undefined : values[position === undefined ? next++ : Number(position) - 1]
    const written = type === undefined ? standingFor('%', span) : value && writtenAs(type, value)
    if (!written) return unknown('unknown call', 'format() has too few arguments')
    parts.push(sliceMapped(sql, done, match.index), written)
    done = end
  }
  return stringValue(concatMapped([...parts, sliceMapped(sql, done)]))
}

/** A list of names or literals is written with commas. */
export function identifier(given: Given): MappedText {
  return joined(
    given.span,
    listOf(given).map(name => quoteName(textOfGiven(name), name.span)),
    ',',
  )
}

/** What is not known can be any literal. */
export function literal(given: Given): MappedText {
  return joined(given.span, listOf(given).map(literalOf), ',')
}

function literalOf({ value, span }: Given): MappedText {
  if (value.kind === 'string' && !hasHoles(value)) return quoteLiteral(mappedOf(value), span)
  if (value.kind === 'primitive' && typeof value.value !== 'boolean') {
    const isNothing = (value.value ?? undefined) === undefined
    return standingFor(isNothing ? 'NULL' : `'${String(value.value)}'`, span)
  }
  if (value.kind === 'primitive') return standingFor(value.value ? "'t'" : "'f'", span)
  return standingFor('$1', span)
}

function writtenAs(type: string, value: Given): MappedText {
  if (type === 'I') return identifier(value)
  return type === 'L' ? literal(value) : joined(value.span, listOf(value).map(textOfGiven), ',')
}
