/** The lock as an advisory lock of the session: it ends with the session, however that ends. */
import { createHash } from 'node:crypto'
import type { Connection } from '../../database/connection.ts'
import { text } from '../tables/sql-text.ts'
import { afterRollback } from './after-rollback.ts'
import { describeHolder, HOLDER_COLUMNS, type HolderRow } from './holder.ts'
import type { Lock, LockAttempts, LockSettings } from './lock.ts'

/** Of the whole database, so histories with other version tables are told apart by the key: https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS */
export async function advisoryLock(connection: Connection, { name }: LockSettings): Promise<LockAttempts> {
  const key = keyOf(name)
  const lock: Lock = {
    release: () => afterRollback(connection, 'SELECT pg_advisory_unlock($1::bigint)', [key]),
    async stillHeld(ask = sql => connection.query(sql)) {
      const mine = `${OF_KEY.replace('$1', text(key))} AND l.pid = pg_backend_pid()`
      const { rows } = await ask(`SELECT EXISTS (${mine}) AS held`)
      return rows[0]?.held === true
    },
  }
  return {
    async attempt() {
      const { rows } = await connection.query('SELECT pg_try_advisory_lock($1::bigint) AS got', [key])
      return rows[0]?.got === true ? lock : undefined
    },
    async describeHolder() {
      const { rows } = await connection.query(HOLDER, [key])
      return describeHolder(rows[0] as HolderRow | undefined)
    },
  }
}

/** 64 bits that have no other meaning than the name. */
function keyOf(name: string): string {
  return createHash('sha256').update(`migrate-lint ${name}`).digest().readBigInt64BE().toString()
}

/** Of the session of any database; a key of 64 bits stands in two columns: https://www.postgresql.org/docs/current/view-pg-locks.html */
const OF_KEY = `
  SELECT FROM pg_locks l
  WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND (l.classid::bigint << 32 | l.objid::bigint) = $1::bigint`

const HOLDER = `
  SELECT ${HOLDER_COLUMNS}
  FROM pg_stat_activity a
  WHERE a.datname = current_database() AND a.pid IN (SELECT l.pid ${OF_KEY.replace('SELECT ', '')})`
