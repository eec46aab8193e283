/** A real Knex whose client answers by itself and remembers what it was to send. */
import { createRequire } from 'node:module'
import type { Knex } from 'knex'

const require = createRequire(import.meta.url)

/** The SQL of one direction, values in place. */
export async function recordSql(
  work: (knex: Knex) => unknown,
  { exists, transaction }: { readonly exists: boolean; readonly transaction: boolean },
): Promise<readonly string[]> {
  const sent: string[] = []
  const knex = recordingKnex(sent, exists)
  if (!transaction) await work(knex)
  else await knex.transaction(async trx => void (await work(trx)))
  const own = transaction ? sent.slice(1, -1) : sent
  return own.filter(sql => !sql.includes('information_schema'))
}

interface Query {
  readonly sql: string
  readonly bindings?: readonly unknown[]
}

function recordingKnex(sent: string[], exists: boolean): Knex {
  const factory = require('knex') as (config: object) => Knex
  const Client = require('knex/lib/dialects/postgres/index.js') as new (config: object) => object
  const { formatQuery } = require('knex/lib/execution/internal/query-executioner.js') as {
    formatQuery(sql: string, bindings: readonly unknown[], timeZone: undefined, client: object): string
  }
  class RecordingClient extends Client {
    _driver(): object {
      return {}
    }
    acquireConnection(): Promise<object> {
      return Promise.resolve({ __knexUid: 'recording' })
    }
    releaseConnection(): Promise<void> {
      return Promise.resolve()
    }
    query(_connection: object, query: string | Query): Promise<object> {
      const { sql, bindings = [] } = typeof query === 'string' ? { sql: query } : query
      sent.push(formatQuery(sql, bindings, undefined, this))
      const response = { rows: exists ? [{}] : [], rowCount: 0, fields: [], command: '' }
      return Promise.resolve({ ...(typeof query === 'string' ? {} : query), response })
    }
  }
  const knex = factory({
    client: RecordingClient,
    log: { warn: () => undefined, deprecate: () => undefined },
  })
  const { client } = knex as unknown as { readonly client: { readonly config: { client: unknown } } }
  client.config.client = 'pg'
  return knex
}
