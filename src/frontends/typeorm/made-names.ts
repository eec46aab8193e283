/** Names that TypeORM makes for constraints and indexes without one: hashes of the table and what they cover. */
import { createHash } from 'node:crypto'
import type { Constraint } from '../../model/constraint.ts'
import type { QualifiedName } from '../../model/names.ts'

/** Prefix and number of digits of each kind: https://github.com/typeorm/typeorm/blob/master/src/naming-strategy/DefaultNamingStrategy.ts */
const KINDS = {
  primaryKey: ['PK', 27],
  unique: ['UQ', 27],
  foreignKey: ['FK', 27],
  index: ['IDX', 26],
  check: ['CHK', 26],
  exclude: ['XCL', 26],
} as const satisfies Partial<Record<Constraint['kind'] | 'index', readonly [string, number]>>

/** What can have a name of TypeORM. */
export type MadeKind = keyof typeof KINDS

const SAME_IN_A_URL = /^[\w.!~*'()-]*$/u

/**
 * The name for columns in any order, or for an expression as it is written; undefined when a part of it is known
 * only at run time, or versions of TypeORM differ.
 */
export function madeName(
  kind: MadeKind,
  table: QualifiedName,
  covers: readonly string[] | string,
  where?: string,
): string | undefined {
  const text = typeof covers === 'string' ? covers : [...covers].sort().join('_')
  const key = [table.name, text, ...(where === undefined ? [] : [where])].join('_')
  // Before 1.0 TypeORM hashed the text as a URL spells it, so that a space, a quote or an umlaut gives another name.
  if (!SAME_IN_A_URL.test(key)) return undefined
  const [prefix, digits] = KINDS[kind]
  const hash = createHash('sha1').update(key).digest('hex')
  return `${prefix}_${hash.slice(0, digits)}`
}
