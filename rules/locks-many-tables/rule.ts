/** A transaction keeps each lock while it waits for the next: another one that goes the other way round deadlocks with it. */
import {
  dataSizedWork,
  defineRule,
  formatName,
  scopeOf,
  steps,
  type HeldLock,
  type MigrationContext,
  type Operation,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'locks-many-tables',
  hazard: 'blocks-reads',
  severity: 'warning',
  since: '0.1.0',
  what: 'With {table}, this transaction holds strong locks on {count} existing tables at once: {tables}.',
  why: 'While it waits for one of them, it keeps the others locked: whoever uses those waits too, however short the statements are. A transaction of the application that uses the same tables in another order ends in a deadlock (SQLSTATE 40P01) with it, and one of the two fails.',
  remedy: steps(
    'Split the migration: one table, or one foreign key, in each transaction.',
    "Where that cannot be, lock the tables in the order in which the application uses them, under SET lock_timeout = '5s'; and run the migration again when it fails.",
  ),
  variants: {
    work: {
      what: 'With {table}, this transaction holds strong locks on {count} existing tables at once, and then goes through all rows of one: {tables}.',
    },
  },
  references: [
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  proof: { holdsStrongLocks: 3 },
  check: {
    migration(context) {
      let transaction = ''
      let second: number | undefined
      let told = false
      for (const [index, operation] of context.operations.entries()) {
        const now = scopeOf(operation, context.at(index).transaction)
        if (now !== transaction) [transaction, second, told] = [now, undefined, false]
        if (told) continue
        const { held, taken } = context.at(index).locks
        if (held.length + taken.length < 2) {
          second = undefined
          continue
        }
        const count = countTables(lockedBy(index, context), context)
        if (count < 2) second = undefined
        else if (count === 2) second ??= index
        const works = second !== undefined && isLater(second, index, context) && dataSizedWork(context, index)
        told = count > 2 || Boolean(works)
        if (count > 2) report(index, undefined, context)
        else if (works && second !== undefined) report(second, index, context)
      }
    },
  },
})

/** The strong locks on tables when the operation has run; a partition goes with the table it is of. */
function lockedBy(index: number, { operations, at }: MigrationContext): readonly HeldLock[] {
  const { locks } = at(index)
  const byTable = new Map([...locks.held, ...locks.taken].map(lock => [lock.table, lock]))
  return [...byTable.values()].filter(lock => {
    const before = at(lock.takenBy).schema
    const table = before.table(lock.name)
    const parents = [...(table?.inherits ?? []), table?.partitionOf?.parent]
    if (parents.some(parent => parent !== undefined && byTable.has(parent))) return false
    return (
      lock.certainty === 'certain' &&
      !before.view(lock.name) &&
      (table || namesTable(operations[lock.takenBy]))
    )
  })
}

/** An index whose table is not known, or a sequence, is not one more table. */
function namesTable(operation: Operation | undefined): boolean {
  if (operation?.kind === 'objectDdl')
    return operation.table !== undefined || operation.objectType === 'table'
  return operation?.kind !== 'dropIndex' && operation?.kind !== 'reindex' && operation?.kind !== 'attachIndex'
}

/** What an operation locks beside its own table is the other side of its foreign key: the two count as one. */
function countTables(locks: readonly HeldLock[], { operations, at }: MigrationContext): number {
  const pairs = locks.filter(({ takenBy, name }) => {
    const operation = operations[takenBy]
    if (!operation || !('table' in operation) || !operation.table) return false
    const { schema } = at(takenBy)
    const isOwn = schema.keyOf(operation.table) === schema.keyOf(name)
    return isOwn && locks.some(other => other.takenBy === takenBy && other.name !== name)
  })
  return locks.length - pairs.length
}

function isLater(one: number, other: number, { operations }: MigrationContext): boolean {
  return operations[one]?.statement !== operations[other]?.statement
}

function report(index: number, work: number | undefined, context: MigrationContext): void {
  const operation = context.operations[index]
  const locks = lockedBy(index, context)
  const last = locks.at(-1)
  if (!operation || !last) return
  const before = locks.filter(({ takenBy }) => takenBy !== index)
  const related = before.flatMap(({ takenBy, mode, name }) => {
    const at = context.operations[takenBy]
    return at ? [{ message: `${mode} on ${formatName(name)} is taken here`, at }] : []
  })
  const working = work === undefined ? undefined : context.operations[work]
  if (working) related.push({ message: 'this goes through all rows of a table', at: working })
  const values = {
    table: formatName(last.name),
    count: locks.length,
    tables: locks.map(({ name }) => formatName(name)).join(', '),
  }
  context.report(operation, values, { variant: working && 'work', related })
}
