/** Which type changes can be refused by a value that is in the column: https://www.postgresql.org/docs/current/errcodes-appendix.html */
import type { DataType } from '../model/data-type.ts'
import { keepsValues } from './type-lengths.ts'

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext', 'name'])

/** What a value that does not fit says; times are rounded and never refused. */
const TOO_LONG: Readonly<Record<string, string>> = {
  varchar: '22001',
  char: '22001',
  varbit: '22001',
  bit: '22026',
  numeric: '22003',
}

/** Numbers, each holding all those before it. */
const INTEGERS = ['smallint', 'integer', 'bigint', 'numeric']
const FLOATS = ['real', 'double precision']

/** SQLSTATE with which a value may refuse the change, if one may: too long, out of range, not of that form. */
export function refusalOf(from: DataType, to: DataType): string | undefined {
  if (from.name === to.name) {
    if (keepsValues(from, to)) return undefined
    return TOO_LONG[to.name]
  }
  if (TEXTS.has(to.name)) return to.arguments.length > 0 ? '22001' : undefined
  if (TEXTS.has(from.name)) return '22P02'
  return isNumber(from) && isNumber(to) && !widens(from, to) ? '22003' : undefined
}

function isNumber({ name }: DataType): boolean {
  return INTEGERS.includes(name) || FLOATS.includes(name)
}

function widens(from: DataType, to: DataType): boolean {
  if (FLOATS.includes(to.name)) return FLOATS.indexOf(to.name) >= FLOATS.indexOf(from.name)
  return (
    INTEGERS.includes(from.name) &&
    INTEGERS.indexOf(to.name) >= INTEGERS.indexOf(from.name) &&
    to.arguments.length === 0
  )
}
