/** The calls of TypeORM's `QueryRunner` for databases, schemas and views. */
import type { MappedText } from '../../source/mapped-text.ts'
import { booleanOf, property } from '../typescript/arguments.ts'
import type { HostCall, HostMethod } from '../typescript/values.ts'
import { splitMapped } from '../typescript/written-sql.ts'
import { filledIn, nameText, quoted, tablePath } from './names.ts'
import { on, send, unreadable } from './statement.ts'

/** A method whose first argument is the name of what it makes or drops. */
function ofName(words: (call: HostCall, name: MappedText) => readonly (string | MappedText)[]): HostMethod {
  return call => {
    const name = nameText(call.args[0], call.span)
    if (name) send(call, { span: call.span, made: new Set() }, ...words(call, name))
    else unreadable(call)
    return undefined
  }
}

/** A schema may be given with its database before it. */
function schemaIn(call: HostCall, name: MappedText): MappedText {
  const [first, second] = splitMapped(name, '.')
  return quoted(second ?? first ?? name, call.span)
}

/** TypeORM looks first whether it is there. */
function unlessThere(method: HostMethod): HostMethod {
  return call => (booleanOf(call.args[1]) ? call.within('guarded', () => method(call)) : method(call))
}

/** By method. */
export const OBJECT_CALLS: Readonly<Record<string, HostMethod>> = {
  createDatabase: unlessThere(ofName((call, name) => ['CREATE DATABASE ', quoted(name, call.span)])),
  dropDatabase: ofName((call, name) => [
    booleanOf(call.args[1]) ? 'DROP DATABASE IF EXISTS ' : 'DROP DATABASE ',
    quoted(name, call.span),
  ]),
  createSchema: ofName((call, name) => [
    booleanOf(call.args[1]) ? 'CREATE SCHEMA IF NOT EXISTS ' : 'CREATE SCHEMA ',
    schemaIn(call, name),
  ]),
  dropSchema: ofName((call, name) => [
    booleanOf(call.args[1]) ? 'DROP SCHEMA IF EXISTS ' : 'DROP SCHEMA ',
    schemaIn(call, name),
    booleanOf(call.args[2]) ? ' CASCADE' : '',
  ]),
  createView: call => {
    const [definition] = call.args
    const view = tablePath(definition, call.span)
    const expression = property(definition, 'expression')
    const query = expression?.kind === 'string' ? filledIn(definition, 'expression', call.span) : undefined
    if (view && query) {
      send(call, on(view, call.span), 'CREATE ', kindOf(call), view.sql, ' AS ', query)
    } else unreadable(call, view)
    return undefined
  },
  dropView: call => {
    const view = tablePath(call.args[0], call.span)
    const ifExists = booleanOf(call.args[1]) ? 'IF EXISTS ' : ''
    if (view) send(call, on(view, call.span), 'DROP ', kindOf(call), ifExists, view.sql)
    else unreadable(call)
    return undefined
  },
  clearDatabase: call => {
    const message = 'Every view, table and enum of the schema is dropped, whichever the database has.'
    call.opaque({ reason: 'query result', message, remedy: 'Name what is dropped.' })
    return undefined
  },
}

/** A view given by its name may be materialized in the database; TypeORM would know. */
function kindOf({ args: [view] }: HostCall): string {
  return booleanOf(property(view, 'materialized')) ? 'MATERIALIZED VIEW ' : 'VIEW '
}
