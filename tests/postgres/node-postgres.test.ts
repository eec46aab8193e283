/** A session on a real server: what only it can refuse, end or answer. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConnectionFailed, ConnectionLost, type Connection } from '../../src/database/connection.ts'
import { openPostgres } from '../../src/database/node-postgres.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { itGivesPlainValues } from '../database/values.ts'
import { installedServer, SERVER_VERSIONS } from './binaries.ts'
import { startServer, type Server } from './server.ts'

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  )

for (const version of SERVER_VERSIONS) {
  describe.skipIf(installedServer(version) === undefined)(`node-postgres on PostgreSQL ${version}`, () => {
    let server: Server
    let connection: Connection

    beforeAll(async () => {
      server = await startServer(version)
      await server.createDatabase('shop')
      connection = await server.connect('shop')
    })
    afterAll(async () => {
      await connection?.close()
      await server?.stop()
    })

    itGivesPlainValues(() => connection)

    it('refuses with SQLSTATE, place, detail and hint', async () => {
      await connection.query('CREATE TABLE customers (email text PRIMARY KEY)')
      expect(await failure(connection.query('SELECT emial FROM customers'))).toMatchObject({
        name: 'DatabaseError',
        sqlstate: '42703',
        sql: 'SELECT emial FROM customers',
        details: { position: 8, hint: 'Perhaps you meant to reference the column "customers.email".' },
      })
      const twice = `INSERT INTO customers VALUES ('ada@example.com'), ('ada@example.com')`
      expect(await failure(connection.query(twice))).toMatchObject({
        sqlstate: '23505',
        details: { detail: 'Key (email)=(ada@example.com) already exists.' },
      })
    })

    it('gives each of two statements sent at once its own notices', async () => {
      const [first, second] = await Promise.all([
        connection.query('DROP TABLE IF EXISTS orders'),
        connection.query('DROP TABLE IF EXISTS carts'),
      ])
      expect(first.notices.map(({ message }) => message)).toEqual(['table "orders" does not exist, skipping'])
      expect(second.notices.map(({ message }) => message)).toEqual(['table "carts" does not exist, skipping'])
    })

    it('sends ahead, with the notices, the place and the beginning of each statement', async () => {
      const begun: string[] = []
      const ahead = (sql: string) =>
        connection.ahead?.(sql, () => begun.push(sql)) ?? Promise.reject(new Error())
      const first = ahead('BEGIN; DROP TABLE IF EXISTS orders')
      const sent = [
        first,
        ahead('SELECT 1 AS one; SELECT 2 AS two'),
        ahead('DROP TABLE IF EXISTS carts'),
        ahead('SELECT emial FROM pg_class'),
        ahead('SELECT 3'),
      ]
      const behind = connection.query('ROLLBACK').then(() => connection.query('SELECT 4 AS four'))
      expect(begun).toEqual(['BEGIN; DROP TABLE IF EXISTS orders'])
      await first
      expect(begun.slice(0, 2)).toEqual([
        'BEGIN; DROP TABLE IF EXISTS orders',
        'SELECT 1 AS one; SELECT 2 AS two',
      ])
      const outcomes = await Promise.allSettled(sent)
      expect(outcomes.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
        'rejected',
        'rejected',
      ])
      expect(outcomes[0]).toMatchObject({
        value: { notices: [{ message: 'table "orders" does not exist, skipping' }] },
      })
      expect(outcomes[1]).toMatchObject({ value: { rows: [{ two: 2 }], notices: [] } })
      expect(outcomes[2]).toMatchObject({
        value: { notices: [{ message: 'table "carts" does not exist, skipping' }] },
      })
      expect(outcomes[3]).toMatchObject({
        reason: { sqlstate: '42703', sql: 'SELECT emial FROM pg_class', details: { position: 8 } },
      })
      expect(outcomes[4]).toMatchObject({ reason: { sqlstate: '25P02', sql: 'SELECT 3' } })
      expect(await behind).toMatchObject({ rows: [{ four: 4 }] })
    })

    it('sends ahead what comes behind a statement that may not be overtaken', async () => {
      const slow = connection.query('SELECT pg_sleep(0.1), 1 AS number')
      const ahead = [connection.ahead?.('SELECT 2 AS number'), connection.ahead?.('SELECT 3 AS number')]
      const results = await Promise.all([slow, ...ahead, connection.query('SELECT 4 AS number')])
      expect(results.map(result => result?.rows[0]?.['number'])).toEqual([1, 2, 3, 4])
    })

    it('tells of each statement that was sent ahead that the connection was lost', async () => {
      const lost = await server.connect('shop')
      const [{ pid } = {}] = (await lost.query('SELECT pg_backend_pid() AS pid')).rows
      const sent = ['SELECT pg_sleep(30)', 'SELECT 1', 'SELECT 2'].map(sql =>
        failure(lost.ahead?.(sql) ?? Promise.resolve()),
      )
      await new Promise(resolve => setTimeout(resolve, 100))
      await connection.query('SELECT pg_terminate_backend($1)', [pid])
      expect(await Promise.all(sent)).toMatchObject([
        { name: 'ConnectionLost', sql: 'SELECT pg_sleep(30)' },
        { name: 'ConnectionLost', sql: 'SELECT 1' },
        { name: 'ConnectionLost', sql: 'SELECT 2' },
      ])
      await lost.close()
    })

    it('refuses COPY FROM STDIN instead of waiting for rows', async () => {
      expect(await failure(connection.query('COPY customers FROM STDIN'))).toMatchObject({
        name: 'DatabaseError',
      })
      await expect(connection.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
    })

    it('tells a lost connection from a refusal, while a statement runs and after', async () => {
      const lost = await server.connect('shop')
      const [{ pid } = {}] = (await lost.query('SELECT pg_backend_pid() AS pid')).rows
      const running = failure(lost.query('SELECT pg_sleep(30)'))
      await new Promise(resolve => setTimeout(resolve, 100))
      await connection.query('SELECT pg_terminate_backend($1)', [pid])
      const message = `The connection to database "shop" on the socket ${server.socket}/.s.PGSQL.5432 was lost: terminating connection due to administrator command.`
      expect(await running).toBeInstanceOf(ConnectionLost)
      expect(await running).toMatchObject({ message, sql: 'SELECT pg_sleep(30)' })
      expect(await failure(lost.query('SELECT 1'))).toMatchObject({ name: 'ConnectionLost', sql: 'SELECT 1' })
      await lost.close()
    })

    it('tells a connection that was lost while nothing ran', async () => {
      const lost = await server.connect('shop')
      const [{ pid } = {}] = (await lost.query('SELECT pg_backend_pid() AS pid')).rows
      await connection.query('SELECT pg_terminate_backend($1)', [pid])
      await new Promise(resolve => setTimeout(resolve, 100))
      expect(await failure(lost.query('SELECT 1'))).toBeInstanceOf(ConnectionLost)
      await lost.close()
    })

    it('is no pool', async () => {
      const { connection, isPooled } = await openDatabase(server.url('postgres'))
      expect(isPooled).toBe(false)
      await connection.close()
    })

    it('goes by the name migrate-lint in pg_stat_activity', async () => {
      const { rows } = await connection.query(`SELECT current_setting('application_name') AS name`)
      expect(rows).toEqual([{ name: 'migrate-lint' }])
    })

    it('names what is wrong with the destination, and never the password', async () => {
      await connection.query(`CREATE ROLE clerk LOGIN PASSWORD 'right'`)
      const rules = join(server.socket, 'data', 'pg_hba.conf')
      const before = readFileSync(rules, 'utf8')
      writeFileSync(rules, `local all clerk scram-sha-256\nlocal all porter reject\n${before}`)
      await connection.query('SELECT pg_reload_conf()')
      const place = `on the socket ${server.socket}/.s.PGSQL.5432`
      const host = encodeURIComponent(server.socket)
      for (const [url, expected] of [
        [
          `postgres://clerk:secret@${host}/shop`,
          `database "shop" ${place}: the password is not that of user "clerk".`,
        ],
        [
          `postgres://clerk@${host}/shop`,
          `database "shop" ${place}: the server asks for a password and the URL has none; add it, or set PGPASSWORD.`,
        ],
        [
          `postgres://porter:secret@${host}/shop`,
          `database "shop" ${place}: pg_hba.conf rejects connection for host "[local]", user "porter", database "shop", no encryption; change pg_hba.conf, or add sslmode=verify-full where TLS is what it misses.`,
        ],
        [
          `postgres://postgres:secret@${host}/shpo`,
          `database "shpo" ${place}: it does not exist; create it (CREATE DATABASE "shpo"), or correct the name.`,
        ],
        [
          `postgres://postgres:secret@${host}:1/shop`,
          `database "shop" on the socket ${server.socket}/.s.PGSQL.1: there is no such socket; start the server, or correct its folder and port.`,
        ],
        [
          `postgres://postgres:secret@${host}/shop?sslmode=verify-full`,
          `database "shop" ${place}: the server speaks no TLS; remove sslmode from the URL, or turn ssl on in the server.`,
        ],
        [
          'postgres://postgres:secret@127.0.0.1:1/shop',
          'database "shop" on 127.0.0.1:1: nothing listens there; start the server, or correct host and port.',
        ],
      ] as const) {
        const error = await failure(openPostgres(url))
        expect(error).toBeInstanceOf(ConnectionFailed)
        expect(error?.message).toBe(`Cannot connect to ${expected}`)
        expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('secret')
      }
    })
  })
}

describe('a URL of PostgreSQL', () => {
  it('that cannot be read is not repeated', async () => {
    const error = await failure(openPostgres('postgres://clerk:sec/ret@db:5432/shop'))
    expect(error).toBeInstanceOf(ConnectionFailed)
    expect(error?.message).toBe(
      'The database URL cannot be read. Write postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
    )
    expect(error?.cause).toBeUndefined()
  })

  it('that leads to something else than PostgreSQL says so', async () => {
    const other = createServer(socket => socket.end())
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const error = await failure(openPostgres(`postgres://clerk:secret@127.0.0.1:${port}/shop`))
    expect(error?.message).toBe(
      `Cannot connect to database "shop" on 127.0.0.1:${port}: the server closed the connection at once; is it PostgreSQL that listens there?`,
    )
    other.close()
  })
})
