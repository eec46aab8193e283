/** Runs the calls of one migration on a database: in its transaction, or part by part with a journal. */
import { setTimeout as wait } from 'node:timers/promises'
import { ConnectionLost, DatabaseError, type QueryResult } from '../../database/connection.ts'
import type { OpContext, Sink } from '../op/sink.ts'
import type { Step } from '../op/step.ts'
import type { Entry } from '../tables/progress.ts'
import type { EntryPlace, Journal } from './journal.ts'
import { quickness } from './quick.ts'
import type { Session } from './session.ts'
import { restoringSql, type SessionSettings } from './session-settings.ts'
import { unitsOf, type OperationUnits } from './units-of.ts'
import { REPEATED } from './alone.ts'
import { fingerprintOf, NOTHING, type Alone, type Batches, type Unit } from './unit.ts'

/** The statement that keeps how far a migration has come; it goes into the transaction at hand. */
export type Keep = (entry: Entry, place: EntryPlace) => Promise<string>

/** Where an error comes from. */
export interface Failure {
  readonly error: unknown
  /** Absent where the code of the migration threw it by itself. */
  readonly call?: string | undefined
  /** The code caught it, and failed then because of it. */
  readonly isCaught?: boolean
}

/** A migration being run. */
export class MigrationRun implements Sink {
  readonly context: OpContext
  readonly #session: Session
  readonly #units: OperationUnits
  readonly #keep: Keep
  readonly journal: Journal
  readonly #failures: Failure[] = []
  /** Parameters of the session that were set; absent where nothing of it was. */
  #touched: readonly string[] | undefined
  /** The failure of a statement that nobody waited for: nothing behind it could be done. */
  #unawaited: Failure | undefined
  readonly #quickness = quickness()
  /** Parts that are committed for good. */
  committed: number
  /** The part at hand may be done in part. */
  isInPart: boolean

  constructor(context: OpContext, session: Session, units: OperationUnits, journal: Journal, keep: Keep) {
    this.context = context
    this.#session = session
    this.#units = units
    this.journal = journal
    this.#keep = keep
    this.committed = journal.count
    this.isInPart = journal.wasInPart
  }

  async perform(step: Step): Promise<QueryResult> {
    const { dialect } = this.#session.database
    let result = NOTHING
    if (step.kind === 'sql' || step.kind === 'rows') this.#quickness.filled()
    // Code behind a savepoint may go on after an error: it has to come to the call that it belongs to.
    if (step.kind === 'sql' && /\bsavepoint\b/iu.test(step.sql)) this.#session.goesAhead = false
    try {
      for (const unit of unitsOf(step, dialect, this.#session.inTransaction, this.#units)) {
        result = await this.#part(unit, step.call)
      }
    } catch (error) {
      this.#failures.push({ error, call: step.call })
      throw error
    }
    return result
  }

  /** The session is as it was before the migration; nothing is sent where that changed nothing. */
  async giveBack(before: SessionSettings): Promise<void> {
    if (this.#touched && this.#session.database.dialect === 'postgres')
      await this.#session.restore(restoringSql(before, new Set(this.#touched)))
  }

  /** The call that an error comes from; that of an aborted transaction from the call whose error the code caught. */
  originOf(error: unknown): Failure {
    const first = this.#unawaited
    if (first && first.error !== error && error instanceof DatabaseError) return { ...first, isCaught: true }
    if (!isRefusal(error, ABORTED)) return this.#failures.find(each => each.error === error) ?? { error }
    const caught = this.#failures.findLast(each => !isRefusal(each.error, ABORTED))
    return caught ? { ...caught, isCaught: true } : { error }
  }

  /** What came before is committed: the journal says how far that is. */
  async autocommit(work: () => Promise<void>): Promise<void> {
    if (!this.#session.inTransaction) return work()
    await this.#session.settle()
    await this.#commit()
    try {
      await work()
    } catch (error) {
      // Code that catches it goes on as it would without it: in a transaction.
      if (!(error instanceof ConnectionLost)) await this.#session.begin().catch(() => undefined)
      throw error
    }
    await this.#session.begin()
  }

  async #part(unit: Unit, call: string): Promise<QueryResult> {
    if (this.#isQuick(unit)) return this.#sendAhead(unit, call)
    const fingerprint = fingerprintOf(unit)
    if (unit.reads) return this.#question(unit, fingerprint)
    if (unit.forMigration) this.#session.settings.push(unit.text)
    if (unit.session) this.#touched = [...(this.#touched ?? []), ...unit.session.names]
    const before = this.journal.skips(fingerprint, call)
    if (before) {
      for (const statement of unit.session?.again ?? []) await this.#session.send(statement)
      return before
    }
    this.isInPart = false
    try {
      return await this.#performed(unit, fingerprint)
    } catch (error) {
      if (error instanceof DatabaseError) this.journal.refused(fingerprint, error)
      throw error
    }
  }

  #isQuick({ operation }: Unit): boolean {
    const { isAhead } = this.#session
    return isAhead && this.journal.isNew && operation !== undefined && this.#quickness.isQuick(operation)
  }

  /** Behind what may take long nothing is sent: a server whose client is gone does all that it has been sent. */
  async #sendAhead(unit: Unit, call: string): Promise<QueryResult> {
    await this.#session.sendAhead(
      unit.text,
      () => {
        this.journal.done(fingerprintOf(unit), NOTHING)
      },
      error => {
        this.#failures.push({ error, call })
        this.#unawaited ??= { error, call }
      },
    )
    return NOTHING
  }

