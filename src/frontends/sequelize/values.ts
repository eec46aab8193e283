/** Values of the code as Sequelize writes them into SQL: node_modules/sequelize/lib/sql-string.js. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import { jsonOf } from '../typescript/json.ts'
import { hasHoles } from '../typescript/operators.ts'
import { mappedOf } from '../typescript/value-tools.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { elementType, typeText, type DataType } from './data-types.ts'
import { refused } from './given.ts'
import { pieceOf } from './pieces.ts'
import { joinTexts, replaceEach, separated } from './text.ts'

/** A string literal; only quotes are doubled. */
export function quoteText(text: MappedText, span: Span): MappedText {
  return joinTexts(span, "'", replaceEach(text, "'", "''"), "'")
}

/** What is not known is a parameter: it can be any value, and nothing but a value. */
export function parameterText({ span }: Given): MappedText {
  return standingFor('$1', span)
}

/** A value as `queryGenerator.escape` writes it, by the type of its column where that is known. */
export function escape(given: Given, type?: DataType): MappedText {
  const { value } = given
  const piece = pieceOf(value)
  if (piece) return piece.write()
  const typed = type && value.kind !== 'unknown' && !isNothing(given) ? byType(given, type) : undefined
  return typed ?? escapePlain(given)
}

/** A value of a replacement: lists are written with commas. */
export function escapeReplacement(given: Given): MappedText {
  if (given.value.kind !== 'array') return escapePlain(given)
  const list = elementsOf(given).map(each =>
    each.value.kind === 'array' ? joinTexts(each.span, '(', escapeReplacement(each), ')') : escapePlain(each),
  )
  return separated(given.span, list, ', ')
}

function escapePlain(given: Given): MappedText {
  const { value, span } = given
  switch (value.kind) {
    case 'string':
      return hasHoles(value) ? parameterText(given) : quoteText(mappedOf(value), span)
    case 'primitive':
      return standingFor(String(value.value ?? 'NULL'), span)
    case 'array': {
      const list = elementsOf(given).map(each => escape(each))
      return joinTexts(span, 'ARRAY[', separated(span, list, ','), ']')
    }
    case 'object':
      if (value.open || value.class) return parameterText(given)
      throw refused('an object is no value of SQL')
    default:
      return parameterText(given)
  }
}

function elementsOf({ value, span }: Given): readonly Given[] {
  return value.kind === 'array' ? value.elements.value.map(each => ({ value: each, span })) : []
}

function isNothing({ value }: Given): boolean {
  return value.kind === 'primitive' && (value.value ?? null) === null
}

type ByType = (given: Given, type: DataType) => MappedText | undefined

const json: ByType = given => {
  const text = jsonOf(given.value)
  return text === undefined ? parameterText(given) : quoteText(standingFor(text, given.span), given.span)
}

const inQuotes: ByType = given => quoteText(textOfGiven(given), given.span)

/** Types that write their values themselves: `stringify` in node_modules/sequelize/lib/data-types.js. */
const BY_TYPE: Readonly<Record<string, ByType>> = {
  JSON: json,
  JSONB: json,
  FLOAT: inQuotes,
  DOUBLE: inQuotes,
  'DOUBLE PRECISION': inQuotes,
  REAL: inQuotes,
  DATE: given => date(given, 'YYYY-MM-DD HH:mm:ss.SSS Z'),
  DATEONLY: given => date(given, 'YYYY-MM-DD'),
  BLOB: given =>
    given.value.kind === 'string' && !hasHoles(given.value) ? bytes(given) : parameterText(given),
  RANGE: parameterText,
  HSTORE: parameterText,
  GEOMETRY: spatial,
  GEOGRAPHY: spatial,
  ARRAY: array,
}

function byType(given: Given, type: DataType): MappedText | undefined {
  const write = Object.hasOwn(BY_TYPE, type.key) ? BY_TYPE[type.key] : undefined
  return write?.(given, type)
}

/** A date that is written out, in UTC as Sequelize's default is. */
function date(given: Given, form: string): MappedText {
  const { value, span } = given
  if (value.kind !== 'string' || hasHoles(value)) return parameterText(given)
  const time = new Date(mappedOf(value).text)
  if (Number.isNaN(time.getTime())) return standingFor("'Invalid date'", span)
  const [day = '', clock = ''] = time.toISOString().replace('Z', '').split('T')
  return standingFor(form === 'YYYY-MM-DD' ? `'${day}'` : `'${day} ${clock} +00:00'`, span)
}

function bytes(given: Given): MappedText {
  const hex = Buffer.from(textOfGiven(given).text).toString('hex')
  return standingFor(`E'\\\\x${hex}'`, given.span)
}

function spatial(given: Given): MappedText {
  return joinTexts(given.span, 'ST_GeomFromGeoJSON(', json(given, NO_TYPE) ?? '', ')')
}

const NO_TYPE: DataType = { key: 'JSON', args: [], binary: false }

function array(given: Given, type: DataType): MappedText {
  if (given.value.kind !== 'array') return parameterText(given)
  const { span } = given
  const element = elementType(type)
  if (element.key === 'ENUM') throw refused('a default of an array of enum values needs a model')
  const list = elementsOf(given).map(each => escape(each, element))
  return joinTexts(span, 'ARRAY[', separated(span, list, ','), ']::', typeText(type, span))
}
