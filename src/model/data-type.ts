/** Column types. */
import type { Flag } from './names.ts'

/**
 * A type by the short name that PostgreSQL prints for it: `integer`, `bigint`, `varchar`, `char`, `text`,
 * `timestamp`, `timestamptz`, `numeric`, `boolean`, `double precision`, `real`, `time`, `timetz`, … ;
 * `serial`, `bigserial`, `smallserial` stay as written. Types of the user keep their own name.
 * https://www.postgresql.org/docs/current/datatype.html#DATATYPE-TABLE
 */
export interface DataType {
  readonly schema?: string | undefined
  readonly name: string
  /** Length, precision, scale, or the arguments of an extension's type. */
  readonly arguments: readonly (number | string)[]
  /** Number of array dimensions, 0 for a plain type. */
  readonly dimensions: number
  readonly setof?: Flag
}

/** The aliases of the grammar and of pg_type, by the name used in the model. */
const CANONICAL: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  serial2: 'smallserial',
  serial4: 'serial',
  serial8: 'bigserial',
  float4: 'real',
  float8: 'double precision',
  float: 'double precision',
  decimal: 'numeric',
  bool: 'boolean',
  'character varying': 'varchar',
  character: 'char',
  bpchar: 'char',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  'bit varying': 'varbit',
}

/** The name the model uses for a type name, in whatever of its spellings. */
export function canonicalTypeName(name: string): string {
  const lower = name.toLowerCase()
  return CANONICAL[lower] ?? CANONICAL[lower.trim()] ?? name
}

/** Makes a plain type: `dataType('varchar', 20)`. */
export function dataType(name: string, ...args: readonly (number | string)[]): DataType {
  return { name: canonicalTypeName(name), arguments: args, dimensions: 0 }
}

/** The type as SQL spells it: `varchar(20)`, `numeric(10,2)[]`, `timestamp(3)`. */
export function formatType(type: DataType): string {
  const name = type.schema === undefined ? type.name : `${type.schema}.${type.name}`
  const args = type.arguments.length > 0 ? `(${type.arguments.join(',')})` : ''
  return `${type.setof ? 'setof ' : ''}${name}${args}${'[]'.repeat(type.dimensions)}`
}

/** Whether a column of this type makes its own sequence: https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
export function isSerial(type: DataType): boolean {
  return type.schema === undefined && ['smallserial', 'serial', 'bigserial'].includes(type.name)
}
