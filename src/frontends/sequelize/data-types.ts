/** Sequelize's data types as PostgreSQL gets them: node_modules/sequelize/lib/dialects/postgres/data-types.js. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { isGiven, type Given } from '../typescript/given.ts'
import { own } from '../typescript/own.ts'
import { hostValue } from '../typescript/value-tools.ts'
import type { HostCall, HostObject, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { notKnown, part, refused } from './given.ts'
import { joinTexts, separated } from './text.ts'

/** A type with what it was called with. */
export interface DataType {
  /** As Sequelize names it: `STRING`. */
  readonly key: string
  readonly args: readonly Given[]
  readonly binary: boolean
}

interface TypeHost extends HostObject {
  readonly dataType: DataType
}

/** The type that a value is. */
export function dataTypeOf(value: Value): DataType | undefined {
  return value.kind === 'host' && isTypeHost(value.host) ? value.host.dataType : undefined
}

function isTypeHost(host: HostObject): host is TypeHost {
  return 'dataType' in host
}

/** `STRING`, `STRING(10)`, `new STRING(10)`, `STRING.BINARY`. */
function typeHost(dataType: DataType): TypeHost {
  const called = (call: HostCall): Value => {
    const args = call.args.map((value, i) => ({ value, span: call.spans[i] ?? call.span }))
    return hostValue(typeHost({ ...dataType, args }))
  }
  return {
    name: `DataTypes.${dataType.key}`,
    reachesDatabase: false,
    dataType,
    apply: called,
    construct: called,
    otherwise: property => {
      if (property === 'BINARY') return hostValue(typeHost({ ...dataType, binary: true }))
      if (property === 'UNSIGNED' || property === 'ZEROFILL') return hostValue(typeHost(dataType))
      return undefined
    },
  }
}

type Written = (type: DataType, span: Span) => string | MappedText

const always =
  (text: string): Written =>
  () =>
    text

/** How each type is written. Lengths, UNSIGNED and ZEROFILL of numbers are left out for PostgreSQL. */
const TYPES: Readonly<Record<string, Written>> = {
  STRING: sized('VARCHAR'),
  CHAR: sized('CHAR'),
  DECIMAL: decimal,
  FLOAT: float,
  DATE: always('TIMESTAMP WITH TIME ZONE'),
  DATEONLY: always('DATE'),
  BLOB: always('BYTEA'),
  DOUBLE: always('DOUBLE PRECISION'),
  'DOUBLE PRECISION': always('DOUBLE PRECISION'),
  RANGE: range,
  ARRAY: (type, span) => joinTexts(span, typeText(elementType(type), span), '[]'),
  GEOMETRY: spatial('GEOMETRY'),
  GEOGRAPHY: spatial('GEOGRAPHY'),
  ...Object.fromEntries(
    [
      ...['TEXT', 'CITEXT', 'NUMBER', 'TINYINT', 'SMALLINT', 'MEDIUMINT', 'INTEGER', 'BIGINT', 'REAL'],
      ...['TIME', 'BOOLEAN', 'NOW', 'UUID', 'UUIDV1', 'UUIDV4', 'HSTORE', 'JSON', 'JSONB', 'VIRTUAL'],
      ...['ENUM', 'CIDR', 'INET', 'MACADDR', 'TSVECTOR'],
    ].map(key => [key, always(key)]),
  ),
}

const HOSTS = new Map([...Object.keys(TYPES), 'NUMERIC'].map(key => [key, hostOf(key)]))

function hostOf(key: string): Value {
  return hostValue(typeHost({ key: key === 'NUMERIC' ? 'DECIMAL' : key, args: [], binary: false }))
}

/** `DataTypes.X`; undefined for names that are no type. */
export function dataTypeNamed(name: string): Value | undefined {
  return HOSTS.get(name)
}

/** The type as it is written. */
export function typeText(type: DataType, span: Span): MappedText {
  const text = own(TYPES, type.key)?.(type, span) ?? type.key
  return typeof text === 'string' ? standingFor(text, span) : text
}

/** The n-th parameter, or the same by its name in an object. */
function parameter({ args }: DataType, index: number, name: string): Given | undefined {
  const [first] = args
  const given = first?.value.kind === 'object' ? part(first, name) : args[index]
  return isGiven(given) ? given : undefined
}

function sized(name: string): Written {
  return (type, span) => {
    const binary = type.binary || parameter(type, 1, 'binary') !== undefined
    if (binary) return 'BYTEA'
    const length = parameter(type, 0, 'length')
    return joinTexts(span, `${name}(`, length ? textOfGiven(length) : '255', ')')
  }
}

/** A precision or scale of zero is left out. */
function decimal(type: DataType, span: Span): MappedText | string {
  const parts = [parameter(type, 0, 'precision'), parameter(type, 1, 'scale')]
    .flatMap(given => (given ? [textOfGiven(given)] : []))
    .filter(({ text }) => text !== '0')
  return parts.length === 0 ? 'DECIMAL' : joinTexts(span, 'DECIMAL(', separated(span, parts, ','), ')')
}

/** With decimals the length is left out too. */
function float(type: DataType, span: Span): MappedText | string {
  const length = parameter(type, 0, 'length')
  if (!length || parameter(type, 1, 'decimals')) return 'FLOAT'
  return joinTexts(span, 'FLOAT(', textOfGiven(length), ')')
}

function spatial(name: string): Written {
  return (type, span) => {
    const kind = parameter(type, 0, 'type')
    const srid = parameter(type, 1, 'srid')
    if (!kind) return name
    return joinTexts(span, `${name}(`, textOfGiven(kind), ...(srid ? [',', textOfGiven(srid)] : []), ')')
  }
}

const RANGES: Readonly<Record<string, string>> = {
  INTEGER: 'int4range',
  DECIMAL: 'numrange',
  DATE: 'tstzrange',
  DATEONLY: 'daterange',
  BIGINT: 'int8range',
}

function range(type: DataType): string {
  const subtype = parameter(type, 0, 'subtype')
  const key = subtype ? dataTypeOf(subtype.value)?.key : 'INTEGER'
  const text = key === undefined ? undefined : own(RANGES, key)
  if (text === undefined) throw subtype ? notKnown(subtype, 'the subtype of the range') : refused('no range')
  return text
}

/** The type of the elements of an array. */
export function elementType(type: DataType): DataType {
  const given = parameter(type, 0, 'type')
  if (!given) throw refused('ARRAY is missing the type of its values')
  const element = dataTypeOf(given.value)
  if (!element) throw notKnown(given, 'the type of the array')
  return element
}

/** The enum that a type is, or of which it is an array. */
export function enumIn(type: DataType | undefined): DataType | undefined {
  if (type?.key === 'ENUM') return type
  if (type?.key !== 'ARRAY') return undefined
  const element = elementType(type)
  return element.key === 'ENUM' ? element : undefined
}

/** The values of an enum: `ENUM('a', 'b')`, `ENUM(['a', 'b'])`, `ENUM({ values })`. */
export function enumValues({ args }: DataType): readonly Given[] {
  const [first] = args
  const given = first?.value.kind === 'object' ? part(first, 'values') : undefined
  return (given ? [given] : args).flatMap(each => {
    if (each.value.kind !== 'array') return [each]
    return each.value.elements.value.map(value => ({ value, span: each.span }))
  })
}
