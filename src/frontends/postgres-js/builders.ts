/** `sql(…)` in a template of Postgres.js: what it becomes depends on the keyword before it. */
import { standingFor } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { entriesOf, listOf, type Given } from '../typescript/given.ts'
import { partsOf, type SqlPart } from '../typescript/sql-parts.ts'
import { hostValue, textAt } from '../typescript/value-tools.ts'
import type { HostObject, Value } from '../typescript/values.ts'
import { joined, quoteName, splitMapped, textOfGiven } from '../typescript/written-sql.ts'

interface BuilderHost extends HostObject {
  readonly build: (before: string, span: Span) => readonly SqlPart[]
}

/** A builder as a value: `sql(rows, 'id', 'status')`. */
export function builderValue([first, ...rest]: readonly Given[]): Value {
  const host: BuilderHost = {
    name: 'sql()',
    reachesDatabase: false,
    build: (before, span) => (first ? build(before, first, rest, span) : []),
  }
  return hostValue(host)
}

/** What a value of a template becomes: a piece of SQL, a list of them, what a builder makes, else a parameter. */
export function partsOfValue(given: Given, before: string): readonly SqlPart[] {
  const { value, span } = given
  if (value.kind === 'host' && 'build' in value.host) return (value.host as BuilderHost).build(before, span)
  const piece = partsOf(value)
  if (piece) return piece
  const members = value.kind === 'array' ? value.elements.value.map(each => partsOf(each)) : []
  if (members[0] === undefined) return [given]
  return members.flatMap((member, i) => [standingFor(' ', span), ...(member ?? [memberOf(given, i)])])
}

function memberOf(given: Given, index: number): Given {
  return listOf(given)[index] ?? given
}

/** One name in quotes; dots part it. */
export function escapeIdentifier(name: Given): SqlPart {
  const parts = splitMapped(textOfGiven(name), '.').map(part => quoteName(part, name.span))
  return joined(name.span, parts, '.')
}

type Builder = (first: Given, rest: readonly Given[], span: Span) => readonly SqlPart[]

/** https://github.com/porsager/postgres/blob/master/src/types.js: the keyword that stands last before it decides. */
const BUILDERS: readonly (readonly [string, Builder])[] = [
  ['values', (first, rest) => values(first, rest)],
  ['in', (first, rest) => values(first, rest)],
  ['select', (first, rest) => select(first, rest)],
  ['as', (first, rest) => select(first, rest)],
  ['returning', (first, rest) => select(first, rest)],
  ['\\(', (first, rest) => select(first, rest)],
  ['update', (first, rest) => update(first, rest)],
  ['insert', (first, rest) => insert(first, rest)],
]

const KEYWORDS = BUILDERS.map(([keyword, builder]) => ({
  pattern: new RegExp(`((?:^|[\\s(])${keyword}(?:$|[\\s(]))(?![\\s\\S]*\\1)`, 'iu'),
  builder,
}))

function build(before: string, first: Given, rest: readonly Given[], span: Span): readonly SqlPart[] {
  const found = KEYWORDS.map(({ pattern, builder }) => ({ builder, at: before.search(pattern) }))
  const last = found.toSorted((a, b) => a.at - b.at).at(-1)
  return last && last.at >= 0 ? last.builder(first, rest, span) : names(listOf(first))
}

function names(list: readonly Given[]): readonly SqlPart[] {
  return withCommas(list.map(name => [escapeIdentifier(name)]))
}

/** The columns named, else those of the first row; undefined when neither is known. */
function columnsOf(first: Given, rest: readonly Given[]): readonly Given[] | undefined {
  if (rest.length > 0) return rest.flatMap(listOf)
  const row = first.value.kind === 'array' ? listOf(first)[0] : first
  return row && entriesOf(row)?.map(([name]) => ({ value: textAt(name, row.span), span: row.span }))
}

function rowsOf(first: Given): readonly Given[] {
  return first.value.kind === 'array' ? listOf(first) : [first]
}

function cellOf(row: Given, column: Given): readonly SqlPart[] {
  const name = textOfGiven(column).text
  const cell = row.value.kind === 'array' ? listOf(row)[Number(name)] : new Map(entriesOf(row)).get(name)
  return cell ? partsOfValue(cell, 'values') : [{ ...row, value: textAt('', row.span) }]
}

const values: (first: Given, rest: readonly Given[]) => readonly SqlPart[] = (first, rest) => {
  const isMulti = first.value.kind === 'array' && listOf(first)[0]?.value.kind === 'array'
  const rows = isMulti ? listOf(first) : [first]
  const columns =
    rest.length > 0 || first.value.kind !== 'array'
      ? columnsOf(first, rest)
      : listOf(rows[0] ?? first).map((_, i) => ({ value: textAt(String(i), first.span), span: first.span }))
  return columns ? tuples(rows, columns) : [first]
}

function tuples(rows: readonly Given[], columns: readonly Given[]): readonly SqlPart[] {
  return withCommas(
    rows.map(row => [
      standingFor('(', row.span),
      ...withCommas(columns.map(column => cellOf(row, column))),
      standingFor(')', row.span),
    ]),
  )
}

function select(first: Given, rest: readonly Given[]): readonly SqlPart[] {
  if (first.value.kind === 'string') return names([first, ...rest])
  if (first.value.kind === 'array') return names(listOf(first))
  const columns = columnsOf(first, rest)
  if (!columns) return [first]
  return withCommas(
    columns.map(column => [
      ...cellOf(first, column),
      standingFor(' as ', column.span),
      escapeIdentifier(column),
    ]),
  )
}

function update(first: Given, rest: readonly Given[]): readonly SqlPart[] {
  const columns = columnsOf(first, rest)
  if (!columns) return [first]
  return withCommas(
    columns.map(column => [
      escapeIdentifier(column),
      standingFor('=', column.span),
      ...cellOf(first, column),
    ]),
  )
}

function insert(first: Given, rest: readonly Given[]): readonly SqlPart[] {
  const columns = columnsOf(first, rest)
  if (!columns) return [first]
  const { span } = first
  return [
    standingFor('(', span),
    ...names(columns),
    standingFor(')values', span),
    ...tuples(rowsOf(first), columns),
  ]
}

function withCommas(groups: readonly (readonly SqlPart[])[]): readonly SqlPart[] {
  return groups.flatMap((group, i) => {
    const [head] = group
    return i === 0 || !head ? group : [standingFor(',', spanOfPart(head)), ...group]
  })
}

function spanOfPart(part: SqlPart): Span {
  if ('value' in part) return part.span
  const [piece] = part.pieces
  if (!piece) throw new RangeError('a name has no characters')
  return piece.span
}
