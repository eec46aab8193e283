/** `op.createTable`: the table, and what takes statements of its own around it. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import { argument, listOf, nameOf, property } from '../typescript/arguments.ts'
import { textAt, UNDEFINED } from '../typescript/value-tools.ts'
import type { HostCall, Value } from '../typescript/values.ts'
import { columnComments, columnIndexes, commentOnTable } from './column-extras.ts'
import { tableOf } from './constraints.ts'
import { readCreateTable } from './create-table.ts'
import { enumsOfColumns } from './enum-types.ts'
import { readCreateIndex } from './op-indexes.ts'
import { option, unreadable } from './readers.ts'

/** Enums come before the table, indexes and comments behind it. */
export function createTable(call: HostCall): Value | undefined {
  const operation = readCreateTable(call)
  if (!operation) {
    unreadable(call, tableOf(call.args[0], argument(call.args, 2)))
    return undefined
  }
  const columns = listOf(call.args[1]) ?? []
  for (const each of enumsOfColumns(columns)) call.emit(each)
  call.emit(operation)
  for (const index of columns.flatMap(column => columnIndexes(operation.table, column))) call.emit(index)
  for (const index of listOf(option(call, 2, 'indexes')) ?? []) {
    const created = readCreateIndex(
      nameOf(property(index, 'name')),
      operation.table,
      property(index, 'columns'),
      index,
      call,
    )
    if (created) call.emit(created)
    else unreadable(call, operation.table)
  }
  const comment = option(call, 2, 'comment')
  if (comment) call.emit(commentOnTable(operation.table, comment))
  for (const each of columns.flatMap(column => columnComments(operation.table, column))) call.emit(each)
  return call.promise(tableHandle(operation.table, call))
}

/** What stands for the table in later calls: its name, with the schema that the options gave. */
function tableHandle(table: QualifiedName, call: HostCall): Value {
  const isGivenApart = property(argument(call.args, 2), 'schema') !== undefined
  return isGivenApart ? textAt(formatName(table), call.span) : (call.args[0] ?? UNDEFINED)
}
