/** A migration that stopped: which one, at what, and what is left of it in the database. */
import { ConnectionLost, DatabaseError } from '../../database/connection.ts'
import { messageOf, RunnerError } from '../runner-error.ts'

/** What a failed migration leaves behind. */
export type Remains =
  /** Everything of it was rolled back. */
  | { readonly kind: 'nothing' }
  /** Its first parts are committed; the next upgrade goes on behind them. */
  | { readonly kind: 'parts'; readonly done: number }
  /** The connection broke while COMMIT was under way. */
  | { readonly kind: 'unknown' }

export interface FailureDetails {
  readonly revision: string
  /** Relative path of the file. */
  readonly path: string
  readonly direction: 'upgrade' | 'downgrade'
  /** The call that failed; absent when the code of the migration threw by itself. */
  readonly call?: string | undefined
  /** The statement that failed. */
  readonly sql?: string | undefined
  readonly remains: Remains
}

/** A migration failed. `cause` is what was thrown, mostly a DatabaseError. */
export class MigrationFailure extends RunnerError {
  override readonly name = 'MigrationFailure'
  readonly details: FailureDetails

  constructor(details: FailureDetails, cause: unknown) {
    super(textOf(details, cause), cause)
    this.details = details
  }
}

function textOf({ revision, path, direction, call, sql, remains }: FailureDetails, cause: unknown): string {
  const state = cause instanceof DatabaseError && cause.sqlstate !== '' ? ` (${cause.sqlstate})` : ''
  const lines = [
    `The ${direction} of ${revision} failed${call === undefined ? '' : ` at ${call}`}: ${messageOf(cause)}${state}`,
    `  file: ${path}`,
    ...(sql === undefined ? [] : [`  statement: ${shortened(sql)}`]),
    `  ${STATES[remains.kind](remains.kind === 'parts' ? remains.done : 0, direction)}`,
    ...remedyOf(cause),
  ]
  return lines.join('\n')
}

const STATES: Readonly<Record<Remains['kind'], (done: number, direction: string) => string>> = {
  nothing: () => 'state: it was rolled back; nothing of it is in the database.',
  parts: (done, direction) =>
    `state: its first ${String(done)} operation${done === 1 ? ' is' : 's are'} committed. The next ${direction} goes on behind ${done === 1 ? 'it' : 'them'}.`,
  unknown: () =>
    'state: the connection broke, so it is not known whether the last transaction was committed. The next run finds out.',
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
  '55P03':
    'The lock was not free in time, also when it was tried again. See who holds it (pg_stat_activity), or raise lockTimeout.',
  '40P01':
    'Each of two sessions waited for the other, also when it was tried again. Run it when there is less traffic.',
  '57014':
    'The statement ran into statement_timeout. Raise statementTimeout for this run, or make the statement smaller.',
  '53100': 'The disk of the server is full.',
  SQLITE_FULL: 'The disk is full. Make room, then run it again.',
  SQLITE_BUSY: 'Another process is writing to the database file. Run it again when that is done.',
}

function remedyOf(cause: unknown): readonly string[] {
  if (cause instanceof ConnectionLost) return ['  remedy: run it again once the server can be reached.']
  const remedy = cause instanceof DatabaseError ? REMEDIES[cause.sqlstate] : undefined
  return remedy === undefined ? [] : [`  remedy: ${remedy}`]
}
