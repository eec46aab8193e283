/** Rows: `bulkInsert`, `bulkUpdate`, `bulkDelete` and their like. */
import { standingFor, type MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import { givenTo, is, isGiven, textIn, type Given } from '../typescript/given.ts'
import { stringValue, unknown } from '../typescript/value-tools.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { textOfGiven } from '../typescript/written-sql.ts'
import { dataTypeOf } from './data-types.ts'
import { CannotRead, elements, entries, flagged, needed, part, refused } from './given.ts'
import { pieceOf } from './pieces.ts'
import { readOr, tablesOf, type Compose } from './statements.ts'
import { joinTexts, quoteIdentifier, quoteKey, quoteTable, separated, statement, tableIn } from './text.ts'
import { escape } from './values.ts'
import { whereClause, type Send } from './wheres.ts'

type Row = ReadonlyMap<string, Given>

/** What a query gives. */
export const ROWS: Value = unknown('query result', 'the rows are known only at run time')

/** Rows that are not known are an insertion without its text. */
export const bulkInsert: HostMethod = call => {
  const [target, records, options, attributes] = givenTo(call)
  const tables = tablesOf(target)
  readOr(call, tables, () => {
    const rows = rowsIn(records)
    const [table] = tables ?? []
    if (rows) call.sql(stringValue(insertText(target, rows, { options, attributes, span: call.span })))
    else if (table) call.emit({ kind: 'insertRows', table, columns: [], reads: [] })
    else tableIn(target)
  })
  return call.promise(ROWS)
}

function rowsIn(records: Given | undefined): readonly Row[] | undefined {
  try {
    return elements(records, 'the rows').map(each => new Map(entries(each, 'a row')))
  } catch (error) {
    if (error instanceof CannotRead && error.why.reason !== 'unknown call') return undefined
    throw error
  }
}

interface Insertion {
  readonly options: Given | undefined
  readonly attributes: Given | undefined
  readonly span: Span
}

function insertText(target: Given | undefined, rows: readonly Row[], insertion: Insertion): MappedText {
  const { options, attributes, span } = insertion
  const columns = [...new Set(rows.flatMap(row => [...row.keys()]))]
  const tuples = rows.map(row => {
    const values = columns.map(column => rowValue(row.get(column), part(attributes, column), span))
    return joinTexts(span, '(', separated(span, values, ','), ')')
  })
  return statement(
    span,
    'INSERT INTO ',
    quoteTable(tableIn(target)),
    ' (',
    keyList(columns, span),
    ') VALUES ',
    separated(span, tuples, ','),
    ...onConflict(options, span),
    ...returning(options, span),
  )
}

/** What a row does not say is NULL, or DEFAULT where the column counts by itself. */
function rowValue(given: Given | undefined, attribute: Given | undefined, span: Span): MappedText {
  if (flagged(attribute, 'autoIncrement') && !isGiven(given)) return standingFor('DEFAULT', span)
  const type = part(attribute, 'type')
  return given ? escape(given, type && dataTypeOf(type.value)) : standingFor('NULL', span)
}

function keyList(keys: readonly string[], span: Span): MappedText {
  return separated(
    span,
    keys.map(key => quoteKey(key, span)),
    ',',
  )
}

function onConflict(options: Given | undefined, span: Span): readonly (string | MappedText)[] {
  const updates = part(options, 'updateOnDuplicate')
  const ignore = flagged(options, 'ignoreDuplicates') ? [' ON CONFLICT DO NOTHING'] : []
  if (!updates) return ignore
  const keys = elements(part(options, 'upsertKeys'), 'upsertKeys')
  const sets = elements(updates, 'updateOnDuplicate').map(each => {
    const name = quoteIdentifier(textOfGiven(each), each.span)
    return joinTexts(span, name, '=EXCLUDED.', name)
  })
  return [
    ' ON CONFLICT (',
    quotedList(keys, span),
    ')',
    ...whereClause(part(options, 'conflictWhere')),
    ' DO UPDATE SET ',
    separated(span, sets, ','),
    ...ignore,
  ]
}

function quotedList(list: readonly Given[], span: Span): MappedText {
  return separated(
    span,
    list.map(each => quoteIdentifier(textOfGiven(each), each.span)),
    ',',
  )
}

function returning(options: Given | undefined, span: Span): readonly (string | MappedText)[] {
  const given = part(options, 'returning')
  if (!given || !flagged(options, 'returning')) return []
  if (given.value.kind !== 'array') return [' RETURNING *']
  const list = elements(given, 'returning')
  return [' RETURNING ', list.length === 0 ? '*' : quotedList(list, span)]
}

/** Parameters are numbered as they are sent. */
function parameters(): Send {
  let sent = 0
  return ({ span }) => standingFor(`$${String(++sent)}`, span)
}

/** Values are sent as parameters, pieces of SQL are written out. */
function sent(given: Given, send: Send): MappedText {
  return pieceOf(given.value) ? escape(given) : send(given)
}

/** `insert(instance, table, values, options)`. */
export const insert: Compose = ([, target, values, options], { span }) => {
  const send = parameters()
  const row = entries(values, 'the values')
  const into = ['INSERT INTO ', quoteTable(tableIn(target))] as const
  if (row.length === 0) return statement(span, ...into, ' DEFAULT VALUES', ...returning(options, span))
  const list = row.map(([, value]) => sent(value, send))
  const columns = keyList(
    row.map(([key]) => key),
    span,
  )
  const after = [...onConflict(options, span), ...returning(options, span)]
  return statement(span, ...into, ' (', columns, ') VALUES (', separated(span, list, ','), ')', ...after)
}

/** `upsert(table, insertValues, updateValues, where, options)`, whose columns in conflict the options name. */
export const upsert: Compose = ([target, values, updates, , options], { span }) => {
  const send = parameters()
  const keys = part(options, 'conflictFields')
  if (!keys) throw refused('which columns are in conflict is told by a model')
  const row = entries(values, 'the values')
  const list = row.map(([, value]) => sent(value, send))
  const sets = entries(updates, 'the values').map(([key]) =>
    joinTexts(span, quoteKey(key, span), '=EXCLUDED.', quoteKey(key, span)),
  )
  return statement(
    span,
    'INSERT INTO ',
    quoteTable(tableIn(target)),
    ' (',
    keyList(
      row.map(([key]) => key),
      span,
    ),
    ') VALUES (',
    separated(span, list, ','),
    ') ON CONFLICT (',
    quotedList(elements(keys, 'conflictFields'), span),
    ')',
    ...whereClause(part(options, 'conflictWhere')),
    ...(sets.length === 0 ? [' DO NOTHING'] : [' DO UPDATE SET ', separated(span, sets, ',')]),
    ...returning(options, span),
  )
}

/** `bulkUpdate(table, values, where, options)`. */
export const bulkUpdate: Compose = ([target, values, where, options], { span }) => {
  const send = parameters()
  const row = entries(values, 'the values')
  const sets = row.map(([key, value]) =>
    joinTexts(value.span, quoteKey(key, value.span), '=', sent(value, send)),
  )
  if (sets.length === 0) return []
  return statement(
    span,
    'UPDATE ',
    quoteTable(tableIn(target)),
    ' SET ',
    separated(span, sets, ','),
    ...whereClause(where, send),
    ...returning(options, span),
  )
}

/** `update(instance, table, values, where, options)`. */
export const update: Compose = ([, ...rest], call) => bulkUpdate(rest, call)

/** `bulkDelete(table, where, options)`, which may truncate the table. */
export const bulkDelete: Compose = ([target, where, options], { span }) => {
  const table = quoteTable(tableIn(target))
  if (is(part(options, 'truncate'), true)) {
    const restart = flagged(options, 'restartIdentity') ? ' RESTART IDENTITY' : ''
    return statement(span, 'TRUNCATE ', table, restart, flagged(options, 'cascade') ? ' CASCADE' : '')
  }
  return statement(span, 'DELETE FROM ', table, ...whereClause(byId(where)))
}

/** A number alone is that of the primary key, which is called `id` without a model. */
function byId(where: Given | undefined): Given | undefined {
  if (where?.value.kind === 'primitive' && typeof where.value.value === 'number') {
    throw refused('the key of a row is told by a model')
  }
  return isGiven(where) ? where : undefined
}

/** `delete(instance, table, where)`. */
export const deleteRows: Compose = ([, target, where], call) => bulkDelete([target, where], call)

/** `increment(model, table, where, amounts, others, options)`. */
export function arithmetic(sign: '+' | '-'): Compose {
  return ([, target, where, amounts, others, options], { span }) => {
    const sets = entries(amounts, 'the amounts').map(([key, value]) => {
      const name = quoteKey(key, span)
      return joinTexts(span, name, '=', name, `${sign} `, escape(value))
    })
    const also = isGiven(others)
      ? entries(others, 'the values').map(([key, value]) =>
          joinTexts(span, quoteKey(key, span), '=', escape(value)),
        )
      : []
    const back = part(options, 'returning') ? returning(options, span) : [' RETURNING *']
    return statement(
      span,
      'UPDATE ',
      quoteTable(tableIn(target)),
      ' SET ',
      separated(span, [...sets, ...also], ','),
      ...whereClause(isGiven(where) ? where : undefined),
      ...back,
    )
  }
}

/** `select(model, table, options)`; one with more than columns and a limit is a query without its text. */
export function select(tableAt: number): HostMethod {
  return call => {
    const args = givenTo(call)
    const target = args[tableAt]
    const options = args[tableAt + 1]
    const [table] = tablesOf(target) ?? []
    readOr(call, table && [table], () => {
      const plain = options === undefined || entries(options, 'the options').every(([key]) => PLAIN.has(key))
      if (plain) call.sql(stringValue(selectText(target, options, call.span)))
      else if (table) {
        const used = call.resultUsed ? { resultUsed: true as const } : {}
        call.emit({ kind: 'selectRows', reads: [table], functions: [], ...used })
      } else tableIn(target)
    })
    return call.promise(ROWS)
  }
}

const PLAIN = new Set(['attributes', 'limit', 'transaction', 'plain', 'raw', 'logging', 'type'])

function selectText(target: Given | undefined, options: Given | undefined, span: Span): MappedText {
  const given = part(options, 'attributes')
  const names = given && elements(given, 'the columns').map(attributeName)
  const limit = part(options, 'limit')
  return statement(
    span,
    'SELECT ',
    names ? separated(span, names, ', ') : '*',
    ' FROM ',
    quoteTable(tableIn(target)),
    ...(limit ? [' LIMIT ', escape(limit)] : []),
  )
}

function attributeName(given: Given): MappedText {
  const piece = pieceOf(given.value)
  if (piece) return piece.write()
  if (given.value.kind !== 'array') {
    return textIn(given) === '*'
      ? textOfGiven(given)
      : quoteIdentifier(textOfGiven(needed(given, 'a column')), given.span)
  }
  const [column, alias] = elements(given, 'a column')
  if (!column || !alias) throw refused('a column and its alias are a list of two')
  return joinTexts(given.span, attributeName(column), ' AS ', quoteIdentifier(textOfGiven(alias), given.span))
}
