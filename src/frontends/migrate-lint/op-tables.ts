/** The calls of `op` on tables and their partitions. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import { argument, listOf, nameOf, property, textOf } from '../typescript/arguments.ts'
import { textAt, UNDEFINED } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { columnComments, columnIndexes, commentOnTable } from './column-extras.ts'
import { tableOf } from './constraints.ts'
import { readCreateTable } from './create-table.ts'
import { readCreateIndex } from './op-indexes.ts'
import { isOn, on, option, unreadable } from './readers.ts'

/** Calls on tables. */
export const TABLES = {
  createTable: call => {
    const operation = readCreateTable(call)
    if (!operation) {
      unreadable(call, tableOf(call.args[0], argument(call.args, 2)))
      return undefined
    }
    call.emit(operation)
    const columns = listOf(call.args[1]) ?? []
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
  },
  dropTable: on(0, 1, (table, call) => ({
    kind: 'dropTable',
    table,
    ifExists: isOn(call, 1, 'ifExists'),
    cascade: isOn(call, 1, 'cascade'),
  })),
  renameTable: on(0, 2, (table, call) => {
    const to = nameOf(call.args[1])
    return to === undefined ? undefined : { kind: 'renameTable', table, to }
  }),
  setTableComment: on(0, 2, (table, call) => commentOnTable(table, call.args[1])),
  attachPartition: on(0, 3, (table, call) => {
    const partition = tableOf(call.args[1])
    const bound = textOf(property(call.args[2], 'text') ?? call.args[2])
    return partition && bound !== undefined ? { kind: 'attachPartition', table, partition, bound } : undefined
  }),
  detachPartition: on(0, 2, (table, call) => {
    const partition = tableOf(call.args[1])
    return (
      partition && {
        kind: 'detachPartition',
        table,
        partition,
        concurrently: isOn(call, 2, 'concurrently'),
      }
    )
  }),
} as const satisfies Readonly<Record<string, HostMethod>>

/** What stands for the table in later calls: its name, with the schema that the options gave. */
function tableHandle(table: QualifiedName, call: HostCall): Value {
  const isGivenApart = property(argument(call.args, 2), 'schema') !== undefined
  return isGivenApart ? textAt(formatName(table), call.span) : (call.args[0] ?? UNDEFINED)
}
