/** Opens the database that a URL names. */
import { resolve } from 'node:path'
import type { Connection } from './connection.ts'
import { openEmbedded } from './embedded.ts'
import { openPostgres } from './node-postgres.ts'
import { openSqlite } from './sqlite.ts'

/** A database and one session of it. */
export interface Database {
  readonly dialect: 'postgres' | 'sqlite'
  readonly kind: 'postgres' | 'pglite' | 'sqlite'
  readonly connection: Connection
  /** As the server says it: `16.4`, `3.53.2`. */
  readonly serverVersion: string
  /** A pool such as PgBouncer is in between, which may give each transaction another session. */
  readonly isPooled?: boolean | undefined
}

/** The URL names no database that can be opened. */
export class UnknownDatabaseUrl extends Error {
  override readonly name = 'UnknownDatabaseUrl'
}

interface Scheme {
  readonly dialect: Database['dialect']
  readonly kind: Database['kind']
  /** For the message that lists what can be written. */
  readonly example: string
  /** `rest` is what follows the scheme. */
  readonly open: (url: string, rest: string) => Promise<Connection>
}

const postgres: Scheme = {
  dialect: 'postgres',
  kind: 'postgres',
  example: 'postgres://user:password@host:5432/database',
  open: openPostgres,
}

const SCHEMES: Readonly<Record<string, Scheme>> = {
  postgres,
  postgresql: postgres,
  pglite: {
    dialect: 'postgres',
    kind: 'pglite',
    example: 'pglite: (in memory) or pglite:./folder',
    open: (_, folder) => openEmbedded(folder === '' || folder === ':memory:' ? undefined : folder),
  },
  sqlite: {
    dialect: 'sqlite',
    kind: 'sqlite',
    example: 'sqlite:./file.db or sqlite::memory:',
    open: (_, file) => openSqlite(file === '' ? ':memory:' : file),
  },
}

/** The database that a URL names as people write it, without user and password. */
export function describeUrl(url: string): string {
  return url
    .replace(/^([a-z][a-z\d+.-]*:\/\/)(?:[^/?#@]*@)/iu, '$1')
    .replace(/([?&](?:password|user)=)[^&]*/giu, '$1…')
}

/** The dialect of the database that a URL names; undefined for an unknown scheme. */
export function dialectOf(url: string): Database['dialect'] | undefined {
  const name = /^[a-z][a-z\d+.-]*(?=:)/iu.exec(url)?.[0].toLowerCase() ?? ''
  return Object.hasOwn(SCHEMES, name) ? SCHEMES[name]?.dialect : undefined
}

/** The URL with the path of a file or folder made absolute; a relative one begins at the given folder. */
export function urlFrom(folder: string, url: string): string {
  const [, name = '', path = ''] = /^(pglite|sqlite):(.*)$/isu.exec(url) ?? []
  return path === '' || path === ':memory:' || path.startsWith('//')
    ? url
    : `${name}:${resolve(folder, path)}`
}

/** Opens one session of the database that the URL names; a relative path begins at `folder`, that of the process by default. */
export async function openDatabase(given: string, folder?: string): Promise<Database> {
  const url = folder === undefined ? given : urlFrom(folder, given)
  const [, name = '', rest = ''] = /^([a-z][a-z\d+.-]*):(.*)$/isu.exec(url) ?? []
  const scheme = Object.hasOwn(SCHEMES, name.toLowerCase()) ? SCHEMES[name.toLowerCase()] : undefined
  if (!scheme) throw unknownUrl(name)
  const { dialect, kind } = scheme
  // Alembic reads sqlite:///file.db as a relative path and everybody else as an absolute one.
  if (kind !== 'postgres' && rest.startsWith('//')) throw doubtfulPath(name)
  const connection = await scheme.open(url, rest)
  try {
    return { dialect, kind, connection, ...(await serverOf(connection, dialect)) }
  } catch (error) {
    await connection.close()
    throw error
  }
}

const SERVER_QUERIES: Readonly<Record<Database['dialect'], string>> = {
  postgres: `SELECT current_setting('server_version') AS version, pg_backend_pid() AS process`,
  sqlite: 'SELECT sqlite_version() AS version',
}

/** Distributions add their own to the version, behind a blank: `16.4 (Debian 16.4-1)`. */
async function serverOf(
  connection: Connection,
  dialect: Database['dialect'],
): Promise<Pick<Database, 'serverVersion' | 'isPooled'>> {
  const { version, process } = (await connection.query(SERVER_QUERIES[dialect])).rows[0] ?? {}
  return {
    serverVersion: String(version).split(' ')[0] ?? '',
    isPooled: connection.process !== undefined && connection.process !== process,
  }
}

function unknownUrl(name: string): UnknownDatabaseUrl {
  const examples = [...new Set(Object.values(SCHEMES))].map(({ example }) => example)
  const said = name === '' ? 'The database URL has no scheme' : `No database is known by the scheme ${name}`
  return new UnknownDatabaseUrl(`${said}. Write ${examples.slice(0, -1).join(', ')}, or ${examples.at(-1)}.`)
}

function doubtfulPath(name: string): UnknownDatabaseUrl {
  return new UnknownDatabaseUrl(
    `After ${name}: comes a path, without slashes that belong to a host. Write ${name}:./folder/file or ${name}:/absolute/folder/file.`,
  )
}
