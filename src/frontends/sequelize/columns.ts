/** Columns of a table that is there: https://sequelize.org/docs/v6/other-topics/query-interface/ */
import { sliceMapped, type MappedText } from '../../source/mapped-text.ts'
import { textOfGiven, trimMapped } from '../typescript/written-sql.ts'
import { attributeIn, attributeText } from './attributes.ts'
import { enumIn } from './data-types.ts'
import { createEnum, createEnumOf, ENUM, enumName, mapDefinition } from './definitions.ts'
import { needed, part } from './given.ts'
import type { Compose } from './statements.ts'
import {
  joinTexts,
  quoteIdentifier,
  quoteTable,
  replaceFirst,
  separated,
  statement,
  tableIn,
} from './text.ts'

/** The type of an enum is created in the same round trip. Without a schema, Sequelize writes `public`. */
export const addColumn: Compose = ([target, key, given], { span }) => {
  const table = tableIn(target)
  const column = needed(key, 'the name of the column')
  const name = textOfGiven(column)
  const attribute = attributeIn(needed(given, 'the definition of the column'), span)
  const definition = attributeText(attribute, { key: name, table, context: 'addColumn' })
  return statement(
    span,
    ...(enumIn(attribute.known) ? [createEnum(attribute, table, name, span), ';'] : []),
    'ALTER TABLE ',
    inPublic(quoteTable(table), table.schema !== undefined),
    ' ADD COLUMN ',
    quoteIdentifier(name, column.span),
    ' ',
    mapDefinition(definition, table, name),
  )
}

function inPublic(table: MappedText, hasSchema: boolean): MappedText {
  const span = table.pieces[0]?.span
  return hasSchema || !span ? table : joinTexts(span, '"public".', table)
}

export const removeColumn: Compose = ([target, key], { span }) => {
  const table = tableIn(target)
  const column = needed(key, 'the name of the column')
  return statement(
    span,
    'ALTER TABLE ',
    inPublic(quoteTable(table), table.schema !== undefined),
    ' DROP COLUMN ',
    quoteIdentifier(textOfGiven(column), column.span),
  )
}

/** The column is looked for in the catalog first. */
export const renameColumn: Compose = ([target, before, after], { span }) => {
  const [from, to] = [needed(before, 'the name of the column'), needed(after, 'the new name of the column')]
  return statement(
    span,
    'ALTER TABLE ',
    quoteTable(tableIn(target)),
    ' RENAME COLUMN ',
    quoteIdentifier(textOfGiven(from), from.span),
    ' TO ',
    quoteIdentifier(textOfGiven(to), to.span),
  )
}

/**
 * One round trip of several ALTER TABLEs: what the definition does not say is dropped, unless it has a foreign key.
 * The definition is taken apart by its words, as `changeColumnQuery` does it.
 */
export const changeColumn: Compose = ([target, key, given], { span }) => {
  const table = tableIn(target)
  const column = needed(key, 'the name of the column')
  const attribute = attributeIn(needed(given, 'the definition of the column'), span)
  const field = part(attribute.options, 'field')
  const name = textOfGiven(field ?? column)
  const quoted = quoteIdentifier(name, column.span)
  const text = attributeText(attribute, { key: textOfGiven(column), table, context: 'changeColumn' })
  const statements: MappedText[] = []
  const alter = (...words: readonly (string | MappedText)[]): void => {
    statements.push(statement(span, 'ALTER TABLE ', quoteTable(table), ' ', ...words))
  }
  const alterColumn = (...words: readonly (string | MappedText)[]): void => {
    alter('ALTER COLUMN ', quoted, ' ', ...words)
  }

  let definition = mapDefinition(text, table, name)
  const has = (word: string): boolean => definition.text.includes(word)
  if (has('NOT NULL')) {
    alterColumn('SET NOT NULL')
    definition = trimMapped(replaceFirst(definition, /NOT NULL/u, ''))
  } else if (!has('REFERENCES')) alterColumn('DROP NOT NULL')
  if (has('DEFAULT')) {
    alterColumn('SET DEFAULT ', afterDefault(definition))
    definition = trimMapped(replaceFirst(definition, /DEFAULT[^;]+/u, ''))
  } else if (!has('REFERENCES')) alterColumn('DROP DEFAULT')
  if (text.text.startsWith('ENUM(')) {
    const values = sliceMapped(text, 0, ENUM.exec(text.text)?.[0].length ?? 0)
    statements.push(statement(span, createEnumOf(values, table, name, span)))
    definition = joinTexts(span, definition, ' USING (', quoted, '::', enumName(table, name, span), ')')
  }
  if (/UNIQUE;*$/u.test(definition.text)) {
    definition = replaceFirst(definition, /UNIQUE;*$/u, '')
    alter('ADD UNIQUE (', quoted, ')')
  }
  if (has('REFERENCES')) {
    alter('ADD FOREIGN KEY (', quoted, ') ', replaceFirst(definition, /.+?(?=REFERENCES)/u, ''))
  } else alterColumn('TYPE ', definition)
  return separated(span, statements, ';')
}

function afterDefault(definition: MappedText): MappedText {
  const match = /DEFAULT ([^;]+)/u.exec(definition.text)
  const start = (match?.index ?? 0) + 'DEFAULT '.length
  return sliceMapped(definition, start, start + (match?.[1]?.length ?? 0))
}
