/** The calls of `op` on enums, extensions and schemas. */
import { identifier, literal } from '../../dialects/postgres/identifiers.ts'
import type { Flag } from '../../model/names.ts'
import { namesOf, textOf } from '../typescript/arguments.ts'
import type { HostCall, HostMethod } from '../typescript/values.ts'
import { isOn, on, one, option, type Reading } from './readers.ts'

/** Calls on enums and extensions. */
export const TYPES = {
  createEnum: on(0, 2, (type, call) => {
    const values = namesOf(call.args[1])
    return values && { kind: 'createEnum', type, values, ifNotExists: isOn(call, 2, 'ifNotExists') }
  }),
  dropEnum: on(0, 1, (type, call) => ({
    kind: 'dropType',
    type,
    ifExists: isOn(call, 1, 'ifExists'),
    cascade: isOn(call, 1, 'cascade'),
  })),
  addEnumValue: on(0, 2, (type, call) => {
    const value = textOf(call.args[1])
    if (value === undefined) return undefined
    return {
      kind: 'addEnumValue',
      type,
      value,
      before: textOf(option(call, 2, 'before')),
      after: textOf(option(call, 2, 'after')),
      ifNotExists: isOn(call, 2, 'ifNotExists'),
    }
  }),
  renameEnumValue: on(0, 3, (type, call) => {
    const value = textOf(call.args[1])
    const to = textOf(call.args[2])
    return value === undefined || to === undefined ? undefined : { kind: 'renameEnumValue', type, value, to }
  }),
  createExtension: one(call => {
    const name = textOf(call.args[0])
    if (name === undefined) return undefined
    const ifNotExists = isOn(call, 1, 'ifNotExists')
    const common = { kind: 'objectDdl', verb: 'create', objectType: 'extension' } as const
    return { ...common, name: { name }, ifNotExists, sql: extensionSql(name, ifNotExists, call) }
  }),
  dropExtension: one(call => named('drop', 'extension', call)),
  createSchema: one(call => named('create', 'schema', call)),
  dropSchema: one(call => named('drop', 'schema', call)),
} as const satisfies Readonly<Record<string, HostMethod>>

/** What an object is called that lies in no schema. */
function named(verb: 'create' | 'drop', objectType: 'extension' | 'schema', call: HostCall): Reading {
  const name = textOf(call.args[0])
  if (name === undefined) return undefined
  const exists = verb === 'drop' ? 'ifExists' : 'ifNotExists'
  const common = { kind: 'objectDdl', verb, objectType, name: { name } } as const
  return { ...common, [exists]: isOn(call, 1, exists), cascade: isOn(call, 1, 'cascade') }
}

/** https://www.postgresql.org/docs/current/sql-createextension.html; undefined where the name says all. */
function extensionSql(name: string, ifNotExists: Flag, call: HostCall): string | undefined {
  const schema = textOf(option(call, 1, 'schema'))
  const version = textOf(option(call, 1, 'version'))
  const more = [
    ...(schema === undefined ? [] : [`SCHEMA ${identifier(schema)}`]),
    ...(version === undefined ? [] : [`VERSION ${literal(version)}`]),
    ...(isOn(call, 1, 'cascade') ? ['CASCADE'] : []),
  ]
  if (more.length === 0) return undefined
  return ['CREATE EXTENSION', ...(ifNotExists ? ['IF NOT EXISTS'] : []), identifier(name), ...more].join(' ')
}
