/** Columns as db-migrate-pg writes them: https://db-migrate.readthedocs.io/en/latest/API/SQL/ */
import { concatMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { entriesOf, is, isGiven, option, textIn, type Given } from '../typescript/given.ts'
import { placeOf as placeOfValue } from '../typescript/arguments.ts'
import { textAt, truthOf } from '../typescript/value-tools.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'
import { foreignKey } from './constraints.ts'
import { typeName } from './data-types.ts'
import { quoted } from './sending.ts'

/** A column and what is sent for it. */
export interface Column {
  readonly name: Given
  /** Its definition. */
  readonly definition: MappedText
  readonly isKey: boolean
  /** Statements that follow the one which makes the column, in the order in which they are sent. */
  readonly after: readonly MappedText[]
}

/** A column as the code gives it. */
interface Wanted {
  readonly table: Given
  readonly name: Given
  readonly spec: Given
  /** Whether `primaryKey` becomes a constraint of the column: `createTable` with one key column alone. */
  readonly ownKey: boolean
}

/** Why a column cannot be written. */
export interface Refusal {
  readonly refused: string
}

/** Whether a property of a column counts as true. */
export function flagOf(spec: Given, name: string): boolean {
  const given = option(spec, name)
  return given !== undefined && truthOf(given.value) === true
}

/** `{ type, length, notNull, … }`, or the type alone. */
function typeOf(spec: Given): Given | undefined {
  return spec.value.kind === 'object' ? option(spec, 'type') : spec
}

/** The definition of a column; what db-migrate fails on is refused. */
export function columnOf(wanted: Wanted): Column | Refusal {
  const { table, name, spec } = wanted
  const type = typeOf(spec)
  if (type?.value.kind !== 'string') {
    return { refused: `The type of the column ${textIn(name) ?? ''} is not known` }
  }
  const standard = defaultOf(spec)
  if (standard && 'refused' in standard) return standard
  const span = placeOf(spec)
  const parts = [
    nameOf(name),
    ...typeParts(spec, type),
    ...constraints(wanted),
    ...(standard ? [standard] : []),
  ]
  return {
    name,
    definition: joined(span, parts, ' '),
    isKey: flagOf(spec, 'primaryKey'),
    after: [...foreignKeyOf(table, name, spec), ...commentOf(table, name, spec)],
  }
}

/** The object that describes the column, or its type. */
function placeOf({ value, span }: Given): Span {
  return value.kind === 'object' ? (value.at ?? span) : span
}

/** A name that has its quotes already keeps them. */
function nameOf(name: Given): MappedText {
  const text = textOfGiven(name)
  return text.text.startsWith('"') ? text : quoted(name, name.span)
}

/** `timestamptz` is written as a `timestamp` with its zone; a key that counts by itself has no type but its sequence. */
function typeParts(spec: Given, type: Given): readonly MappedText[] {
  const zoned = /^(time|timestamp)tz$/u.exec(textIn(type) ?? '')?.[1]
  const at = placeOf(spec)
  const name = zoned === undefined ? typeName(textOfGiven(type), at) : standingFor(zoned, at)
  const length = option(spec, 'length')
  const counts = flagOf(spec, 'primaryKey') && flagOf(spec, 'autoIncrement')
  return [
    ...(counts ? [] : [name]),
    ...(length && truthOf(length.value) !== false ? [write(at, '(', textOfGiven(length), ')')] : []),
    ...(zoned !== undefined || flagOf(spec, 'timezone') ? [standingFor('WITH TIME ZONE', at)] : []),
    ...(counts ? [standingFor(textIn(type) === 'bigint' ? 'BIGSERIAL' : 'SERIAL', at)] : []),
  ]
}

function constraints({ spec, ownKey }: Wanted): readonly MappedText[] {
  const words = [
    ...(ownKey && flagOf(spec, 'primaryKey') ? ['PRIMARY KEY'] : []),
    ...(is(option(spec, 'notNull'), true) ? ['NOT NULL'] : []),
    ...(flagOf(spec, 'unique') ? ['UNIQUE'] : []),
  ]
  return words.map(word => standingFor(word, placeOf(spec)))
}

/** `defaultValue`: a text becomes a literal, `{ raw }` and `{ special }` are SQL; quotes in a text are not doubled. */
function defaultOf(spec: Given): MappedText | Refusal | undefined {
  const given = option(spec, 'defaultValue')
  if (!given || (given.value.kind === 'primitive' && given.value.value === undefined)) return undefined
  if (is(given, null)) return { refused: 'db-migrate fails on a defaultValue of null' }
  const raw = option(given, 'raw')
  const special = option(given, 'special')
  if (raw && truthOf(raw.value) !== false) return write(given.span, 'DEFAULT ', textOfGiven(raw))
  if (special && textIn(special) !== 'CURRENT_TIMESTAMP') {
    return { refused: 'db-migrate knows no special defaultValue but CURRENT_TIMESTAMP' }
  }
  if (special) return standingFor('DEFAULT CURRENT_TIMESTAMP', special.span)
  return concatMapped([standingFor('DEFAULT ', given.span), valueOf(given)])
}

/** A value as it stands behind DEFAULT. */
export function valueOf(given: Given): MappedText {
  const text = textOfGiven(given)
  return given.value.kind === 'string' ? write(given.span, "'", text, "'") : text
}

/** `foreignKey: { name, table, mapping, rules }`, where the mapping may be the name of the other column alone. */
function foreignKeyOf(table: Given, name: Given, spec: Given): readonly MappedText[] {
  const given = option(spec, 'foreignKey')
  if (!isGiven(given)) return []
  const mapping = option(given, 'mapping')
  const pairs = mapping?.value.kind === 'string' ? [[name, mapping] as const] : columnsOf(mapping)
  const [other, key, rules] = ['table', 'name', 'rules'].map(each => option(given, each))
  return [foreignKey({ table, other, key, pairs, rules, span: placeOf(given) })]
}

/** The columns of a mapping, each with the one that it refers to. */
export function columnsOf(mapping: Given | undefined): readonly (readonly [Given, Given])[] {
  return (entriesOf(mapping) ?? []).map(([name, other]) => [nameIn(name, other), other])
}

/** The name of a property as a value. */
export function nameIn(name: string, { value, span }: Given): Given {
  const written = placeOfValue(value)
  const at = written && written.end > written.start ? written : span
  return { value: textAt(name, at), span: at }
}

function commentOf(table: Given, name: Given, spec: Given): readonly MappedText[] {
  const comment = option(spec, 'comment')
  if (!isGiven(comment)) return []
  const [on, column] = [table, name].map(textOfGiven)
  return on && column
    ? [write(placeOf(spec), 'COMMENT ON COLUMN ', on, '.', column, " IS '", textOfGiven(comment), "'")]
    : []
}
