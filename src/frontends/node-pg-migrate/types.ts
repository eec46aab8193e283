/** Types, enums and domains: https://salsita.github.io/node-pg-migrate/types/ */
import { entriesOf, listOf } from '../typescript/given.ts'
import { joined, quoteName } from '../typescript/written-sql.ts'
import { typeText } from './column-types.ts'
import { optionsOf } from './options.ts'
import { placeOfProperty } from './places.ts'
import { notKnown, refused } from './refusal.ts'
import type { Write } from './say.ts'
import { defaultActions, nullAction } from './table-columns.ts'
import { escapeValue, literal, stringOf } from './values.ts'

/** A list is an enum, an object a composite type. */
export const createType: Write = (on, name, given) => {
  const { value, span } = given
  if (value.kind === 'unknown') throw notKnown('the type', value)
  if (value.kind === 'array') {
    const values = joined(
      span,
      listOf(given).map(each => escapeValue(each, 'text')),
    )
    return on.say`CREATE TYPE ${literal(name)} AS ENUM (${values});`
  }
  const attributes = (entriesOf(given) ?? []).map(([attribute, type]) => {
    const place = placeOfProperty(attribute, type.value, span)
    const typed = typeText({ ...type, span: place.value }, on.shorthands)
    return on.say`${quoteName(place.key, place.whole)} ${typed}`
  })
  return on.say`CREATE TYPE ${literal(name)} AS (\n${joined(on.span, attributes, ',\n')}\n);`
}

export const dropType: Write = (on, name, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  return on.say`DROP TYPE${ifExists} ${literal(name)}${given.word('cascade', ' CASCADE')};`
}

export const renameType: Write = (on, name, to) =>
  on.say`ALTER TYPE ${literal(name)} RENAME TO ${literal(to)};`

export const addTypeAttribute: Write = (on, name, attribute, type) =>
  on.say`ALTER TYPE ${literal(name)} ADD ATTRIBUTE ${literal(attribute)} ${typeText(type, on.shorthands)};`

/** As node-pg-migrate writes it: PostgreSQL wants IF EXISTS before the name and refuses it behind. */
export const dropTypeAttribute: Write = (on, name, attribute, options) => {
  const ifExists = optionsOf(options).word('ifExists', ' IF EXISTS')
  return on.say`ALTER TYPE ${literal(name)} DROP ATTRIBUTE ${literal(attribute)}${ifExists};`
}

export const setTypeAttribute: Write = (on, name, attribute, type) =>
  on.say`ALTER TYPE ${literal(name)} ALTER ATTRIBUTE ${literal(attribute)} SET DATA TYPE ${typeText(type, on.shorthands)};`

export const renameTypeAttribute: Write = (on, name, attribute, to) =>
  on.say`ALTER TYPE ${literal(name)} RENAME ATTRIBUTE ${literal(attribute)} TO ${literal(to)};`

export const addTypeValue: Write = (on, name, value, options) => {
  const given = optionsOf(options)
  const [before, after] = [given.truthy('before'), given.truthy('after')]
  if (before && after) throw refused('a value is added before one and after another')
  const ifNotExists = given.word('ifNotExists', ' IF NOT EXISTS')
  const place = before
    ? on.say` BEFORE ${escapeValue(before, 'text')}`
    : after
      ? on.say` AFTER ${escapeValue(after, 'text')}`
      : ''
  return on.say`ALTER TYPE ${literal(name)} ADD VALUE${ifNotExists} ${escapeValue(value, 'text')}${place};`
}

export const renameTypeValue: Write = (on, name, value, to) =>
  on.say`ALTER TYPE ${literal(name)} RENAME VALUE ${escapeValue(value, 'text')} TO ${escapeValue(to, 'text')};`

export const createDomain: Write = (on, name, type, given) => {
  const options = optionsOf(given)
  const collation = options.truthy('collation')
  const byDefault = options.get('default')
  const check = options.truthy('check')
  const notNull = options.flag('notNull')
  const constraint = options.truthy('constraintName')
  if (notNull && check) throw refused('a domain has notNull and check')
  const words = [
    ...(collation ? [on.say`COLLATE ${stringOf(collation)}`] : []),
    ...(byDefault ? [on.say`DEFAULT ${escapeValue(byDefault)}`] : []),
    ...(constraint && (notNull || check) ? [on.say`CONSTRAINT ${literal(constraint)}`] : []),
    ...(notNull ? [on.say`NOT NULL`] : []),
    ...(check ? [on.say`CHECK (${stringOf(check)})`] : []),
  ]
  const all = joined(on.span, [typeText(type, on.shorthands), ...words], ' ')
  return on.say`CREATE DOMAIN ${literal(name)} AS ${all};`
}

export const dropDomain: Write = (on, name, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  return on.say`DROP DOMAIN${ifExists} ${literal(name)}${given.word('cascade', ' CASCADE')};`
}

export const reverseOfCreateDomain: Write = (on, name, _type, options, ...rest) =>
  dropDomain(on, name, options, options, ...rest)

/** Each change is a statement of its own; a check is written as node-pg-migrate does, without ADD. */
export const alterDomain: Write = (on, name, given) => {
  const options = optionsOf(given)
  const check = options.truthy('check')
  const constraint = options.truthy('constraintName')
  const named = constraint ? on.say`CONSTRAINT ${literal(constraint)} ` : ''
  const actions = [
    ...defaultActions(on, options.get('default')),
    ...nullAction(on, options),
    ...(check ? [on.say`${named}CHECK (${stringOf(check)})`] : []),
  ]
  const statements = actions.map(action => on.say`ALTER DOMAIN ${literal(name)} ${action}`)
  return on.say`${joined(on.span, statements, ';\n')};`
}

export const renameDomain: Write = (on, name, to) =>
  on.say`ALTER DOMAIN ${literal(name)} RENAME TO ${literal(to)};`
