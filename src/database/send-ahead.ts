/** Statements that are on their way to the server before those in front of them are answered. */
import type { Client, Connection as Wire, Query, QueryResult as DriverResult } from 'pg'

/** What one statement gives, or several, which the types of pg do not tell. */
export type DriverResults = DriverResult | readonly DriverResult[]

/**
 * Sends a text; `begins` is called when the server comes to it. Where nobody wants to know that, the text may leave
 * together with the next: each writing wakes the server.
 */
export type SendAhead = (sql: string, begins: () => void, isHeld: boolean) => Promise<DriverResults>

interface Sent {
  readonly query: Query
  readonly begins: () => void
}

/**
 * Makes the sending for a session in which nothing else runs meanwhile. pg takes a query when the one before is done,
 * the server does not need that: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SIMPLE-QUERY
 */
export function sendAhead(client: Client, QueryOf: typeof Query): SendAhead {
  /** Sent, and not yet given to the client, which hands answers to one query at a time. */
  const waiting: Sent[] = []
  let write: Write | undefined
  let isBusy = false
  const take = ({ query, begins }: Sent): void => {
    begins()
    client.query(query)
  }
  const next = (): void => {
    const sent = waiting.shift()
    if (sent) take(sent)
    else isBusy = false
  }
  return (sql, begins, isHeld) =>
    new Promise((resolve, reject) => {
      const query = new QueryOf(sql, (error: Error | null | undefined, results: unknown) => {
        next()
        if (error) reject(error)
        else resolve(results as DriverResults)
      })
      query.submit = wire => {
        write ??= writing(wire)
        write(sql, isHeld)
        return null
      }
      if (isBusy && write) {
        write(sql, isHeld)
        query.submit = () => null
        waiting.push({ query, begins })
      } else {
        isBusy = true
        take({ query, begins })
      }
    })
}

type Write = (sql: string, isHeld: boolean) => void

function writing(wire: Wire): Write {
  const { stream } = wire
  let isHolding = false
  const release = (): void => {
    if (isHolding) stream.uncork()
    isHolding = false
  }
  return (sql, isHeld) => {
    if (isHeld && !isHolding) {
      isHolding = true
      stream.cork()
      process.nextTick(release)
    }
    wire.query(sql)
    if (!isHeld) release()
  }
}
