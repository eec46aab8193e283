/** The triggers of a foreign key stand on both tables: dropping it locks both against readers and writers. */
import {
  defineRule,
  formatName,
  steps,
  waitsWithoutLimit,
  withLockTimeout,
  type Constraint,
  type OperationOf,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'drop-foreign-key-locks-parent',
  hazard: 'blocks-reads',
  severity: 'off',
  since: '0.1.0',
  what: '{what} locks {parent} as well, and no lock_timeout is in force.',
  why: 'Its triggers on {parent} go too, which takes AccessExclusiveLock on both tables. While one query uses either of them, this waits for it, and every SELECT, INSERT, UPDATE and DELETE on {parent} that comes later queues behind this, without any limit.',
  remedy: steps(
    "Before it, in the same session or transaction: SET lock_timeout = '5s'; (or set it for the runner, and tell migrate-lint in its configuration).",
    'When it fails with SQLSTATE 55P03, nothing has changed: run the migration again (with Prisma, after prisma migrate resolve --rolled-back <name>).',
    'To drop a table with many foreign keys, drop these first, one a transaction.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-CONSTRAINT',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { locksWithoutTimeout: true },
  check: {
    dropConstraint(operation, context) {
      const dropped = context.schema.constraint(operation.table, operation.name)?.definition
      check(operation, `Dropping the foreign key ${operation.name}`, dropped ? [dropped] : [], context)
    },
    dropTable(operation, context) {
      const constraints = context.schema.table(operation.table)?.constraints ?? []
      const dropped = constraints.map(({ definition }) => definition)
      check(operation, `Dropping ${formatName(operation.table)}`, dropped, context)
    },
  },
})

/** Reports the first parent that is locked anew. */
function check(
  operation: OperationOf<'dropConstraint' | 'dropTable'>,
  what: string,
  dropped: readonly Constraint[],
  context: RuleContext,
): void {
  const { schema, locks, report } = context
  if (!waitsWithoutLimit(operation, context)) return
  const own = schema.keyOf(operation.table)
  const parents = dropped.flatMap(each =>
    each.kind === 'foreignKey' ? [schema.keyOf(each.references.table)] : [],
  )
  const parent = locks.taken.find(({ table }) => table !== own && parents.includes(table))
  if (!parent) return
  const values = { what, parent: formatName(parent.name) }
  report(operation, values, { rewrite: withLockTimeout(operation, context) })
}
