/** A PgBouncer in front of a test server, which gives each transaction another session. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NOBODY } from '../binaries.ts'
import type { Server } from '../server.ts'

/** A pool that runs. */
export interface Pool {
  /** For programs that connect by URL. */
  url(database: string): string
  /** Ends it where it stands, and starts it again. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const PORT = 6432

/** What `pgbouncer --version` says first; undefined where it is not installed. */
export function pgbouncerVersion(): string | undefined {
  const { status, stdout } = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.split('\n')[0] : undefined
}

/** Starts it in transaction mode, with so few server connections that runs have to share them. https://www.pgbouncer.org/config.html */
export async function startPool(server: Server, connections: number): Promise<Pool> {
  const folder = mkdtempSync(join(tmpdir(), 'pgbouncer-'))
  chmodSync(folder, 0o755)
  if (NOBODY.uid !== undefined) chownSync(folder, NOBODY.uid, NOBODY.gid)
  const settings = join(folder, 'pgbouncer.ini')
  const users = join(folder, 'users.txt')
  writeFileSync(users, '"postgres" ""\n')
  writeFileSync(
    settings,
    [
      '[databases]',
      `* = host=${server.socket} port=5432`,
      '[pgbouncer]',
      'listen_addr =',
      `unix_socket_dir = ${folder}`,
      `listen_port = ${PORT}`,
      'auth_type = trust',
      `auth_file = ${users}`,
      'pool_mode = transaction',
      `default_pool_size = ${connections}`,
      'max_client_conn = 500',
      // A query waits for a server connection for ever, as many runs do for few of them.
      'query_wait_timeout = 0',
      '',
    ].join('\n'),
  )
  let running = await start(settings, folder)
  return {
    url: database => `postgres://postgres@${encodeURIComponent(folder)}:${PORT}/${database}`,
    async restart() {
      await end(running)
      running = await start(settings, folder)
    },
    async stop() {
      await end(running)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function start(settings: string, folder: string): Promise<ChildProcess> {
  const child = spawn('pgbouncer', ['-q', settings], { ...NOBODY, cwd: folder, stdio: 'ignore' })
  for (let attempt = 0; !(await listens(join(folder, `.s.PGSQL.${PORT}`))); attempt++) {
    if (attempt >= 100 || child.exitCode !== null) throw new Error('pgbouncer does not start')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return child
}

function listens(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const client = createConnection(socket)
    client.once('connect', () => {
      client.destroy()
      resolve(true)
    })
    client.once('error', () => resolve(false))
  })
}

function end(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
