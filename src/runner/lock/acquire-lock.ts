/** Takes the lock of a run, of whichever kind. */
import type { Connection } from '../../database/connection.ts'
import { advisoryLock } from './advisory-lock.ts'
import { LockTimeout, type Lock, type LockAttempts, type LockSettings } from './lock.ts'
import { tableLock } from './table-lock.ts'

type Prepare = (connection: Connection, settings: LockSettings) => Promise<LockAttempts>

const KINDS: Readonly<Record<LockSettings['kind'], Prepare>> = {
  advisory: advisoryLock,
  table: tableLock,
  none: async () => ({
    attempt: async () => ({ release: async () => undefined, stillHeld: async () => true }),
    describeHolder: async () => '',
  }),
}

/** Milliseconds between two attempts. */
const POLL_MS = 250

/**
 * Waits for the lock outside of the database, attempt by attempt: a session that waits inside a statement has a
 * snapshot, and CREATE INDEX CONCURRENTLY of the run before waits for that one, which is a deadlock.
 * https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
 */
export async function acquireLock(connection: Connection, settings: LockSettings): Promise<Lock> {
  const { attempt, describeHolder } = await KINDS[settings.kind](connection, settings)
  const end = performance.now() + settings.waitMs
  for (;;) {
    const lock = await attempt()
    if (lock) return lock
    const left = end - performance.now()
    if (left <= 0) throw await timeout(settings, describeHolder)
    await sleep(Math.min(left, POLL_MS * (0.5 + Math.random())))
  }
}

async function timeout(
  { name, waitMs }: LockSettings,
  describeHolder: () => Promise<string>,
): Promise<LockTimeout> {
  const waited = waitMs === 0 ? '' : ` after ${Number((waitMs / 1000).toFixed(1))} s`
  return new LockTimeout(`Another run still has the lock on ${name}${waited}: ${await describeHolder()}`)
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
