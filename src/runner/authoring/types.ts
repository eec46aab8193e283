/** `t`: the types of columns. */
import { MADE, type Made } from './made.ts'

/** A type of a column. */
export interface ColumnType extends Made<'type'> {
  /** The method of `t` that made it. */
  readonly name: string
  readonly arguments: readonly unknown[]
}

/** What an enum is besides its values. */
export interface EnumOptions {
  /** Name of the type. */
  readonly name: string
  readonly schema?: string
}

function typeOf(name: string, ...args: readonly unknown[]): ColumnType {
  return { [MADE]: 'type', name, arguments: args.filter(arg => arg !== undefined) }
}

/** The types that are made without arguments; `types` gives each a function of its own. */
const PLAIN = [
  'integer',
  'int',
  'bigint',
  'bigInteger',
  'smallint',
  'smallInteger',
  'serial',
  'bigserial',
  'bigSerial',
  'smallserial',
  'smallSerial',
  'real',
  'double',
  'doublePrecision',
  'boolean',
  'bool',
  'text',
  'date',
  'uuid',
  'json',
  'jsonb',
  'bytea',
  'bytes',
  'binary',
  'inet',
  'cidr',
  'macaddr',
  'macaddr8',
  'money',
  'xml',
  'tsvector',
  'tsquery',
  'point',
  'line',
  'lseg',
  'box',
  'path',
  'polygon',
  'circle',
  'int4range',
  'int8range',
  'numrange',
  'tsrange',
  'tstzrange',
  'daterange',
  'int4multirange',
  'int8multirange',
  'nummultirange',
  'tsmultirange',
  'tstzmultirange',
  'datemultirange',
  'citext',
  'hstore',
  'ltree',
  'oid',
] as const

/** The types that take a length or a number of digits, which may be left out. */
const SIZED = [
  'varchar',
  'string',
  'char',
  'bit',
  'varbit',
  'float',
  'time',
  'timetz',
  'timestamp',
  'timestamptz',
  'timestampTz',
  'dateTime',
  'datetime',
  'interval',
  'vector',
  'halfvec',
] as const

function functions<N extends string, F>(names: readonly N[], make: (name: N) => F): Readonly<Record<N, F>> {
  return Object.fromEntries(names.map(name => [name, make(name)])) as Record<N, F>
}

/** `t.enum('status')` for a type that there is, `t.enum(['a', 'b'], { name: 'status' })` for one that may have to be made. */
function enumOf(name: string, options?: Pick<EnumOptions, 'schema'>): ColumnType
function enumOf(values: readonly string[], options: EnumOptions): ColumnType
function enumOf(values: string | readonly string[], options?: Partial<EnumOptions>): ColumnType {
  if (typeof values === 'string') return typeOf('enum', values, options)
  if (!Array.isArray(values) || !options?.name) {
    throw new TypeError(
      "t.enum: the name is missing. Write t.enum(['draft', 'paid'], { name: 'order_status' }).",
    )
  }
  return typeOf('enum', values, options)
}

/**
 * The types of columns, by the names of PostgreSQL: https://www.postgresql.org/docs/current/datatype.html
 * SQLite keeps the name and stores by its affinity: https://www.sqlite.org/datatype3.html
 */
export const t = {
  ...functions(PLAIN, name => (): ColumnType => typeOf(name)),
  ...functions(
    SIZED,
    name =>
      (size?: number): ColumnType =>
        typeOf(name, size),
  ),
  /** `t.numeric(10, 2)`: ten digits, two of them behind the point. */
  numeric: (precision?: number, scale?: number): ColumnType => typeOf('numeric', precision, scale),
  /** The same as `numeric`. */
  decimal: (precision?: number, scale?: number): ColumnType => typeOf('decimal', precision, scale),
  enum: enumOf,
  /** `t.array(t.text())`: PostgreSQL only. */
  array: (element: ColumnType): ColumnType => typeOf('array', element),
  /** Any type, as SQL writes it: `t.type('geometry(Point,4326)')`. */
  type: (text: string): ColumnType => typeOf('type', text),
  /** The same as `type`. */
  custom: (text: string): ColumnType => typeOf('custom', text),
} as const
