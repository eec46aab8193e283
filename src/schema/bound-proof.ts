/**
 * Whether the validated CHECKs of a table prove a partition's bound, so that ATTACH PARTITION reads no row:
 * https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 */
import { isInfinite, isNull, valuesIn, type PartitionBound } from './partition-bound.ts'
import type { ColumnState, TableState } from './schema-state.ts'

/** `perhaps`: only PostgreSQL's own prover can tell. */
export type Proven = 'yes' | 'perhaps' | 'no'

/** Whether what is known of the table proves the bound of a partition by these columns. */
export function provesBound(
  table: TableState | undefined,
  columns: readonly string[],
  bound: PartitionBound | undefined,
): Proven {
  const checks = table ? checksOf(table, columns) : []
  if (!table || checks.length === 0) return 'no'
  const [column] = columns
  if (column === undefined || !bound || bound.kind === 'hash' || bound.kind === 'default') return 'perhaps'
  const nulls = holdsNulls(table, columns, bound)
  if (nulls === 'yes') return 'no'
  if (columns.length > 1) return 'perhaps'
  const key = table.columns.find(each => each.name === column)
  const terms = checks.flatMap(check => termsOf(check, column))
  const values = bound.kind === 'list' ? listProof(bound.values, terms) : rangeProof(bound, terms, key)
  return values === 'yes' && nulls === 'perhaps' ? 'perhaps' : values
}

function checksOf(table: TableState, columns: readonly string[]): readonly string[] {
  return table.constraints.flatMap(({ definition, validated }) =>
    validated &&
    definition.kind === 'check' &&
    (columns.length === 0 || columns.some(column => definition.expression.columns.includes(column)))
      ? [definition.expression.sql]
      : [],
  )
}

/** The bound of a range, and of a list without NULL, says IS NOT NULL: a CHECK that nulls pass does not imply it. */
function holdsNulls(table: TableState, columns: readonly string[], bound: PartitionBound): Proven {
  if (bound.kind === 'list' && bound.values.some(isNull)) return 'no'
  const proven = (name: string) =>
    table.constraints.some(
      ({ definition, validated }) =>
        validated && definition.kind === 'check' && definition.expression.provesNotNull.includes(name),
    )
  const open = columns
    .filter(name => !proven(name))
    .map(name => table.columns.find(each => each.name === name))
  if (open.some(column => column && !column.notNull)) return 'yes'
  return open.every(column => column?.notNull) ? 'no' : 'perhaps'
}

/** A comparison of the key with values; undefined for a term about the key that is not understood. */
interface Term {
  readonly operator: string
  readonly values: readonly string[]
}

const COMPARISON =
  /^("?)(?<column>\w+)\1 (?<operator>>=|<=|<|>|=) (?<value>-?[\d.]+|'(?:[^']|'')*'(?:::[\w ]+)?)$/u
const ONE_OF = /^("?)(?<column>\w+)\1 IN \((?<list>[^()]*)\)$/u

/** The terms of a conjunction that concern the column. */
function termsOf(check: string, column: string): readonly (Term | undefined)[] {
  const plain = check.replace(/ IN \([^()]*\)| IS NOT NULL/gu, '')
  if (/[()]|\b(?:OR|NOT|CASE|BETWEEN)\b/u.test(plain)) return [undefined]
  return check.split(' AND ').flatMap(text => {
    const { groups = {} } = COMPARISON.exec(text) ?? ONE_OF.exec(text) ?? {}
    const { operator = '=', value, list } = groups
    if (groups['column'] === column)
      return [{ operator, values: value === undefined ? valuesIn(list) : [value] }]
    return groups['column'] === undefined && text.includes(column) && !text.endsWith(' IS NOT NULL')
      ? [undefined]
      : []
  })
}

function listProof(wanted: readonly string[], terms: readonly (Term | undefined)[]): Proven {
  const allowed = wanted.map(bare)
  return verdict(
    terms.map(
      term => term && term.operator === '=' && term.values.every(value => allowed.includes(bare(value))),
    ),
  )
}

type Range = Extract<PartitionBound, { readonly kind: 'range' }>

/** How a value of a term has to compare with the limit, for each operator that can prove that side. */
const ABOVE: Readonly<Record<string, (order: number) => boolean>> = {
  '>=': order => order >= 0,
  '>': order => order >= 0,
  '=': order => order >= 0,
}
const BELOW: Readonly<Record<string, (order: number) => boolean>> = {
  '<': order => order <= 0,
  '<=': order => order < 0,
  '=': order => order < 0,
}

function rangeProof(
  { from, to }: Range,
  terms: readonly (Term | undefined)[],
  key: ColumnState | undefined,
): Proven {
  const side = (limit: string, needs: typeof ABOVE): Proven =>
    isInfinite(limit) ? 'yes' : verdict(terms.map(term => term && isWithin(term, limit, needs, key)))
  const sides = [side(from[0] ?? '', ABOVE), side(to[0] ?? '', BELOW)]
  if (sides.includes('no')) return 'no'
  return sides.includes('perhaps') ? 'perhaps' : 'yes'
}

function isWithin(
  { operator, values }: Term,
  limit: string,
  needs: typeof ABOVE,
  key: ColumnState | undefined,
): boolean | undefined {
  const [isEnough] = [needs[operator]]
  if (!isEnough) return false
  const results = values.map(value => {
    if (!isOfType(value, key)) return undefined
    const order = compare(bare(value), bare(limit))
    return order === undefined ? undefined : isEnough(order)
  })
  return results.includes(undefined) ? undefined : results.every(Boolean)
}

/** A literal with a cast to another type is compared by another operator, which need not be immutable. */
function isOfType(value: string, key: ColumnState | undefined): boolean {
  const cast = /'::([\w ]+)$/u.exec(value)?.[1]
  return (
    cast === undefined || cast === key?.type?.name || (cast === 'date' && key?.type?.name === 'timestamp')
  )
}

/** One term is enough; one that is not understood might have been. */
function verdict(terms: readonly (boolean | undefined)[]): Proven {
  if (terms.includes(true)) return 'yes'
  return terms.includes(undefined) ? 'perhaps' : 'no'
}

function bare(value: string): string {
  return value.replace(/::[\w ]+$/u, '').replace(/ 00:00(?::00)?'$/u, "'")
}

/** The order of two literals where their text tells it: numbers, and dates as ISO 8601 writes them. */
function compare(one: string, other: string): number | undefined {
  if (one === other) return 0
  const isDate = (text: string) => /^'\d{4}-\d\d-\d\d'$/u.test(text)
  if (isDate(one) && isDate(other)) return one < other ? -1 : 1
  const [a, b] = [Number(unquoted(one)), Number(unquoted(other))]
  return Number.isNaN(a) || Number.isNaN(b) ? undefined : a - b
}

/** `'10'` is a number for a key that is one. */
function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/u, '$1')
}
