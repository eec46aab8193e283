/** Whole queries as Knex writes them for PostgreSQL. */
import { own } from '../typescript/own.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { InsertRows, SelectRows } from '../../model/data-operations.ts'
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import { rawOf, type Step } from './drafts.ts'
import { havingClause, whereClause, type QueryDraft } from './query-draft.ts'
import { SELECT_CLAUSES, selectList, type Clause } from './select-clauses.ts'
import { tableNameOf } from './table-steps.ts'
import { columnize, wrap, wrapText } from './text.ts'
import { escape } from './values.ts'
import { type Given, entriesOf, isGiven, listOf } from '../typescript/given.ts'
import { joined, textOfGiven, write } from '../typescript/written-sql.ts'

/** The SQL, or where it cannot be written out the operation without it; `nothing` where Knex sends nothing. */
export type Written =
  | { readonly text: MappedText }
  | { readonly operation: Unplaced<InsertRows | SelectRows> }
  | { readonly nothing: true }

/** Writes a query. */
export function writeQuery(draft: QueryDraft): Written {
  const written = withoutCommonTables(draft)
  if (!('text' in written)) return written
  const before = commonTables(draft)
  return before.length === 0 ? written : { text: write(draft.span, ...before, written.text) }
}

function withoutCommonTables(draft: QueryDraft): Written {
  switch (draft.action) {
    case 'insert':
      return insert(draft)
    case 'update':
      return { text: update(draft) }
    case 'delete':
      return {
        text: write(draft.span, 'delete from ', tableOf(draft), ...wheres(draft), ...returning(draft)),
      }
    case 'truncate':
      return { text: write(draft.span, 'truncate ', tableOf(draft), ' restart identity') }
    default:
      return select(draft)
  }
}

function tableOf({ table, schema, span }: QueryDraft): MappedText {
  if (!table) return standingFor('""', span)
  return rawOf(table.value) ?? tableNameOf({ schema, name: table, span: table.span })
}

function wheres(draft: QueryDraft): readonly (string | MappedText)[] {
  return draft.wheres.length === 0 ? [] : [' ', ...whereClause(draft)]
}

function returning({ steps, data, action }: QueryDraft): readonly (string | MappedText)[] {
  const said = steps.findLast(step => step.method === 'returning')?.args[0]
  const given = said ?? (action === 'delete' ? data?.args[0] : data?.args[1])
  return isGiven(given) && given.value.kind !== 'object' ? [' returning ', columnize(given)] : []
}

/** A select whose clauses are not all known is one without its text. */
function select(draft: QueryDraft): Written {
  const { span, steps } = draft
  const clauses = steps.map(step => {
    const clause = own(SELECT_CLAUSES, step.method)
    return { place: clause?.place, words: clause?.write(step) }
  })
  if (!draft.table || clauses.some(({ words }) => !words)) return unknownSelect(draft)
  const at = (place: Clause['place']): readonly (string | MappedText)[] =>
    clauses.flatMap(clause => (clause.place === place ? [' ', ...(clause.words ?? [])] : []))
  const limit = draft.action === 'first' ? [' limit 1'] : at('limit')
  return {
    text: write(
      span,
      'select ',
      ...selectList(steps),
      ' from ',
      tableOf(draft),
      ...at('join'),
      ...wheres(draft),
      ...at('group'),
      ...(draft.havings.length === 0 ? [] : [' ', ...havingClause(draft)]),
      ...at('union'),
      ...at('order'),
      ...limit,
      ...at('lock'),
    ),
  }
}

/** The tables that it names; a query inside of it is a part of it, not one that nobody awaits. */
function unknownSelect({ table, steps }: QueryDraft): Written {
  for (const { value } of steps.flatMap(({ args }) => args)) rawOf(value)
  const others = steps.flatMap(({ method, args }) => (/join$/iu.test(method) ? args.slice(0, 1) : []))
  const tables = [...(table ? [table] : []), ...others.filter(({ value }) => value.kind === 'string')]
  return { operation: { kind: 'selectRows', reads: tables.map(plainName), functions: [] } }
}

function plainName(table: Given): { readonly schema?: string; readonly name: string } {
  const [first = '', second] = textOfGiven(table)
    .text.replace(/ as .*$/iu, '')
    .split('.')
  return second === undefined ? { name: first } : { schema: first, name: second }
}

/** `with "recent" as (…)` before any query. */
function commonTables({ steps, span }: QueryDraft): readonly (string | MappedText)[] {
  const tables = steps.flatMap(step => {
    const clause = own(SELECT_CLAUSES, step.method)
    const words = clause?.place === 'with' ? clause.write(step) : undefined
    return words ? [write(step.span, ...words)] : []
  })
  const recursive = steps.some(({ method }) => method === 'withRecursive') ? 'recursive ' : ''
  return tables.length === 0 ? [] : [`with ${recursive}`, joined(span, tables), ' ']
}

