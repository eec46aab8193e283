/** CREATE INDEX CONCURRENTLY IF NOT EXISTS takes the INVALID index of a build that failed for the finished one. */
import { defineRule, formatName, steps, type OperationOf, type RuleContext } from '../../src/lint/rule.ts'

export default defineRule({
  id: 'concurrent-index-retry',
  hazard: 'fails-to-run',
  severity: 'warning',
  since: '0.1.0',
  what: 'A retry of CREATE INDEX CONCURRENTLY IF NOT EXISTS {index} reports success over an INVALID index.',
  why: 'A build that is cancelled, times out or finds duplicates leaves {index} behind as INVALID. IF NOT EXISTS looks at the name only: the next run does nothing and counts as done, and {table} keeps an index that every write maintains and no query uses; of a unique one, nobody knows whether the old rows are unique.',
  remedy: steps(
    'Before it, also outside a transaction: DROP INDEX CONCURRENTLY IF EXISTS {qualified};',
    'Then CREATE {unique}INDEX CONCURRENTLY {index} ON {table} …; which needs IF NOT EXISTS no more.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-IF-NOT-EXISTS',
  ],
  proof: { leavesInvalidIndex: true },
  judgesDown: true,
  yieldsTo: ['concurrently-in-transaction', 'concurrent-index-under-short-timeout'],
  check: {
    createIndex(operation, context) {
      const { table, name, concurrently, ifNotExists, unique } = operation
      const { effects, migration, report } = context
      if (!concurrently || !ifNotExists || name === undefined) return
      // Our runner looks for the invalid index itself.
      if (migration.framework === 'migrate-lint') return
      if (!effects.scans(table) || effects.fails('always', table)) return
      if (isDroppedBefore(operation, context) || becomesConstraint(operation, context)) return
      report(operation, {
        index: name,
        table: formatName(table),
        qualified: formatName({ ...table, name }),
        unique: unique ? 'UNIQUE ' : '',
      })
    },
  },
})

type CreateIndex = OperationOf<'createIndex'>

function isDroppedBefore({ table, name }: CreateIndex, { operations, index }: RuleContext): boolean {
  return operations
    .slice(0, index)
    .some(
      earlier =>
        earlier.kind === 'dropIndex' &&
        earlier.index.name === name &&
        (earlier.index.schema ?? 'public') === (table.schema ?? 'public'),
    )
}

/** USING INDEX refuses an index that is not valid (SQLSTATE 55000), so the retry does not pass unseen. */
function becomesConstraint({ name }: CreateIndex, { operations, index }: RuleContext): boolean {
  return operations.slice(index + 1).some(later => {
    const added = later.kind === 'addConstraint' ? later.constraint : undefined
    return added !== undefined && 'usingIndex' in added && added.usingIndex === name
  })
}
