/** Functions and triggers: https://salsita.github.io/node-pg-migrate/functions/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { isGiven, listOf, textIn, type Given } from '../typescript/given.ts'
import { truthOf, UNDEFINED } from '../typescript/value-tools.ts'
import { joined } from '../typescript/written-sql.ts'
import { applyType } from './column-types.ts'
import { isUndefined, optionsOf, type Options } from './options.ts'
import { notKnown, refused } from './refusal.ts'
import type { Saying, Write } from './say.ts'
import { escapeValue, literal, stringOf } from './values.ts'

/** The parameters of a function in parentheses. */
export function parameterList(on: Saying, given: Given | undefined, withDefaults = true): MappedText {
  if (given?.value.kind === 'unknown') throw notKnown('the parameters', given.value)
  const all = given && !isUndefined(given.value) ? listOf(given) : []
  return on.say`(${joined(
    on.span,
    all.map(each => parameter(on, each, withDefaults)),
  )})`
}

function parameter(on: Saying, given: Given, withDefaults: boolean): MappedText {
  const options = applyType(given, on.shorthands)
  const mode = options.truthy('mode')
  const name = options.truthy('name')
  const type = options.truthy('type')
  const byDefault = withDefaults ? options.get('default') : undefined
  const words = [
    ...(mode ? [stringOf(mode)] : []),
    ...(name ? [literal(name)] : []),
    ...(type ? [stringOf(type)] : []),
    ...(byDefault ? [on.say`DEFAULT ${escapeValue(byDefault)}`] : []),
  ]
  return joined(on.span, words, ' ')
}

export const createFunction: Write = (on, name, parameters, options, definition) =>
  functionText(on, { name, parameters, definition }, optionsOf(options))

interface FunctionParts {
  readonly name: Given
  readonly parameters?: Given | undefined
  readonly definition: Given
  readonly returns?: string
}

function functionText(
  on: Saying,
  { name, parameters, definition, returns }: FunctionParts,
  options: Options,
) {
  const list = parameterList(on, parameters)
  const given = options.get('returns')
  const result = returns ?? (given ? stringOf(given) : 'void')
  return on.say`CREATE${options.word('replace', ' OR REPLACE')} FUNCTION ${literal(name)}${list}
  RETURNS ${result}
  AS ${escapeValue(definition, 'text')}
  ${joined(on.span, attributes(on, options), '\n  ')};`
}

function attributes(on: Saying, options: Options): readonly MappedText[] {
  const language = options.truthy('language')
  if (!language) throw refused('a function without a language is created')
  const behavior = options.get('behavior')
  const security = options.get('security')
  const parallel = options.truthy('parallel')
  const set = options.truthy('set')
  const behaves = behavior ? stringOf(behavior) : 'VOLATILE'
  return [
    ...(behavior && truthOf(behavior.value) === false ? [] : [on.say`${behaves}`]),
    on.say`LANGUAGE ${stringOf(language)}`,
    ...(security && textIn(security) !== 'INVOKER' ? [on.say`SECURITY ${stringOf(security)}`] : []),
    ...(options.flag('window') ? [on.say`WINDOW`] : []),
    ...(options.flag('onNull') ? [on.say`RETURNS NULL ON NULL INPUT`] : []),
    ...(parallel ? [on.say`PARALLEL ${stringOf(parallel)}`] : []),
    ...(set ? listOf(set).map(each => setting(on, optionsOf(each))) : []),
  ]
}

function setting(on: Saying, options: Options): MappedText {
  const missing = { value: UNDEFINED, span: on.span }
  const name = literal(options.get('configurationParameter') ?? missing)
  const value = options.get('value') ?? missing
  return textIn(value) === 'FROM CURRENT'
    ? on.say`SET ${name} FROM CURRENT`
    : on.say`SET ${name} TO ${stringOf(value)}`
}

export const dropFunction: Write = (on, name, parameters, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  const list = parameterList(on, parameters, false)
  return on.say`DROP FUNCTION${ifExists} ${literal(name)}${list}${given.word('cascade', ' CASCADE')};`
}

export const renameFunction: Write = (on, name, parameters, to) =>
  on.say`ALTER FUNCTION ${literal(name)}${parameterList(on, parameters)} RENAME TO ${literal(to)};`

export const createTrigger: Write = (on, table, name, given, definition) => {
  const options = optionsOf(given)
  const constraint = options.flag('constraint')
  const when = constraint ? on.say`AFTER` : timeOf(options)
  const insteadOf = /instead\s+of/iu.test(when.text)
  const operation = options.truthy('operation')
  if (!operation) throw refused('a trigger needs an operation')
  const condition = options.truthy('condition')
  if (insteadOf && condition) throw refused('an INSTEAD OF trigger has a condition')
  const hasBody = isThere(definition)
  const called = options.get('function') ?? (hasBody ? name : undefined)
  if (!called) throw refused('a trigger needs a function')
  const level = options.get('level')
  const row = insteadOf || !level ? (insteadOf ? 'ROW' : 'STATEMENT') : stringOf(level)
  const parameters = options.get('functionParams')
  const values = parameters ? listOf(parameters).map(each => escapeValue(each, 'text')) : []
  const events = joined(on.span, listOf(operation).map(stringOf), ' OR ')
  const deferrable = constraint ? on.say`${deferral(options)}\n  ` : ''
  const only = condition ? on.say`WHEN (${stringOf(condition)})\n  ` : ''
  const trigger = on.say`CREATE${constraint ? ' CONSTRAINT' : ''} TRIGGER ${literal(name)}
  ${when} ${events} ON ${literal(table)}
  ${deferrable}FOR EACH ${row}
  ${only}EXECUTE PROCEDURE ${literal(called)}(${joined(on.span, values)});`
  if (!hasBody) return trigger
  const body = functionText(on, { name: called, definition, returns: 'trigger' }, options)
  return joined(on.span, [body, trigger], '\n')
}

function timeOf(options: Options): MappedText {
  const when = options.truthy('when')
  if (!when) throw refused('a trigger needs a time: BEFORE, AFTER or INSTEAD OF')
  return stringOf(when)
}

function deferral(options: Options): string {
  if (!options.flag('deferrable')) return 'NOT DEFERRABLE'
  return `DEFERRABLE INITIALLY ${options.flag('deferred') ? 'DEFERRED' : 'IMMEDIATE'}`
}

function isThere(given: Given): boolean {
  return isGiven(given) && truthOf(given.value) !== false
}

export const dropTrigger: Write = (on, table, name, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  const cascade = given.word('cascade', ' CASCADE')
  return on.say`DROP TRIGGER${ifExists} ${literal(name)} ON ${literal(table)}${cascade};`
}

/** With the function that was created for the trigger. */
export const reverseOfCreateTrigger: Write = (on, table, name, options, definition, last) => {
  const dropped = dropTrigger(on, table, name, options, definition, last)
  if (!isThere(definition)) return dropped
  const called = optionsOf(options).truthy('function') ?? name
  const nothing = { value: UNDEFINED, span: on.span }
  const body = dropFunction(on, called, nothing, options, nothing, last)
  return [dropped, body].flat().reduce((all, each) => on.say`${all}\n${each}`)
}

export const renameTrigger: Write = (on, table, name, to) =>
  on.say`ALTER TRIGGER ${literal(name)} ON ${literal(table)} RENAME TO ${literal(to)};`
