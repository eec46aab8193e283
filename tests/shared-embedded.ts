/** The PostgreSQL inside this process, which takes seconds to start: the suites of a worker use the same one, in turn. */
import type { PGlite } from '@electric-sql/pglite'
import type { Connection } from '../src/database/connection.ts'
import { connectionOf, resetSchema, startPglite } from '../src/database/embedded.ts'
import type { Database } from '../src/database/open-database.ts'

let started: Promise<PGlite> | undefined

/** Empty, as at its start; whoever takes it leaves it open. */
export async function sharedPglite(): Promise<PGlite> {
  const pglite = await (started ??= startPglite())
  await resetSchema(connectionOf(pglite))
  return pglite
}

/** The same as a connection, which closing leaves open. */
export async function sharedEmbedded(): Promise<Connection> {
  return { ...connectionOf(await sharedPglite()), close: () => Promise.resolve() }
}

/** The same as the database that `pglite:` opens. */
export async function sharedDatabase(): Promise<Database> {
  const connection = await sharedEmbedded()
  const { rows } = await connection.query(`SELECT current_setting('server_version') AS version`)
  return { dialect: 'postgres', kind: 'pglite', connection, serverVersion: String(rows[0]?.['version']) }
}
