/** Putting values in their places, as `platform.formatQuery` does before anything is sent. */
import { concatMapped, sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import { jsonOf } from '../typescript/json.ts'
import { hasHoles } from '../typescript/operators.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import { joined, quoteLiteral, quoteName, textOfGiven, write } from '../typescript/written-sql.ts'
import { fragmentOf, type Fragment } from './fragments.ts'

/** A question mark that is meant as one, a name, a value. */
const MARKS = /\\\?|\?\??/gu

/**
 * The text with its values in place: https://github.com/mikro-orm/mikro-orm/blob/6.x/packages/core/src/platforms/Platform.ts
 * Without values the text is sent as it stands, question marks and all.
 */
export function formatQuery({ sql, params }: Fragment): MappedText {
  if (params?.length === 0) return sql
  const parts: MappedText[] = []
  let done = 0
  let next = 0
  for (const match of sql.text.matchAll(MARKS)) {
    const [mark] = match
    const end = match.index + mark.length
    const span = sliceMapped(sql, match.index, end).pieces[0]?.span
    if (!span) continue
    parts.push(
      sliceMapped(sql, done, match.index),
      replacement(mark, span, () => params?.[next++]),
    )
    done = end
  }
  return parts.length === 0 ? sql : concatMapped([...parts, sliceMapped(sql, done)])

  function replacement(mark: string, span: Span, given: () => Given | undefined): MappedText {
    if (mark === '\\?') return standingFor('?', span)
    const value = given()
    if (mark === '??') return value ? quoteIdentifier(value) : standingFor('$1', span)
    if (value) return quoteValue(value)
    return standingFor(params ? 'NULL' : '$1', span)
  }
}

/** `billing.orders` is `"billing"."orders"`; only the first dot parts it. */
export function quoteIdentifier(given: Given): MappedText {
  const name = textOfGiven(given)
  const dot = name.text.indexOf('.')
  if (dot < 0) return quoteName(name, given.span)
  const parts = [sliceMapped(name, 0, dot), sliceMapped(name, dot + 1)]
  return joined(
    given.span,
    parts.map(part => quoteName(part, given.span)),
    '.',
  )
}

/** A value as a literal; what is not known is a parameter, which can be any value and nothing but a value. */
export function quoteValue(given: Given): MappedText {
  const { value, span } = given
  switch (value.kind) {
    case 'string':
      return hasHoles(value) ? standingFor('$1', span) : quoteLiteral(mappedOf(value), span)
    case 'primitive':
      return standingFor(primitiveText(value.value), span)
    case 'array':
      return write(
        span,
        joined(
          span,
          value.elements.value.map(each => quoteValue({ value: each, span })),
        ),
      )
    case 'object': {
      const json = jsonOf(value)
      return json === undefined ? standingFor('$1', span) : quoteLiteral(standingFor(json, span), span)
    }
    default: {
      const fragment = fragmentOf(value)
      return fragment ? formatQuery(fragment) : standingFor('$1', span)
    }
  }
}

function primitiveText(value: number | boolean | bigint | null | undefined): string {
  if (typeof value === 'bigint') return `'${String(value)}'`
  return value === undefined ? 'NULL' : String(value ?? 'NULL')
}
