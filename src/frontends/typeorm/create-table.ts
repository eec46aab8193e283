/** `new Table({…})`: the table with everything that TypeORM puts into or around its CREATE TABLE. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import {
  booleanOf,
  headOf,
  isFalse,
  listOf,
  namesOf,
  placeOf,
  property,
  textOf,
} from '../typescript/arguments.ts'
import { arrayValue } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { joined } from '../typescript/written-sql.ts'
import { columnName, columnSql } from './column-sql.ts'
import { commentOnColumn, createEnum } from './columns.ts'
import {
  checkSql,
  exclusionSql,
  foreignKeySql,
  keySql,
  uniqueSql,
  type ConstraintSql,
} from './constraints.ts'
import { createIndex } from './indexes.ts'
import { filledIn, nameText, tablePath, type TablePath } from './names.ts'
import { on, send, unreadable, type On } from './statement.ts'
import { literal } from './text.ts'

/** `createTable(table, ifNotExists, createForeignKeys, createIndices)`; it looks first whether the table is there. */
export function createTable(call: HostCall): void {
  const [definition, ifNotExists, withForeignKeys, withIndexes] = call.args
  const table = tablePath(definition, call.span)
  const columns =
    listOf(property(definition, 'columns')) ?? (property(definition, 'columns') ? undefined : [])
  const elements =
    table && columns && elementsOf(on(table, call.span), definition, columns, !isFalse(withForeignKeys))
  if (!table || !columns || !elements) {
    unreadable(call, table)
    return
  }
  const work = (): void => {
    for (const column of columns) createEnum(call, table, column, placeOf(column) ?? call.span)
    sendTable(call, table, columns, elements)
    if (!isFalse(withIndexes)) createIndexes(call, table, listOf(property(definition, 'indices')) ?? [])
    const comment = filledIn(definition, 'comment', call.span)
    if (comment)
      send(call, elements.target, 'COMMENT ON TABLE ', table.sql, ' IS ', literal(comment, call.span))
  }
  if (booleanOf(ifNotExists)) call.within('guarded', work)
  else work()
}

interface Elements {
  readonly target: On
  readonly list: readonly MappedText[]
}

function sendTable(
  call: HostCall,
  table: TablePath,
  columns: readonly Value[],
  { target, list }: Elements,
): void {
  const { span } = target
  const comments = columns.flatMap(column => {
    const comment = commentOnColumn(table, column, headOf(placeOf(column)) ?? span)
    return comment ? ['; ', comment] : []
  })
  send(call, target, 'CREATE TABLE ', table.sql, ' (', joined(span, list), ')', ...comments)
}

function createIndexes(call: HostCall, table: TablePath, indexes: readonly Value[]): void {
  for (const index of indexes) {
    const target = on(table, headOf(placeOf(index)) ?? call.span)
    if (!createIndex(call, index, target)) unreadable(call, table)
  }
}

/** Columns, then constraints in the order of TypeORM; undefined when one of them is not known. */
function elementsOf(
  target: On,
  definition: Value | undefined,
  columns: readonly Value[],
  withForeignKeys: boolean,
): Elements | undefined {
  const each = (name: string, read: ConstraintSql) =>
    (listOf(property(definition, name)) ?? []).map(value => read(value, target))
  const list = [
    ...columns.map(column => columnSql(target.table, column, placeOf(column) ?? target.span)),
    ...each('uniques', uniqueSql),
    ...uniqueColumns(target, definition, columns),
    ...each('checks', checkSql),
    ...each('exclusions', exclusionSql),
    ...(withForeignKeys ? each('foreignKeys', (value, on) => foreignKeySql(value, on, true)) : []),
    ...primaryKey(target, columns),
  ]
  return list.every(element => element !== undefined) ? { target, list } : undefined
}

/** Columns with `isUnique` that no unique constraint of the table covers already. */
function uniqueColumns(target: On, definition: Value | undefined, columns: readonly Value[]) {
  const covered = (listOf(property(definition, 'uniques')) ?? []).map(value =>
    namesOf(property(value, 'columnNames'))?.join(),
  )
  return columns
    .filter(column => booleanOf(property(column, 'isUnique')))
    .filter(column => !covered.includes(textOf(property(column, 'name'))))
    .map(column => keySql('unique', namesIn([column], target.span), undefined, target))
}

function primaryKey(target: On, columns: readonly Value[]): readonly (MappedText | undefined)[] {
  const primary = columns.filter(column => booleanOf(property(column, 'isPrimary')))
  const [first] = primary
  if (!first) return []
  const name = nameText(property(first, 'primaryKeyConstraintName'), target.span)
  return [keySql('primaryKey', namesIn(primary, target.span), name, target)]
}

/** The names of columns as a list, as constraints take it. */
function namesIn(columns: readonly Value[], span: Span): Value {
  return arrayValue(
    columns
      .flatMap(column => (columnName(column, span) ? [property(column, 'name')] : []))
      .filter(each => each !== undefined),
  )
}
