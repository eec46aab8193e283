/** A connection to PostgreSQL inside this process: PGlite, an optional dependency of the project that uses it. */
import type { Extension, ParserOptions, PGlite, PGliteOptions, Results } from '@electric-sql/pglite'
import { DatabaseError, type Connection, type Notice, type QueryResult } from './connection.ts'
import { readsFromClient } from './copy-from-client.ts'
import { lockFolder } from './folder-lock.ts'
import { BYTEA, bytesFrom, TEXT_TYPES } from './postgres-values.ts'
import { refusalFrom } from './refusal.ts'

/** PGlite is not installed. */
export class EmbeddedDatabaseMissing extends Error {
  override readonly name = 'EmbeddedDatabaseMissing'

  constructor(cause: unknown) {
    super('The embedded PostgreSQL is not installed. Run: npm install --save-dev @electric-sql/pglite', {
      cause,
    })
  }
}

/** Starts a PostgreSQL inside this process; takes some seconds, so share it. Without a folder it is new and empty, and gone when closed. */
export async function openEmbedded(folder?: string): Promise<Connection> {
  if (folder === undefined) return connectionOf(await startPglite())
  const release = lockFolder(folder)
  try {
    return connectionOf(await startPglite({ dataDir: folder }), release)
  } catch (error) {
    release()
    throw error
  }
}

/** PGlite with the extensions that it brings along. */
export async function startPglite(options: PGliteOptions = {}): Promise<PGlite> {
  const pglite = await import('@electric-sql/pglite').catch((cause: unknown) => {
    throw new EmbeddedDatabaseMissing(cause)
  })
  return pglite.PGlite.create({ ...options, extensions: await loadExtensions(), parsers: PARSERS })
}

const PARSERS: ParserOptions = {
  ...Object.fromEntries(Array.from(TEXT_TYPES, type => [type, (text: string) => text])),
  [BYTEA]: bytesFrom,
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

/** A connection over a PGlite that runs. */
export function connectionOf(database: PGlite, release = (): void => undefined): Connection {
  return {
    query: (sql, parameters) => run(database, sql, parameters),
    close: () => (database.closed ? Promise.resolve() : database.close().finally(release)),
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
    throw refusalFrom(error, sql, notices) ?? error
  }
}

export { resetSchema } from './reset-schema.ts'
