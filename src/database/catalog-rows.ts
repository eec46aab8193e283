/** The rows of the catalog queries, and types and expressions as the catalog prints them. */
import { canonicalTypeName, type DataType } from '../model/data-type.ts'
import type { Expression, Literal } from '../model/expression.ts'
import type { Volatility } from '../model/object-operations.ts'

/** A type as the queries describe it. */
export interface TypeRow {
  /** `format_type` with the modifier: `numeric(10,2)[]`. */
  readonly type: string
  /** `format_type` of the element without modifier: `numeric`. */
  readonly type_plain: string
  readonly type_name: string
  readonly type_schema: string
  readonly is_array: boolean
}

export interface TableRow {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly bound: string | null
  readonly is_partition: boolean
  readonly strategy: string | null
  readonly partition_columns: readonly string[]
  readonly parents: readonly string[]
  readonly row_security: boolean
  readonly comment: string | null
}

export interface ColumnRow extends TypeRow {
  readonly relation: string
  readonly name: string
  readonly not_null: boolean
  readonly expression: string | null
  readonly identity: string
  readonly generated: string
  readonly is_local: boolean
  readonly collation: string | null
  readonly comment: string | null
  /** Of an identity column: what CREATE SEQUENCE would say of its sequence. */
  readonly identity_options: string | null
}

export interface ConstraintRow {
  readonly relation: string
  readonly domain: string
  readonly name: string
  readonly kind: 'p' | 'u' | 'f' | 'c' | 'x' | 'n'
  readonly validated: boolean
  readonly deferrable: boolean
  readonly deferred: boolean
  readonly is_local: boolean
  readonly no_inherit: boolean
  readonly enforced: boolean
  readonly columns: readonly string[]
  readonly target_schema: string | null
  readonly target_table: string | null
  readonly target_columns: readonly string[]
  readonly on_update: string
  readonly on_delete: string
  readonly match: string
  readonly expression: string | null
  readonly index_name: string | null
  readonly operators: readonly string[]
}

export interface IndexPartRow {
  readonly column: string | null
  readonly expression: string | null
  readonly descending: boolean
  readonly nulls_first: boolean
  readonly class: string | null
  readonly collation: string | null
}

export interface IndexRow {
  readonly relation: string
  readonly name: string
  readonly is_unique: boolean
  readonly method: string
  readonly valid: boolean
  readonly nulls_not_distinct: boolean
  readonly predicate: string | null
  readonly constraint: string | null
  readonly part_of: string | null
  readonly include: readonly string[]
  readonly parts: readonly IndexPartRow[]
}

export interface ViewRow {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly materialized: boolean
  readonly populated: boolean
  readonly query: string
  readonly reads: readonly string[]
}

export interface EnumRow {
  readonly schema: string
  readonly name: string
  readonly values: readonly string[]
}

export interface DomainRow extends TypeRow {
  readonly oid: string
  readonly schema: string
  readonly name: string
  readonly not_null: boolean
  readonly expression: string | null
}

export interface ObjectRow {
  readonly type: string
  readonly schema: string
  readonly name: string
  readonly table: string | null
  readonly column: string | null
  readonly volatility: Volatility | null
  /** Types of the parameters of a function. */
  readonly parameters: readonly string[] | null
}

/** The type in the model's words: `timestamp(3) without time zone` is `timestamp` with the argument 3. */
export function typeFrom(row: TypeRow): DataType {
  const dimensions = row.is_array ? 1 : 0
  const inside = /\(([^)]*)\)/u.exec(row.type)?.[1]
  const args = inside === undefined ? [] : inside.split(',').map(each => numberOrText(each.trim()))
  if (row.type_schema !== 'pg_catalog') {
    return { schema: row.type_schema, name: row.type_name, arguments: args, dimensions }
  }
  return { name: canonicalTypeName(row.type_plain), arguments: args, dimensions }
}

function numberOrText(text: string): number | string {
  return /^-?\d+$/u.test(text) ? Number(text) : text
}

/** An expression as pg_get_expr prints it; `columns` are those that it may read. */
export function expressionFrom(sql: string, columns: readonly string[]): Expression {
  const bare = sql.replace(/'(?:[^']|'')*'/gu, "''")
  const words = new Set(
    [...bare.matchAll(/"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*)(?!\s*\()/gu)].map(wordOf),
  )
  const literal = literalOf(sql)
  return {
    sql,
    ...(literal === undefined ? {} : { literal }),
    functions: functionsIn(bare),
    columns: columns.filter(column => words.has(column)),
    provesNotNull: provenIn(bare).filter(column => columns.includes(column)),
  }
}

function wordOf(match: RegExpMatchArray): string {
  return match[1]?.replaceAll('""', '"') ?? match[2] ?? ''
}

const NO_FUNCTIONS: ReadonlySet<string> = new Set(
  'and any all array between case cast check coalesce else exists filter from greatest in is least like not nullif or over row some then values when where'.split(
    ' ',
  ),
)

const CALLED_WITHOUT_PARENTHESES =
  /(?<![\w"])(?:current_timestamp|current_date|current_time|localtimestamp|localtime|current_user|session_user)(?![\w"])/giu

function functionsIn(sql: string): readonly string[] {
  const calls = [...sql.matchAll(/([\p{L}_][\p{L}\p{N}_.$]*)\s*\(/gu)].map(match =>
    (match[1] ?? '').toLowerCase(),
  )
  const types = new Set(
    [...sql.matchAll(/::(?:[\p{L}_]+ )*([\p{L}_]+)\s*\(/gu)].map(match => (match[1] ?? '').toLowerCase()),
  )
  const bare = [...sql.matchAll(CALLED_WITHOUT_PARENTHESES)].map(match => match[0].toLowerCase())
  if (/ AT TIME ZONE /u.test(sql)) bare.push('timezone')
  return [...new Set([...calls.filter(name => !NO_FUNCTIONS.has(name) && !types.has(name)), ...bare])]
}

/** The `IS NOT NULL` terms, when the expression is a conjunction without anything that could turn them round. */
function provenIn(sql: string): readonly string[] {
  if (/\b(?:OR|CASE)\b|\bNOT\b(?!\s+NULL)|\bIS\s+(?:TRUE|FALSE|UNKNOWN)|=\s*\(/iu.test(sql)) return []
  return [...sql.matchAll(/(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*)) IS NOT NULL/gu)].map(wordOf)
}

function literalOf(sql: string): Literal | undefined {
  const value = /^\(?(NULL|true|false|-?\d+(?:\.\d+)?|'(?:[^']|'')*')\)?(?:::[\w "().,[\]]+)?$/u.exec(
    sql.trim(),
  )?.[1]
  if (value === undefined) return undefined
  if (value === 'NULL') return null
  if (value === 'true' || value === 'false') return value === 'true'
  // A negative number is printed as a string: '-5'::integer.
  if (/^'-[\d.]+'::(?:smallint|integer|bigint|numeric|real|double precision)/u.test(sql))
    return Number(value.slice(1, -1))
  return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : Number(value)
}
