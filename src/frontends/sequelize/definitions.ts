/** Definitions of columns as PostgreSQL takes them: `dataTypeMapping`, and the types of enums. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { enumText, type Attribute } from './attributes.ts'
import { joinTexts, quoteIdentifier, replaceEach, replaceFirst, type Table } from './text.ts'
import { quoteText } from './values.ts'

/** Keys and serial types are words of the definition until here; an enum goes by its name. */
export function mapDefinition(definition: MappedText, table: Table, column: MappedText): MappedText {
  const plain = definition.text.includes('PRIMARY KEY')
    ? replaceFirst(definition, /PRIMARY KEY/u, '')
    : definition
  const numbered = plain.text.includes('SERIAL') ? serial(plain) : plain
  return numbered.text.startsWith('ENUM(')
    ? replaceFirst(numbered, ENUM, enumName(table, column, table.span))
    : numbered
}

/** Up to the last parenthesis, as Sequelize looks for it. */
export const ENUM = /^ENUM\(.+\)/u

function serial(definition: MappedText): MappedText {
  const { text } = definition
  const typed = text.includes('BIGINT')
    ? replaceFirst(replaceFirst(definition, /SERIAL/u, 'BIGSERIAL'), /BIGINT/u, '')
    : text.includes('SMALLINT')
      ? replaceFirst(replaceFirst(definition, /SERIAL/u, 'SMALLSERIAL'), /SMALLINT/u, '')
      : replaceFirst(definition, /INTEGER/u, '')
  return replaceFirst(typed, /NOT NULL/u, '')
}

/** `"public"."enum_orders_status"`. */
export function enumName(table: Table, column: MappedText, span: Span): MappedText {
  const schema = table.schema ? quoteIdentifier(table.schema, span) : '"public"'
  return joinTexts(span, schema, '.', bareEnumName(table, column, span))
}

/** `"enum_orders_status"`. */
export function bareEnumName({ name }: Table, column: MappedText, span: Span): MappedText {
  return joinTexts(span, '"enum_', replaceEach(name, '"', ''), '_', replaceEach(column, '"', ''), '"')
}

/** The block that creates the type unless it is there. */
export function createEnum(attribute: Attribute, table: Table, column: MappedText, span: Span): MappedText {
  return createEnumOf(enumText(attribute), table, column, span)
}

/** The same for values that are written out. */
export function createEnumOf(values: MappedText, table: Table, column: MappedText, span: Span): MappedText {
  const name = enumName(table, column, span)
  const block = joinTexts(
    span,
    'BEGIN CREATE TYPE ',
    name,
    ' AS ',
    values,
    '; EXCEPTION WHEN duplicate_object THEN null; END',
  )
  return joinTexts(span, 'DO ', quoteText(block, span))
}
