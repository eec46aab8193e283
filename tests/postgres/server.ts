/** A PostgreSQL server for tests, on a socket in a temporary folder, thrown away at the end. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client, DatabaseError as ServerError } from 'pg'
import { DatabaseError, type Connection, type Notice } from '../../src/database/connection.ts'
import { NOBODY, unpackServer, type ServerVersion } from './binaries.ts'

export interface Server {
  /** Folder of its socket, for programs that connect by themselves. */
  readonly socket: string
  readonly version: ServerVersion
  /** Makes a database, empty or as a copy of another that nobody is connected to. */
  createDatabase(name: string, template?: string): Promise<void>
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
  const home = unpackServer(version)
  const data = join(home, 'data')
  const program = (name: string) => join(home, 'native', 'bin', name)
  execFileSync(
    program('initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'],
    {
      ...NOBODY,
      cwd: home,
      stdio: 'pipe',
    },
  )
  const settings = [...SETTINGS, `unix_socket_directories=${home}`].flatMap(setting => ['-c', setting])
  const server = spawn(program('postgres'), ['-D', data, '-p', String(PORT), ...settings], {
    ...NOBODY,
    cwd: home,
    stdio: 'ignore',
  })
  await ready(home, server)
  return {
    version,
    socket: home,
    connect: database => connect(home, database),
    async createDatabase(name, template = 'template1') {
      const admin = await connect(home, 'postgres')
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
      await admin.close()
    },
    stop: () => stop(server, home),
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

/** One session. */
async function connect(host: string, database: string): Promise<Connection> {
  const client = new Client({ host, port: PORT, user: 'postgres', database })
  let notices: Notice[] = []
  client.on('notice', ({ severity, message }) =>
    notices.push({ severity: severity ?? '', message: message ?? '' }),
  )
  client.on('error', () => undefined)
  await client.connect()
  return {
    async query(sql, parameters) {
      notices = []
      try {
        const result = await client.query(sql, parameters && [...parameters])
        const last = Array.isArray(result) ? (result as (typeof result)[]).at(-1) : result
        return { rows: last?.rows ?? [], notices }
      } catch (error) {
        if (error instanceof ServerError)
          throw new DatabaseError(error.message, error.code ?? '', sql, error, notices)
        throw error
      }
    },
    close: () => client.end(),
  }
}
