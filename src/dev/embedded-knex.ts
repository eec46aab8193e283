/** A real Knex whose client is the embedded PostgreSQL. */
import { createRequire } from 'node:module'
import type { Knex } from 'knex'
import type { Watched } from './watched.ts'

const require = createRequire(import.meta.url)

interface Query {
  readonly sql: string
  readonly bindings?: readonly unknown[]
}

/** Knex on a watched connection; it has one, so a transaction is the connection's. */
export function embeddedKnex(watched: Watched): Knex {
  const factory = require('knex') as (config: object) => Knex
  const Client = require('knex/lib/dialects/postgres/index.js') as new (config: object) => object
  class EmbeddedClient extends Client {
    _driver(): object {
      return {}
    }
    acquireConnection(): Promise<object> {
      return Promise.resolve({ __knexUid: 'embedded' })
    }
    releaseConnection(): Promise<void> {
      return Promise.resolve()
    }
    async _query(_connection: object, query: Query): Promise<object> {
      const { rows } = await watched.query(query.sql, query.bindings)
      const command = /^\w+/u.exec(query.sql.trim())?.[0].toUpperCase() ?? ''
      // The connection does not count changed rows; that Knex's migrator got its lock is told by one of them.
      const rowCount = command === 'SELECT' ? rows.length : Math.max(1, rows.length)
      return Object.assign(query, { response: { rows, rowCount, fields: [], command } })
    }
  }
  const quiet = { warn: () => undefined, deprecate: () => undefined, error: () => undefined }
  return factory({ client: EmbeddedClient, log: quiet })
}
