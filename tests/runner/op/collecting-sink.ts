/** A sink that only remembers what it is given. */
import type { QueryResult } from '../../../src/database/connection.ts'
import type { OpContext, Sink } from '../../../src/runner/op/sink.ts'
import type { Step } from '../../../src/runner/op/step.ts'

/** What reached the sink, in order. */
export type Seen = Step | 'leaves the transaction' | 'begins a transaction'

export interface CollectingSink extends Sink {
  readonly seen: readonly Seen[]
  /** The calls of the steps, and where transactions end and begin. */
  calls(): readonly string[]
}

const CONTEXT: OpContext = { isOffline: false, dialect: 'postgres', direction: 'upgrade', revision: 'orders' }

/** `answer` stands for the database: what it gives are the rows, what it throws is the error. */
export function collectingSink(
  context: Partial<OpContext> = {},
  answer: (step: Step) => QueryResult['rows'] | Promise<QueryResult['rows']> = () => [],
): CollectingSink {
  const seen: Seen[] = []
  return {
    context: { ...CONTEXT, ...context },
    seen,
    calls: () => seen.map(each => (typeof each === 'string' ? each : each.call)),
    async perform(step) {
      seen.push(step)
      await new Promise(setImmediate)
      return { rows: await answer(step), notices: [] }
    },
    async autocommit(work) {
      seen.push('leaves the transaction')
      await work()
      seen.push('begins a transaction')
    },
  }
}
