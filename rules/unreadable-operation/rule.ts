/** What could not be read could not be judged; that is said, so that silence is never mistaken for safety. */
import { defineRule } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'unreadable-operation',
  hazard: 'convention',
  severity: 'info',
  since: '0.1.0',
  what: 'Not judged ({reason}): {message}.',
  why: 'No rule has looked at it, and what it may have changed is unknown to the rules after it.',
  remedy: '{remedy}',
  references: [
    'https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-EXECUTING-DYN',
  ],
  proof: { none: 'A convention: what could not be read can be anything.' },
  judgesDown: true,
  yieldsTo: ['parse-error'],
  check: {
    opaque(operation, { migration, report }) {
      // For another database, only the code around the operations is judged anyway, and the summary says so.
      if (migration.dialect !== undefined && migration.dialect !== 'sqlite') return
      if (migration.dialect === 'sqlite' && operation.reason === 'other dialect') return
      report(operation, {
        reason: operation.reason,
        message: operation.message.replace(/\.$/, ''),
        remedy: operation.remedy ?? 'Write it with constant names and plain statements.',
      })
    },
  },
})
