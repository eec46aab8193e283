/** What only several sessions can show: who waits for a lock, and which locks statements take that run outside of transactions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseError, type Connection } from '../../src/database/connection.ts'
import { blocks, LOCK_MODES, type LockMode } from '../../src/effects/lock-modes.ts'
import { schemaAfter, claimsOf } from '../effects/claims.ts'
import { SETUP } from '../effects/setup.ts'
import { installedServer, SERVER_VERSIONS } from './binaries.ts'
import { startServer, type Server } from './server.ts'

/** A statement that takes each mode on a table. */
const TAKERS: Readonly<Record<LockMode, readonly [string, string]>> = {
  AccessShareLock: ['orders', 'CREATE VIEW all_orders AS SELECT id FROM orders'],
  RowShareLock: ['customers', 'ALTER TABLE orders VALIDATE CONSTRAINT orders_legacy_fk'],
  RowExclusiveLock: ['orders', 'UPDATE orders SET quantity = 2 WHERE id = 7'],
  ShareUpdateExclusiveLock: ['orders', 'ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check'],
  ShareLock: ['orders', 'CREATE INDEX orders_note_idx ON orders (note)'],
  ShareRowExclusiveLock: [
    'customers',
    'ALTER TABLE orders ADD CONSTRAINT referrer_fk FOREIGN KEY (referrer_id) REFERENCES customers (id)',
  ],
  ExclusiveLock: ['orders', 'LOCK TABLE orders IN EXCLUSIVE MODE'],
  AccessExclusiveLock: ['customers', 'DROP TABLE orders CASCADE'],
}

/** Statements outside of transactions, with the table whose lock they wait for behind a session that holds the second mode. */
const CONCURRENT: readonly (readonly [string, string, string])[] = [
  ['CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note)', 'orders', 'SHARE UPDATE EXCLUSIVE'],
  ['REINDEX INDEX CONCURRENTLY orders_code_idx', 'orders', 'SHARE UPDATE EXCLUSIVE'],
  ['REINDEX TABLE CONCURRENTLY orders', 'orders', 'SHARE UPDATE EXCLUSIVE'],
  ['DROP INDEX CONCURRENTLY orders_quantity_idx', 'orders', 'SHARE UPDATE EXCLUSIVE'],
  ['VACUUM orders', 'orders', 'SHARE UPDATE EXCLUSIVE'],
  ['VACUUM FULL orders', 'orders', 'ACCESS SHARE'],
  ['ALTER TABLE visits DETACH PARTITION visits_1 CONCURRENTLY', 'visits', 'SHARE UPDATE EXCLUSIVE'],
]

for (const version of SERVER_VERSIONS) {
  describe.skipIf(installedServer(version) === undefined)(`on PostgreSQL ${version}`, () => {
    let server: Server
    let sessions: readonly [Connection, Connection, Connection]
    const state = schemaAfter(SETUP)

    beforeAll(async () => {
      server = await startServer(version)
      await server.createDatabase('shop')
      const open = () => server.connect('shop')
      sessions = [await open(), await open(), await open()]
      await sessions[0].query(SETUP)
      await sessions[1].query(`SET lock_timeout = '100ms'`)
    })
    afterAll(async () => {
      await Promise.all((sessions ?? []).map(session => session.close()))
      await server?.stop()
    })

    it.each(LOCK_MODES)('%s makes others wait as the conflict table says', async mode => {
      const [migration, application] = sessions
      const [table, sql] = TAKERS[mode]
      await migration.query('BEGIN')
      await migration.query(sql)
      const claimed = claimsOf(sql, state, version).filter(({ table: key }) => key === `public.${table}`)
      expect(claimed).toContainEqual(expect.objectContaining({ kind: 'lock', mode }))
      expect(await waits(application, `SELECT 1 FROM ${table} LIMIT 1`)).toBe(blocks(mode, 'read'))
      expect(await waits(application, `DELETE FROM ${table} WHERE false`)).toBe(blocks(mode, 'write'))
      await migration.query('ROLLBACK')
    })

    it.each(CONCURRENT)('%s waits for the lock that is claimed', async (sql, table, held) => {
      const [blocker, watcher, migration] = sessions
      await blocker.query('BEGIN')
      await blocker.query(`LOCK TABLE ${table} IN ${held} MODE`)
      const [{ pid } = {}] = (await migration.query('SELECT pg_backend_pid() AS pid')).rows
      const running = migration.query(sql)
      const modes = await wantedModes(watcher, Number(pid), table)
      await blocker.query('ROLLBACK')
      await running
      const claims = claimsOf(sql, state, version)
      const claimed = claims.filter(claim => claim.kind === 'lock' && claim.table === `public.${table}`)
      expect(claimed.map(claim => claim.kind === 'lock' && claim.mode)).toEqual(modes)
      expect(claims).toContainEqual(expect.objectContaining({ kind: 'failure', sqlstate: '25001' }))
    })
  })
}

/** Whether a statement gives up waiting for a lock: 55P03 is lock_not_available. */
async function waits(session: Connection, sql: string): Promise<boolean> {
  try {
    await session.query(sql)
    return false
  } catch (error) {
    if (error instanceof DatabaseError && error.sqlstate === '55P03') return true
    throw error
  }
}

/** The modes in which a session waits for a table, as soon as it does. */
async function wantedModes(watcher: Connection, pid: number, table: string): Promise<readonly unknown[]> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const { rows } = await watcher.query(
      `SELECT mode FROM pg_locks WHERE pid = $1 AND relation = $2::regclass AND NOT granted`,
      [pid, table],
    )
    if (rows.length > 0) return rows.map(row => row['mode'])
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  return []
}
