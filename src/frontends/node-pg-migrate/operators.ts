/** Operators, their classes and families, and casts: https://salsita.github.io/node-pg-migrate/operators/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { listOf, textIn, type Given } from '../typescript/given.ts'
import { textAt, UNDEFINED } from '../typescript/value-tools.ts'
import { joined, quoteName } from '../typescript/written-sql.ts'
import { typeText } from './column-types.ts'
import { parameterList } from './functions.ts'
import { optionsOf, type Options } from './options.ts'
import { notKnown, refused } from './refusal.ts'
import type { Saying, Write } from './say.ts'
import { literal, schemalize, stringOf } from './values.ts'

export const createOperator: Write = (on, name, given) => {
  const options = optionsOf(given)
  const part = (option: string, word: string, text: (given: Given) => MappedText): readonly MappedText[] => {
    const found = options.truthy(option)
    return found ? [on.say`${word} = ${text(found)}`] : []
  }
  const procedure = options.get('procedure') ?? { value: UNDEFINED, span: on.span }
  const definitions = [
    on.say`PROCEDURE = ${literal(procedure)}`,
    ...part('left', 'LEFTARG', literal),
    ...part('right', 'RIGHTARG', literal),
    ...part('commutator', 'COMMUTATOR', schemalize),
    ...part('negator', 'NEGATOR', schemalize),
    ...part('restrict', 'RESTRICT', literal),
    ...part('join', 'JOIN', literal),
    ...(options.flag('hashes') ? [on.say`HASHES`] : []),
    ...(options.flag('merges') ? [on.say`MERGES`] : []),
  ]
  return on.say`CREATE OPERATOR ${schemalize(name)} (${joined(on.span, definitions)});`
}

export const dropOperator: Write = (on, name, given) => {
  const options = optionsOf(given)
  const side = (option: string): MappedText =>
    literal(options.get(option) ?? { value: textAt('none', on.span), span: on.span })
  const { ifExists, cascade } = dropWords(options)
  return on.say`DROP OPERATOR${ifExists} ${schemalize(name)}(${side('left')}, ${side('right')})${cascade};`
}

function dropWords(options: Options): { readonly ifExists: string; readonly cascade: string } {
  return { ifExists: options.word('ifExists', ' IF EXISTS'), cascade: options.word('cascade', ' CASCADE') }
}

/** Operators and functions of a class or family. */
function members(on: Saying, given: Given): MappedText {
  if (given.value.kind === 'unknown') throw notKnown('the list of operators', given.value)
  const all = listOf(given).map(each => member(on, optionsOf(each)))
  return joined(on.span, all, ',\n  ')
}

function member(on: Saying, options: Options): MappedText {
  const missing = { value: UNDEFINED, span: on.span }
  const type = (textIn(options.get('type')) ?? '').toLowerCase()
  const number = stringOf(options.get('number') ?? missing)
  const name = literal(options.get('name') ?? missing)
  const given = options.get('params')
  const parameters = parameterList(on, given)
  if (type === 'function') return on.say`FUNCTION ${number} ${name}${parameters}`
  if (type !== 'operator') throw refused('the type of a member is neither function nor operator')
  const count = given ? listOf(given).length : 0
  if (count > 2) throw refused('an operator has more than two parameters')
  return on.say`OPERATOR ${number} ${name}${count > 0 ? parameters : ''}`
}

export const createOperatorClass: Write = (on, name, type, method, list, given) => {
  const options = optionsOf(given)
  const family = options.truthy('family')
  const byDefault = options.word('default', ' DEFAULT')
  const forType = quoteName(typeText(type, new Map()), type.span)
  const inFamily = family ? on.say` FAMILY ${stringOf(family)}` : ''
  return on.say`CREATE OPERATOR CLASS ${literal(name)}${byDefault} FOR TYPE ${forType} USING ${literal(method)}${inFamily} AS
  ${members(on, list)};`
}

/** `DROP OPERATOR CLASS` or `DROP OPERATOR FAMILY`. */
function dropGroup(kind: 'CLASS' | 'FAMILY'): Write {
  return (on, name, method, given) => {
    const { ifExists, cascade } = dropWords(optionsOf(given))
    return on.say`DROP OPERATOR ${kind}${ifExists} ${literal(name)} USING ${stringOf(method)}${cascade};`
  }
}

export const dropOperatorClass = dropGroup('CLASS')
export const dropOperatorFamily = dropGroup('FAMILY')

export const reverseOfCreateOperatorClass: Write = (on, name, _type, method, _list, options) =>
  dropOperatorClass(on, name, method, options, options, options)

export const createOperatorFamily: Write = (on, name, method) =>
  on.say`CREATE OPERATOR FAMILY ${literal(name)} USING ${stringOf(method)};`

function renameGroup(kind: 'CLASS' | 'FAMILY'): Write {
  return (on, name, method, to) =>
    on.say`ALTER OPERATOR ${kind} ${literal(name)} USING ${stringOf(method)} RENAME TO ${literal(to)};`
}

export const renameOperatorClass = renameGroup('CLASS')
export const renameOperatorFamily = renameGroup('FAMILY')

function changeFamily(action: 'ADD' | 'DROP'): Write {
  return (on, name, method, list) =>
    on.say`ALTER OPERATOR FAMILY ${literal(name)} USING ${stringOf(method)} ${action}\n  ${members(on, list)};`
}

export const addToOperatorFamily = changeFamily('ADD')
export const removeFromOperatorFamily = changeFamily('DROP')

export const createCast: Write = (on, source, target, given) => {
  const options = optionsOf(given)
  const name = options.truthy('functionName')
  const types = options.truthy('argumentTypes')
  const args = joined(on.span, (types ? listOf(types) : [source]).map(stringOf))
  const inout = options.flag('inout') ? on.say` WITH INOUT` : on.say` WITHOUT FUNCTION`
  const conversion = name ? on.say` WITH FUNCTION ${literal(name)}(${args})` : inout
  const as = options.truthy('as')
  return on.say`CREATE CAST (${stringOf(source)} AS ${stringOf(target)})${conversion}${as ? on.say` AS ${stringOf(as)}` : ''};`
}

export const dropCast: Write = (on, source, target, given) => {
  const ifExists = optionsOf(given).word('ifExists', ' IF EXISTS')
  return on.say`DROP CAST${ifExists} (${stringOf(source)} AS ${stringOf(target)});`
}
