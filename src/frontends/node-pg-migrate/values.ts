/** Names and values as node-pg-migrate writes them: `literal`, `schemalize` and `escapeValue` of its source. */
import { concatMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import { type Given, is, listOf } from '../typescript/given.ts'
import { objectValue, primitive, UNDEFINED } from '../typescript/value-tools.ts'
import type { ObjectValue, Value } from '../typescript/values.ts'
import { joined, quoteName, splitMapped, textOfGiven, write } from '../typescript/written-sql.ts'
import { isUndefined } from './options.ts'
import type { Saying } from './say.ts'

/** `pgm.func('now()')`: a text that is not quoted. */
export function pgLiteral(value: Value | undefined): ObjectValue {
  return objectValue({ literal: primitive(true), value: value ?? UNDEFINED })
}

/** The text of a PgLiteral, or of an object that says to be one. */
export function literalIn(given: Given): Given | undefined {
  const { value, span } = given
  if (value.kind !== 'object') return undefined
  const { value: properties } = value.properties
  const marked = properties.get('literal')
  if (!marked || !is({ value: marked, span }, true)) return undefined
  return { value: properties.get('value') ?? UNDEFINED, span }
}

/** A property of a name's object form. */
function partOf({ value, span }: Given, part: 'name' | 'schema'): Given | undefined {
  const found = value.kind === 'object' ? value.properties.value.get(part) : undefined
  return found && !isUndefined(found) ? { value: found, span } : undefined
}

/** The `name` of a name's object form. */
export function nameIn(given: Given): Given | undefined {
  return literalIn(given) ? undefined : partOf(given, 'name')
}

/** The `schema` of a name's object form. */
export function schemaIn(given: Given): Given | undefined {
  return partOf(given, 'schema')
}

/** A value as JavaScript makes a text of it. */
export function stringOf(given: Given): MappedText {
  const literal = literalIn(given)
  if (literal) return textOfGiven(literal)
  if (given.value.kind === 'object') return standingFor('[object Object]', given.span)
  return textOfGiven(given)
}

/** A name in double quotes, each of its parts. */
export function literal(given: Given): MappedText {
  return named(given, text => quoteName(text, given.span))
}

/** A list of names in double quotes. */
export function literals(given: Given): MappedText {
  return joined(given.span, listOf(given).map(literal))
}

/** A name without quotes; what looks like an expression in parentheses. */
export function schemalize(given: Given): MappedText {
  const isText = given.value.kind === 'string'
  return named(given, text => (isText && isExpression(text.text) ? write(given.span, '(', text, ')') : text))
}

function named(given: Given, transform: (text: MappedText) => MappedText): MappedText {
  const plain = literalIn(given)
  if (plain) return textOfGiven(plain)
  const name = partOf(given, 'name')
  if (!name) return transform(stringOf(given))
  const schema = partOf(given, 'schema')
  const hasSchema = schema && textOfGiven(schema).text !== ''
  const last = transform(textOfGiven(name))
  return hasSchema ? write(given.span, transform(textOfGiven(schema)), '.', last) : last
}

const OPERATOR = /->>|->|#>>|#>|@\?|@@|@>|<@|\?\||\?&|\?|#-|\|\||::/u
const CALL = /^[\w.]+\(/u
const ARITHMETIC = /\s+[+*/-]\s+/u

function isExpression(text: string): boolean {
  if (OPERATOR.test(text) || CALL.test(text) || ARITHMETIC.test(text)) return true
  return /[=<>!]+/u.test(text) && /[a-z0-9]/iu.test(text)
}

/** A value as it stands in SQL; what is not known is a parameter, or a text where the grammar takes nothing else. */
export function escapeValue(given: Given, unknown: 'parameter' | 'text' = 'parameter'): MappedText {
  const { value, span } = given
  const plain = literalIn(given)
  if (plain) return textOfGiven(plain)
  switch (value.kind) {
    case 'string':
      return dollarQuoted(textOfGiven(given), given)
    case 'primitive':
      return standingFor(primitiveText(value.value), span)
    case 'array': {
      const elements = listOf(given).map(each => escapeValue(each, unknown))
      const inner = joined(span, elements, ',')
      return write(span, 'ARRAY[', concatMapped(splitMapped(inner, 'ARRAY')), ']')
    }
    case 'unknown':
      return unknown === 'parameter' ? standingFor('$1', span) : dollarQuoted(textOfGiven(given), given)
    default:
      return standingFor('', span)
  }
}

function primitiveText(value: number | boolean | bigint | null | undefined): string {
  if (value === null) return 'NULL'
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : ''
}

/** `$pga$…$pga$`, with the next letter while the text has the mark in it. */
function dollarQuoted(text: MappedText, { span }: Given): MappedText {
  const letter = [...'abcdefghijklmnopqrstuvwxyz'].find(each => !text.text.includes(`$pg${each}$`)) ?? 'aa'
  return write(span, `$pg${letter}$`, text, `$pg${letter}$`)
}

/** `COMMENT ON … IS …`. */
export function makeComment(
  on: Saying,
  object: string | MappedText,
  name: MappedText,
  comment: Given,
): MappedText {
  return on.say`COMMENT ON ${object} ${name} IS ${escapeValue(comment, 'text')};`
}
