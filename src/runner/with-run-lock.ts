/** Keeps other runs away from a database while one is under way. */
import type { Ask } from '../database/connection.ts'
import { openDatabase } from '../database/open-database.ts'
import { qualified } from '../dialects/postgres/identifiers.ts'
import { withForeignKeysOff } from './batch/foreign-keys.ts'
import { acquireLock } from './lock/acquire-lock.ts'
import { assertHeld, type LockSettings } from './lock/lock.ts'
import { readSessionSettings, type SessionSettings } from './execute/session-settings.ts'
import type { RunContext } from './run-context.ts'
import { namesIn } from './state.ts'
import { whoRuns } from './who-runs.ts'

/**
 * Throws when the lock has been lost meanwhile. Behind each part of a migration only a lease is looked at, which may
 * end while the run sleeps; an advisory lock ends with the session, or by SQL of the migration itself.
 */
export type StillAlone = (behind: 'part' | 'migration', ask?: Ask) => Promise<void>

const LEASE_MS = 30_000

/** One process has a PGlite to itself; SQLite lets in one writer, and each migration looks whether it comes too late. */
const DEFAULT_KINDS: Readonly<Record<RunContext['database']['kind'], LockSettings['kind']>> = {
  postgres: 'advisory',
  pglite: 'none',
  sqlite: 'none',
}

/** Does the work while nobody else can run migrations there. */
export async function withRunLock<T>(
  { database, settings, options }: RunContext,
  work: (stillAlone: StillAlone, before: SessionSettings) => Promise<T>,
): Promise<T> {
  const { connection, kind: databaseKind, dialect } = database
  const before = await readSessionSettings(database)
  const { version } = await namesIn(database, settings)
  const kind = settings.lock ?? (database.isPooled ? 'table' : DEFAULT_KINDS[databaseKind])
  const name = qualified(version)
  const { url } = options
  const lock = await acquireLock(connection, {
    kind,
    name,
    waitMs: settings.lockWaitMs,
    leaseMs: LEASE_MS,
    owner: `${whoRuns()}, pid ${String(process.pid)}`,
    schema: version.schema,
    openHeartbeat:
      url === undefined ? undefined : async () => (await openDatabase(url, settings.cwd)).connection,
  })
  const stillAlone: StillAlone = (behind, ask) =>
    behind === 'migration' || kind === 'table' ? assertHeld(lock, name, ask) : Promise.resolve()
  try {
    // The pragma does nothing inside a transaction: https://www.sqlite.org/pragma.html#pragma_foreign_keys
    return await (dialect === 'sqlite'
      ? withForeignKeysOff(connection, () => work(stillAlone, before))
      : work(stillAlone, before))
  } finally {
    await lock.release()
  }
}
