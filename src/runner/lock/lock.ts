/** Keeps two runs out of each other's way on one database: what a lock is, and how a run that cannot have it fails. */
import type { Ask, Connection } from '../../database/connection.ts'

/** A lock that this run has. */
export interface Lock {
  /** Lets it go; quiet where it is gone already, with its session or its lease. */
  release(): Promise<void>
  /**
   * Asked inside a transaction, the answer holds until its end: nobody takes the lock over meanwhile. The question is
   * sent before anything is waited for.
   */
  stillHeld(ask?: Ask): Promise<boolean>
}

/** Which lock, and how long to wait for it. */
export interface LockSettings {
  /**
   * `advisory` belongs to the session; `table` is a row with a lease, for pools that give each transaction
   * another session; `none` where the database itself lets in one writer.
   */
  readonly kind: 'advisory' | 'table' | 'none'
  /** The version table with its schema: histories in one database do not wait for each other. */
  readonly name: string
  readonly waitMs: number
  /** How long a row of `table` is good without a heartbeat. */
  readonly leaseMs: number
  /** Names this run to others: `ada@laptop, pid 4711`. */
  readonly owner: string
  /** Schema of the table `migrate_lint_lock`. */
  readonly schema?: string | undefined
  /** Opens the session of the heartbeat, since that of the run is busy with long statements; without it the lease ends during them. */
  readonly openHeartbeat?: (() => Promise<Connection>) | undefined
}

/** A way to lock, without the waiting. */
export interface LockAttempts {
  /** Undefined while another run has the lock; never waits in the database. */
  attempt(): Promise<Lock | undefined>
  /** Who has it and what to do, in one or two sentences. */
  describeHolder(): Promise<string>
}

/** Another run had the lock for as long as this one would wait. */
export class LockTimeout extends Error {
  override readonly name = 'LockTimeout'
}

/** This run had the lock and has it no more. */
export class LockLost extends Error {
  override readonly name = 'LockLost'
}

/** Throws LockLost unless the run still has its lock. */
export async function assertHeld(lock: Lock, name: string, ask?: Ask): Promise<void> {
  if (await lock.stillHeld(ask)) return
  throw new LockLost(
    `This run lost its lock on ${name}, so another run may be at work: nothing more is changed. Look at that run, then run upgrade again.`,
  )
}
