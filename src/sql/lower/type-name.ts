/** Column types out of the tree. */
import { canonicalTypeName, type DataType } from '../../model/data-type.ts'
import { flag } from '../../model/names.ts'
import { constantOf, pick, stringOf, stringsOf, type Node, type TypeName } from './nodes.ts'
import { print } from './print.ts'

/**
 * The model's type for a type name. `char` and `bit` without a length are those of length 1, as the grammar
 * says; `bpchar` without a length has none and stays `bpchar`; `"char"`, the one-byte type, keeps its quotes.
 * https://www.postgresql.org/docs/current/datatype-character.html
 */
export function lowerType(type: TypeName | undefined): DataType {
  const parts = stringsOf(type?.names)
  const name = parts.at(-1) ?? ''
  const system = parts.length === 2 && parts[0] === 'pg_catalog'
  const dimensions = type?.arrayBounds?.length ?? 0
  const setof = flag(type?.setof)
  const rest = { dimensions, ...(setof && { setof }) }
  if (type?.pct_type) return { name: `${parts.join('.')}%TYPE`, arguments: [], ...rest }
  if (parts.length > 1 && !system)
    return { schema: parts.at(-2), name, arguments: argumentsOf(type?.typmods), ...rest }
  if (system && name === 'interval') return { ...intervalOf(type?.typmods), ...rest }
  const args = argumentsOf(type?.typmods)
  return { name: localName(name, system, args.length > 0), arguments: args, ...rest }
}

function localName(name: string, system: boolean, hasLength: boolean): string {
  if (name === 'char' && !system) return '"char"'
  if (name === 'bpchar' && !hasLength) return 'bpchar'
  return canonicalTypeName(name)
}

function argumentsOf(typmods: readonly Node[] | undefined): (number | string)[] {
  return (typmods ?? []).map(node => {
    const constant = pick(node, 'A_Const')
    const value = constant && constantOf(constant)
    if (typeof value === 'number' || typeof value === 'string') return value
    return stringOf(pick(node, 'ColumnRef')?.fields?.[0]) ?? print(node)
  })
}

/** The grammar puts the fields of an interval into a bit mask, 32767 for all of them (INTERVAL_FULL_RANGE). */
function intervalOf(typmods: readonly Node[] | undefined): { name: string; arguments: (number | string)[] } {
  const [mask, ...precision] = argumentsOf(typmods)
  const fields = typeof mask === 'number' ? INTERVAL_FIELDS[mask] : undefined
  return { name: fields ? `interval ${fields}` : 'interval', arguments: precision }
}

const INTERVAL_FIELDS: Readonly<Record<number, string>> = {
  2: 'month',
  4: 'year',
  6: 'year to month',
  8: 'day',
  1024: 'hour',
  1032: 'day to hour',
  2048: 'minute',
  3072: 'hour to minute',
  3080: 'day to minute',
  4096: 'second',
  6144: 'minute to second',
  7168: 'hour to second',
  7176: 'day to second',
}
