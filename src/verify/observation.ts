/** What a trace saw PostgreSQL do for one statement. */
import type { LockMode } from '../effects/lock-modes.ts'

/** A relation by its name before the traced statements, so that one that was dropped or renamed keeps it: `public.orders`. */
export interface ObservedRelation {
  readonly relation: string
  readonly relationKind: 'table' | 'index' | 'sequence' | 'view' | 'materialized view' | 'foreign table'
}

export interface ObservedLock extends ObservedRelation {
  /** The modes that no other held mode of the relation includes; almost always one. */
  readonly modes: readonly LockMode[]
}

/** A sequential scan of a table that existed before. */
export interface ObservedScan extends ObservedRelation {
  readonly scans: number
  /** Rows read by them. */
  readonly rows: number
  /** What the server said about the table at DEBUG1: `verifying table "orders"`. */
  readonly evidence: readonly string[]
}

/** Rows of a table that existed before were inserted, updated or deleted. */
export interface ObservedWrite extends ObservedRelation {
  readonly rows: number
}

/** Why a statement did not go through. */
export interface ObservedError {
  /** https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly sqlstate: string
  readonly message: string
}

export interface Observation {
  readonly sql: string
  /** False for a statement that PostgreSQL runs outside of a transaction block only: its locks cannot be seen from its own session. */
  readonly transactional: boolean
  /** New locks on relations that existed before. */
  readonly locks: readonly ObservedLock[]
  /** Tables and materialized views that existed before and were written anew; emptied ones do not count. */
  readonly rewritten: readonly string[]
  /** Tables that existed before and were emptied by replacing their file. */
  readonly emptied: readonly string[]
  readonly scanned: readonly ObservedScan[]
  readonly written: readonly ObservedWrite[]
  /** `building index "orders_pkey" on table "orders"`: indexes built or rebuilt, also of new tables. */
  readonly indexBuilds: readonly { readonly index: string; readonly table: string }[]
  /** What the server said at DEBUG1, all of it. */
  readonly messages: readonly string[]
  readonly error?: ObservedError | undefined
}
