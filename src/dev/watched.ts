/** A connection that remembers what was sent, and what has been answered. */
import type { Connection, QueryResult } from '../database/connection.ts'

/** One statement on its way. */
interface Sent {
  readonly sql: string
  readonly answer: Promise<unknown>
  answered: boolean
}

export interface Watched {
  readonly query: (sql: string, parameters?: readonly unknown[]) => Promise<QueryResult>
  /** All statements, in the order in which they were sent. */
  readonly sent: () => readonly string[]
  readonly unfinished: () => readonly string[]
  /** Waits until all that was sent is answered, also what was sent meanwhile. */
  readonly settled: () => Promise<void>
}

/** Watches a connection. */
export function watched(connection: Connection): Watched {
  const all: Sent[] = []
  return {
    query(sql, parameters = []) {
      const given = parameters.length > 0 ? parameters : undefined
      const answer = connection.query(sql, given).finally(() => {
        sent.answered = true
      })
      // Who floats a promise does not catch its error either.
      answer.catch(() => undefined)
      const sent: Sent = { sql, answer, answered: false }
      all.push(sent)
      return answer
    },
    sent: () => all.map(({ sql }) => sql),
    unfinished: () => all.filter(({ answered }) => !answered).map(({ sql }) => sql),
    async settled() {
      for (const { answer } of all) await answer.catch(() => undefined)
      // Code behind an answer may send the next statement.
      await new Promise(resolve => setImmediate(resolve))
      if (all.some(({ answered }) => !answered)) await this.settled()
    },
  }
}
