/** The calls of `op` on tables and their partitions. */
import { nameOf } from '../typescript/arguments.ts'
import type { HostMethod } from '../typescript/values.ts'
import { commentOnTable } from './column-extras.ts'
import { sqlTextOf } from './columns.ts'
import { tableOf } from './constraints.ts'
import { enumsDropped } from './enum-types.ts'
import { createTable } from './op-create-table.ts'
import { isOn, on } from './readers.ts'

/** Calls on tables. */
export const TABLES = {
  createTable,
  dropTable: on(0, 1, (table, call) => [
    {
      kind: 'dropTable',
      table,
      ifExists: isOn(call, 1, 'ifExists'),
      cascade: isOn(call, 1, 'cascade'),
    },
    ...enumsDropped(call, 1),
  ]),
  renameTable: on(0, 2, (table, call) => {
    const to = nameOf(call.args[1])
    return to === undefined ? undefined : { kind: 'renameTable', table, to }
  }),
  setTableComment: on(0, 2, (table, call) => commentOnTable(table, call.args[1])),
  createTableComment: on(0, 2, (table, call) => commentOnTable(table, call.args[1])),
  dropTableComment: on(0, 1, table => commentOnTable(table, undefined)),
  attachPartition: on(0, 3, (table, call) => {
    const partition = tableOf(call.args[1])
    const bound = sqlTextOf(call.args[2])
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
