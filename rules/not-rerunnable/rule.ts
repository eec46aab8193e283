/** Outside a transaction a failed migration leaves its first statements done, and the next run meets what they made. */
import { defineRule, ifItIsThere, repeatOf, steps } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'not-rerunnable',
  hazard: 'fails-to-run',
  severity: 'off',
  since: '0.1.0',
  what: 'When the migration is run again, this fails: the {object} is there already.',
  why: 'The migration runs outside a transaction: when a later statement fails, this one stays done, and the next run stops here. Somebody has to tidy up by hand before anything can be deployed.',
  remedy: steps(
    'Write IF NOT EXISTS; where the command has none (constraints, types, triggers), DROP … IF EXISTS before it.',
    'Or leave it as the only statement of its migration.',
  ),
  variants: {
    gone: {
      what: 'When the migration is run again, this fails: the {object} is gone already.',
      remedy: steps(
        'Write IF EXISTS; where the command has none (RENAME), put it into a DO block that asks the catalog first.',
        'Or leave it as the only statement of its migration.',
      ),
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/sql-createtable.html',
    'https://www.postgresql.org/docs/current/sql-altertable.html',
  ],
  proof: { failsAgainWith: '42701' },
  check: {
    migration(context) {
      const { operations, at, report } = context
      const last = operations.findLast(({ kind }) => kind !== 'noOperation' && kind !== 'setParameter')
      const cleared = new Set<string>()
      for (const [index, operation] of operations.entries()) {
        const repeat = repeatOf(operation)
        if (!repeat) continue
        const { object, does, asks } = repeat
        if (does === 'drops' && asks) cleared.add(object)
        // When the last one is through, so is the migration.
        if (asks || operation.statement === last?.statement || operation.inBlock || operation.flow) continue
        const tidied = does === 'makes' && cleared.has(object)
        if (tidied || at(index).transaction.id !== undefined) continue
        const variant = does === 'drops' ? 'gone' : undefined
        report(operation, { object }, { variant, rewrite: ifItIsThere(operation, context) })
      }
    },
  },
})
