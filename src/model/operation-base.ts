/** What every operation carries. */
import type { Span } from '../source/span.ts'

/**
 * Whether the operation runs whenever its migration runs. Absent: always.
 * `conditional`: on one side of a condition that is known only at run time; `guarded`: only where the
 * object does or does not exist (`IF NOT EXISTS` written in code); `repeated`: in a loop over an unknown list.
 */
export type Flow = 'conditional' | 'guarded' | 'repeated'

export interface OperationBase {
  /** The characters that say it: the sub-command of an ALTER TABLE, the statement's head, the call of a builder. */
  readonly span: Span
  /** Where it is really written, when that is the code of another file to which the migration only leads. */
  readonly writtenAt?: Span | undefined
  /** Number of the SQL statement within its direction of the migration: the sub-commands of one ALTER TABLE share it. */
  readonly statement: number
  /**
   * Number of the round trip to the server. Statements sent in one string share it: PostgreSQL runs them
   * in one implicit transaction (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT).
   */
  readonly roundTrip: number
  readonly flow?: Flow | undefined
  /** It stands in a DO block, which is always inside a transaction. */
  readonly inBlock?: true | undefined
  /**
   * The promise of this operation is neither awaited nor returned: `lazy` builders then never run, others run at any
   * time, `queued` ones in order; that of a `callback` is dropped by whoever called it, of which a remark tells.
   */
  readonly floating?: 'lazy' | 'eager' | 'queued' | 'callback' | undefined
  /** Names of its statement as they were written that are over 63 bytes: PostgreSQL's grammar cuts them, so the fields hold the rest. */
  readonly longNames?: readonly string[] | undefined
}

/** An operation as a reader makes it, before it is placed in its migration. */
export type Unplaced<T extends OperationBase> = T extends OperationBase ? Omit<T, keyof OperationBase> : never
