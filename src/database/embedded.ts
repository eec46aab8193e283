/** A connection to PostgreSQL inside this process: PGlite, an optional dependency of the project that uses it. */
import type { Extension, PGlite, Results } from '@electric-sql/pglite'
import { DatabaseError, type Connection, type Notice, type QueryResult } from './connection.ts'
import { readsFromClient } from './copy-from-client.ts'

/** PGlite is not installed. */
export class EmbeddedDatabaseMissing extends Error {
  override readonly name = 'EmbeddedDatabaseMissing'

  constructor(cause: unknown) {
    super('The embedded PostgreSQL is not installed. Run: npm install --save-dev @electric-sql/pglite', {
      cause,
    })
  }
}

/** Starts a fresh PostgreSQL with one empty database; takes some seconds, so share it. */
export async function openEmbedded(): Promise<Connection> {
  const pglite = await import('@electric-sql/pglite').catch((cause: unknown) => {
    throw new EmbeddedDatabaseMissing(cause)
  })
  return connectionOf(await pglite.PGlite.create({ extensions: await loadExtensions() }))
}

/** What `CREATE EXTENSION` may name: PGlite takes extensions only at its start. */
async function loadExtensions(): Promise<Record<string, Extension>> {
  const modules = await Promise.all([
    import('@electric-sql/pglite/contrib/citext'),
    import('@electric-sql/pglite/contrib/pg_trgm'),
    import('@electric-sql/pglite/contrib/pgcrypto'),
    import('@electric-sql/pglite/contrib/uuid_ossp'),
    import('@electric-sql/pglite/contrib/btree_gist'),
    import('@electric-sql/pglite/contrib/hstore'),
    import('@electric-sql/pglite/contrib/ltree'),
  ])
  return Object.assign({}, ...modules) as Record<string, Extension>
}

function connectionOf(database: PGlite): Connection {
  return {
    query: (sql, parameters) => run(database, sql, parameters),
    close: () => database.close(),
  }
}

async function run(database: PGlite, sql: string, parameters?: readonly unknown[]): Promise<QueryResult> {
  // PGlite waits for the client's data for ever, in this very thread.
  if (readsFromClient(sql)) {
    throw new DatabaseError('COPY FROM STDIN has no data to read in the embedded PostgreSQL', '0A000', sql)
  }
  const notices: Notice[] = []
  const onNotice = (notice: { severity?: string | undefined; message?: string | undefined }) =>
    notices.push({ severity: notice.severity ?? '', message: notice.message ?? '' })
  try {
    const results: readonly Results[] = parameters
      ? [await database.query(sql, [...parameters], { onNotice })]
      : await database.exec(sql, { onNotice })
    return { rows: (results.at(-1)?.rows ?? []) as QueryResult['rows'], notices }
  } catch (error) {
    throw databaseError(error, sql, notices)
  }
}

function databaseError(error: unknown, sql: string, notices: readonly Notice[]): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  return new DatabaseError(error.message, error.code, sql, error, notices)
}

export { resetSchema } from './reset-schema.ts'
