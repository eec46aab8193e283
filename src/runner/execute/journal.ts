/** What is kept of a migration that is not one transaction, so that the next run goes on where it stopped. */
import { DatabaseError, type QueryResult } from '../../database/connection.ts'
import { RunnerError } from '../runner-error.ts'
import { partsDone, REFUSED, type Answer, type Progress, type Refusal } from '../tables/progress.ts'

/** An answer of more rows is asked for anew instead of being kept. */
const LONGEST_ANSWER = 1000

/** Of a statement that is kept for messages only. */
const LONGEST_STATEMENT = 400

/** The parts that are done, counted along while the migration runs again from its top. */
export class Journal {
  /** Parts met in this run. */
  position = 0
  readonly #before: Progress
  readonly #done: string[]
  #rows: Progress['rows']
  #refusals: Progress['refusals']
  readonly #answers: Answer[]
  #asked = 0

  constructor(before: Progress) {
    this.#before = before
    this.#done = [...before.done]
    this.#rows = before.rows
    this.#refusals = before.refusals
    this.#answers = [...(before.answers ?? [])]
  }

  /** Parts that are committed, or will be with the transaction at hand. */
  get count(): number {
    return partsDone({ done: this.#done })
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
    this.#answers[this.#asked] = { question, ...(rows.length <= LONGEST_ANSWER && { rows }) }
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
    if (rows.length > 0) this.#rows = { ...this.#rows, [String(this.position)]: rows }
    this.#next(fingerprint)
  }

  /** The next part was refused; kept only if the code goes on behind it, which it then does again. */
  refused(fingerprint: string, { message, sqlstate, sql }: DatabaseError): void {
    const refusal: Refusal = { message, sqlstate, sql: sql.slice(0, LONGEST_STATEMENT) }
    this.#refusals = { ...this.#refusals, [String(this.position)]: refusal }
    this.#next(REFUSED + fingerprint)
  }

  #next(fingerprint: string): void {
    this.#done.push(fingerprint)
    this.position++
  }

  /** What to keep now; what was begun before stays so until a part behind it is done. */
  progress(now: Pick<Progress, 'begun' | 'key'> = {}): Progress {
    const { begun, key } = this.#done.length === this.#before.done.length ? this.#before : {}
    return {
      done: [...this.#done],
      ...(this.#rows && { rows: this.#rows }),
      ...(this.#refusals && { refusals: this.#refusals }),
      ...(this.#answers.length > 0 && { answers: [...this.#answers] }),
      ...(begun !== undefined && { begun }),
      ...(key !== undefined && { key }),
      ...now,
    }
  }
}
