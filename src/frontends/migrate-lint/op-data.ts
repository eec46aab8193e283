/** The calls of `op` on rows, the session and the connection. */
import { listOf, numberOf, property, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { hostValue, unknown } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, Value } from '../typescript/values.ts'
import { readCondition, readValue, sqlTextOf } from './columns.ts'
import { on, one, option } from './readers.ts'
import { isMade } from './runner-module.ts'

/** Calls on rows and on the session. */
export const DATA = {
  execute: call => {
    sendSql(call)
    return undefined
  },
  bulkInsert: on(0, 2, (table, call) => {
    const rows = listOf(call.args[1])
    // Rows that are known only at run time are rows all the same: how many, and of which columns, is left open.
    const names = rows?.flatMap(row => (row.kind === 'object' ? [...row.properties.value.keys()] : []))
    const columns = [...new Set(names)]
    return { kind: 'insertRows', table, columns, rows: rows?.length, reads: [] }
  }),
  updateInBatches: on(0, 2, (table, call) => {
    const set = option(call, 1, 'set')
    const entries = set?.kind === 'object' ? [...set.properties.value] : []
    return {
      kind: 'updateInBatches',
      table,
      set: entries.map(([column, value]) => compact({ column, value: readValue(value, call.span) })),
      where: readCondition(option(call, 1, 'where'), call.span),
      key: textOf(option(call, 1, 'key')),
      size: numberOf(option(call, 1, 'size')),
    }
  }),
  assert: one(call => {
    const sql = sqlTextOf(call.args[0])
    return sql === undefined ? undefined : { kind: 'assertQuery', sql, message: textOf(call.args[1]) }
  }),
  setLocal: call => {
    for (const [name, parameter] of PARAMETERS) {
      const value = option(call, 0, name)
      const text = textOf(value)
      if (!value) continue
      const known = text === undefined ? { unknown: true as const } : { value: text }
      call.emit({ kind: 'setParameter', name: parameter, scope: 'local', ...known })
    }
    return undefined
  },
} as const satisfies Readonly<Record<string, HostMethod>>

const PARAMETERS = [
  ['lockTimeout', 'lock_timeout'],
  ['statementTimeout', 'statement_timeout'],
] as const

/** SQL given as a text, or made by the `sql` tag. */
function sendSql(call: HostCall): void {
  const value = call.args[0]
  if (isMade(value, 'sql')) call.boundSql(property(value, 'text'))
  else call.sql(value)
}

/** `op.connection`: SQL in the transaction of the migration. */
export const connection: Value = hostValue({
  name: 'op.connection',
  reachesDatabase: true,
  methods: {
    execute: call => {
      sendSql(call)
      return undefined
    },
    query: call => {
      sendSql(call)
      return call.promise(unknown('query result', 'the result of a query is known only at run time'))
    },
  },
})
