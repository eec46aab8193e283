/** A promise that nobody awaits runs after the migration was recorded as done, or, for a lazy builder, never. */
import { defineRule } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'floating-operation',
  hazard: 'runs-out-of-order',
  severity: 'error',
  since: '0.1.0',
  what: 'The result of this operation is neither awaited nor returned.',
  why: 'The migration goes on without it: it may run after the next statement, outside the transaction, or after the runner has closed the connection, and its error reaches nobody.',
  remedy: 'Write await before it, return it, or collect it into an awaited Promise.all.',
  variants: {
    lazy: {
      what: 'This operation never runs: its builder is never executed.',
      why: 'A query builder sends nothing until somebody awaits it, or in Kysely calls its execute(). The migration is recorded as done, and the change is not there.',
    },
    queued: {
      what: 'The result of this operation is neither awaited nor returned.',
      why: 'This interface keeps its operations in order by itself, so the change is made; an error of it appears later, at another line than this one.',
      severity: 'warning',
    },
  },
  references: ['https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Operators/await'],
  proof: { runsOutOfOrder: true },
  judgesDown: true,
  yieldsTo: ['async-callback-ignored'],
  check: {
    migration({ operations, report }) {
      let reported = -1
      for (const operation of operations) {
        const { floating, roundTrip } = operation
        if (floating === undefined || floating === 'callback' || roundTrip === reported) continue
        reported = roundTrip
        report(
          operation,
          {},
          {
            variant: floating === 'eager' ? undefined : floating,
            rewrite: { kind: 'safe', title: 'wait for it', change: 'await', operation },
          },
        )
      }
    },
  },
})
