/** The calls of `op` on the columns of a table. */
import { identifier } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { argument, nameOf, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import type { HostMethod, Value } from '../typescript/values.ts'
import { alterColumn } from './alter-column.ts'
import { columnComments, columnIndexes } from './column-extras.ts'
import { readColumn } from './columns.ts'
import { tableOf } from './constraints.ts'
import { enumsDropped, enumsOfColumns } from './enum-types.ts'
import { isOn, on, option, unreadable } from './readers.ts'

/** Calls on columns. */
export const COLUMNS = {
  addColumn: call => {
    const table = tableOf(call.args[0], argument(call.args, 2))
    const [, given] = call.args
    const column = readColumn(given, call.span)
    if (!table || !given || !column) {
      unreadable(call, table)
      return undefined
    }
    for (const each of enumsOfColumns([given])) call.emit(each)
    call.emit(compact({ kind: 'addColumn', table, column, ifNotExists: isOn(call, 2, 'ifNotExists') }))
    for (const each of [...columnComments(table, given), ...columnIndexes(table, given)]) call.emit(each)
    return undefined
  },
  dropColumn: on(0, 2, (table, call) => {
    const column = nameOf(call.args[1])
    if (column === undefined) return undefined
    const [ifExists, cascade] = [isOn(call, 2, 'ifExists'), isOn(call, 2, 'cascade')]
    return [{ kind: 'dropColumn', table, column, ifExists, cascade }, ...enumsDropped(call, 2)]
  }),
  alterColumn: call => {
    const table = tableOf(call.args[0], argument(call.args, 2))
    const column = nameOf(call.args[1])
    const operations = table && column !== undefined && alterColumn(table, column, call)
    if (operations) for (const operation of operations) call.emit(compact(operation))
    else unreadable(call, table)
    return undefined
  },
  setNotNull: call => {
    const table = tableOf(call.args[0], argument(call.args, 2))
    const column = nameOf(call.args[1])
    if (!table || column === undefined) unreadable(call, table)
    else for (const operation of setNotNull(table, column, option(call, 2, 'via'))) call.emit(operation)
    return undefined
  },
} as const satisfies Readonly<Record<string, HostMethod>>

/** With `via: 'check'` the column is proven by a check that is validated without blocking writers. */
function setNotNull(table: QualifiedName, column: string, via: Value | undefined): readonly BareOperation[] {
  const set: BareOperation = { kind: 'setNotNull', table, column }
  if (textOf(via) !== 'check') return [set]
  const name = `${table.name}_${column}_not_null`
  const sql = `${identifier(column)} IS NOT NULL`
  const expression = { sql, functions: [], columns: [column], provesNotNull: [column] }
  return [
    { kind: 'addConstraint', table, constraint: { kind: 'check', name, expression, notValid: true } },
    { kind: 'validateConstraint', table, name },
    set,
    { kind: 'dropConstraint', table, name },
  ]
}
