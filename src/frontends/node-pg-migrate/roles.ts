/** Roles and policies: https://salsita.github.io/node-pg-migrate/roles/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { is, listOf, type Given } from '../typescript/given.ts'
import { truthOf } from '../typescript/value-tools.ts'
import { joined } from '../typescript/written-sql.ts'
import { optionsOf, type Options } from './options.ts'
import { refused } from './refusal.ts'
import type { Saying, Write } from './say.ts'
import { escapeValue, literal, stringOf } from './values.ts'

/** Options that are a word or the same word with NO; whether CREATE ROLE writes one that is not given, and which. */
const SWITCHES: readonly (readonly [string, string, ('yes' | 'no')?])[] = [
  ['superuser', 'SUPERUSER', 'no'],
  ['createdb', 'CREATEDB', 'no'],
  ['createrole', 'CREATEROLE', 'no'],
  ['inherit', 'INHERIT', 'yes'],
  ['login', 'LOGIN', 'no'],
  ['replication', 'REPLICATION', 'no'],
  ['bypassrls', 'BYPASSRLS'],
]

function switches(on: Saying, options: Options, isNew: boolean): readonly MappedText[] {
  return SWITCHES.flatMap(([name, word, otherwise]) => {
    const isWritten = options.get(name) !== undefined || (isNew && otherwise !== undefined)
    if (!isWritten) return []
    // For CREATE ROLE only `false` is no inheritance.
    const isOn =
      isNew && otherwise === 'yes' ? !is(options.get(name), false) : options.flag(name, otherwise === 'yes')
    return [on.say`${isOn ? '' : 'NO'}${word}`]
  })
}

function roleOptions(on: Saying, options: Options, isNew: boolean): MappedText {
  const password = options.get('password')
  const valid = options.get('valid')
  const limit = options.truthy('limit')
  const encrypted = is(options.get('encrypted'), false) ? 'UNENCRYPTED' : 'ENCRYPTED'
  const until = valid && truthOf(valid.value) !== false ? escapeValue(valid, 'text') : "'infinity'"
  const words = [
    ...switches(on, options, isNew),
    ...(limit ? [on.say`CONNECTION LIMIT ${stringOf(limit)}`] : []),
    ...(password ? [on.say`${encrypted} PASSWORD ${escapeValue(password, 'text')}`] : []),
    ...(valid ? [on.say`VALID UNTIL ${until}`] : []),
    ...members(on, options, 'inRole', 'IN ROLE'),
    ...members(on, options, 'role', 'ROLE'),
    ...members(on, options, 'admin', 'ADMIN'),
  ]
  return joined(on.span, words, ' ')
}

function members(on: Saying, options: Options, name: string, word: string): readonly MappedText[] {
  const given = options.truthy(name)
  return given ? [on.say`${word} ${names(given)}`] : []
}

/** Names as they are written, without quotes. */
function names(given: Given): MappedText {
  return joined(given.span, listOf(given).map(stringOf))
}

export const createRole: Write = (on, role, options) =>
  on.say`CREATE ROLE ${literal(role)} WITH ${roleOptions(on, optionsOf(options), true)};`

export const dropRole: Write = (on, role, options) =>
  on.say`DROP ROLE${optionsOf(options).word('ifExists', ' IF EXISTS')} ${literal(role)};`

/** Without options it says nothing. */
export const alterRole: Write = (on, role, options) => {
  const words = roleOptions(on, optionsOf(options), false)
  return words.text === '' ? words : on.say`ALTER ROLE ${literal(role)} WITH ${words};`
}

export const renameRole: Write = (on, role, to) =>
  on.say`ALTER ROLE ${literal(role)} RENAME TO ${literal(to)};`

/** Without a role, CREATE POLICY is written for PUBLIC, which PostgreSQL takes for all. */
function policyClauses(on: Saying, options: Options, otherwise: string): readonly MappedText[] {
  const role = options.get('role')
  const roles = role ? names(role) : on.say`${otherwise}`
  const using = options.truthy('using')
  const check = options.truthy('check')
  return [
    ...(roles.text === '' ? [] : [on.say`TO ${roles}`]),
    ...(using ? [on.say`USING (${stringOf(using)})`] : []),
    ...(check ? [on.say`WITH CHECK (${stringOf(check)})`] : []),
  ]
}

export const createPolicy: Write = (on, table, policy, given) => {
  const options = optionsOf(given)
  const command = options.get('command')
  const clauses = [
    on.say`FOR ${command ? stringOf(command) : 'ALL'}`,
    ...policyClauses(on, options, 'PUBLIC'),
  ]
  return on.say`CREATE POLICY ${literal(policy)} ON ${literal(table)} ${joined(on.span, clauses, ' ')};`
}

export const dropPolicy: Write = (on, table, policy, options) => {
  const ifExists = optionsOf(options).word('ifExists', ' IF EXISTS')
  return on.say`DROP POLICY${ifExists} ${literal(policy)} ON ${literal(table)};`
}

export const alterPolicy: Write = (on, table, policy, options) => {
  const clauses = policyClauses(on, optionsOf(options), '')
  if (clauses.length === 0) throw refused('no policy options are given')
  return on.say`ALTER POLICY ${literal(policy)} ON ${literal(table)} ${joined(on.span, clauses, ' ')};`
}

export const renamePolicy: Write = (on, table, policy, to) =>
  on.say`ALTER POLICY ${literal(policy)} ON ${literal(table)} RENAME TO ${literal(to)};`
