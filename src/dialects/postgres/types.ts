/** Data types as PostgreSQL writes them. */
import type { DataType } from '../../model/data-type.ts'
import { identifier, literal, qualified } from './identifiers.ts'

/** Names that the grammar knows as types, so that quotes would turn them into others. */
const GRAMMAR_TYPES: ReadonlySet<string> = new Set([
  'bigint',
  'bit',
  'boolean',
  'char',
  'double precision',
  'integer',
  'interval',
  'json',
  'numeric',
  'real',
  'smallint',
  'time',
  'timestamp',
  'varchar',
])

/** `varchar(20)`, `billing.status[]`, `interval day to second(3)`. */
export function printType(type: DataType): string {
  const args = type.arguments.length > 0 ? `(${type.arguments.map(argument).join(', ')})` : ''
  return `${type.setof ? 'SETOF ' : ''}${typeName(type)}${args}${'[]'.repeat(type.dimensions)}`
}

function typeName({ schema, name }: DataType): string {
  if (schema !== undefined) return qualified({ schema, name })
  const written = GRAMMAR_TYPES.has(name) || name.startsWith('interval ') || name === '"char"'
  return written || name.endsWith('%TYPE') ? name : identifier(name)
}

/** The arguments of an extension's type may be words: `geometry(point, 4326)`. */
function argument(value: number | string): string {
  return typeof value === 'number' || /^[a-z_]\w*$/u.test(value) ? String(value) : literal(value)
}
