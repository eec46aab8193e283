/** A PostgreSQL server for tests, on a socket in a temporary folder, thrown away at the end. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Connection } from '../../src/database/connection.ts'
import { openPostgres } from '../../src/database/node-postgres.ts'
import { NOBODY, type ServerVersion } from './binaries.ts'
import { preparedServer } from './prepared-server.ts'

export interface Server {
  /** Folder of its socket, for programs that connect by themselves. */
  readonly socket: string
  readonly version: ServerVersion
  /** Makes a database, empty or as a copy of another that nobody is connected to. */
  createDatabase(name: string, template?: string): Promise<void>
  /** For programs that connect by URL. */
  url(database: string): string
  connect(database: string): Promise<Connection>
  stop(): Promise<void>
}

/** Only the socket's name: the server listens on no network. */
const PORT = 5432

/** Settings of a server whose data nobody keeps. */
const SETTINGS = [
  'listen_addresses=',
  'fsync=off',
  'full_page_writes=off',
  'timezone=UTC',
  'max_parallel_workers=0',
]

/** Starts a server of that version. */
export async function startServer(version: ServerVersion): Promise<Server> {
  const { programs, data: empty, remove } = preparedServer(version)
  const home = mkdtempSync(join(tmpdir(), `postgres-${version}-`))
  if (NOBODY.uid !== undefined) chownSync(home, NOBODY.uid, NOBODY.gid)
  chmodSync(home, 0o755)
  const data = join(home, 'data')
  execFileSync('cp', ['-a', empty, data])
  const settings = [...SETTINGS, `unix_socket_directories=${home}`].flatMap(setting => ['-c', setting])
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(PORT), ...settings], {
    ...NOBODY,
    cwd: home,
    stdio: 'ignore',
  })
  await ready(home, server)
  return {
    version,
    socket: home,
    url: database => urlOf(home, database),
    connect: database => connect(home, database),
    async createDatabase(name, template = 'template1') {
      const admin = await connect(home, 'postgres')
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
      await admin.close()
    },
    stop: () => stop(server, home).then(remove),
  }
}

async function ready(home: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      const connection = await connect(home, 'postgres')
      return await connection.close()
    } catch (error) {
      if (attempt >= 200 || server.exitCode !== null) throw error
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

/** SIGINT is the fast shutdown: https://www.postgresql.org/docs/current/server-shutdown.html */
function stop(server: ChildProcess, home: string): Promise<void> {
  return new Promise(resolve => {
    server.once('exit', () => {
      rmSync(home, { recursive: true, force: true })
      resolve()
    })
    server.kill('SIGINT')
  })
}

function urlOf(folder: string, database: string): string {
  return `postgres://postgres@${encodeURIComponent(folder)}:${PORT}/${database}`
}

function connect(folder: string, database: string): Promise<Connection> {
  return openPostgres(urlOf(folder, database))
}
