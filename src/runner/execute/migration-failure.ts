/** A migration that stopped: which one, at what, and what is left of it in the database. */
import { ConnectionLost, DatabaseError } from '../../database/connection.ts'
import { messageOf, RunnerError } from '../runner-error.ts'

/** What a failed migration leaves behind. */
export type Remains =
  /** Everything of it was rolled back. */
  | { readonly kind: 'nothing' }
  /** Its first parts are committed; the next upgrade goes on behind them. */
  | { readonly kind: 'parts'; readonly done: number }
  /** The same, and the part behind them was begun: an index stayed INVALID, or some batches are committed. */
  | { readonly kind: 'begun'; readonly done: number }
  /** The connection broke while COMMIT was under way. */
  | { readonly kind: 'unknown' }

export interface FailureDetails {
  readonly revision: string
  /** Relative path of the file. */
  readonly path: string
  readonly direction: 'upgrade' | 'downgrade'
  /** The call that failed, or COMMIT; absent when the code of the migration threw by itself. */
  readonly call?: string | undefined
  /** The code of the migration caught the error, and failed behind it. */
  readonly isCaught?: boolean | undefined
  /** Who was seen to hold the lock that was not free, and what to do about it. */
  readonly blocker?: string | undefined
  readonly remains: Remains
}

/** A migration failed. `cause` is what was thrown, mostly a DatabaseError. */
export class MigrationFailure extends RunnerError {
  override readonly name = 'MigrationFailure'
  readonly details: FailureDetails

  /** `more` are further lines of the message. */
  constructor(details: FailureDetails, cause: unknown, ...more: readonly string[]) {
    super([textOf(details, cause), ...more].join('\n'), cause)
    this.details = details
  }
}

function textOf(details: FailureDetails, cause: unknown): string {
  const { revision, path, direction, call, remains } = details
  const state = cause instanceof DatabaseError && cause.sqlstate !== '' ? ` (${cause.sqlstate})` : ''
  // What the runner commits along is of no interest.
  const sql = cause instanceof DatabaseError && !/\bCOMMIT$/u.test(cause.sql) ? cause.sql : undefined
  const lines = [
    `The ${direction} of ${revision} failed${call === undefined ? '' : ` at ${call}`}: ${messageOf(cause)}${state}`,
    `  file: ${path}`,
    ...(sql === undefined ? [] : [`  statement: ${shortened(sql)}`]),
    `  state: ${stateOf(remains, direction)}`,
    ...remediesOf(cause, details),
  ]
  return lines.join('\n')
}

function stateOf(remains: Remains, direction: string): string {
  switch (remains.kind) {
    case 'nothing':
      return 'it was rolled back; nothing of it is in the database.'
    case 'parts':
      return `${committed(remains.done)}. The next ${direction} goes on behind ${remains.done === 1 ? 'it' : 'them'}.`
    case 'begun': {
      const before = remains.done > 0 ? `${committed(remains.done)}, and ` : ''
      return `${before}operation ${String(remains.done + 1)} was begun and may be done in part. The next ${direction} goes on with it.`
    }
    case 'unknown':
      return 'the connection broke, so it is not known whether the last transaction was committed. The next run finds out.'
  }
}

function committed(done: number): string {
  return done === 1
    ? 'its first operation is committed'
    : `its first ${String(done)} operations are committed`
}

const LONGEST = 400

function shortened(sql: string): string {
  const line = sql.replace(/\s+/gu, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** What to do about some refusals: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REMEDIES: Readonly<Record<string, string>> = {
  '25001':
    'It cannot be in a transaction: put the call into op.autocommit(async () => { … }), or write export const transaction = false.',
  '2D000':
    'It commits by itself, which it cannot inside the transaction of a migration: put the call into op.autocommit(async () => { … }).',
  '55P03': 'The lock was not free in time. See who holds it (pg_stat_activity), or raise lockTimeout.',
  '40P01': 'Each of two sessions waited for the other. Run it when there is less traffic.',
  '57014':
    'The statement ran into statement_timeout. Raise statementTimeout for this run, or make the statement smaller.',
  '53100': 'The disk of the server is full.',
  SQLITE_FULL: 'The disk is full. Make room, then run it again.',
  SQLITE_BUSY: 'Another process is writing to the database file. Run it again when that is done.',
}

const CAUGHT =
  "The migration catches this error, but PostgreSQL refuses all that follows in the same transaction. Put op.execute('SAVEPOINT before') before the call, and op.execute('ROLLBACK TO before') where the error is caught."

/** Who is in the way, where it was that. */
function remediesOf(cause: unknown, details: FailureDetails): readonly string[] {
  const isLocked = cause instanceof DatabaseError && cause.sqlstate === LOCK_NOT_AVAILABLE
  if (details.blocker === undefined || !isLocked) return remedyOf(cause, details)
  return [`  lock: held by ${details.blocker}`]
}

const LOCK_NOT_AVAILABLE = '55P03'

function remedyOf(cause: unknown, { isCaught }: FailureDetails): readonly string[] {
  if (isCaught) return [`  remedy: ${CAUGHT}`]
  if (cause instanceof ConnectionLost) return ['  remedy: run it again once the server can be reached.']
  // Somebody who ends a statement on purpose gets the same code as the time limit.
  const isCancelled = messageOf(cause).includes('user request')
  const remedy = cause instanceof DatabaseError && !isCancelled ? REMEDIES[cause.sqlstate] : undefined
  return remedy === undefined ? [] : [`  remedy: ${remedy}`]
}
