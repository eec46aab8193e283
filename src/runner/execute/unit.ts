/** The smallest part of a migration that is committed or not: what the journal counts. */
import { hash } from 'node:crypto'
import type { QueryResult } from '../../database/connection.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { SessionEffect } from './session-settings.ts'

/** Sends one text of SQL to the session of the migration. */
export type Send = (sql: string, parameters?: readonly unknown[]) => Promise<QueryResult>

/** One part. */
export interface Unit {
  /** What it does, as the fingerprint sees it; mostly its SQL. */
  readonly text: string
  /** The operation of which it is the statement. */
  readonly operation?: BareOperation | undefined
  /** It changes nothing, so that it is asked anew when a migration is resumed. */
  readonly reads?: boolean | undefined
  /** A setting of the transaction, which each later one of the migration gets as well. */
  readonly forMigration?: true | undefined
  /** What it does to the session, beyond its transaction. */
  readonly session?: SessionEffect | undefined
  /** PostgreSQL runs it outside of transactions only. */
  readonly alone?: Alone | undefined
  /** Steps of its own, each committed; see `runInBatches`. */
  readonly batches?: Batches | undefined
  /** Does it. */
  perform(send: Send): Promise<QueryResult>
}

/** How to go on with a part that cannot be in a transaction. */
export interface Alone {
  /** Whether a part that was begun came to its end; what is left of it when it did not is cleared away. */
  isDone(send: Send): Promise<boolean>
  /** What has to be so afterwards: an index that is there and INVALID is no success. */
  confirm(send: Send): Promise<void>
}

/** Work that goes on from a key. */
export interface Batches {
  /** Does the batch behind a key; gives the last key of it, or undefined when nothing was left. */
  next(send: Send, after: string | undefined): Promise<string | undefined>
  /** Milliseconds between two batches. */
  readonly pause: number
}

/** Tells a part from another; short, because a long migration keeps many. */
export function fingerprintOf({ text }: Unit): string {
  return hash('sha256', text).slice(0, 16)
}

export const NOTHING: QueryResult = { rows: [], notices: [] }
