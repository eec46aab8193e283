/** Locks are held until the transaction ends, so what would lock nobody out by itself does so behind ALTER TABLE. */
import {
  dataSizedWork,
  defineRule,
  formatName,
  steps,
  type DataSizedWork,
  type HeldLock,
  type Operation,
  type RuleContext,
} from '../../src/lint/rule.ts'

export default defineRule({
  id: 'work-under-strong-lock',
  hazard: 'blocks-reads',
  severity: 'error',
  since: '0.1.0',
  what: '{work} while the transaction holds {lock} on {locked}.',
  why: 'It takes the longer the more rows there are. By itself it would let everybody go on, but the lock is held until the transaction ends: every {waiters} on {locked} waits until the last row is read.',
  remedy: steps(
    'Move it into a migration of its own, before or after this one, so that it runs in another transaction.',
    'If it has to be in this one, put it before the first statement that locks {locked}.',
  ),
  references: [
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
  ],
  proof: { scansTable: true },
  // They tell of the same work: that it was to be spared, or cannot run here at all.
  yieldsTo: ['validate-in-same-transaction', 'attach-partition-scans-table', 'concurrently-in-transaction'],
  check: {
    each(operation, context) {
      // Work that keeps others out by itself is the business of its own rules.
      const work = dataSizedWork(context, context.index)
      if (!work?.harmless || isOneWithPrevious(operation, context)) return
      const held = worstOf(context.locks.held.filter(lock => tookBefore(lock, operation, context)))
      if (!held) return
      const at = context.operations[held.takenBy] ?? operation
      const values = {
        work: saying(work, operation),
        lock: held.mode,
        locked: formatName(held.name),
        waiters: `${held.blocks === 'read' ? 'SELECT, ' : ''}INSERT, UPDATE and DELETE`,
      }
      context.report(operation, values, { related: [{ message: `${held.mode} is taken here`, at }] })
    },
  },
})

/** The sub-commands of one ALTER TABLE are one piece of work; a DO block is several statements. */
function tookBefore(lock: HeldLock, operation: Operation, { operations }: RuleContext): boolean {
  const together = operations[lock.takenBy]?.statement === operation.statement
  const block = operation.inBlock === true && operation.kind !== 'validateConstraint'
  return lock.certainty === 'certain' && (!together || block)
}

function isOneWithPrevious({ statement, inBlock }: Operation, context: RuleContext): boolean {
  const { operations, index } = context
  return (
    !inBlock && operations[index - 1]?.statement === statement && Boolean(dataSizedWork(context, index - 1))
  )
}

function worstOf(locks: readonly HeldLock[]): HeldLock | undefined {
  return locks.find(lock => lock.blocks === 'read') ?? locks[0]
}

function saying({ table, does }: DataSizedWork, operation: Operation): string {
  const name = formatName(table)
  if (operation.kind === 'validateConstraint')
    return `The constraint ${operation.name} is checked in all rows of ${name}`
  if (operation.kind === 'createIndex') return `An index of all rows of ${name} is built`
  if (does === 'copies') return `This copies rows of ${name}, however many they are,`
  return `This ${does} all rows of ${name}`
}
