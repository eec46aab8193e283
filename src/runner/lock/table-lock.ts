/** The lock as a row with a lease: for pools that give each transaction another session, where no session keeps a lock. */
import { DatabaseError, type Connection } from '../../database/connection.ts'
import { identifier } from '../../dialects/postgres/identifiers.ts'
import { afterRollback } from './after-rollback.ts'
import { text } from '../tables/sql-text.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { Lock, LockAttempts, LockSettings } from './lock.ts'

/** The table of the row. */
export const LOCK_TABLE = 'migrate_lint_lock'

/** The table is made where it is missing; only then does the role need CREATE on the schema. */
export async function tableLock(connection: Connection, settings: LockSettings): Promise<LockAttempts> {
  const table = `${identifier(settings.schema ?? 'public')}.${LOCK_TABLE}`
  await ensureRow(connection, table, settings.name)
  return {
    async attempt() {
      const fence = await take(connection, table, settings)
      return fence === undefined ? undefined : lockOf(connection, table, fence, settings)
    },
    async describeHolder() {
      const { rows } = await connection.query(describe(table), [settings.name])
      const { owner = '', since = '', expires = '', expired = false } = rows[0] ?? {}
      if (owner === '') return 'it was let go a moment ago. Run the command again.'
      const remedy = expired
        ? 'a transaction of it is still open. End its session, or wait for it.'
        : `Wait for it; if it is gone, its lease ends by itself at ${String(expires)}.`
      return `${String(owner)} since ${String(since)}. ${remedy}`
    },
  }
}

/** The number of a holder: one that was taken over from has a lower one than the row. */
type Fence = string

function lockOf(
  connection: Connection,
  table: string,
  fence: Fence,
  { name, leaseMs, openHeartbeat }: LockSettings,
): Lock {
  const own = [name, fence] as const
  const heartbeat =
    openHeartbeat &&
    startHeartbeat(openHeartbeat, leaseMs / 3, async session => {
      await session.query(beat(table), [...own, leaseMs])
    })
  return {
    async stillHeld(ask = sql => connection.query(sql)) {
      const { rows } = await ask(renew(table, own, leaseMs))
      return rows.length === 1
    },
    async release() {
      await heartbeat?.stop()
      // What a lost session was doing may still be going on in the server: then the lease has to end by itself.
      await afterRollback(connection, free(table), own)
    },
  }
}

/** `clock_timestamp()`: `now()` is the beginning of the transaction, and only the server's clock is the same for all. */
const LEASE_END = `clock_timestamp() + make_interval(secs => $3::float8 / 1000)`

async function ensureRow(connection: Connection, table: string, name: string): Promise<void> {
  const { rows } = await connection.query('SELECT to_regclass($1) IS NOT NULL AS there', [table])
  if (rows[0]?.there !== true) await connection.query(create(table)).catch(forgiveExisting)
  // ON CONFLICT DO NOTHING waits for a transaction that has the row, so it is for a row that is not there.
  const row = await connection.query(`SELECT FROM ${table} WHERE name = $1`, [name])
  if (row.rows.length > 0) return
  await connection.query(
    `INSERT INTO ${table} (name, owner, fence, since, expires) VALUES ($1, '', 0, clock_timestamp(), '-infinity') ON CONFLICT DO NOTHING`,
    [name],
  )
}

function create(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${table} (
    name text PRIMARY KEY, owner text NOT NULL, fence bigint NOT NULL, since timestamptz NOT NULL, expires timestamptz NOT NULL)`
}

/** IF NOT EXISTS does not help two sessions that create at once: the later one meets the names in the catalog. */
function forgiveExisting(error: unknown): void {
  if (error instanceof DatabaseError && ['23505', '42P07', '42710'].includes(error.sqlstate)) return
  throw error
}

/** SKIP LOCKED, because whoever waits for a row has a snapshot that CREATE INDEX CONCURRENTLY waits for. */
async function take(
  connection: Connection,
  table: string,
  { name, owner, leaseMs }: LockSettings,
): Promise<Fence | undefined> {
  const { rows } = await connection.query(
    `WITH free AS (SELECT name FROM ${table} WHERE name = $1 AND expires < clock_timestamp() FOR UPDATE SKIP LOCKED)
     UPDATE ${table} held SET owner = $2, fence = fence + 1, since = clock_timestamp(), expires = ${LEASE_END}
     FROM free WHERE held.name = free.name RETURNING fence::text AS fence`,
    [name, owner, leaseMs],
  )
  return rows[0] && String(rows[0].fence)
}

/** The row of this holder, unless it was let go: an ended lease is good as long as nobody took over. */
const HELD = `name = $1 AND fence = $2::bigint AND expires > '-infinity'`

/** Waits for nobody but a take-over in progress; in a transaction it keeps the row until the end. */
function renew(table: string, [name, fence]: readonly [string, Fence], leaseMs: number): string {
  const sql = `UPDATE ${table} SET expires = ${LEASE_END} WHERE ${HELD} RETURNING fence`
  const values: Readonly<Record<string, string>> = {
    $1: text(name),
    $2: text(fence),
    $3: String(leaseMs),
  }
  return sql.replace(/\$\d/gu, parameter => values[parameter] ?? parameter)
}

/** Skips the row while a transaction of the run keeps it: nobody else can take it then. */
function beat(table: string): string {
  return `
    WITH own AS (SELECT name FROM ${table} WHERE ${HELD} FOR UPDATE SKIP LOCKED)
    UPDATE ${table} held SET expires = ${LEASE_END} FROM own WHERE held.name = own.name`
}

/** The row stays for its fence, which only grows. */
function free(table: string): string {
  return `UPDATE ${table} SET owner = '', expires = '-infinity' WHERE name = $1 AND fence = $2::bigint`
}

function describe(table: string): string {
  const time = (column: string) =>
    `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') AS ${column}`
  return `SELECT owner, ${time('since')}, ${time('expires')}, expires < clock_timestamp() AS expired FROM ${table} WHERE name = $1`
}
