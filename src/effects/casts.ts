/** What a change of a column's type costs: decided from the old and the new type, as ATColumnChangeRequiresRewrite in PostgreSQL does. */
import type { ChangeColumnType } from '../model/column-operations.ts'
import { canonicalTypeName, formatType, type DataType } from '../model/data-type.ts'
import { baseType, domainOf, isConstrained } from './domains.ts'
import type { EffectContext } from './effect-context.ts'
import { keepsValues } from './type-lengths.ts'

export interface TypeChangeCost {
  /** `may`: the old type is not known, or the session's time zone decides. */
  readonly rewrites: 'yes' | 'may' | 'no'
  /** Without a rewrite: whether indexes on the column are built again, because another type has other operators. */
  readonly rebuildsIndexes: boolean
}

const NOTHING: TypeChangeCost = { rewrites: 'no', rebuildsIndexes: false }
const NEW_INDEXES: TypeChangeCost = { rewrites: 'no', rebuildsIndexes: true }
const REWRITE: TypeChangeCost = { rewrites: 'yes', rebuildsIndexes: true }
const UNKNOWN: TypeChangeCost = { rewrites: 'may', rebuildsIndexes: true }

/** The cost of ALTER COLUMN TYPE for a column of that old type. */
export function costOfTypeChange(
  operation: ChangeColumnType,
  from: DataType | undefined,
  context: EffectContext,
): TypeChangeCost {
  if (operation.using && !isPlainCast(operation)) return REWRITE
  if (!from) return UNKNOWN
  const cost = costOfCast(from, operation.type, context)
  return operation.collation === undefined || cost.rewrites !== 'no' ? cost : NEW_INDEXES
}

/** The cost of the cast that PostgreSQL puts in when no USING says more. */
export function costOfCast(from: DataType, to: DataType, context: EffectContext): TypeChangeCost {
  const target = domainOf(context, to)
  if (target && domainOf(context, from)?.key === target.key) return NOTHING
  if (target && isConstrained(context, target)) return REWRITE
  const [old, wanted] = [withoutDomain(from, context), baseType(context, to)]
  if (old.dimensions > 0 !== wanted.dimensions > 0) return REWRITE
  if (old.dimensions > 0) return costOfArrayCast(old, wanted)
  if (sameName(old, wanted)) return keepsValues(old, wanted) ? NOTHING : REWRITE
  return costBetween(old, wanted)
}

/** A column of a domain does not show the length of the type below. */
function withoutDomain(type: DataType, context: EffectContext): DataType {
  const base = baseType(context, type)
  return base === type ? type : { ...base, arguments: [] }
}

/** Of arrays PostgreSQL only sees the cast of the elements, never that it does nothing. */
function costOfArrayCast(from: DataType, to: DataType): TypeChangeCost {
  if (
    to.arguments.length > 0 &&
    formatType({ ...from, dimensions: 0 }) !== formatType({ ...to, dimensions: 0 })
  ) {
    return REWRITE
  }
  return sameName(from, to) ? NOTHING : REWRITE
}

function costBetween(from: DataType, to: DataType): TypeChangeCost {
  if (isZoneCast(from, to))
    return from.arguments.length + to.arguments.length > 0 && to.arguments.length > 0 ? REWRITE : UNKNOWN
  const kind = SAME_BYTES[from.name]?.[to.name]
  if (kind === undefined) return REWRITE
  // The cast itself is free, but the length of the new type is not known to hold.
  if (to.arguments.length > 0 || to.name === 'char') return REWRITE
  return kind === 'same operators' ? NOTHING : NEW_INDEXES
}

/** Free when the session's time zone is UTC, a rewrite otherwise: https://www.postgresql.org/docs/release/12.0/ */
function isZoneCast(from: DataType, to: DataType): boolean {
  return [from.name, to.name].sort().join() === 'timestamp,timestamptz'
}

/**
 * Pairs of types with the same bytes, from pg_cast where castmethod is `b`. Indexes stay
 * when the default operator class is the same for both.
 */
const SAME_BYTES: Readonly<Record<string, Readonly<Record<string, 'same operators' | 'other operators'>>>> = {
  text: { varchar: 'same operators', citext: 'other operators' },
  varchar: { text: 'same operators', citext: 'other operators' },
  citext: { text: 'other operators', varchar: 'other operators' },
  xml: { text: 'other operators', varchar: 'other operators' },
  cidr: { inet: 'same operators' },
  bit: { varbit: 'other operators' },
  varbit: { bit: 'other operators' },
  integer: { oid: 'other operators' },
  oid: { integer: 'other operators' },
}

function sameName(one: DataType, other: DataType): boolean {
  return one.name === other.name && (one.schema ?? other.schema) === (other.schema ?? one.schema)
}

/** USING that only casts the column to the new type says nothing that PostgreSQL would not do by itself. */
export function isPlainCast(operation: ChangeColumnType): boolean {
  const { column, using, type } = operation
  const sql = using?.sql.replaceAll('"', '') ?? ''
  if (isColumnItself(operation)) return true
  const cast =
    /^(?<column>[^:()]+)::(?<type>[^:]+)$/u.exec(sql)?.groups ??
    /^CAST\((?<column>\S+) AS (?<type>.+)\)$/iu.exec(sql)?.groups
  if (cast?.['column']?.trim() !== column) return false
  return spelling(cast['type'] ?? '') === spelling(formatType(type))
}

/** `USING status`, which leaves the conversion to PostgreSQL. */
export function isColumnItself({ column, using }: ChangeColumnType): boolean {
  return using?.sql.replaceAll('"', '') === column
}

/** A printed type in one spelling: names of the model, no spaces, no catalog schema. */
function spelling(type: string): string {
  const [, name = '', args = '', rest = ''] =
    /^(.*?)\s*(\([^)]*\))?([^()]*)$/u.exec(type.trim().toLowerCase()) ?? []
  const dimensions = /(?:\[\d*\])*$/u.exec(name + rest)?.[0] ?? ''
  const plain = (name + rest).slice(0, (name + rest).length - dimensions.length).replace(/^pg_catalog\./u, '')
  return `${canonicalTypeName(plain.trim())}${args}${dimensions}`.replaceAll(' ', '')
}
