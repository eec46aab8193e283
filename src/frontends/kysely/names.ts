/** Names as Kysely takes them apart: https://github.com/kysely-org/kysely/tree/master/src/parser */
import { sliceMapped, standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { listOf, type Given } from '../typescript/given.ts'
import { splitMapped, textOfGiven, trimMapped } from '../typescript/written-sql.ts'
import { tree, unreadable, type Name, type Part, type Table } from './parts.ts'

/** One name in quotes. */
export function identifier(given: Given): Name {
  return quoted(textOfGiven(given), given.span)
}

/** One name in quotes, of a part of a text. */
export function quoted(text: MappedText, span: Span): Name {
  return { part: 'name', text, span }
}

/** A name that is the key of an object. */
export function keyName(key: string, span: Span): Name {
  return quoted(standingFor(key, span), span)
}

/** A table: `billing.orders` is in the schema `billing`. */
export function tableOf(given: Given, role: Table['role'] = 'source'): Table {
  return tableNamed(textOfGiven(given), given.span, role)
}

/** The table of a text. */
export function tableNamed(text: MappedText, span: Span, role: Table['role']): Table {
  const [first, second] = splitMapped(text, '.').map(trimMapped)
  if (!first || !second) return { part: 'table', name: text, role, span }
  return { part: 'table', schema: first, name: second, role, span }
}

/** A table with an alias: `orders as o`. */
export function aliasedTable(given: Given): Part {
  const text = textOfGiven(given)
  const [table, alias] = aliased(text)
  if (!alias) return tableNamed(text, given.span, 'source')
  return tree(given.span, tableNamed(table, given.span, 'source'), ' as ', quoted(alias, given.span))
}

/** A column: `orders.id`, `billing.orders.id`. */
export function referenceNamed(text: MappedText, span: Span): Part {
  if (!text.text.includes('.')) return column(text, span)
  const parts = splitMapped(text, '.').map(trimMapped)
  const [first, second, third] = parts
  if (!first || !second || parts.length > 3) {
    return unreadable(`Kysely refuses the reference ${text.text}`, 'unknown call')
  }
  if (!third)
    return tree(span, { part: 'table', name: first, role: 'reference', span }, '.', column(second, span))
  const table: Table = { part: 'table', schema: first, name: second, role: 'reference', span }
  return tree(span, table, '.', column(third, span))
}

function column(name: MappedText, span: Span): Name {
  return quoted(name, span)
}

/** A column with an alias: `total as sum`. */
export function aliasedReference(given: Given): Part {
  const text = textOfGiven(given)
  const [reference, alias] = aliased(text)
  if (!alias) return referenceNamed(text, given.span)
  return tree(given.span, referenceNamed(reference, given.span), ' as ', quoted(alias, given.span))
}

/** The table and the column of `references('customers.id')`. */
export function referencesTarget(given: Given): Part {
  const text = textOfGiven(given)
  const last = text.text.lastIndexOf('.')
  if (last < 0)
    return unreadable(`Kysely refuses references('${text.text}'), which names no table`, 'unknown call')
  const table = tableNamed(sliceMapped(text, 0, last), given.span, 'foreign')
  const name = trimMapped(sliceMapped(text, last + 1))
  return tree(given.span, table, ' (', quoted(name, given.span), ')')
}

/** A list of columns; undefined when it is not known. */
export function columnsOf(given: Given | undefined): readonly Part[] | undefined {
  if (given?.value.kind !== 'array') return undefined
  return listOf(given).map(identifier)
}

function aliased(text: MappedText): readonly [MappedText, MappedText?] {
  const [name = text, alias] = splitMapped(text, ' as ').map(trimMapped)
  return alias ? [name, alias] : [text]
}