  async #question(unit: Unit, fingerprint: string): Promise<QueryResult> {
    const known = this.journal.answered(fingerprint)
    if (known) return known
    const result = await unit.perform(this.#session.send)
    this.journal.asked(fingerprint, result)
    return result
  }

  async #performed(unit: Unit, fingerprint: string): Promise<QueryResult> {
    if (this.#session.inTransaction) {
      const result = await unit.perform(this.#session.send)
      // One for which nothing is sent has its place behind those that are under way.
      await this.#session.settle()
      this.journal.done(fingerprint, result)
      return result
    }
    if (unit.alone) return this.#alone(unit, unit.alone, fingerprint)
    if (unit.batches) await this.#batches(unit.batches, fingerprint)
    try {
      return await this.#transaction(async () => {
        const result = await unit.perform(this.#session.send)
        this.journal.done(fingerprint, result)
        return result
      })
    } catch (error) {
      if (!isRefusal(error, COMMITS_BY_ITSELF)) throw error
      return this.#alone(unit, REPEATED, fingerprint)
    }
  }

  /** Nothing of it stays open when the code goes on behind an error. */
  async #transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#session.begin()
    const { count } = this.journal
    try {
      const result = await work()
      await this.#commit()
      return result
    } catch (error) {
      await this.#session.rollback()
      if (this.journal.count > count) this.journal.undone()
      throw error
    }
  }

  async #commit(now?: Pick<Entry, 'begun' | 'key'>): Promise<void> {
    await this.#kept(now, statement => this.#session.commit([statement]))
  }

  async #kept(
    now: Pick<Entry, 'begun' | 'key'> | undefined,
    send: (statement: string) => Promise<unknown>,
  ): Promise<void> {
    const { entry, place } = this.journal.entry(now)
    await send(await this.#keep(entry, place))
    this.journal.kept(entry)
    this.committed = this.journal.count
    this.isInPart = entry.begun !== undefined
  }

  /** First it is written down that it begins: after a crash the catalog tells whether it came to its end. */
  async #alone(unit: Unit, alone: Alone, fingerprint: string): Promise<QueryResult> {
    const wasBegun = this.journal.wasBegun(fingerprint)
    await this.#kept({ begun: fingerprint }, this.#record)
    const result = await this.#session.outside(async () => {
      const isDone = await alone.isDone(this.#session.send)
      const performed = isDone && wasBegun ? NOTHING : await unit.perform(this.#session.send)
      await alone.confirm(this.#session.send)
      return performed
    })
    this.journal.done(fingerprint, result)
    await this.#kept(undefined, this.#record)
    return result
  }

  readonly #record = (statement: string) => this.#session.record(statement)

  async #batches({ next, pause }: NonNullable<Unit['batches']>, fingerprint: string): Promise<void> {
    let key = this.journal.keyOf(fingerprint)
    this.isInPart = key !== undefined
    for (;;) {
      const last = await this.#batch(next, key, fingerprint)
      if (last === undefined) return
      key = last
      if (pause > 0) await wait(pause)
    }
  }

  async #batch(next: Batches['next'], key: string | undefined, begun: string): Promise<string | undefined> {
    await this.#session.begin()
    try {
      const last = await next(this.#session.send, key)
      if (last === undefined) await this.#session.commit()
      else await this.#commit({ begun, key: last })
      return last
    } catch (error) {
      await this.#session.rollback()
      throw error
    }
  }
}

/** in_failed_sql_transaction: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const ABORTED = '25P02'
/** invalid_transaction_termination: a procedure or a DO block that commits, called inside a transaction. */
const COMMITS_BY_ITSELF = '2D000'

function isRefusal(error: unknown, sqlstate: string): boolean {
  return error instanceof DatabaseError && error.sqlstate === sqlstate
}
