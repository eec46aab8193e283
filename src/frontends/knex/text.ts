/** Names as Knex writes them: https://github.com/knex/knex/blob/master/lib/formatter/wrappingFormatter.js */
import { sliceMapped, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { listOf, type Given } from '../typescript/given.ts'
import { joined, quoteName, splitMapped, textOfGiven, trimMapped, write } from '../typescript/written-sql.ts'
import { rawOf } from './drafts.ts'

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
    splitMapped(name, '.').map(part => quote(part, span)),
    '.',
  )
}

/** One name in quotes; a star stays as it is. */
export function quote(name: MappedText, span: Span): MappedText {
  const trimmed = trimMapped(name)
  return trimmed.text === '*' ? trimmed : quoteName(trimmed, span)
}

/** One name, or a list of them: `"a", "b"`. */
export function columnize(given: Given): MappedText {
  return joined(given.span, listOf(given).map(wrap))
}
