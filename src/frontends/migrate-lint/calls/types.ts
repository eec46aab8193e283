/** Types as calls of `t`. */
import type { DataType } from '../../../model/data-type.ts'
import { printType } from '../../../dialects/postgres/types.ts'
import { own } from '../../typescript/own.ts'
import { text, word, type Code } from './code.ts'
import { nameText, type Known } from './names.ts'

/** Methods of `t` that are spelled other than the type, or take a number of arguments, by the type's name. */
const METHODS: Readonly<Record<string, { readonly name?: string; readonly sizes?: number }>> = {
  'double precision': { name: 'double' },
  varchar: { sizes: 1 },
  char: { sizes: 1 },
  bit: { sizes: 1 },
  varbit: { sizes: 1 },
  time: { sizes: 1 },
  timetz: { sizes: 1 },
  timestamp: { sizes: 1 },
  timestamptz: { sizes: 1 },
  interval: { sizes: 1 },
  vector: { sizes: 1 },
  halfvec: { sizes: 1 },
  numeric: { sizes: 2 },
  ...Object.fromEntries(
    [
      ...['integer', 'bigint', 'smallint', 'serial', 'bigserial', 'smallserial', 'real', 'boolean', 'text'],
      ...['date', 'uuid', 'json', 'jsonb', 'bytea', 'inet', 'cidr', 'macaddr', 'macaddr8', 'money', 'xml'],
      ...['tsvector', 'tsquery', 'point', 'line', 'lseg', 'box', 'path', 'polygon', 'circle', 'oid'],
      ...['int4range', 'int8range', 'numrange', 'tsrange', 'tstzrange', 'daterange', 'citext', 'hstore'],
      ...['int4multirange', 'int8multirange', 'nummultirange', 'tsmultirange', 'tstzmultirange'],
      ...['datemultirange', 'ltree'],
    ].map(name => [name, {}]),
  ),
}

/** `t.varchar(20)`, `t.array(t.text())`, `t.enum('status')`, and `t.type('…')` for what has no method. */
export function typeCode(type: DataType, known: Known): Code {
  const plain = text(printType(type))
  return { ...made(type, known), plain }
}

function made(type: DataType, known: Known): Code & { readonly kind: 'call' } {
  const asSql = call('type', [text(printType(type))])
  if (type.setof) return asSql
  if (type.dimensions > 0) {
    const element = made({ ...type, dimensions: type.dimensions - 1 }, known)
    return element.callee === 't.type' ? asSql : call('array', [element])
  }
  const name = nameText(type)
  if (name !== undefined && type.arguments.length === 0 && known.isEnum(type))
    return call('enum', [text(name)])
  const found = type.schema === undefined ? own(METHODS, type.name) : undefined
  const numbers = type.arguments.filter(each => typeof each === 'number')
  if (!found || numbers.length < type.arguments.length || numbers.length > (found.sizes ?? 0)) return asSql
  return call(found.name ?? type.name, numbers.map(word))
}

function call(name: string, args: readonly Code[]): Code & { readonly kind: 'call' } {
  return { kind: 'call', callee: `t.${name}`, args }
}
