/** Which types PostgreSQL converts into each other without being told, as ALTER COLUMN TYPE without USING has to. */
import type { DataType } from '../model/data-type.ts'
import { baseType } from './domains.ts'
import type { EffectContext } from './effect-context.ts'

/** From pg_cast, where castcontext is `i` or `a`; to texts, see below. */
const CASTS: Readonly<Record<string, readonly string[]>> = {
  smallint: ['integer', 'bigint', 'numeric', 'real', 'double precision', 'oid'],
  integer: ['smallint', 'bigint', 'numeric', 'real', 'double precision', 'oid', 'money'],
  bigint: ['smallint', 'integer', 'numeric', 'real', 'double precision', 'oid', 'money'],
  numeric: ['smallint', 'integer', 'bigint', 'real', 'double precision', 'money'],
  real: ['smallint', 'integer', 'bigint', 'numeric', 'double precision'],
  'double precision': ['smallint', 'integer', 'bigint', 'numeric', 'real'],
  oid: ['integer', 'bigint'],
  money: ['numeric'],
  boolean: [],
  text: [],
  varchar: [],
  char: [],
  citext: [],
  date: ['timestamp', 'timestamptz'],
  time: ['timetz', 'interval'],
  timetz: ['time'],
  timestamp: ['date', 'time', 'timestamptz'],
  timestamptz: ['date', 'time', 'timetz', 'timestamp'],
  interval: ['time'],
  json: ['jsonb'],
  jsonb: ['json'],
  uuid: [],
  bytea: [],
  cidr: ['inet'],
  inet: ['cidr'],
  bit: ['varbit'],
  varbit: ['bit'],
  xml: [],
}

/** Every type becomes a text by assignment: https://www.postgresql.org/docs/current/sql-createcast.html */
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext', 'name'])

/** Whether a value of one type is taken for the other by assignment; undefined where a type is not known. */
export function isAssignable(from: DataType, to: DataType, context: EffectContext): boolean | undefined {
  const [old, wanted] = [baseType(context, from), baseType(context, to)]
  if (wanted.dimensions === 0 && TEXTS.has(wanted.name)) return true
  if (!isKnownType(old, context) || !isKnownType(wanted, context)) return undefined
  if (old.dimensions > 0 !== wanted.dimensions > 0) return false
  const element = { ...wanted, dimensions: 0 }
  if (TEXTS.has(element.name) || isSameType(old, wanted, context)) return true
  return CASTS[old.name]?.includes(wanted.name) ?? false
}

/** A type of PostgreSQL's own, or an enum of the history. */
export function isKnownType(type: DataType, context: EffectContext): boolean {
  return (type.schema === undefined && type.name in CASTS) || context.schema.enum(type) !== undefined
}

/** Equal but for lengths; an enum is the one that its name means here. */
export function isSameType(one: DataType, other: DataType, { schema }: EffectContext): boolean {
  const [a, b] = [schema.enum(one), schema.enum(other)]
  if (a || b) return a?.key === b?.key
  return one.name === other.name && (one.schema ?? other.schema) === (other.schema ?? one.schema)
}
