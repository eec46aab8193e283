/** Whether an operation can wait for its lock, and all others behind it, for as long as somebody uses the table. */
import type { Operation } from '../model/operation.ts'
import type { HeldLock, LocksAt } from './held-locks.ts'
import type { TransactionContext } from './transaction-context.ts'

/** The lock it waits for; absent when a lock_timeout is in force or may be, and when it takes no strong lock anew. */
export function waitsWithoutLimit(
  operation: Operation,
  { transaction, locks }: { readonly transaction: TransactionContext; readonly locks: LocksAt },
): HeldLock | undefined {
  if (transaction.lockTimeout !== 0 || !needsLimit(operation)) return undefined
  return locks.taken[0]
}

/** NOWAIT does not wait; DETACH … CONCURRENTLY waits before it blocks anybody, and a limit would leave it half done. */
function needsLimit(operation: Operation): boolean {
  if (operation.kind === 'detachPartition') return !operation.concurrently
  return !(operation.kind === 'lockTable' && operation.nowait)
}
