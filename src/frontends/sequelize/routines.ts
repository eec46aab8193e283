/** Functions and triggers: `createFunction` and its like in node_modules/sequelize/lib/dialects/postgres/query-generator.js. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { isGiven, textIn, type Given } from '../typescript/given.ts'
import { own } from '../typescript/own.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { elements, entries, flagged, needed, notKnown, part, refused } from './given.ts'
import type { Compose } from './statements.ts'
import { joinTexts, quoteIdentifier, quoteTable, separated, statement, tableIn } from './text.ts'

export const createFunction: Compose = (
  [name, params, returns, language, body, optionsArray, options],
  { span },
) =>
  statement(
    span,
    flagged(options, 'force') ? 'CREATE OR REPLACE FUNCTION ' : 'CREATE FUNCTION ',
    textOfGiven(needed(name, 'the name of the function')),
    '(',
    parameters(params, span),
    ') RETURNS ',
    textOfGiven(needed(returns, 'the type that the function returns')),
    ' AS $func$ ',
    variables(part(options, 'variables'), span),
    ' BEGIN ',
    textOfGiven(needed(body, 'the body of the function')),
    " END; $func$ language '",
    textOfGiven(needed(language, 'the language of the function')),
    "'",
    expanded(optionsArray, span),
  )

export const dropFunction: Compose = ([name, params], { span }) =>
  statement(
    span,
    'DROP FUNCTION ',
    textOfGiven(needed(name, 'the name of the function')),
    '(',
    parameters(params, span),
    ') RESTRICT;',
  )

export const renameFunction: Compose = ([name, params, renamed], { span }) =>
  statement(
    span,
    'ALTER FUNCTION ',
    textOfGiven(needed(name, 'the name of the function')),
    '(',
    parameters(params, span),
    ') RENAME TO ',
    textOfGiven(needed(renamed, 'the new name of the function')),
  )

export const createTrigger: Compose = (
  [target, name, timing, events, functionName, params, optionsArray],
  { span },
) => {
  const trigger = needed(name, 'the name of the trigger')
  const options = expanded(optionsArray, span)
  return statement(
    span,
    textIn(timing) === 'after_constraint' ? 'CREATE CONSTRAINT TRIGGER ' : 'CREATE TRIGGER ',
    quoteIdentifier(textOfGiven(trigger), trigger.span),
    ` ${wordOf(TIMINGS, timing, 'the time of the trigger')} ${eventsOf(events)} ON `,
    quoteTable(tableIn(target)),
    ...(options.text === '' ? [] : [' ', options]),
    ' EXECUTE PROCEDURE ',
    textOfGiven(needed(functionName, 'the function of the trigger')),
    '(',
    parameters(params, span),
    ');',
  )
}

export const dropTrigger: Compose = ([target, name], { span }) => {
  const trigger = needed(name, 'the name of the trigger')
  return statement(
    span,
    'DROP TRIGGER ',
    quoteIdentifier(textOfGiven(trigger), trigger.span),
    ' ON ',
    quoteTable(tableIn(target)),
    ' RESTRICT;',
  )
}

export const renameTrigger: Compose = ([target, before, after], { span }) => {
  const [from, to] = [needed(before, 'the name of the trigger'), needed(after, 'its new name')]
  return statement(
    span,
    'ALTER TRIGGER ',
    quoteIdentifier(textOfGiven(from), from.span),
    ' ON ',
    quoteTable(tableIn(target)),
    ' RENAME TO ',
    quoteIdentifier(textOfGiven(to), to.span),
  )
}

/** `[{ direction, name, type }]`. */
function parameters(given: Given | undefined, span: Span): MappedText {
  const list = elements(given, 'the list of parameters').map(each => {
    const type = needed(part(each, 'type'), 'the type of a parameter')
    const parts = [part(each, 'direction'), part(each, 'name'), type].flatMap(one =>
      isGiven(one) ? [textOfGiven(one)] : [],
    )
    return separated(each.span, parts, ' ')
  })
  return separated(span, list, ', ')
}

/** `[{ name, type, default }]`. */
function variables(given: Given | undefined, span: Span): MappedText {
  if (!given) return standingFor('', span)
  const list = elements(given, 'the list of variables').map(each => {
    const name = textOfGiven(needed(part(each, 'name'), 'the name of a variable'))
    const type = textOfGiven(needed(part(each, 'type'), 'the type of a variable'))
    const byDefault = part(each, 'default')
    const value = byDefault ? [' := ', textOfGiven(byDefault)] : []
    return joinTexts(each.span, 'DECLARE ', name, ' ', type, ...value, ';')
  })
  return separated(span, list, ' ')
}

function expanded(given: Given | undefined, span: Span): MappedText {
  return isGiven(given)
    ? separated(span, elements(given, 'the list of options').map(textOfGiven), ' ')
    : standingFor('', span)
}

const TIMINGS: Readonly<Record<string, string>> = {
  after: 'AFTER',
  before: 'BEFORE',
  instead_of: 'INSTEAD OF',
  after_constraint: 'AFTER',
}

const EVENTS: Readonly<Record<string, string>> = {
  insert: 'INSERT',
  update: 'UPDATE',
  delete: 'DELETE',
  truncate: 'TRUNCATE',
}

/** A list, or an object of whose entries only the values count. */
function eventsOf(given: Given | undefined): string {
  const events = needed(given, 'the events of the trigger')
  const list =
    events.value.kind === 'array'
      ? elements(events, 'the events of the trigger')
      : entries(events, 'the events of the trigger').map(([, value]) => value)
  if (list.length === 0) throw refused('the trigger has no events')
  return list.map(each => wordOf(EVENTS, each, 'an event of the trigger')).join(' OR ')
}

function wordOf(words: Readonly<Record<string, string>>, given: Given | undefined, what: string): string {
  const name = needed(given, what)
  const text = textIn(name)
  if (text === undefined) throw notKnown(name, what)
  const word = own(words, text)
  if (word === undefined) throw refused(`${text} is not ${what}`)
  return word
}
