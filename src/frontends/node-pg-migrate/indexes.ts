/** Indexes: https://salsita.github.io/node-pg-migrate/indexes/ */
import { concatMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import { listOf, type Given } from '../typescript/given.ts'
import { joined, quoteName, textOfGiven } from '../typescript/written-sql.ts'
import { optionsOf, type Options } from './options.ts'
import { refused } from './refusal.ts'
import type { Saying, Write } from './say.ts'
import { literal, literalIn, literals, nameIn, schemaIn, schemalize, stringOf } from './values.ts'

export const createIndex: Write = (on, table, columns, options) => {
  const given = optionsOf(options)
  const nulls = given.truthy('nulls')
  const unique = given.word('unique', ' UNIQUE')
  if (nulls && !unique) throw refused('nulls is an option of unique indexes')
  const concurrently = given.word('concurrently', ' CONCURRENTLY')
  const ifNotExists = given.word('ifNotExists', ' IF NOT EXISTS')
  const name = given.truthy('name')
  const called = name
    ? literal(name)
    : quoteName(madeName(on, nameIn(table) ?? table, columns, given), on.span)
  const list = joined(
    on.span,
    listOf(columns).map(each => columnText(on, each)),
  )
  const clauses = [
    on.say`CREATE${unique} INDEX${concurrently}${ifNotExists} ${called} ON ${literal(table)}`,
    ...clauseOf(given, 'method', each => on.say` USING ${stringOf(each)}`),
    on.say` (${list})`,
    ...clauseOf(given, 'include', each => on.say` INCLUDE (${literals(each)})`),
    ...(nulls ? [on.say` NULLS ${upper(stringOf(nulls))}`] : []),
    ...clauseOf(given, 'where', each => on.say` WHERE ${stringOf(each)}`),
  ]
  return on.say`${joined(on.span, clauses, '')};`
}

function clauseOf(options: Options, name: string, text: (given: Given) => MappedText): readonly MappedText[] {
  const given = options.truthy(name)
  return given ? [text(given)] : []
}

function upper(text: MappedText): MappedText {
  const [piece] = text.pieces
  return piece ? standingFor(text.text.toUpperCase(), piece.span) : text
}

/** `orders_customer_id_unique_index`: without the schema of the table. */
function madeName(on: Saying, table: Given, columns: Given, options: Options): MappedText {
  const names = listOf(columns).map(column => {
    if (literalIn(column)) throw refused('an index on SQL has no name')
    return schemalize(nameIn(column) ?? column)
  })
  return on.say`${stringOf(table)}_${joined(on.span, names, '_')}${options.word('unique', '_unique')}_index`
}

function columnText(on: Saying, column: Given): MappedText {
  const name = nameIn(column)
  if (!name) return expressionOrName(on, column)
  const options = optionsOf(column)
  const opclass = options.truthy('opclass')
  const sort = options.get('sort')
  const words = [
    expressionOrName(on, name),
    ...(opclass ? [literal(opclass)] : []),
    ...(sort && textOfGiven(sort).text !== '' ? [textOfGiven(sort)] : []),
  ]
  return joined(on.span, words, ' ')
}

/** A text that is more than a name is an expression. */
function expressionOrName(on: Saying, column: Given): MappedText {
  const plain = literalIn(column)
  if (plain) return textOfGiven(plain)
  const text = schemalize(column)
  const isName = text.pieces.every((piece, i) => {
    const start = text.starts[i] ?? 0
    return piece.hole !== undefined || !/[^\w".]/u.test(text.text.slice(start, start + piece.length))
  })
  if (isName) return quoteName(text, column.span)
  return text.text.endsWith(')') ? text : on.say`(${text})`
}

export const dropIndex: Write = (on, table, columns, options) => {
  const given = optionsOf(options)
  const concurrently = given.word('concurrently', ' CONCURRENTLY')
  const ifExists = given.word('ifExists', ' IF EXISTS')
  const cascade = given.word('cascade', ' CASCADE')
  return on.say`DROP INDEX${concurrently}${ifExists} ${droppedName(on, table, columns, given)}${cascade};`
}

/** In the schema of the table. */
function droppedName(on: Saying, table: Given, columns: Given, options: Options): MappedText {
  const name = options.truthy('name')
  const called = name
    ? literal(name)
    : quoteName(madeName(on, nameIn(table) ?? table, columns, options), on.span)
  const schema = nameIn(table) && schemaIn(table)
  if (!schema || textOfGiven(schema).text === '') return called
  return concatMapped([quoteName(textOfGiven(schema), schema.span), standingFor('.', on.span), called])
}

export const renameIndex: Write = (on, name, to) =>
  on.say`ALTER INDEX ${literal(name)} RENAME TO ${literal(to)};`
