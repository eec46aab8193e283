/** Columns of a table that is there: https://salsita.github.io/node-pg-migrate/columns/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { placeOf } from '../typescript/arguments.ts'
import { entriesOf, is, isGiven, listOf, type Given } from '../typescript/given.ts'
import { stringValue, truthOf } from '../typescript/value-tools.ts'
import { joined } from '../typescript/written-sql.ts'
import { adapted } from './column-types.ts'
import { columnsOf, identityClause } from './columns.ts'
import { formatLines } from './lines.ts'
import { optionsOf, type Options } from './options.ts'
import { placeOfProperty } from './places.ts'
import { notKnown, refused } from './refusal.ts'
import { at, type Saying, type Write } from './say.ts'
import { escapeValue, literal, makeComment, stringOf } from './values.ts'

export const addColumns: Write = (on, table, columns, options) => {
  const ifNotExists = optionsOf(options).word('ifNotExists', 'IF NOT EXISTS ')
  const { definitions, comments } = columnsOf(on, table, columns)
  const altered = on.say`ALTER TABLE ${literal(table)}\n${formatLines(on, definitions, `  ADD ${ifNotExists}`)};`
  return joined(on.span, [altered, ...comments], '\n')
}

/** Takes a name, names, or an object of columns as `addColumns` does. */
export const dropColumns: Write = (on, table, columns, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', 'IF EXISTS ')
  const cascade = given.word('cascade', ' CASCADE')
  const names = namesIn(columns)
  const lines = names.map(name => {
    const place = names.length > 1 ? at(on, name.span) : on
    return place.say`DROP ${ifExists}${literal(name)}${cascade}`
  })
  return on.say`ALTER TABLE ${literal(table)}\n${formatLines(on, lines)};`
}

function namesIn(columns: Given): readonly Given[] {
  const { value, span } = columns
  if (value.kind === 'unknown') throw notKnown('the columns', value)
  if (value.kind === 'object' && value.open) throw notKnown('the columns', value.open)
  if (!isGiven(columns)) throw refused('no columns are given')
  const entries = entriesOf(columns)
  if (!entries) return listOf(columns).map(each => ({ ...each, span: placeOf(each.value) ?? span }))
  return entries.map(([name, each]) => {
    const { key, whole } = placeOfProperty(name, each.value, span)
    return { value: stringValue(key), span: whole }
  })
}

export const renameColumn: Write = (on, table, column, to) =>
  on.say`ALTER TABLE ${literal(table)} RENAME ${literal(column)} TO ${literal(to)};`

export const alterColumn: Write = (on, table, column, given) => {
  const options = optionsOf(given)
  const actions = [
    ...defaultActions(on, options.get('default')),
    ...typeAction(on, options),
    ...nullAction(on, options),
    ...identityAction(on, options.get('sequenceGenerated')),
    ...expressionAction(on, options.get('expressionGenerated')),
  ]
  const comment = options.get('comment')
  const lines = formatLines(on, actions, on.say`  ALTER ${literal(column)} `)
  const queries = [
    ...(actions.length > 0 ? [on.say`ALTER TABLE ${literal(table)}\n${lines};`] : []),
    ...(comment ? [makeComment(on, 'COLUMN', on.say`${literal(table)}.${literal(column)}`, comment)] : []),
  ]
  return joined(on.span, queries, '\n')
}

/** `SET DEFAULT` for a value, `DROP DEFAULT` for null, nothing for undefined: also of domains and views. */
export function defaultActions(on: Saying, value: Given | undefined): readonly MappedText[] {
  if (!value) return []
  return [isGiven(value) ? on.say`SET DEFAULT ${escapeValue(value)}` : on.say`DROP DEFAULT`]
}

/** `SET NOT NULL` or `DROP NOT NULL`, or neither: also of domains. */
export function nullAction(on: Saying, options: Options): readonly MappedText[] {
  if (options.flag('notNull')) return [on.say`SET NOT NULL`]
  const isDropped = is(options.get('notNull'), false) || options.flag('allowNull')
  return isDropped ? [on.say`DROP NOT NULL`] : []
}

function typeAction(on: Saying, options: Options): readonly MappedText[] {
  const type = options.truthy('type')
  if (!type) return []
  const collation = options.truthy('collation')
  const using = options.truthy('using')
  const words = [
    ...(collation ? [on.say` COLLATE ${stringOf(collation)}`] : []),
    ...(using ? [on.say` USING ${stringOf(using)}`] : []),
  ]
  return [on.say`SET DATA TYPE ${stringOf(adapted(type))}${joined(on.span, words, '')}`]
}

function identityAction(on: Saying, given: Given | undefined): readonly MappedText[] {
  if (!given) return []
  return [truthOf(given.value) === false ? on.say`DROP IDENTITY` : on.say`ADD ${identityClause(on, given)}`]
}

function expressionAction(on: Saying, given: Given | undefined): readonly MappedText[] {
  if (!given) return []
  return [isGiven(given) ? on.say`SET EXPRESSION AS (${stringOf(given)})` : on.say`DROP EXPRESSION`]
}
