/** Two snapshots of a session and what the server said in between, as an observation. */
import { strongestModes, type LockMode } from '../effects/lock-modes.ts'
import type {
  Observation,
  ObservedError,
  ObservedLock,
  ObservedScan,
  ObservedWrite,
  ObservedRelation,
} from './observation.ts'
import type { Activity, Relations, SessionSnapshot } from './session-snapshot.ts'

/** All that one traced statement left behind. */
export interface Evidence {
  readonly sql: string
  /** Relations that existed before, by the names they had. */
  readonly relations: Relations
  readonly before: SessionSnapshot
  readonly after: SessionSnapshot
  readonly transactional: boolean
  readonly messages: readonly string[]
  readonly error?: ObservedError | undefined
}

/** Compares the snapshots. */
export function observe(evidence: Evidence): Observation {
  return {
    sql: evidence.sql,
    transactional: evidence.transactional,
    locks: evidence.transactional ? newLocks(evidence) : [],
    ...changedFiles(evidence),
    scanned: scans(evidence),
    written: writes(evidence),
    indexBuilds: indexBuilds(evidence.messages),
    messages: evidence.messages,
    ...(evidence.error && { error: evidence.error }),
  }
}

function newLocks({ relations, before, after }: Evidence): ObservedLock[] {
  const held = new Set(before.locks.map(lock => `${lock.oid} ${lock.mode}`))
  const modes = new Map<number, LockMode[]>()
  for (const { oid, mode } of after.locks) {
    if (held.has(`${oid} ${mode}`)) continue
    modes.set(oid, [...(modes.get(oid) ?? []), mode])
  }
  const locks = [...modes].flatMap(([oid, found]) => {
    const relation = relations.get(oid)
    return relation ? [{ ...relation, modes: strongestModes(found) }] : []
  })
  return locks.sort(byRelation)
}

/** The catalog gives no order; reports want one. */
function byRelation(one: ObservedRelation, other: ObservedRelation): number {
  return one.relation < other.relation ? -1 : 1
}

/** A new file with rows is a rewrite, one that became empty a truncation. */
function changedFiles({
  relations,
  before,
  after,
  messages,
}: Evidence): Pick<Observation, 'rewritten' | 'emptied'> {
  const rewritten: string[] = []
  const emptied: string[] = []
  for (const [oid, { file, size }] of after.files) {
    const old = before.files.get(oid)
    const relation = relations.get(oid)
    if (!old || !relation || old.file === file) continue
    // An empty table that stays empty: only the server can tell what it did.
    const kept =
      size > 0 || (old.size === 0 && messages.some(message => isRewriting(message, relation.relation)))
    if (kept) rewritten.push(relation.relation)
    else emptied.push(relation.relation)
  }
  return { rewritten: rewritten.sort(), emptied: emptied.sort() }
}

/** Messages name tables without their schema. */
function isRewriting(message: string, relation: string): boolean {
  return message === `rewriting table "${relation.slice(relation.indexOf('.') + 1)}"`
}

const NOTHING: Activity = { scans: 0, rowsRead: 0, rowsWritten: 0 }

function scans({ relations, before, after, messages }: Evidence): ObservedScan[] {
  const found = [...after.activity].flatMap(([oid, now]) => {
    const old = before.activity.get(oid) ?? NOTHING
    const relation = relations.get(oid)
    if (!relation || now.scans <= old.scans) return []
    const name = relation.relation.slice(relation.relation.indexOf('.') + 1)
    const evidence = messages.filter(message => message.includes(`table "${name}"`))
    return [{ ...relation, scans: now.scans - old.scans, rows: now.rowsRead - old.rowsRead, evidence }]
  })
  return found.sort(byRelation)
}

function writes({ relations, before, after }: Evidence): ObservedWrite[] {
  const found = [...after.activity].flatMap(([oid, now]) => {
    const old = before.activity.get(oid) ?? NOTHING
    const relation = relations.get(oid)
    const rows = now.rowsWritten - old.rowsWritten
    return relation && rows > 0 ? [{ ...relation, rows }] : []
  })
  return found.sort(byRelation)
}

function indexBuilds(messages: readonly string[]): { index: string; table: string }[] {
  return messages.flatMap(message => {
    const [, index, table] = /^building index "(.+?)" on table "(.+?)"/u.exec(message) ?? []
    if (index === undefined || table === undefined || table.startsWith('pg_toast_')) return []
    return [{ index, table }]
  })
}
