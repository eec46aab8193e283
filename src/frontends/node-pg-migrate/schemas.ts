/** Schemas, extensions and grants: https://salsita.github.io/node-pg-migrate/schemas/ */
import type { MappedText } from '../../source/mapped-text.ts'
import { listOf, textIn, type Given } from '../typescript/given.ts'
import { UNDEFINED } from '../typescript/value-tools.ts'
import { joined, textOfGiven } from '../typescript/written-sql.ts'
import { optionsOf, type Options } from './options.ts'
import type { Saying, Write } from './say.ts'
import { literal, literals, stringOf } from './values.ts'

export const createSchema: Write = (on, schema, options) => {
  const given = optionsOf(options)
  const ifNotExists = given.word('ifNotExists', ' IF NOT EXISTS')
  const owner = given.truthy('authorization')
  return on.say`CREATE SCHEMA${ifNotExists} ${literal(schema)}${owner ? on.say` AUTHORIZATION ${stringOf(owner)}` : ''};`
}

export const dropSchema: Write = (on, schema, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  return on.say`DROP SCHEMA${ifExists} ${literal(schema)}${given.word('cascade', ' CASCADE')};`
}

export const renameSchema: Write = (on, schema, to) =>
  on.say`ALTER SCHEMA ${literal(schema)} RENAME TO ${literal(to)};`

/** Each extension is a statement of its own. */
export const createExtension: Write = (on, extensions, options) => {
  const given = optionsOf(options)
  const ifNotExists = given.word('ifNotExists', ' IF NOT EXISTS')
  const schema = given.truthy('schema')
  const within = schema ? on.say` SCHEMA ${literal(schema)}` : ''
  return listOf(extensions).map(each => on.say`CREATE EXTENSION${ifNotExists} ${literal(each)}${within};`)
}

export const dropExtension: Write = (on, extensions, options) => {
  const given = optionsOf(options)
  const ifExists = given.word('ifExists', ' IF EXISTS')
  const cascade = given.word('cascade', ' CASCADE')
  return listOf(extensions).map(each => on.say`DROP EXTENSION${ifExists} ${literal(each)}${cascade};`)
}

export const grantRoles: Write = (on, roles, to, options) => {
  const admin = optionsOf(options).word('withAdminOption', ' WITH ADMIN OPTION')
  return on.say`GRANT ${literals(roles)} TO ${literals(to)}${admin};`
}

export const revokeRoles: Write = (on, roles, from, options) => {
  const given = optionsOf(options)
  const admin = given.word('onlyAdminOption', ' ADMIN OPTION FOR')
  return on.say`REVOKE${admin} ${literals(roles)} FROM ${literals(from)}${given.word('cascade', ' CASCADE')};`
}

type Target = (on: Saying, options: Options) => MappedText

const onSchemas: Target = (on, options) => on.say`SCHEMA ${literals(partOf(on, options, 'schemas'))}`

const onTables: Target = (on, options) => {
  const schema = options.names.includes('schema')
  return schema
    ? on.say`ALL TABLES IN SCHEMA ${literal(partOf(on, options, 'schema'))}`
    : literals(partOf(on, options, 'tables'))
}

function partOf({ span }: Saying, options: Options, name: string): Given {
  return options.get(name) ?? { value: UNDEFINED, span }
}

/** `PUBLIC` is everybody, and no name of a role. */
function rolesIn(on: Saying, options: Options): MappedText {
  const roles = listOf(partOf(on, options, 'roles'))
  return joined(
    on.span,
    roles.map(role => (textIn(role) === 'PUBLIC' ? textOfGiven(role) : literal(role))),
  )
}

function privileges(on: Saying, options: Options): MappedText {
  return joined(on.span, listOf(partOf(on, options, 'privileges')).map(stringOf))
}

function grant(target: Target): Write {
  return (on, given) => {
    const options = optionsOf(given)
    const further = options.word('withGrantOption', ' WITH GRANT OPTION')
    return on.say`GRANT ${privileges(on, options)} ON ${target(on, options)} TO ${rolesIn(on, options)}${further};`
  }
}

function revoke(target: Target): Write {
  return (on, given) => {
    const options = optionsOf(given)
    const only = options.word('onlyGrantOption', ' GRANT OPTION FOR')
    const cascade = options.word('cascade', ' CASCADE')
    return on.say`REVOKE${only} ${privileges(on, options)} ON ${target(on, options)} FROM ${rolesIn(on, options)}${cascade};`
  }
}

export const grantOnSchemas = grant(onSchemas)
export const revokeOnSchemas = revoke(onSchemas)
export const grantOnTables = grant(onTables)
export const revokeOnTables = revoke(onTables)
