/** Two runs at once on a real server: who waits, who is named, and what must not happen while one waits. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { acquireLock } from '../../src/runner/lock/acquire-lock.ts'
import type { LockSettings } from '../../src/runner/lock/lock.ts'
import { installedServer, OUTER_VERSIONS } from './binaries.ts'
import { startServer, type Server } from './server.ts'

const NAME = 'public.migrate_lint_revisions'

const settings = (changes: Partial<LockSettings> = {}): LockSettings => ({
  kind: 'advisory',
  name: NAME,
  waitMs: 0,
  leaseMs: 30_000,
  owner: 'ada@laptop, pid 4711',
  ...changes,
})

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  )

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

for (const version of OUTER_VERSIONS) {
  describe.skipIf(installedServer(version) === undefined)(`two runs on PostgreSQL ${version}`, () => {
    let server: Server
    const sessions: Connection[] = []

    const open = async () => {
      const session = await server.connect('shop')
      sessions.push(session)
      return session
    }

    beforeAll(async () => {
      server = await startServer(version)
      await server.createDatabase('shop')
      const session = await server.connect('shop')
      await session.query(
        'CREATE TABLE orders AS SELECT id, id % 7 AS customer_id FROM generate_series(1, 1000) id',
      )
      await session.close()
    })
    afterEach(async () => {
      await Promise.all(sessions.splice(0).map(session => session.close()))
    })
    afterAll(() => server?.stop())

    it('name the holder with what it does, and its end', async () => {
      const [first, second] = [await open(), await open()]
      const [{ pid } = {}] = (await first.query('SELECT pg_backend_pid() AS pid')).rows
      await acquireLock(first, settings())
      const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC`
      const message = (activity: string) =>
        new RegExp(
          `^Another run still has the lock on ${NAME}: server process ${String(pid)}, migrate-lint \\(user postgres, from a local socket, connected since ${time}\\), ${activity}. Wait for it, or, if nobody owns it, end it: SELECT pg_terminate_backend\\(${String(pid)}\\).$`,
          'u',
        )
      await first.query('SELECT 1')
      expect((await failure(acquireLock(second, settings())))?.message).toMatch(
        message('now idle, last: SELECT 1'),
      )
      const busy = first.query('SELECT pg_sleep(1) -- the\n   build')
      await sleep(100)
      expect((await failure(acquireLock(second, settings())))?.message).toMatch(
        message(String.raw`now running: SELECT pg_sleep\(1\) -- the build`),
      )
      await busy
      await acquireLock(second, settings({ name: 'billing.migrate_lint_revisions' }))
    })

    it.each(['advisory', 'table'] as const)('with %s: the second gets what the first lets go', async kind => {
      const [first, second] = [await open(), await open()]
      const lock = await acquireLock(first, settings({ kind }))
      const waiting = acquireLock(second, settings({ kind, waitMs: 10_000 }))
      await sleep(400)
      await lock.release()
      expect(await (await waiting).stillHeld()).toBe(true)
      expect(await lock.stillHeld()).toBe(false)
      await (await waiting).release()
    })

    it('with advisory: the lock of a session that was ended is free', async () => {
      const [first, second] = [await open(), await open()]
      const [{ pid } = {}] = (await first.query('SELECT pg_backend_pid() AS pid')).rows
      const lock = await acquireLock(first, settings())
      await second.query('SELECT pg_terminate_backend($1)', [pid])
      await acquireLock(second, settings({ waitMs: 5000 }))
      await lock.release()
      expect(await failure(lock.stillHeld())).toMatchObject({ name: 'ConnectionLost' })
    })

    it.each(['advisory', 'table'] as const)(
      'with %s: while the second waits, the first builds an index CONCURRENTLY',
      async kind => {
        const [first, second] = [await open(), await open()]
        const lock = await acquireLock(first, settings({ kind }))
        const waiting = acquireLock(second, settings({ kind, waitMs: 30_000 }))
        for (let i = 0; i < 5; i++) {
          await first.query(`CREATE INDEX CONCURRENTLY orders_${kind}_${i} ON orders (customer_id)`)
        }
        await lock.release()
        await (await waiting).release()
        const { rows } = await first.query('SELECT count(*) FROM pg_index WHERE NOT indisvalid')
        expect(rows).toEqual([{ count: '0' }])
      },
    )

    it('deadlock with CREATE INDEX CONCURRENTLY where the second waits inside a statement', async () => {
      const [first, second] = [await open(), await open()]
      await first.query('SELECT pg_advisory_lock(7)')
      const waiting = failure(second.query('SELECT pg_advisory_lock(7)'))
      await sleep(200)
      const building = failure(
        first.query('CREATE INDEX CONCURRENTLY orders_deadlock ON orders (customer_id)'),
      )
      const victim = await Promise.race([building, waiting])
      expect(victim).toMatchObject({ sqlstate: '40P01' })
      await first.query('SELECT pg_advisory_unlock_all()')
      await Promise.all([building, waiting])
      await first.query('DROP INDEX IF EXISTS orders_deadlock')
    })

    it('with table: sixteen at once, and one at a time has it', async () => {
      await (
        await open()
      ).query('DROP TABLE IF EXISTS migrate_lint_lock; CREATE TABLE IF NOT EXISTS turns (who int, at text)')
      const run = async (who: number) => {
        const session = await open()
        const lock = await acquireLock(
          session,
          settings({ kind: 'table', waitMs: 60_000, owner: `run ${who}` }),
        )
        await session.query(`INSERT INTO turns VALUES ($1, 'begin')`, [who])
        await session.query(`INSERT INTO turns VALUES ($1, 'end')`, [who])
        await lock.release()
      }
      await Promise.all(Array.from({ length: 16 }, (_, who) => run(who)))
      const { rows } = await (await open()).query('SELECT who, at FROM turns ORDER BY ctid')
      expect(rows.filter((_, i) => i % 2 === 0).map(row => row.at)).toEqual(Array(16).fill('begin'))
      expect(rows.filter((_, i) => i % 2 === 1).map(row => row.who)).toEqual(
        rows.filter((_, i) => i % 2 === 0).map(row => row.who),
      )
      expect((await (await open()).query('SELECT fence FROM migrate_lint_lock')).rows).toEqual([
        { fence: '16' },
      ])
    })

    it('with table: the heartbeat keeps the lease during a long statement, and nobody else gets it', async () => {
      const [first, second] = [await open(), await open()]
      const lock = await acquireLock(first, settings({ kind: 'table', leaseMs: 300, openHeartbeat: open }))
      const long = first.query('SELECT pg_sleep(1.5)')
      const error = await failure(acquireLock(second, settings({ kind: 'table', waitMs: 1200 })))
      expect(error).toMatchObject({ name: 'LockTimeout' })
      await long
      expect(await lock.stillHeld()).toBe(true)
      await lock.release()
      await acquireLock(second, settings({ kind: 'table' }))
    })

    it('with table: a run that slept past its lease cannot commit, and one that asked first is not taken over from', async () => {
      const [first, second, watcher] = [await open(), await open(), await open()]
      await watcher.query('DROP TABLE migrate_lint_lock')
      const slept = await acquireLock(first, settings({ kind: 'table', leaseMs: 50 }))
      await first.query('BEGIN; CREATE TABLE invoices (id int)')
      await sleep(100)
      const taker = await acquireLock(second, settings({ kind: 'table', leaseMs: 50 }))
      expect(await slept.stillHeld()).toBe(false)
      await first.query('ROLLBACK')
      await second.query('BEGIN')
      expect(await taker.stillHeld()).toBe(true)
      await sleep(100)
      const refused = await failure(acquireLock(watcher, settings({ kind: 'table', waitMs: 300 })))
      expect(refused?.message).toMatch(
        /: ada@laptop, pid 4711 since .*\. a transaction of it is still open\. /u,
      )
      await second.query('CREATE TABLE invoices (id int); COMMIT')
      await acquireLock(watcher, settings({ kind: 'table', waitMs: 5000 }))
    })
  })
}
