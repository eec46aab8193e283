/** Who holds the lock that a run did not get: seen from a second session while it waits, since afterwards nobody knows. */
import type { QueryResult } from '../../database/connection.ts'
import { startHeartbeat } from '../lock/heartbeat.ts'
import { describeHolder, HOLDER_COLUMNS, type HolderRow } from '../lock/holder.ts'
import type { RunEnvironment } from './run-environment.ts'

/** Milliseconds between two looks, at most. */
const LOOK_MS = 250

/**
 * Does the work, and looks meanwhile whom its session waits for. The first attempt is not watched: it costs a session,
 * and mostly nothing is in the way.
 */
export async function watchedFromTheSecond<T>(
  attempt: number,
  environment: RunEnvironment,
  work: (environment: RunEnvironment) => Promise<T>,
): Promise<T> {
  const { database, openSession, timeouts } = environment
  if (attempt === 1 || !openSession || timeouts.lockTimeout === 0) return work(environment)
  const { rows } = await database.connection.query('SELECT pg_backend_pid() AS pid')
  let seen: HolderRow | undefined
  const watch = startHeartbeat(openSession, Math.min(LOOK_MS, timeouts.lockTimeout / 4), async session => {
    seen = holderIn(await session.query(BLOCKERS, [rows[0]?.['pid']])) ?? seen
  })
  try {
    return await work({ ...environment, blocker: () => seen && describeHolder(seen) })
  } finally {
    await watch.stop()
  }
}

function holderIn({ rows }: QueryResult): HolderRow | undefined {
  return rows[0] as HolderRow | undefined
}

/** Those that wait themselves come last: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SESSION-TABLE */
const BLOCKERS = `
  SELECT ${HOLDER_COLUMNS} FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1))
  ORDER BY a.wait_event_type IS NOT DISTINCT FROM 'Lock', a.xact_start`
