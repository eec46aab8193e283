/** Whose turn it is: the calls of a migration, and of the blocks within it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { CallError } from './errors.ts'
import { createQueue, type Queue } from './queue.ts'

/** The rows in which calls wait. */
export interface Turns {
  /** The row of the innermost block that the code is in and that still runs. */
  queueFor(call: string): Queue
  /** Runs code of the user whose calls have their turn now, not behind the call that runs it. */
  nested(body: () => unknown): Promise<void>
  /** The row of the migration itself. */
  readonly root: Queue
}

/** Makes the rows of one migration. */
export function createTurns(): Turns {
  const root = createQueue()
  const inside = new AsyncLocalStorage<readonly Queue[]>()
  const around = (): readonly Queue[] => inside.getStore() ?? []
  return {
    root,
    queueFor(call) {
      const open = [...around(), root].find(({ isClosed }) => !isClosed)
      if (open) return open
      throw new CallError(`${call} came after the migration had ended. Await every promise in it.`)
    },
    nested(body) {
      const queue = createQueue()
      return inside.run([queue, ...around()], () => queue.run(body))
    },
  }
}