/** Columns in alphabetical order, as Knex sorts them; what a row does not say is DEFAULT. */
function insert(draft: QueryDraft): Written {
  const { span, data } = draft
  const [given] = data?.args ?? []
  const query = given && rawOf(given.value)
  const into = ['insert into ', tableOf(draft)] as const
  const after = [...conflict(draft), ...returning(draft)]
  if (query) return { text: write(span, ...into, ' ', query, ...after) }
  const rows = given && listOf(given).map(entriesOf)
  if (rows?.length === 0) return { nothing: true }
  if (!rows?.every(row => row !== undefined)) return { operation: unknownRows(draft) }
  const columns = [...new Set(rows.flatMap(row => row.map(([key]) => key)))].sort()
  if (columns.length === 0) return { text: write(span, ...into, ' default values', ...after) }
  const names = columns.map(name => wrapText(standingFor(name, span), span))
  const values = rows.map(row => {
    const byName = new Map(row)
    const list = columns.map(name => valueOf(byName.get(name), span))
    return write(span, '(', joined(span, list), ')')
  })
  return {
    text: write(span, ...into, ' (', joined(span, names), ') values ', joined(span, values), ...after),
  }
}

function valueOf(given: Given | undefined, span: Step['span']): MappedText {
  const missing = !given || (given.value.kind === 'primitive' && given.value.value === undefined)
  return missing ? standingFor('DEFAULT', span) : escape(given)
}

function unknownRows({ table }: QueryDraft): Unplaced<InsertRows> {
  const [name = '', inSchema] = table ? textOfGiven(table).text.split('.') : []
  const target = inSchema === undefined ? { name } : { schema: name, name: inSchema }
  return { kind: 'insertRows', table: target, columns: [], reads: [] }
}

/** `onConflict(…).ignore()` and `.merge(…)`. */
function conflict({ steps, data, span }: QueryDraft): readonly (string | MappedText)[] {
  const on = steps.find(step => step.method === 'onConflict')
  if (!on) return []
  const [target] = on.args
  const raw = target && rawOf(target.value)
  const columns = isGiven(target) ? [' ', ...(raw ? [raw] : ['(', columnize(target), ')'])] : []
  const merge = steps.find(step => step.method === 'merge')
  if (!merge) return [' on conflict', ...columns, ' do nothing']
  const [updates] = merge.args
  const values = entriesOf(updates)
  if (values) return [' on conflict', ...columns, ' do update set ', assignments(values, span)]
  const rows = data?.args[0] ? listOf(data.args[0]).map(entriesOf) : []
  const names = isGiven(updates)
    ? listOf(updates).map(wrap)
    : [...new Set(rows.flatMap(row => (row ?? []).map(([key]) => key)))]
        .sort()
        .map(key => wrapText(standingFor(key, span), span))
  const sets = names.map(name => write(span, name, ' = excluded.', name))
  return [' on conflict', ...columns, ' do update set ', joined(span, sets)]
}

function assignments(entries: readonly (readonly [string, Given])[], span: Step['span']): MappedText {
  const known = entries.filter(([, { value }]) => !(value.kind === 'primitive' && value.value === undefined))
  return joined(
    span,
    known.map(([key, value]) =>
      write(value.span, wrapText(standingFor(key, value.span), value.span), ' = ', escape(value)),
    ),
  )
}

function update(draft: QueryDraft): MappedText {
  const { span, data } = draft
  return write(
    span,
    'update ',
    tableOf(draft),
    ' set ',
    data ? settings(data) : '',
    ...wheres(draft),
    ...returning(updateReturning(draft)),
  )
}

/** The second argument of `update(values, returning)`; of `update(column, value)` the third. */
function updateReturning(draft: QueryDraft): QueryDraft {
  const { data } = draft
  if (!data || entriesOf(data.args[0])) return draft
  return { ...draft, data: { ...data, args: data.args.slice(1) } }
}

function settings({ method, args: [first, second], span }: Step): MappedText {
  const entries = entriesOf(first)
  if (method === 'increment' || method === 'decrement') {
    const sign = method === 'increment' ? '+' : '-'
    const amount = (value: Given | undefined): MappedText => (value ? escape(value) : standingFor('1', span))
    const pairs = entries?.map(([key, value]) => [wrapText(standingFor(key, span), span), value] as const)
    const one = first && [[wrap(first), second] as const]
    return joined(
      span,
      (pairs ?? one ?? []).map(([name, value]) => write(span, name, ' = ', name, ` ${sign} `, amount(value))),
    )
  }
  if (entries) return assignments(entries, span)
  if (first && second) return write(span, wrap(first), ' = ', escape(second))
  return first ? write(span, textOfGiven(first), ' = $1') : standingFor('""', span)
}
