/** The types that Knex writes for PostgreSQL: https://knexjs.org/guide/schema-builder.html#column-types */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { ColumnDraft, TableDraft } from './drafts.ts'
import { quote, wrapText } from './text.ts'
import { type Given, is, isGiven, listOf, numberOf, option } from '../typescript/given.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'

/** The type of a column, and the statement that has to come before: CREATE TYPE of a native enum. */
export interface ColumnType {
  readonly type: MappedText
  readonly before?: MappedText | undefined
}

type TypeWriter = (column: ColumnDraft, table: TableDraft) => string | ColumnType

/** By method; the first argument is the name of the column. */
const TYPES: Readonly<Record<string, TypeWriter | string>> = {
  increments: (column, table) => `serial${primaryKey(column, table, true)}`,
  bigIncrements: (column, table) => `bigserial${primaryKey(column, table, true)}`,
  bigincrements: (column, table) => `bigserial${primaryKey(column, table, true)}`,
  uuid: (column, table) => `uuid${primaryKey(column, table, false)}`,
  integer: 'integer',
  mediumint: 'integer',
  smallint: 'smallint',
  tinyint: 'smallint',
  bigInteger: 'bigint',
  biginteger: 'bigint',
  bigint: 'bigint',
  text: 'text',
  string: column => `varchar(${numberOf(column.args[1], 255)})`,
  varchar: column => `varchar(${numberOf(column.args[1], 255)})`,
  float: 'real',
  double: 'double precision',
  decimal: ({ args }) =>
    is(args[1], null) ? 'decimal' : `decimal(${numberOf(args[1], 8)}, ${numberOf(args[2], 2)})`,
  boolean: 'boolean',
  bool: 'boolean',
  date: 'date',
  datetime: dateTime,
  dateTime,
  timestamp: dateTime,
  time: 'time',
  binary: 'bytea',
  json: 'json',
  jsonb: 'jsonb',
  geometry: 'geometry',
  geography: 'geography',
  point: 'point',
  enum: enumType,
  enu: enumType,
  specificType: ({ args, span }) => ({ type: args[1] ? textOfGiven(args[1]) : standingFor('', span) }),
}

/** Whether a method of the table builder begins a column. */
export function isColumnMethod(method: string): boolean {
  return Object.hasOwn(TYPES, method)
}

/** The type as Knex writes it. */
export function typeOf(column: ColumnDraft, table: TableDraft): ColumnType {
  const writer = TYPES[column.method] ?? ''
  const type = typeof writer === 'string' ? writer : writer(column, table)
  return typeof type === 'string' ? { type: standingFor(type, column.span) } : type
}

/** Whether Knex takes it for a boolean, whose default it writes in its own way. */
export function defaultKind(method: string): string {
  return method === 'boolean' ? 'bool' : method
}

/** Not where the table has a primary key of its own. */
function primaryKey(column: ColumnDraft, table: TableDraft, byDefault: boolean): string {
  const options = column.args[1]
  const wanted = isGiven(options) ? is(option(options, 'primaryKey'), true) : byDefault
  return wanted && !table.steps.some(step => step.method === 'primary') ? ' primary key' : ''
}

/** `timestamp(name, withoutTz, precision)` or `timestamp(name, { useTz, precision })`. */
function dateTime({ args }: ColumnDraft): string {
  const [, second, third] = args
  const useTz = second?.value.kind === 'object' ? !is(option(second, 'useTz'), false) : !is(second, true)
  const given = second?.value.kind === 'object' ? option(second, 'precision') : third
  const precision = isGiven(given) ? `(${numberOf(given, 0)})` : ''
  return `${useTz ? 'timestamptz' : 'timestamp'}${precision}`
}

/** A CHECK on text, or a type of its own with `useNative`. */
function enumType({ args, span }: ColumnDraft, table: TableDraft): ColumnType {
  const [name, values, options] = args
  const texts = values ? listOf(values).map(textOfGiven) : []
  const list = write(span, "'", joined(span, texts, "', '"), "'")
  if (!is(option(options, 'useNative'), true)) {
    const column = name ? wrapText(textOfGiven(name), name.span) : standingFor('""', span)
    return { type: write(span, 'text check (', column, ' in (', list, '))') }
  }
  const schema = firstGiven(option(options, 'schemaName'), table.schema)
  const enumName = option(options, 'enumName')
  const parts = [schema, enumName].filter(isGiven).map(part => quote(textOfGiven(part), part.span))
  const type = joined(span, parts, '.')
  if (is(option(options, 'existingType'), true)) return { type }
  return { type, before: write(span, 'create type ', type, ' as enum (', list, ')') }
}

function firstGiven(...values: readonly (Given | undefined)[]): Given | undefined {
  return values.find(isGiven)
}
