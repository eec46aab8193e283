/** `op.connection`: SQL whose rows the migration reads. */
import { isSql } from '../authoring/sql.ts'
import { CallError, OfflineError } from './errors.ts'
import type { OpConnection } from './op-types.ts'
import type { Queue } from './queue.ts'
import type { Sink } from './sink.ts'
import type { SqlStep } from './step.ts'

/** The connection of a migration; its calls have their turn among those of `op`. */
export function createConnection(sink: Sink, queueFor: (call: string) => Queue): OpConnection {
  return {
    query<T>(sql: unknown, parameters?: readonly unknown[]): Promise<readonly T[]> {
      const call = 'op.connection.query'
      return queueFor(call).push(async () => {
        if (sink.context.isOffline) throw new OfflineError(call)
        const { rows } = await sink.perform(sqlStep(call, sql, parameters))
        return rows as readonly T[]
      })
    },
    execute(sql: unknown, parameters?: readonly unknown[]): Promise<void> {
      const call = 'op.connection.execute'
      return queueFor(call).push(async () => {
        await sink.perform(sqlStep(call, sql, parameters))
      })
    },
  }
}

function sqlStep(call: string, sql: unknown, parameters: readonly unknown[] | undefined): SqlStep {
  const text = isSql(sql) ? sql.text : sql
  if (typeof text !== 'string')
    throw new CallError(`${call}: the SQL is not a text. Write ${call}(sql\`…\`).`)
  return { kind: 'sql', call, sql: text, ...(parameters && { parameters: [...parameters] }) }
}
