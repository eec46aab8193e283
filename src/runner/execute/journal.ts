/** What is kept of a migration that is not one transaction, so that the next run goes on where it stopped. */
import { DatabaseError, type QueryResult } from '../../database/connection.ts'
import { RunnerError } from '../runner-error.ts'
import {
  partsDone,
  REFUSED,
  type Answer,
  type Entry,
  type Progress,
  type Refusal,
} from '../tables/progress.ts'

/** An answer of more rows is asked for anew instead of being kept. */
const LONGEST_ANSWER = 1000

/** Of a statement that is kept for messages only. */
const LONGEST_STATEMENT = 400

/** Where an entry goes: behind the row of the run, behind others, or over the last one. */
export type EntryPlace = 'first' | 'next' | 'over'

/** What is not kept yet; a long transaction adds to it a thousand times, so it is changed in place. */
interface Fresh {
  readonly done: string[]
  readonly rows: Record<string, NonNullable<Progress['rows']>[string]>
  readonly refusals: Record<string, Refusal>
  readonly answers: Record<string, Answer>
}

const nothingNew = (): Fresh => ({ done: [], rows: {}, refusals: {}, answers: {} })

/** The parts that are done, counted along while the migration runs again from its top. */
export class Journal {
  /** Parts met in this run. */
  position = 0
  /** Parts that are committed, or will be with the transaction at hand. */
  count: number
  readonly #before: Progress
  #fresh = nothingNew()
  #asked = 0
  #place: EntryPlace = 'first'

  constructor(before: Progress) {
    this.#before = before
    this.count = partsDone(before)
  }

  /** Whether a part may be done in part since the run before. */
  get wasInPart(): boolean {
    return this.#before.begun !== undefined
  }

  /** No part was met before this run. */
  get isNew(): boolean {
    const { done, begun, answers = [] } = this.#before
    return done.length + answers.length === 0 && begun === undefined
  }

  /** Whether anything was kept in this run. */
  get isKept(): boolean {
    return this.#place !== 'first'
  }

  /** The next part is committed already; its rows, if it gave any. Throws when it is another than before. */
  skips(fingerprint: string, call: string): QueryResult | undefined {
    const known = this.#before.done[this.position]
    if (known === undefined) return undefined
    const place = String(this.position)
    if (known !== fingerprint && known !== REFUSED + fingerprint) {
      throw new RunnerError(
        `operation ${String(this.position + 1)} (${call}) is committed already, and it was another one then. Undo the change of the file, or finish by hand and tell with \`migrate-lint stamp\``,
      )
    }
    this.position++
    const refusal = this.#before.refusals?.[place]
    if (refusal) throw new DatabaseError(refusal.message, refusal.sqlstate, refusal.sql)
    return { rows: this.#before.rows?.[place] ?? [], notices: [] }
  }

  /** The answer that the next question had before, so that the code takes the same way again. */
  answered(fingerprint: string): QueryResult | undefined {
    const known = this.#before.answers?.[this.#asked]
    if (known?.question !== fingerprint || !known.rows) return undefined
    this.#asked++
    return { rows: known.rows, notices: [] }
  }

  /** The next question has an answer. */
  asked(question: string, { rows }: QueryResult): void {
    this.#fresh.answers[this.#asked] = { question, ...(rows.length <= LONGEST_ANSWER && { rows }) }
    this.#asked++
  }

  /** Whether this very part was begun, and nobody knows whether it came to its end. */
  wasBegun(fingerprint: string): boolean {
    return this.position === this.#before.done.length && this.#before.begun === fingerprint
  }

  /** The key behind which this very part goes on. */
  keyOf(fingerprint: string): string | undefined {
    return this.wasBegun(fingerprint) ? this.#before.key : undefined
  }

  /** The next part is done. */
  done(fingerprint: string, { rows }: QueryResult): void {
    if (rows.length > 0) this.#fresh.rows[this.position] = rows
    this.count++
    this.#next(fingerprint)
  }

  /** The next part was refused; kept only if the code goes on behind it, which it then does again. */
  refused(fingerprint: string, { message, sqlstate, sql }: DatabaseError): void {
    this.#fresh.refusals[this.position] = { message, sqlstate, sql: sql.slice(0, LONGEST_STATEMENT) }
    this.#next(REFUSED + fingerprint)
  }

  /** The part that was done last was rolled back. */
  undone(): void {
    this.#fresh.done.pop()
    this.position--
    this.count--
    Reflect.deleteProperty(this.#fresh.rows, this.position)
  }

  #next(fingerprint: string): void {
    this.#fresh.done.push(fingerprint)
    this.position++
  }

  /** What to keep now, and where; what was begun before stays so until a part behind it is done. */
  entry(now: Pick<Entry, 'begun' | 'key'> = {}): { readonly entry: Entry; readonly place: EntryPlace } {
    const { begun, key } = this.position > this.#before.done.length ? {} : this.#before
    const still = { ...(begun !== undefined && { begun }), ...(key !== undefined && { key }) }
    const { done, ...more } = this.#fresh
    const filled = Object.entries(more).filter(([, values]) => Object.keys(values).length > 0)
    const entry: Entry = { done: [...done], ...Object.fromEntries(filled), ...still, ...now }
    return { entry, place: this.#place }
  }

  /** The entry is committed. A part that was begun is told of once more, in the same place. */
  kept({ begun }: Entry): void {
    this.#place = begun === undefined ? 'next' : 'over'
    if (begun === undefined) this.#fresh = nothingNew()
  }
}
