/** What is kept of a migration that is not one transaction, so that the next run goes on where it stopped. */
import type { QueryResult } from '../../database/connection.ts'
import { RunnerError } from '../runner-error.ts'
import type { Progress } from '../tables/history-table.ts'

/** The parts that are done, counted along while the migration runs again from its top. */
export class Journal {
  /** Parts met in this run. */
  position = 0
  readonly #before: Progress
  #done: readonly string[]
  #rows: Progress['rows']

  constructor(before: Progress) {
    this.#before = before
    this.#done = before.done
    this.#rows = before.rows
  }

  /** Parts that are committed, or will be with the transaction at hand. */
  get count(): number {
    return this.#done.length
  }

  /** The next part is committed already; its rows, if it gave any. Throws when it is another than before. */
  skips(fingerprint: string, call: string): QueryResult | undefined {
    const known = this.#before.done[this.position]
    if (known === undefined) return undefined
    if (known !== fingerprint) {
      throw new RunnerError(
        `operation ${String(this.position + 1)} (${call}) is committed already, and it was another one then. Undo the change of the file, or finish by hand and tell with \`migrate-lint stamp\``,
      )
    }
    const rows = this.#before.rows?.[String(this.position)] ?? []
    this.position++
    return { rows, notices: [] }
  }

  /** Whether the next part was begun, and nobody knows whether it came to its end. */
  get wasBegun(): boolean {
    return this.position === this.#before.done.length && this.#before.begun === true
  }

  /** The key behind which the next part goes on. */
  get key(): string | undefined {
    return this.position === this.#before.done.length ? this.#before.key : undefined
  }

  /** The next part is done. */
  done(fingerprint: string, result: QueryResult): void {
    this.#done = [...this.#done, fingerprint]
    if (result.rows.length > 0) this.#rows = { ...this.#rows, [String(this.position)]: result.rows }
    this.position++
  }

  /** What to keep now. */
  progress(now: Pick<Progress, 'begun' | 'key'> = {}): Progress {
    return { done: this.#done, ...(this.#rows && { rows: this.#rows }), ...now }
  }
}
