/** Runs the calls of one migration on a database: in its transaction, or part by part with a journal. */
import { setTimeout as wait } from 'node:timers/promises'
import type { QueryResult } from '../../database/connection.ts'
import type { OpContext, Sink } from '../op/sink.ts'
import type { Step } from '../op/step.ts'
import type { Progress } from '../tables/history-table.ts'
import type { Journal } from './journal.ts'
import type { Session } from './session.ts'
import { unitsOf, type OperationUnits } from './units-of.ts'
import { fingerprintOf, NOTHING, type Alone, type Unit } from './unit.ts'

/** Keeps how far a migration has come; the statement goes into the transaction at hand. */
export type Keep = (progress: Progress) => Promise<string>

/** A migration being run. */
export class MigrationRun implements Sink {
  readonly context: OpContext
  readonly #session: Session
  readonly #units: OperationUnits
  readonly #keep: Keep
  readonly journal: Journal
  /** The call at hand, for messages. */
  call: string | undefined
  /** Parts that are committed for good. */
  committed: number

  constructor(context: OpContext, session: Session, units: OperationUnits, journal: Journal, keep: Keep) {
    this.context = context
    this.#session = session
    this.#units = units
    this.journal = journal
    this.#keep = keep
    this.committed = journal.count
  }

  async perform(step: Step): Promise<QueryResult> {
    this.call = step.call
    const { dialect } = this.#session.database
    let result = NOTHING
    for (const unit of unitsOf(step, dialect, this.#session.inTransaction, this.#units)) {
      result = await this.#part(unit, step.call)
    }
    this.call = undefined
    return result
  }

  /** What came before is committed: the journal says how far that is. */
  async autocommit(work: () => Promise<void>): Promise<void> {
    if (!this.#session.inTransaction) return work()
    await this.#commit(this.journal.progress())
    await work()
    await this.#session.begin()
  }

  async #part(unit: Unit, call: string): Promise<QueryResult> {
    if (unit.reads) return unit.perform(this.#session.send)
    const fingerprint = fingerprintOf(unit)
    const before = this.journal.skips(fingerprint, call)
    if (before) return before
    if (this.#session.inTransaction) {
      const result = await unit.perform(this.#session.send)
      this.journal.done(fingerprint, result)
      return result
    }
    if (unit.alone) return this.#alone(unit, unit.alone, fingerprint)
    if (unit.batches) await this.#batches(unit.batches)
    await this.#session.begin()
    const result = await unit.perform(this.#session.send)
    this.journal.done(fingerprint, result)
    await this.#commit(this.journal.progress())
    return result
  }

  async #commit(progress: Progress): Promise<void> {
    await this.#session.commit([await this.#keep(progress)])
    this.committed = progress.done.length
  }

  /** First it is written down that it begins: after a crash the catalog tells whether it came to its end. */
  async #alone(unit: Unit, alone: Alone, fingerprint: string): Promise<QueryResult> {
    const { wasBegun } = this.journal
    await this.#session.record(await this.#keep(this.journal.progress({ begun: true })))
    const result = await this.#session.outside(async () => {
      const isDone = await alone.isDone(this.#session.send)
      const performed = isDone && wasBegun ? NOTHING : await unit.perform(this.#session.send)
      await alone.confirm(this.#session.send)
      return performed
    })
    this.journal.done(fingerprint, result)
    await this.#session.record(await this.#keep(this.journal.progress()))
    this.committed = this.journal.count
    return result
  }

  async #batches({ next, pause }: NonNullable<Unit['batches']>): Promise<void> {
    let { key } = this.journal
    for (;;) {
      await this.#session.begin()
      const last = await next(this.#session.send, key)
      await this.#session.commit(
        last === undefined ? [] : [await this.#keep(this.journal.progress({ key: last }))],
      )
      if (last === undefined) return
      key = last
      if (pause > 0) await wait(pause)
    }
  }
}
