/** A PostgreSQL on a port of this machine, embedded, that remembers what its clients sent: any driver can connect to it. */
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { sharedPglite } from '../shared-embedded.ts'

/** A running server. */
export interface RecordingServer {
  readonly database: PGlite
  readonly host: string
  readonly port: number
  readonly connectionString: string
  /** What clients sent since the last time it was asked: simple queries and parsed statements, in order. */
  taken(): readonly string[]
  close(): Promise<void>
}

/** Starts a server with an empty database; it trusts every client. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const database = await sharedPglite()
  let statements: string[] = []
  const sockets = new Set<Socket>()
  // The embedded PostgreSQL has one session: messages of all clients go through it one after the other.
  let turn = Promise.resolve()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    speak(socket, message => {
      statements.push(...statementsIn(message))
      const answered = turn.then(async () => {
        const answer = await database.execProtocolRaw(message)
        if (!socket.destroyed) socket.write(answer)
      })
      turn = answered.catch(() => undefined)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    database,
    host: '127.0.0.1',
    port,
    connectionString: `postgres://postgres:postgres@127.0.0.1:${String(port)}/postgres`,
    taken() {
      const given = statements
      statements = []
      return given
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
      await turn
    },
  }
}

const SSL_REQUEST = 80877103
const TERMINATE = 'X'.charCodeAt(0)
const QUERY = 'Q'.charCodeAt(0)
const PARSE = 'P'.charCodeAt(0)

/**
 * Cuts what arrives into messages (https://www.postgresql.org/docs/current/protocol-message-formats.html), answers the
 * start itself and hands on the rest.
 */
function speak(socket: Socket, handOn: (message: Uint8Array) => void): void {
  let pending = Buffer.alloc(0)
  let started = false
  socket.on('data', chunk => {
    pending = Buffer.concat([pending, chunk])
    for (;;) {
      const head = started ? 1 : 0
      if (pending.length < head + 4) return
      const length = head + pending.readInt32BE(head)
      if (pending.length < length) return
      const message = pending.subarray(0, length)
      pending = pending.subarray(length)
      if (started) {
        if (message[0] === TERMINATE) socket.end()
        else handOn(message)
      } else if (message.readInt32BE(4) === SSL_REQUEST) socket.write('N')
      else {
        started = true
        socket.write(GREETING)
      }
    }
  })
}

function answer(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(type), length, body])
}

function parameter(name: string, value: string): Buffer {
  return answer('S', Buffer.from(`${name}\0${value}\0`))
}

/** AuthenticationOk, what drivers ask of a server, a key to cancel with, ReadyForQuery. */
const GREETING = Buffer.concat([
  answer('R', Buffer.alloc(4)),
  parameter('server_version', '18.0'),
  parameter('server_encoding', 'UTF8'),
  parameter('client_encoding', 'UTF8'),
  parameter('DateStyle', 'ISO, MDY'),
  parameter('TimeZone', 'UTC'),
  parameter('integer_datetimes', 'on'),
  parameter('standard_conforming_strings', 'on'),
  answer('K', Buffer.alloc(8)),
  answer('Z', Buffer.from('I')),
])

/** The SQL of a message: of a simple query, or of a statement to be prepared. */
function statementsIn(message: Uint8Array): readonly string[] {
  const bytes = Buffer.from(message)
  const type = bytes[0]
  if (type === QUERY) return [textFrom(bytes, 5)]
  if (type !== PARSE) return []
  return [textFrom(bytes, bytes.indexOf(0, 5) + 1)]
}

function textFrom(bytes: Buffer, start: number): string {
  return bytes.toString('utf8', start, bytes.indexOf(0, start))
}
