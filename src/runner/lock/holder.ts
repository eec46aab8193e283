/** Says who has a lock, so that whoever waits knows whom to ask or end. */

/** A row of https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW; what another role may not see is null. */
export interface HolderRow {
  readonly pid: number
  readonly application: string | null
  /** Null for a session over a socket. */
  readonly address: string | null
  readonly user: string | null
  readonly since: string | null
  readonly state: string | null
  readonly query: string | null
}

/** The columns of a row, of `pg_stat_activity a`. */
export const HOLDER_COLUMNS = `
  a.pid, a.application_name AS application, host(a.client_addr) AS address, a.usename::text AS user, a.state,
    to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') AS since,
    left(regexp_replace(a.query, '\\s+', ' ', 'g'), 200) AS query`

/** Undefined where it was let go while the question was asked. */
export function describeHolder(row: HolderRow | undefined): string {
  if (!row) return 'it was let go a moment ago. Run the command again.'
  const { pid, application, address, user, since } = row
  const name = application ? `${application} ` : ''
  const who = `${name}(user ${user ?? 'unknown'}, from ${address ?? 'a local socket'}, connected since ${since ?? 'an unknown time'})`
  return (
    `server process ${pid}, ${who}, ${activityOf(row)}. ` +
    `Wait for it, or, if nobody owns it, end it: SELECT pg_terminate_backend(${pid}).`
  )
}

function activityOf({ state, query }: HolderRow): string {
  if (state === null || query === null || query === '') return 'what it does is not visible to this role'
  return state === 'active' ? `now running: ${query}` : `now ${state}, last: ${query}`
}
