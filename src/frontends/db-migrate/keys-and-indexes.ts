/** Making and dropping keys and indexes, databases and the search path. */
import type { MappedText } from '../../source/mapped-text.ts'
import { is, isGiven, listOf, option, textIn, type Given } from '../typescript/given.ts'
import { truthOf } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'
import { columnsOf } from './columns.ts'
import { foreignKey } from './constraints.ts'
import { argumentsOf, quoted, refuse, send } from './sending.ts'
import { sending } from './tables.ts'

/** `addForeignKey(table, other, key, mapping, rules)`. */
export function addForeignKey(call: HostCall): Value {
  const args = argumentsOf(call)
  const [table, other, key, mapping, rules] = args.given
  const isKnown = mapping?.value.kind === 'object' && !mapping.value.open
  if (!isKnown) return refuse(call, 'The columns of the foreign key are not known', args)
  const pairs = columnsOf(mapping)
  return send(call, [foreignKey({ table, other, key, pairs, rules, span: call.span })], args)
}

/** `removeForeignKey(table, key)`. */
export const removeForeignKey = sending(([table, key], { span }) => [
  write(span, 'ALTER TABLE ', quoted(table, span), ' DROP CONSTRAINT ', quoted(key, span)),
])

/** `addIndex(table, name, columns, unique)`. */
export const addIndex = sending(([table, name, columns, unique], { span }) => {
  const isUnique = isGiven(unique) && truthOf(unique.value) === true
  const names = columns ? listOf(columns).map(each => quoted(each, span)) : []
  return [
    write(
      span,
      isUnique ? 'CREATE UNIQUE INDEX ' : 'CREATE INDEX ',
      quoted(name, span),
      ' ON ',
      quoted(table, span),
      ' (',
      joined(span, names),
      ')',
    ),
  ]
})

/** `removeIndex(name)` or `removeIndex(table, name)`. */
export const removeIndex = sending(([first, second], { span }) => [
  write(span, 'DROP INDEX ', quoted(second ?? first, span)),
])

/** `createDatabase(name)`; its promise is lost. */
export const createDatabase = sending(([name], { span }) => [
  write(span, 'CREATE DATABASE ', quoted(name, span)),
])

/** `dropDatabase(name, { ifExists })`. */
export const dropDatabase = sending(([name, options], { span }) => {
  const guard = is(option(options, 'ifExists'), true) ? 'IF EXISTS ' : ''
  return [write(span, `DROP DATABASE ${guard}`, quoted(name, span))]
})

/** `switchDatabase(schema)`: on PostgreSQL it is the search path. */
export const switchDatabase: HostMethod = call => {
  const args = argumentsOf(call)
  const [options] = args.given
  const schema = pathOf(options)
  const statements: readonly MappedText[] = schema
    ? [write(call.span, 'SET search_path TO ', textOfGiven(schema))]
    : []
  return send(call, statements, args)
}

function pathOf(options: Given | undefined): Given | undefined {
  if (options?.value.kind !== 'object') return isGiven(options) ? options : undefined
  return [option(options, 'database'), option(options, 'schema')].find(each => textIn(each) !== undefined)
}
