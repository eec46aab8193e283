/** Indexes: `addIndexQuery` in node_modules/sequelize/lib/dialects/abstract/query-generator.js. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { textIn, type Given } from '../typescript/given.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { isNamed } from './attributes.ts'
import { elements, flagged, needed, notKnown, part, refused, written } from './given.ts'
import { pieceOf } from './pieces.ts'
import type { Compose } from './statements.ts'
import {
  joinTexts,
  quoteIdentifier,
  quoteIdentifiers,
  quoteTablePath,
  replaceEach,
  separated,
  statement,
  tableIn,
  type Table,
} from './text.ts'
import { whereClause } from './wheres.ts'

/** `addIndex(table, fields, options)` or `addIndex(table, { fields, … })`. */
export const addIndex: Compose = ([target, first, second, third], { span }) => {
  const table = tableIn(target)
  const isList = first?.value.kind === 'array'
  const options = isList ? second : needed(first, 'the columns of the index')
  const raw = isList ? third : second
  const fields = elements(isList ? first : part(options, 'fields'), 'the columns of the index')
  const type = part(options, 'type')
  const unique = flagged(options, 'unique') || (type && textIn(type)?.toLowerCase() === 'unique')
  const using = part(options, 'using')
  return statement(
    span,
    'CREATE',
    unique ? ' UNIQUE' : '',
    ' INDEX ',
    flagged(options, 'concurrently') ? 'CONCURRENTLY ' : '',
    indexName(raw && textIn(raw) !== '' ? tableIn(raw) : table, fields, options, span),
    ' ON ',
    quoteTablePath(table),
    ...(isNamed(using) ? [' USING ', textOfGiven(using)] : []),
    ' (',
    separated(
      span,
      fields.map(field => fieldText(field, options)),
      ', ',
    ),
    ')',
    ...whereClause(part(options, 'where')),
  )
}

function indexName(
  table: Table,
  fields: readonly Given[],
  options: Given | undefined,
  span: Span,
): MappedText {
  const name = written(options, 'name')
  if (name && isNamed(name)) return quoteIdentifiers(textOfGiven(name), name.span)
  // A name that is written but empty keeps Sequelize from making one.
  if (name) throw refused('the name of the index is empty')
  const prefix = part(options, 'prefix')
  const given = isNamed(prefix) ? textOfGiven(prefix) : table.name
  const plain = table.isText || prefix ? replaceEach(replaceEach(given, '.', '_'), '"', '') : given
  const parts = [replaceEach(plain, "'", ''), ...fields.map(nameOfField)]
  return quoteIdentifiers(underscored(separated(span, parts, '_'), span), span)
}

/** Of a piece of SQL no name is known, which gives `undefined`. */
function nameOfField(field: Given): MappedText {
  const { value, span } = field
  if (value.kind !== 'object') return pieceOf(value) ? standingFor('undefined', span) : textOfGiven(field)
  const name = part(field, 'name') ?? part(field, 'attribute')
  return name ? textOfGiven(name) : standingFor('undefined', span)
}

/** `inflection.underscore`: capitals become small letters behind a line. */
export function underscored(text: MappedText, span: Span): MappedText {
  if (text.pieces.some(piece => piece.hole !== undefined)) return text
  const words = text.text
    .split('::')
    .map(word => word.replaceAll(/([A-Z])/gu, '_$1').replace(/^_/u, ''))
    .join('/')
    .toLowerCase()
  return words === text.text ? text : standingFor(words, span)
}

/** A column with its collation, operator class and order. */
function fieldText(field: Given, options: Given | undefined): MappedText {
  const { span, value } = field
  const piece = pieceOf(value)
  if (piece) return piece.write()
  if (value.kind === 'unknown') throw notKnown(field, 'a column of the index')
  const isObject = value.kind === 'object'
  const name = isObject ? (part(field, 'attribute') ?? part(field, 'name')) : field
  const collate = isObject ? part(field, 'collate') : undefined
  const operator = (isObject ? part(field, 'operator') : undefined) ?? part(options, 'operator')
  const order = isObject ? part(field, 'order') : undefined
  return joinTexts(
    span,
    quoteIdentifier(textOfGiven(needed(name, 'the name of a column')), span),
    ...(collate ? [' COLLATE ', quoteIdentifier(textOfGiven(collate), collate.span)] : []),
    ...(isNamed(operator) ? [' ', textOfGiven(operator)] : []),
    ...(isNamed(order) ? [' ', textOfGiven(order)] : []),
  )
}

/** By its name, or by the columns of which Sequelize makes one. */
export const removeIndex: Compose = ([target, nameOrFields, options], { span }) => {
  const given = needed(nameOrFields, 'the index')
  const name = given.value.kind === 'array' ? madeName(tableIn(target), given, span) : textOfGiven(given)
  const concurrently = flagged(options, 'concurrently') ? 'CONCURRENTLY ' : ''
  return statement(span, 'DROP INDEX ', concurrently, 'IF EXISTS ', quoteIdentifiers(name, given.span))
}

function madeName(table: Table, given: Given, span: Span): MappedText {
  if (!table.isText) throw refused('the index of a table in a schema has no made name')
  const fields = elements(given, 'the columns of the index').map(textOfGiven)
  return underscored(separated(span, [table.name, ...fields], '_'), span)
}
