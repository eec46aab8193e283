/** The bounds of partitions, read from their text: https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-PARTITION-OF */
import type { QualifiedName } from '../model/names.ts'
import type { SchemaView } from './schema-view.ts'

/** The values of `FOR VALUES …` are SQL as PostgreSQL prints it, such as `'2026-01-01'`, `5`, `MINVALUE` or `NULL`. */
export type PartitionBound =
  | { readonly kind: 'range'; readonly from: readonly string[]; readonly to: readonly string[] }
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'hash' }
  | { readonly kind: 'default' }

/** Reads a bound; undefined when it is none of the known forms. */
export function parseBound(text: string): PartitionBound | undefined {
  const bound = text.trim()
  if (/^default$/iu.test(bound)) return { kind: 'default' }
  if (/^for values with\b/iu.test(bound)) return { kind: 'hash' }
  const list = /^for values in \((.*)\)$/isu.exec(bound)
  if (list) return { kind: 'list', values: valuesIn(list[1]) }
  const range = /^for values from \((.*)\) to \((.*)\)$/isu.exec(bound)
  return range ? { kind: 'range', from: valuesIn(range[1]), to: valuesIn(range[2]) } : undefined
}

/** The SQL values of a list that commas part. */
export function valuesIn(list = ''): readonly string[] {
  return (list.match(/(?:'(?:[^']|'')*'|[^,'])+/gu) ?? []).map(value => value.trim())
}

/** Whether a value of a range is open to that side. */
export function isInfinite(value: string): boolean {
  return /^(?:minvalue|maxvalue)$/iu.test(value)
}

/** The same for the text of a bound and the name of the parent. */
export function conditionOfBound(
  schema: SchemaView,
  parent: QualifiedName,
  bound: string,
): string | undefined {
  const parsed = parseBound(bound)
  return parsed && boundCondition(schema.table(parent)?.partitionBy?.columns ?? [], parsed)
}

/**
 * The condition that PostgreSQL checks on the rows of a partition, as a CHECK can say it beforehand:
 * `at IS NOT NULL AND at >= 0 AND at < 10`. Undefined where it is no short condition on one column.
 */
export function boundCondition(columns: readonly string[], bound: PartitionBound): string | undefined {
  const [column] = columns
  if (column === undefined || columns.length > 1) return undefined
  if (bound.kind === 'list') return listCondition(column, bound.values)
  if (bound.kind !== 'range') return undefined
  const [from = '', to = ''] = [bound.from[0], bound.to[0]]
  return [
    `${column} IS NOT NULL`,
    ...(isInfinite(from) ? [] : [`${column} >= ${from}`]),
    ...(isInfinite(to) ? [] : [`${column} < ${to}`]),
  ].join(' AND ')
}

function listCondition(column: string, values: readonly string[]): string {
  const others = values.filter(value => !isNull(value))
  const isOneOf = others.length > 0 ? [`${column} IN (${others.join(', ')})`] : []
  return others.length < values.length
    ? [`${column} IS NULL`, ...isOneOf].join(' OR ')
    : [`${column} IS NOT NULL`, ...isOneOf].join(' AND ')
}

/** Whether a value of a list is NULL. */
export function isNull(value: string): boolean {
  return /^null$/iu.test(value)
}
