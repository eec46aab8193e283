/** Runs one migration to its end, to a state that is known, and again where a lock was not free. */
import { ConnectionLost, DatabaseError, type Ask } from '../../database/connection.ts'
import type { RowChange } from '../graph/row-changes.ts'
import { LockLost } from '../lock/lock.ts'
import { makeOp } from '../op/make-op.ts'
import type { Op } from '../op/op-types.ts'
import type { MigrationFile } from '../revisions/migration-files.ts'
import { messageOf } from '../runner-error.ts'
import {
  insertHistory,
  readHistory,
  unfinished,
  updateHistory,
  type HistoryRow,
} from '../tables/history-table.ts'
import { deleteEntries, insertEntry, replaceEntry } from '../tables/journal-rows.ts'
import { NO_PROGRESS, type Entry } from '../tables/progress.ts'
import { moveVersion, readHeads } from '../tables/version-table.ts'
import type { Direction } from './events.ts'
import { Journal, type EntryPlace } from './journal.ts'
import { MigrationFailure, type Remains } from './migration-failure.ts'
import { MigrationRun, type Keep } from './migration-run.ts'
import type { RunEnvironment } from './run-environment.ts'
import { Session } from './session.ts'
import { mayTryAgain } from './try-again.ts'
import { watchedFromTheSecond } from './watch-blockers.ts'

/** A migration to run, and what becomes of the version table with it. */
export interface Job {
  readonly migration: MigrationFile
  readonly direction: Direction
  /** The function that the file has for this direction. */
  readonly run: (op: Op) => unknown
  readonly changes: readonly RowChange[]
  /** Rows of the version table as the run expects them. */
  readonly before: readonly string[]
}

/** Another run was here first. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** Runs it; throws a MigrationFailure that says what is left of it. */
export async function runMigration(job: Job, environment: RunEnvironment): Promise<void> {
  const { migration } = job
  let rows = environment.history
  for (let attempt = 1; ; attempt++) {
    try {
      return await watchedFromTheSecond(attempt, environment, watched =>
        runOnce(job, watched, unfinished(rows, migration.id)),
      )
    } catch (error) {
      if (environment.oneTransaction || !(await mayTryAgain(error, attempt, migration.id, environment)))
        throw error
      rows = await readHistory(environment.database, environment.tables.history)
    }
  }
}

async function runOnce(job: Job, environment: RunEnvironment, before: HistoryRow | undefined): Promise<void> {
  const { migration, direction } = job
  const { database, tables } = environment
  const started = Date.now()
  const session = new Session(database, environment.timeouts, sql =>
    environment.tell({ kind: 'statement', revision: migration.id, sql }),
  )
  session.inTransaction = environment.oneTransaction
  session.goesAhead = !migration.handlesErrors
  const journal = new Journal(before?.progress ?? NO_PROGRESS)
  const records = recordsOf(job, environment, started, { journal, wasBegun: before !== undefined })
  const context = { isOffline: false, dialect: database.dialect, direction, revision: migration.id }
  const run = new MigrationRun(context, session, environment.units, journal, records.keep)
  environment.tell({
    kind: 'started',
    revision: migration.id,
    parents: migration.parents,
    direction,
    message: migration.message,
    resumedAt: journal.count,
  })
  try {
    await startTransaction(session, migration.isTransactional && environment.isTransactional)
    await refuseLate(job, environment)
    const running = makeOp(run, environment)
    await running.run(job.run)
    await running.settled()
    if (!session.inTransaction) await session.begin()
    await run.giveBack(environment.sessionBefore)
    await session.askAll([
      ask => environment.stillAlone('migration', ask),
      ...job.changes.map(change => (ask: Ask) => moveVersion(ask, tables.version, change)),
      ...(environment.oneTransaction ? [(ask: Ask) => ask(records.applied())] : []),
    ])
    if (!environment.oneTransaction) await session.commit([records.applied()])
  } catch (error) {
    if (error instanceof Overtaken) {
      await session.rollback()
      throw error
    }
    const failure = await failed(error, job, run, session, records, environment.blocker?.())
    await run.giveBack(environment.sessionBefore).catch(() => undefined)
    throw failure
  }
  environment.tell({ kind: 'done', revision: migration.id, direction, durationMs: Date.now() - started })
}

/** Without a lock, the rows are looked at again in the transaction, which on SQLite keeps all other writers out. */
async function refuseLate({ before }: Job, { database, tables, isLocked }: RunEnvironment): Promise<void> {
  if (isLocked) return
  const rows = await readHeads(database, tables.version)
  if (rows.toSorted().join() !== before.toSorted().join()) throw new Overtaken()
}

/** In a run that is one transaction, that of the run is at hand already. */
async function startTransaction(session: Session, isTransactional: boolean): Promise<void> {
  if (isTransactional === session.inTransaction) return
  if (isTransactional) await session.begin()
  else await session.commit()
}

/** What is written into the history table along the way. */
interface Records {
  readonly keep: Keep
  readonly applied: () => string
  readonly failed: (error: string) => string
}

function recordsOf(
  { migration, direction }: Job,
  environment: RunEnvironment,
  started: number,
  { journal, wasBegun }: { readonly journal: Journal; readonly wasBegun: boolean },
): Records {
  const { id: revision, checksum, message } = migration
  const { tables, toolVersion, actor } = environment
  const table = tables.history
  const startedAt = new Date(started).toISOString()
  const save = (state: HistoryRow['state'], error = '') => {
    const durationMs = Date.now() - started
    if (wasBegun || journal.isKept)
      return updateHistory(table, revision, { state, durationMs, checksum, error })
    const row = { revision, direction, state, checksum, message, startedAt, durationMs, toolVersion, actor }
    return insertHistory(table, error === '' ? row : { ...row, error })
  }
  const KEEP: Readonly<Record<EntryPlace, (entry: Entry) => string>> = {
    first: entry => [save('started'), insertEntry(table, { revision, direction }, entry)].join('; '),
    next: entry => insertEntry(table, { revision, direction }, entry),
    over: entry => replaceEntry(table, revision, entry),
  }
  return {
    async keep(entry, place) {
      await environment.stillAlone('part')
      return KEEP[place](entry)
    },
    applied: () =>
      [save('applied'), ...(wasBegun || journal.isKept ? [deleteEntries(table, revision)] : [])].join('; '),
    failed: error => save('failed', error),
  }
}

async function failed(
  error: unknown,
  { migration, direction }: Job,
  run: MigrationRun,
  session: Session,
  records: Records,
  blocker: string | undefined,
): Promise<MigrationFailure> {
  const origin = run.originOf(error)
  const isLost = error instanceof ConnectionLost
  const isCommit = session.last === 'COMMIT' && (isLost || error instanceof DatabaseError)
  const { isCaught, call = isCommit ? 'COMMIT' : undefined } = origin
  await session.rollback()
  // Nothing is lost when this cannot be written: what is committed is in the journal. Where another run took over, the
  // row is its own.
  if (!isLost && !(error instanceof LockLost))
    await session.record(records.failed(messageOf(origin.error))).catch(() => undefined)
  const remains = isLost && isCommit ? ({ kind: 'unknown' } as const) : remainsOf(run)
  const { id: revision, path } = migration
  return new MigrationFailure({ revision, path, direction, call, isCaught, blocker, remains }, origin.error)
}

function remainsOf({ committed: done, isInPart }: MigrationRun): Remains {
  if (isInPart) return { kind: 'begun', done }
  return done > 0 ? { kind: 'parts', done } : { kind: 'nothing' }
}
