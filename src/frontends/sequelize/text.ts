/** Texts and names as Sequelize's generators put them together. */
import {
  concatMapped,
  mappedText,
  sliceMapped,
  standingFor,
  type MappedText,
} from '../../source/mapped-text.ts'
import { spanOf, type Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import { splitMapped, textOfGiven } from '../typescript/written-sql.ts'
import { needed, part } from './given.ts'

/** Texts one after the other; plain strings stand for the place given. */
export function joinTexts(span: Span, ...parts: readonly (string | MappedText)[]): MappedText {
  return concatMapped(parts.map(each => (typeof each === 'string' ? standingFor(each, span) : each)))
}

/** One statement: its last character stands for the call, so that the statement as a whole is the call. */
export function statement(span: Span, ...parts: readonly (string | MappedText)[]): MappedText {
  const { text, pieces } = joinTexts(span, ...parts)
  const last = pieces.at(-1)
  if (!last) return joinTexts(span, ...parts)
  const length = last.hole === undefined ? 1 : last.length
  const rest = { ...last, length: last.length - length }
  const cut = last.atomic
    ? rest
    : { ...rest, span: spanOf(last.span.file, last.span.start, last.span.end - 1) }
  return mappedText(text, [...pieces.slice(0, -1), cut, { ...last, length, span, atomic: true }])
}

/** Texts with a separator between them. */
export function separated(span: Span, texts: readonly MappedText[], separator: string): MappedText {
  return joinTexts(span, ...texts.flatMap((text, i) => (i === 0 ? [text] : [separator, text])))
}

/** The text with the first match of a pattern replaced, as `String.replace` does it. */
export function replaceFirst(text: MappedText, pattern: RegExp, by: string | MappedText): MappedText {
  const match = pattern.exec(text.text)
  const span = text.pieces[0]?.span
  if (!match || !span) return text
  const end = match.index + match[0].length
  return joinTexts(span, sliceMapped(text, 0, match.index), by, sliceMapped(text, end))
}

/** The text with every occurrence of a character replaced. */
export function replaceEach(text: MappedText, character: string, by: string): MappedText {
  const span = text.pieces[0]?.span
  if (!span || !text.text.includes(character)) return text
  return separated(span, splitMapped(text, character), by)
}

/** A name in double quotes; those that it has are taken out. */
export function quoteIdentifier(name: MappedText, span: Span): MappedText {
  return name.text === '*' ? name : joinTexts(span, '"', replaceEach(name, '"', ''), '"')
}

/** A dotted name part by part; all parts but the last are one name with arrows in it. */
export function quoteIdentifiers(name: MappedText, span: Span): MappedText {
  const dot = name.text.lastIndexOf('.')
  if (dot < 0) return quoteIdentifier(name, span)
  const head = replaceEach(sliceMapped(name, 0, dot), '.', '->')
  return joinTexts(span, quoteIdentifier(head, span), '.', quoteIdentifier(sliceMapped(name, dot + 1), span))
}

/** A key of an object in quotes: where it stands is not known, so it stands for a place. */
export function quoteKey(key: string, span: Span): MappedText {
  return quoteIdentifier(standingFor(key, span), span)
}

/** A table by its name, or by `{ tableName, schema }`. */
export interface Table {
  readonly name: MappedText
  readonly schema?: MappedText | undefined
  readonly span: Span
  /** It was given as a text. */
  readonly isText: boolean
}

/** The table that an argument names. */
export function tableIn(argument: Given | undefined): Table {
  const given = needed(argument, 'the name of the table')
  const { span, value } = given
  if (value.kind !== 'object') return { name: textOfGiven(given), span, isText: true }
  const schema = part(given, 'schema')
  return {
    name: textOfGiven(needed(part(given, 'tableName'), 'tableName')),
    schema: schema && textOfGiven(schema),
    span,
    isText: false,
  }
}

/** The name of a table as most calls quote it: a text is one name, also with a dot in it. */
export function quoteTable({ name, schema, span }: Table): MappedText {
  if (!schema) return quoteIdentifier(name, span)
  return joinTexts(span, quoteIdentifier(schema, span), '.', quoteIdentifier(name, span))
}

/** The name of a table as indexes and constraints quote it: a dot in a text ends the schema. */
export function quoteTablePath(table: Table): MappedText {
  return table.isText ? quoteIdentifiers(table.name, table.span) : quoteTable(table)
}
