/** Tables and schemas: https://sequelize.org/docs/v6/other-topics/query-interface/ */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { attributeIn, attributeText, isNamed, splitComment, type Attribute } from './attributes.ts'
import { enumIn } from './data-types.ts'
import { createEnum, mapDefinition } from './definitions.ts'
import { elements, entries, flagged, needed, part } from './given.ts'
import type { Compose } from './statements.ts'
import { joinTexts, quoteIdentifier, quoteTable, separated, statement, tableIn, type Table } from './text.ts'
import { quoteText } from './values.ts'

interface Column {
  readonly attribute: Attribute
  readonly name: MappedText
}

/** The types of enums come first, each in a round trip of its own: `ensureEnums`. */
export const createTable: Compose = ([target, attributes, options], { span }) => {
  const given = tableIn(target)
  const schema = part(options, 'schema')
  const table: Table =
    given.schema || !schema ? given : { ...given, schema: textOfGiven(schema), isText: false }
  const columns = entries(attributes, 'the columns').map(([key, value]): Column => {
    const attribute = attributeIn(value)
    const field = part(attribute.options, 'field')
    return { attribute, name: field ? textOfGiven(field) : standingFor(key, attribute.span) }
  })
  const enums = columns
    .filter(({ attribute }) => enumIn(attribute.known))
    .map(({ attribute, name }) => createEnum(attribute, table, name, span))
  return [...enums, createStatement(table, columns, options, span)]
}

function createStatement(
  table: Table,
  columns: readonly Column[],
  options: Given | undefined,
  span: Span,
): MappedText {
  const withoutForeignKeys = flagged(options, 'withoutForeignKeyConstraints')
  const compiled = columns.map(({ attribute, name }) => {
    const around = { key: name, table, context: 'createTable' as const, withoutForeignKeys }
    const [definition, comment] = splitComment(attributeText(attribute, around))
    const quoted = quoteIdentifier(name, attribute.span)
    const isKey = definition.text.includes('PRIMARY KEY')
    const text = joinTexts(attribute.span, quoted, ' ', mapDefinition(definition, table, name))
    return { quoted, comment, isKey, text }
  })
  const keys = compiled.flatMap(({ isKey, quoted }) => (isKey ? [quoted] : []))
  const primary = keys.length > 0 ? [joinTexts(span, 'PRIMARY KEY (', separated(span, keys, ','), ')')] : []
  const parts = [...compiled.map(({ text }) => text), ...uniqueKeys(options, span), ...primary]
  const quotedTable = quoteTable(table)
  const comments = compiled.flatMap(({ comment, quoted }) =>
    comment ? [commentOn(span, 'COLUMN ', quotedTable, '.', quoted, ' IS ', quoteText(comment, span))] : [],
  )
  const create = statement(
    span,
    'CREATE TABLE IF NOT EXISTS ',
    quotedTable,
    ' (',
    separated(span, parts, ', '),
    ')',
  )
  return separated(span, [create, ...tableComment(quotedTable, options, span), ...comments], '; ')
}

function commentOn(span: Span, ...words: readonly (string | MappedText)[]): MappedText {
  return statement(span, 'COMMENT ON ', ...words)
}

function tableComment(table: MappedText, options: Given | undefined, span: Span): readonly MappedText[] {
  const comment = part(options, 'comment')
  if (comment?.value.kind !== 'string' || !isNamed(comment)) return []
  return [commentOn(span, 'TABLE ', table, ' IS ', quoteText(textOfGiven(comment), comment.span))]
}

/** `uniqueKeys: { name: { fields: [...] } }`: the name is not sent. */
function uniqueKeys(options: Given | undefined, span: Span): readonly MappedText[] {
  const given = part(options, 'uniqueKeys')
  if (!given) return []
  const keys =
    given.value.kind === 'array'
      ? elements(given, 'the unique keys')
      : entries(given, 'the unique keys').map(([, key]) => key)
  return keys.flatMap(key => {
    const custom = part(key, 'customIndex')
    if (custom && !flagged(key, 'customIndex')) return []
    const fields = elements(part(key, 'fields'), 'the columns of a unique key')
    const names = fields.map(field => quoteIdentifier(textOfGiven(field), field.span))
    return [joinTexts(span, 'UNIQUE (', separated(span, names, ', '), ')')]
  })
}

/** A table, whatever depends on it with `cascade` or `force`. */
export const dropTable: Compose = ([target, options], { span }) => {
  const cascade = flagged(options, 'cascade') || flagged(options, 'force') ? ' CASCADE' : ''
  return statement(span, 'DROP TABLE IF EXISTS ', quoteTable(tableIn(target)), cascade)
}

export const renameTable: Compose = ([before, after], { span }) =>
  statement(span, 'ALTER TABLE ', quoteTable(tableIn(before)), ' RENAME TO ', quoteTable(tableIn(after)))

/** With IF NOT EXISTS, as Sequelize writes it once it knows the version of the server. */
export const createSchema: Compose = ([schema], { span }) =>
  statement(span, 'CREATE SCHEMA IF NOT EXISTS ', identifier(schema, 'the schema'))

export const dropSchema: Compose = ([schema], { span }) =>
  statement(span, 'DROP SCHEMA IF EXISTS ', identifier(schema, 'the schema'), ' CASCADE;')

/** A type of PostgreSQL alone. */
export const dropEnum: Compose = ([name], { span }) =>
  statement(span, 'DROP TYPE IF EXISTS ', identifier(name, 'the type'), '; ')

export const dropDatabase: Compose = ([name], { span }) =>
  statement(span, 'DROP DATABASE IF EXISTS ', identifier(name, 'the database'))

export const createDatabase: Compose = ([name, options], { span }) => {
  const clauses = [
    ['ENCODING', 'encoding'],
    ['LC_COLLATE', 'collate'],
    ['LC_CTYPE', 'ctype'],
    ['TEMPLATE', 'template'],
  ].flatMap(([word = '', option = '']) => {
    const value = part(options, option)
    return value ? [` ${word} = `, quoteText(textOfGiven(value), value.span)] : []
  })
  return statement(span, 'CREATE DATABASE ', identifier(name, 'the database'), ...clauses)
}

function identifier(given: Given | undefined, what: string): MappedText {
  const name = needed(given, what)
  return quoteIdentifier(textOfGiven(name), name.span)
}
