/** Follows what a transaction holds, operation by operation; when it ends, it lets go of all of it. */
import type { Operation } from '../model/operation.ts'
import type { TransactionContext } from './transaction-context.ts'

/** Something that a transaction holds until it ends. */
export interface Holding<T> {
  readonly none: T
  /** What it holds before the first operation, in a transaction that an earlier migration left open. */
  readonly start?: T | undefined
  readonly after: (held: T, operation: Operation, index: number) => T
}

/**
 * What is held before each operation, and behind the last one what the transaction goes on holding:
 * https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
 */
export function alongTransactions<T>(
  operations: readonly Operation[],
  transaction: (index: number) => TransactionContext,
  { none, start = none, after }: Holding<T>,
): readonly T[] {
  let scope = FIRST
  let held = start
  let savepoints: readonly { readonly name: string | undefined; readonly held: T }[] = []
  const all = operations.map((operation, index) => {
    const now = scopeOf(operation, transaction(index))
    if (now !== scope) [scope, held, savepoints] = [now, none, []]
    const before = held
    held = after(held, operation, index)
    if (operation.kind === 'transactionControl') {
      const { action, name } = operation
      if (action === 'savepoint') savepoints = [...savepoints, { name, held }]
      else if (action === 'rollbackTo') held = savepoints.findLast(each => each.name === name)?.held ?? held
    }
    return before
  })
  return [...all, scopeOf({ statement: -1 }, transaction(operations.length)) === scope ? held : none]
}

const FIRST = scopeOf({ statement: -1 }, { id: 1 })

/** What holds locks together: a transaction, outside of which they last for one statement. */
export function scopeOf(
  { statement }: Pick<Operation, 'statement'>,
  { id }: Pick<TransactionContext, 'id'>,
): string {
  return id === undefined ? `statement ${statement}` : `transaction ${id}`
}
