/** What PostgreSQL tells a session about its own transaction: locks, files of tables, rows read and written. */
import type { Connection } from '../database/connection.ts'
import { isLockMode, type LockMode } from '../effects/lock-modes.ts'
import type { ObservedRelation } from './observation.ts'

/** Relations by OID. */
export type Relations = ReadonlyMap<number, ObservedRelation>

export interface SessionSnapshot {
  readonly locks: readonly { readonly oid: number; readonly mode: LockMode }[]
  /** File number and size in bytes of each table and materialized view. */
  readonly files: ReadonlyMap<number, { readonly file: number; readonly size: number }>
  readonly activity: ReadonlyMap<number, Activity>
}

/** Counters of pg_stat_xact_all_tables. */
export interface Activity {
  readonly scans: number
  readonly rowsRead: number
  readonly rowsWritten: number
}

/** The first OID that is not the catalog's own. */
const FIRST_USER_OID = 16384

const RELATION_KINDS: Readonly<Record<string, ObservedRelation['relationKind']>> = {
  r: 'table',
  p: 'table',
  i: 'index',
  I: 'index',
  S: 'sequence',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
}

/** Every relation that users made, with its name. */
export async function readRelations(connection: Connection): Promise<Relations> {
  const { rows } = await connection.query(RELATIONS)
  const relations = new Map<number, ObservedRelation>()
  for (const row of rows) {
    const relationKind = RELATION_KINDS[String(row['relkind'])]
    if (relationKind) relations.set(Number(row['oid']), { relation: String(row['relation']), relationKind })
  }
  return relations
}

/** Temporary tables count as new: nobody else sees them. */
const RELATIONS = `
  SELECT c.oid::int8, n.nspname || '.' || c.relname AS relation, c.relkind
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid >= ${FIRST_USER_OID} AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

/** Reads the state of the running transaction. */
export async function readSession(connection: Connection): Promise<SessionSnapshot> {
  const { rows } = await connection.query(SESSION)
  const locks: { oid: number; mode: LockMode }[] = []
  const files = new Map<number, { file: number; size: number }>()
  const activity = new Map<number, Activity>()
  for (const row of rows) {
    const oid = Number(row['oid'])
    const [a, b, c] = [Number(row['a']), Number(row['b']), Number(row['c'])]
    const mode = row['mode']
    if (isLockMode(mode)) locks.push({ oid, mode })
    else if (mode === 'file') files.set(oid, { file: a, size: b })
    else activity.set(oid, { scans: a, rowsRead: b, rowsWritten: c })
  }
  return { locks, files, activity }
}

/** The sizes come last: pg_relation_size takes a lock for a moment. */
const SESSION = `
  SELECT l.relation::int8 AS oid, l.mode, NULL::int8 AS a, NULL::int8 AS b, NULL::int8 AS c
  FROM pg_locks l
  WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= ${FIRST_USER_OID}
  UNION ALL
  SELECT relid::int8, 'activity', seq_scan, seq_tup_read, n_tup_ins + n_tup_upd + n_tup_del
  FROM pg_stat_xact_all_tables WHERE relid >= ${FIRST_USER_OID} AND schemaname !~ '^pg_'
  UNION ALL
  SELECT oid::int8, 'file', relfilenode, pg_relation_size(oid), NULL
  FROM pg_class WHERE oid >= ${FIRST_USER_OID} AND relkind IN ('r', 'm') AND relfilenode <> 0`
