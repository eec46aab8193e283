/** What is left of a migration that meets a fault of the server, and what the runner says and does about it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { createRunner } from '../../src/runner/create-runner.ts'
import type { RunEvent } from '../../src/runner/execute/events.ts'
import { MigrationFailure } from '../../src/runner/execute/migration-failure.ts'
import { LockLost } from '../../src/runner/lock/lock.ts'
import type { RunnerOptions } from '../../src/runner/options.ts'
import type { Runner } from '../../src/runner/runner.ts'
import { installedServer, OUTER_VERSIONS } from './binaries.ts'
import { atStatement, during, killRound, prepareGround, togetherRound, type Ground } from './faults/rounds.ts'
import { startServer, type Server } from './server.ts'

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const SHOP = `
  CREATE TABLE customers (id int PRIMARY KEY, email text);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int);
  INSERT INTO customers SELECT id, 'customer' || id FROM generate_series(1, 100) id;
  INSERT INTO orders SELECT id, id % 100 FROM generate_series(1, 1000) id;`

for (const version of OUTER_VERSIONS) {
  describe.skipIf(installedServer(version) === undefined)(`a run on PostgreSQL ${version}`, () => {
    let server: Server
    let folder: string
    let watcher: Connection
    let database = 0
    let events: RunEvent[]

    beforeAll(async () => {
      server = await startServer(version)
    })
    afterAll(() => server?.stop())
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'faults-'))
      events = []
      await server.createDatabase(`shop_${++database}`)
      watcher = await server.connect(`shop_${database}`)
      await watcher.query(SHOP)
    })
    afterEach(async () => {
      await watcher.close()
      rmSync(folder, { recursive: true, force: true })
    })

    /** One migration, and a runner for it. */
    function prepare(
      up: string,
      { exports = '', ...options }: RunnerOptions & { exports?: string } = {},
    ): Runner {
      writeFileSync(
        join(folder, 'a1_change.ts'),
        `import { column, sql, t, type Op } from 'migrate-lint/runner'
        export const revision = 'a1'
        export const downRevision = null
        ${exports}
        export async function upgrade(op: Op) {${up}}`,
      )
      return createRunner({
        folders: folder,
        url: server.url(`shop_${database}`),
        retryDelay: 50,
        onEvent: event => events.push(event),
        ...options,
      })
    }

    const failureOf = async (runner: Runner) => {
      const error = await runner.upgrade().catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(MigrationFailure)
      return error as MigrationFailure
    }

    const rowsOf = async (sql: string) => (await watcher.query(sql)).rows

    /** Ends the session that runs such a statement, as soon as it does. */
    async function terminate(pattern: string): Promise<void> {
      for (;;) {
        const { rows } = await watcher.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE $1`,
          [pattern],
        )
        if (rows.length > 0) return
        await sleep(10)
      }
    }

    it('that loses its connection inside a transaction leaves nothing, and the next does it all', async () => {
      const runner = prepare(`
        await op.addColumn('orders', column('note', t.text()))
        await op.execute('SELECT pg_sleep(0.7)')`)
      const [error] = await Promise.all([failureOf(runner), terminate('SELECT pg_sleep%')])
      expect(error.details.remains).toEqual({ kind: 'nothing' })
      expect(error.message).toContain('was lost: terminating connection due to administrator command.')
      expect(error.message).toContain('state: it was rolled back; nothing of it is in the database.')
      expect((await runner.upgrade()).ran).toEqual(['a1'])
    })

    it('that loses its connection between parts says how many are committed, and the next goes on', async () => {
      const runner = prepare(
        `
        await op.execute("INSERT INTO customers VALUES (101, 'new')")
        await op.createIndex('orders_customer_id_idx', 'orders', ['customer_id'], { concurrently: true })
        await op.execute('UPDATE orders SET customer_id = customer_id WHERE pg_sleep(0.002) IS NOT NULL')`,
        { exports: 'export const transaction = false' },
      )
      const [error] = await Promise.all([failureOf(runner), terminate('UPDATE orders%')])
      expect(error.details.remains).toEqual({ kind: 'parts', done: 2 })
      expect(error.message).toContain(
        'state: its first 2 operations are committed. The next upgrade goes on behind them.',
      )
      expect((await runner.upgrade()).ran).toEqual(['a1'])
      expect(events).toContainEqual(expect.objectContaining({ kind: 'started', resumedAt: 2 }))
    })

    it('that loses its connection during COMMIT does not pretend to know, and the next finds out', async () => {
      await watcher.query(`
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.7); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON customers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()`)
      const runner = prepare(`await op.execute("INSERT INTO customers VALUES (101, 'new')")`)
      const [error] = await Promise.all([failureOf(runner), terminate('%COMMIT')])
      expect(error.details.remains).toEqual({ kind: 'unknown' })
      expect((await runner.upgrade()).ran).toEqual(['a1'])
      expect(await rowsOf('SELECT count(*) FROM customers WHERE id = 101')).toEqual([{ count: '1' }])
    })

    it.each<{ readonly exports?: string; readonly transaction?: 'all' }>([
      {},
      { exports: 'export const transaction = false' },
      { transaction: 'all' },
    ])('tries again while a lock is not free, and gets it then: %o', async how => {
      const blocker = await server.connect(`shop_${database}`)
      await blocker.query('BEGIN; LOCK TABLE orders IN ACCESS SHARE MODE')
      const runner = prepare(
        `
        await op.execute("INSERT INTO customers VALUES (101, 'new')")
        await op.addColumn('orders', column('note', t.text()))`,
        {
          ...how,
          lockTimeout: 100,
          onEvent: event => {
            events.push(event)
            if (event.kind === 'retry') void blocker.query('ROLLBACK')
          },
        },
      )
      expect((await runner.upgrade()).ran).toEqual(['a1'])
      const retries = events.filter(({ kind }) => kind === 'retry')
      expect(retries[0]).toMatchObject({ attempt: 1, reason: 'canceling statement due to lock timeout' })
      expect(await rowsOf('SELECT count(*) FROM customers WHERE id = 101')).toEqual([{ count: '1' }])
      await blocker.close()
    })

    it('gives up when the lock is never free: who holds it is told, nothing is left, and nobody waits behind it', async () => {
      const blocker = await server.connect(`shop_${database}`)
      const { rows } = await blocker.query('SELECT pg_backend_pid() AS pid')
      const pid = String(rows[0]?.['pid'])
      await blocker.query(`SET application_name = 'reports'`)
      await blocker.query('BEGIN; LOCK TABLE orders IN ACCESS SHARE MODE')
      const runner = prepare(`await op.addColumn('orders', column('note', t.text()))`, {
        lockTimeout: 400,
        attempts: 3,
      })
      const error = await failureOf(runner)
      expect(events.filter(({ kind }) => kind === 'retry')).toHaveLength(2)
      expect(error.details).toMatchObject({ call: 'op.addColumn', remains: { kind: 'nothing' } })
      expect(error.message).toContain('canceling statement due to lock timeout (55P03)')
      expect(error.message).toMatch(/^The upgrade of a1 failed at op\.addColumn: /u)
      expect(error.message).toContain('statement: ALTER TABLE orders ADD COLUMN note text')
      expect(error.message).toContain('state: it was rolled back; nothing of it is in the database.')
      expect(error.message).toContain(
        `lock: held by server process ${pid}, reports (user postgres, from a local socket,`,
      )
      expect(error.message).toContain(
        ', now idle in transaction, last: BEGIN; LOCK TABLE orders IN ACCESS SHARE MODE.',
      )
      expect(error.message).toContain(`end it: SELECT pg_terminate_backend(${pid}).`)
      await watcher.query('SELECT 1 FROM orders LIMIT 1')
      await blocker.close()
    })

    it('has its session back behind SET ROLE, as a role that may not do much', async () => {
      await watcher.query(`
        CREATE ROLE owner_${database}; CREATE ROLE deployer_${database} LOGIN IN ROLE owner_${database};
        GRANT CREATE ON SCHEMA public TO deployer_${database}, owner_${database}`)
      const url = server.url(`shop_${database}`).replace('postgres@', `deployer_${database}@`)
      const runner = prepare(
        `await op.execute("SET ROLE owner_${database}; SET SESSION search_path = 'shop'; SET timezone = 'Asia/Tokyo'")
        await op.execute('CREATE TABLE public.bills (id int)')`,
        { url, beforeRun: connection => connection.query(`SET lock_timeout = '3s'`) },
      )
      expect((await runner.upgrade()).ran).toEqual(['a1'])
      expect(
        await rowsOf(
          `SELECT tablename, tableowner FROM pg_tables WHERE tablename IN ('bills', 'alembic_version')`,
        ),
      ).toEqual([
        { tablename: 'alembic_version', tableowner: `deployer_${database}` },
        { tablename: 'bills', tableowner: `owner_${database}` },
      ])
    })

    it('is tried again after a deadlock', async () => {
      const other = await server.connect(`shop_${database}`)
      // Whoever waits longest for its lock looks for a deadlock first, and is the victim.
      await other.query(`SET deadlock_timeout = '60s'; BEGIN; LOCK TABLE customers`)
      const runner = prepare(
        `
        await op.execute('LOCK TABLE orders')
        await op.addColumn('customers', column('name', t.text()))`,
        { lockTimeout: 30_000 },
      )
      const run = runner.upgrade()
      while ((await rowsOf(`SELECT FROM pg_locks WHERE NOT granted`)).length === 0) await sleep(20)
      await other.query('LOCK TABLE orders; COMMIT')
      expect((await run).ran).toEqual(['a1'])
      expect(events.find(({ kind }) => kind === 'retry')).toMatchObject({
        attempt: 1,
        reason: 'deadlock detected',
      })
      await other.close()
    })

    it('fails at SQL that the server refuses, leaves nothing and keeps the error; the corrected file runs', async () => {
      const failing = prepare(`
        await op.addColumn('orders', column('note', t.text()))
        await op.execute('UPDATE orders SET nota = 1')`)
      const error = await failureOf(failing)
      expect(error.details).toMatchObject({ call: 'op.execute', remains: { kind: 'nothing' } })
      expect(error.cause).toMatchObject({ sql: 'UPDATE orders SET nota = 1' })
      expect(await failing.runs()).toMatchObject([
        { revision: 'a1', state: 'failed', error: 'column "nota" of relation "orders" does not exist' },
      ])
      expect((await failing.status()).unfinished).toEqual([])
      const corrected = prepare(`await op.addColumn('orders', column('note', t.text()))`)
      expect((await corrected.upgrade()).ran).toEqual(['a1'])
    })

    it('goes on with the answers that it had: what it asks again would lead elsewhere', async () => {
      const runner = prepare(
        `
        await op.assert('SELECT count(*) = 100 FROM customers WHERE email IS NOT NULL', 'somebody was here')
        const rows = await op.connection.query('SELECT id FROM customers WHERE email IS NOT NULL ORDER BY id LIMIT 3')
        for (const { id } of rows) {
          await op.connection.execute('UPDATE customers SET email = NULL WHERE id = $1', [id])
        }
        await op.execute('UPDATE orders SET note = 1')
        const [{ missing }] = await op.connection.query('SELECT count(*)::int AS missing FROM customers WHERE email IS NULL')
        await op.connection.execute('UPDATE orders SET note = $1', [missing])`,
        { exports: 'export const transaction = false' },
      )
      expect((await failureOf(runner)).details.remains).toEqual({ kind: 'parts', done: 3 })
      await watcher.query('ALTER TABLE orders ADD note int')
      expect((await runner.upgrade()).ran).toEqual(['a1'])
      expect(
        await rowsOf('SELECT array_agg(id ORDER BY id) AS ids FROM customers WHERE email IS NULL'),
      ).toEqual([{ ids: [1, 2, 3] }])
      expect(await rowsOf('SELECT DISTINCT note FROM orders')).toEqual([{ note: 3 }])
    })

    it('fails at a unique index over rows that are not, and builds it when they are', async () => {
      await watcher.query(`UPDATE customers SET email = 'same' WHERE id < 3`)
      const runner = prepare(
        `
        await op.execute("INSERT INTO customers VALUES (101, 'new')")
        await op.createIndex('customers_email_key', 'customers', ['email'], { unique: true, concurrently: true })`,
        { exports: 'export const transaction = false' },
      )
      const error = await failureOf(runner)
      expect(error.message).toContain('could not create unique index "customers_email_key" (23505)')
      expect(error.details.remains).toEqual({ kind: 'begun', done: 1 })
      expect(await rowsOf('SELECT FROM pg_index WHERE NOT indisvalid')).toHaveLength(1)
      await watcher.query(`UPDATE customers SET email = 'other' WHERE id = 2`)
      expect((await runner.upgrade()).ran).toEqual(['a1'])
      expect(
        await rowsOf(
          `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'customers_email_key'::regclass`,
        ),
      ).toEqual([{ valid: true }])
      expect(await rowsOf('SELECT count(*) FROM customers WHERE id = 101')).toEqual([{ count: '1' }])
    })

    it.each(['', 'export const transaction = false'])(
      'stops when its lease was taken over while it slept, and leaves the other run its row: %s',
      async exports => {
        const runner = prepare(
          `
          await op.execute("INSERT INTO customers VALUES (101, 'new')")
          await op.execute('UPDATE orders SET customer_id = 1 WHERE pg_sleep(0.001) IS NOT NULL')
          await op.execute("INSERT INTO customers VALUES (102, 'newer')")`,
          { exports, lock: 'table' },
        )
        const takeOver = async () => {
          while (
            (await rowsOf(`SELECT FROM pg_stat_activity WHERE query LIKE 'UPDATE orders%'`)).length === 0
          )
            await sleep(10)
          await watcher.query(`UPDATE migrate_lint_lock SET fence = fence + 1, owner = 'grace@ci'`)
        }
        const [error] = await Promise.all([failureOf(runner), takeOver()])
        expect(error.cause).toBeInstanceOf(LockLost)
        const committed = exports === '' ? [] : [{ id: 101 }]
        expect(await rowsOf('SELECT id FROM customers WHERE id > 100')).toEqual(committed)
        expect((await runner.runs()).map(({ state }) => state)).toEqual(exports === '' ? [] : ['started'])
        expect(await rowsOf('SELECT owner FROM migrate_lint_lock')).toEqual([{ owner: 'grace@ci' }])
      },
    )

    it('notices that a migration let the lock of the run go', async () => {
      const runner = prepare(`await op.execute('SELECT pg_advisory_unlock_all()')`)
      const error = await failureOf(runner)
      expect(error.message).toContain('This run lost its lock on')
      expect(error.details.remains).toEqual({ kind: 'nothing' })
    })
  })
}

const newest = OUTER_VERSIONS[1]

describe.skipIf(installedServer(newest) === undefined)(`runs as processes on PostgreSQL ${newest}`, () => {
  let server: Server
  let ground: Ground

  beforeAll(async () => {
    server = await startServer(newest)
    ground = await prepareGround(server, { orders: 20_000 })
  })
  afterAll(async () => {
    await server?.stop()
    if (ground) rmSync(ground.folders, { recursive: true, force: true })
  })

  it.each([0.1, 0.4, 0.6, 0.9])(
    'killed after %d of its statements: the next comes to the same end',
    async share => {
      const moment = atStatement(Math.ceil(ground.statements * share), 20)
      expect((await killRound(ground, [moment])).problems).toEqual([])
    },
  )

  it('killed during a concurrent build, and again: the next comes to the same end', async () => {
    const build = during('CREATE INDEX CONCURRENTLY%')
    const { problems } = await killRound(ground, [build, build])
    expect(problems).toEqual([])
  })

  it('six at once: one does all, and all succeed', async () => {
    expect(await togetherRound(ground, 6)).toEqual({ met: ['1 of 6 did something'], problems: [] })
  })
})
