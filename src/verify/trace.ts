/** Runs statements and sees what PostgreSQL does for them: locks, rewrites, scans, index builds, errors. */
import { DatabaseError, type Connection } from '../database/connection.ts'
import type { Observation, ObservedError } from './observation.ts'
import { observe } from './observe.ts'
import { readRelations, readSession, type Relations } from './session-snapshot.ts'

/** How the statements of a migration are run: all in one transaction, or each in its own. */
export interface TraceOptions {
  readonly transaction: boolean
}

/** Traces one statement, inside the connection's transaction if there is one, else in a transaction of its own, which is committed. */
export async function traceStatement(connection: Connection, sql: string): Promise<Observation> {
  return trace(connection, sql, await readRelations(connection))
}

/** Traces statements in order until one fails; relations that they make are left out of all observations. */
export async function traceMigration(
  connection: Connection,
  statements: readonly string[],
  options: TraceOptions,
): Promise<readonly Observation[]> {
  const relations = await readRelations(connection)
  const observations: Observation[] = []
  if (options.transaction) await connection.query('BEGIN')
  for (const sql of statements) {
    const observation = await trace(connection, sql, relations)
    observations.push(observation)
    if (observation.error) break
  }
  // The migration may have begun a transaction by itself.
  if (observations.some(observation => observation.error)) await connection.query('ROLLBACK')
  else if (options.transaction) await connection.query('COMMIT')
  return observations
}

const TRANSACTION_CONTROL =
  /^\s*(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|prepare\s+transaction)\b/iu

async function trace(connection: Connection, sql: string, relations: Relations): Promise<Observation> {
  if (TRANSACTION_CONTROL.test(sql)) return plain(connection, sql, relations)
  const frame = await openFrame(connection)
  await connection.query(LISTEN)
  const before = await readSession(connection)
  const outcome = await attempt(connection, sql)
  if (outcome.error) {
    await connection.query(frame.undo)
    const refused = frame.own && OUTSIDE_ONLY.has(outcome.error.sqlstate)
    if (refused) return plain(connection, sql, relations)
    return observe({ sql, relations, before, after: before, transactional: true, ...outcome })
  }
  const after = await readSession(connection)
  await connection.query(HUSH)
  // A deferred constraint may refuse only here.
  const end = await attempt(connection, frame.keep)
  return observe({
    sql,
    relations,
    before,
    after,
    transactional: true,
    messages: outcome.messages,
    error: end.error,
  })
}

/** Runs a statement without a transaction around it. */
async function plain(connection: Connection, sql: string, relations: Relations): Promise<Observation> {
  const listening = await attempt(connection, LISTEN)
  const before = listening.error ? NOTHING_READ : await readSession(connection)
  const outcome = await attempt(connection, sql)
  const hushed = await attempt(connection, HUSH)
  const after = (outcome.error ?? hushed.error) ? before : await readSession(connection)
  // Each of its own transactions may have handed its counters on, or not, as the clock has it: pgstat_report_stat.
  const counted = { ...after, activity: before.activity }
  return observe({ sql, relations, before, after: counted, transactional: false, ...outcome })
}

const LISTEN = `SET client_min_messages = debug1`
const HUSH = `RESET client_min_messages`
const NOTHING_READ = { locks: [], files: new Map(), activity: new Map() }

/** active_sql_transaction, and what COMMIT inside a DO block or procedure raises within a transaction. */
const OUTSIDE_ONLY: ReadonlySet<string> = new Set(['25001', '2D000'])

/** The place to which a failed statement goes back. */
interface Frame {
  /** The trace opened the transaction itself. */
  readonly own: boolean
  readonly undo: string
  readonly keep: string
}

const SAVEPOINT: Frame = {
  own: false,
  undo: 'ROLLBACK TO SAVEPOINT migrate_lint_trace; RELEASE SAVEPOINT migrate_lint_trace',
  keep: 'RELEASE SAVEPOINT migrate_lint_trace',
}
const TRANSACTION: Frame = { own: true, undo: 'ROLLBACK', keep: 'COMMIT' }

async function openFrame(connection: Connection): Promise<Frame> {
  const { error } = await attempt(connection, 'SAVEPOINT migrate_lint_trace')
  if (!error) return SAVEPOINT
  if (error.sqlstate !== NO_TRANSACTION) throw new DatabaseError(error.message, error.sqlstate, 'SAVEPOINT')
  await connection.query('BEGIN')
  return TRANSACTION
}

const NO_TRANSACTION = '25P01'

interface Outcome {
  readonly messages: readonly string[]
  readonly error?: ObservedError | undefined
}

async function attempt(connection: Connection, sql: string): Promise<Outcome> {
  try {
    const { notices } = await connection.query(sql)
    return { messages: notices.map(notice => notice.message) }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const messages = error.notices.map(notice => notice.message)
    return { messages, error: { sqlstate: error.sqlstate, message: error.message } }
  }
}
