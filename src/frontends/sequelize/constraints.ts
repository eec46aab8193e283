/** Constraints: `getConstraintSnippet` in node_modules/sequelize/lib/dialects/abstract/query-generator.js. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { isGiven, textIn, type Given } from '../typescript/given.ts'
import { own } from '../typescript/own.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { deferrableText, isNamed, upperCased } from './attributes.ts'
import { elements, needed, notKnown, part, refused } from './given.ts'
import { pieceOf } from './pieces.ts'
import type { Compose } from './statements.ts'
import {
  joinTexts,
  quoteIdentifier,
  quoteIdentifiers,
  quoteTable,
  quoteTablePath,
  separated,
  statement,
  tableIn,
} from './text.ts'
import { whereItems } from './wheres.ts'

interface Constraint {
  /** As it is quoted. */
  readonly table: MappedText
  readonly fields: readonly MappedText[]
  readonly options: Given
  readonly span: Span
}

/** `addConstraint(table, { fields, type, … })`; up to version 5 `addConstraint(table, fields, options)`. */
export const addConstraint: Compose = ([target, first, second], { span }) => {
  const isList = first?.value.kind === 'array'
  const options = needed(isList ? second : first, 'the options of the constraint')
  const given = elements(isList ? first : part(options, 'fields'), 'the columns of the constraint')
  const type = needed(part(options, 'type'), 'the type of the constraint')
  const word = textIn(type)?.toUpperCase()
  if (word === undefined) throw notKnown(type, 'the type of the constraint')
  const table = quoteTablePath(tableIn(target))
  const snippet = own(SNIPPETS, word)
  if (!snippet) throw refused(`${word} is no constraint of PostgreSQL`)
  const constraint = { table, fields: given.map(fieldText), options, span }
  return statement(span, 'ALTER TABLE ', table, ' ADD ', ...snippet(constraint))
}

function fieldText(field: Given): MappedText {
  const { value, span } = field
  const piece = pieceOf(value)
  if (piece) return piece.write()
  if (value.kind === 'unknown') throw notKnown(field, 'a column of the constraint')
  const name = value.kind === 'object' ? (part(field, 'attribute') ?? part(field, 'name')) : field
  return quoteIdentifier(textOfGiven(needed(name, 'the name of a column')), span)
}

type Snippet = (constraint: Constraint) => readonly (string | MappedText)[]

const SNIPPETS: Readonly<Record<string, Snippet>> = {
  UNIQUE: constraint => [
    ...named(constraint, '_uk'),
    'UNIQUE (',
    list(constraint),
    ')',
    ...deferred(constraint),
  ],
  'PRIMARY KEY': constraint => [
    ...named(constraint, '_pk'),
    'PRIMARY KEY (',
    list(constraint),
    ')',
    ...deferred(constraint),
  ],
  CHECK: constraint => [
    ...named(constraint, '_ck'),
    'CHECK (',
    whereItems(part(constraint.options, 'where')) ?? '',
    ')',
  ],
  'FOREIGN KEY': foreignKey,
}

function foreignKey(constraint: Constraint): readonly (string | MappedText)[] {
  const { options, span } = constraint
  const references = needed(part(options, 'references'), 'what the foreign key references')
  const table = tableIn(part(references, 'table'))
  const field = part(references, 'field')
  const fields = field ? [field] : elements(part(references, 'fields'), 'the referenced columns')
  const names = fields.map(each => quoteIdentifier(textOfGiven(each), each.span))
  const onUpdate = part(options, 'onUpdate')
  const onDelete = part(options, 'onDelete')
  const suffix = table.isText ? ['_', table.name, '_fk'] : ['_[object Object]_fk']
  return [
    ...named(constraint, ...suffix),
    'FOREIGN KEY (',
    list(constraint),
    ') REFERENCES ',
    quoteTable(table),
    ' (',
    separated(span, names, ', '),
    ')',
    ...(onUpdate ? [' ON UPDATE ', upperCased(onUpdate)] : []),
    ...(onDelete ? [' ON DELETE ', upperCased(onDelete)] : []),
    ...deferred(constraint),
  ]
}

/** The name that is given, or the one that Sequelize makes of what it has quoted. */
function named(
  constraint: Constraint,
  ...suffix: readonly (string | MappedText)[]
): readonly (string | MappedText)[] {
  const { table, fields, options, span } = constraint
  const name = part(options, 'name')
  if (isNamed(name)) return ['CONSTRAINT ', quoteIdentifier(textOfGiven(name), name.span), ' ']
  const made = joinTexts(span, table, '_', separated(span, fields, '_'), ...suffix)
  return ['CONSTRAINT ', quoteIdentifier(made, span), ' ']
}

function list({ fields, span }: Constraint): MappedText {
  return separated(span, fields, ', ')
}

function deferred({ options }: Constraint): readonly (string | MappedText)[] {
  const deferrable = part(options, 'deferrable')
  return isGiven(deferrable) ? [' ', deferrableText(deferrable)] : []
}

export const removeConstraint: Compose = ([target, name], { span }) => {
  const given = needed(name, 'the name of the constraint')
  return statement(
    span,
    'ALTER TABLE ',
    quoteTablePath(tableIn(target)),
    ' DROP CONSTRAINT ',
    quoteIdentifiers(textOfGiven(given), given.span),
  )
}
