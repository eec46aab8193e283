/** Which locks that make others wait each operation takes, and which its transaction holds already when it comes. */
import { OrderedMap } from 'immutable'
import type { Certainty } from '../effects/effect.ts'
import type { EffectsView } from '../effects/effects-view.ts'
import type { LockMode } from '../effects/lock-modes.ts'
import type { QualifiedName } from '../model/names.ts'
import type { Operation } from '../model/operation.ts'
import type { ObjectKey } from '../schema/schema-state.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import { alongTransactions } from './along-transactions.ts'
import { movedKey } from './moved-key.ts'
import type { TransactionContext } from './transaction-context.ts'

/** A lock on an existing table that makes its writers wait, and perhaps its readers. */
export interface HeldLock {
  /** The table as it is called where the lock is looked at, not where it was taken. */
  readonly table: ObjectKey
  /** The name in the operation that took the lock. */
  readonly name: QualifiedName
  readonly mode: LockMode
  /** `read`: every access waits; `write`: readers pass. */
  readonly blocks: 'read' | 'write'
  readonly certainty: Certainty
  /** Index of the operation that took it. */
  readonly takenBy: number
}

/** The locks around one operation. */
export interface LocksAt {
  /** Held by its transaction before it: https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES */
  readonly held: readonly HeldLock[]
  /** What it takes and so has to wait for: not what its transaction holds in a mode as strong. */
  readonly taken: readonly HeldLock[]
}

/** What is known where an operation runs. */
interface Where {
  readonly schema: SchemaView
  readonly effects: EffectsView
}

/** In the order in which they were taken; a new one costs the same, however many are held. */
type Locks = OrderedMap<ObjectKey, HeldLock>
const NONE: Locks = OrderedMap()

/** Follows the operations of one direction of a migration. */
export function locksAt(
  operations: readonly Operation[],
  at: (index: number) => Where,
  transaction: (index: number) => TransactionContext,
): readonly LocksAt[] {
  const all: LocksAt[] = []
  alongTransactions(operations, transaction, {
    none: NONE,
    after(held, operation, index) {
      const { schema, effects } = at(index)
      const taken = strongLocks(effects, index).filter(
        lock => !covers(held.get(lock.table), lock) && !coversIndex(held, lock, schema),
      )
      all.push(new AroundOperation(held, taken))
      return after(operation, taken, held, schema)
    },
  })
  return all
}

/** Few ask what is held, which may be thousands of locks for each of thousands of operations. */
class AroundOperation implements LocksAt {
  readonly taken: readonly HeldLock[]
  readonly #held: Locks

  constructor(held: Locks, taken: readonly HeldLock[]) {
    this.taken = taken
    this.#held = held
  }

  get held(): readonly HeldLock[] {
    return [...this.#held.values()]
  }
}

/** The locks that block writers, and whether they block readers too. */
function strongLocks(effects: EffectsView, takenBy: number): readonly HeldLock[] {
  const readers = effects.blocks('read')
  return effects.blocks('write').map(lock => {
    const { table, name, mode, certainty } = lock
    return { table, name, mode, certainty, takenBy, blocks: readers.includes(lock) ? 'read' : 'write' }
  })
}

/** A transaction that already holds the lock has done its waiting. */
function covers(held: HeldLock | undefined, lock: HeldLock): boolean {
  return held !== undefined && (held.blocks === lock.blocks || held.blocks === 'read')
}

/** Whoever uses an index has locked its table before, so nobody is there to wait for. */
function coversIndex(held: Locks, { name }: HeldLock, schema: SchemaView): boolean {
  const table = schema.tableOfIndex(name)
  return table !== undefined && held.get(schema.keyOf({ ...name, name: table.name }))?.blocks === 'read'
}

/** The lock is on the table, whatever it is called; who waits for a table or view that is dropped finds it gone. */
function after(operation: Operation, taken: readonly HeldLock[], before: Locks, schema: SchemaView): Locks {
  const moved = movedKey(operation, schema)
  if (operation.kind === 'dropView') return before
  if (taken.length === 0 && !moved && operation.kind !== 'dropTable') return before
  const dropped = operation.kind === 'dropTable' ? schema.keyOf(operation.table) : undefined
  const held = taken.reduce(
    (locks, lock) => (lock.table === dropped ? locks : locks.set(lock.table, lock)),
    before,
  )
  if (dropped !== undefined) return held.delete(dropped)
  const lock = moved && held.get(moved.from)
  return moved && lock ? held.delete(moved.from).set(moved.to, { ...lock, table: moved.to }) : held
}
