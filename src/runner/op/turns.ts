/** Whose turn it is: the calls of a migration, and of the blocks within it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { CallError } from './errors.ts'
import { claiming } from './lost-rejections.ts'
import { createQueue, type Queue } from './queue.ts'

/** The rows in which calls wait. */
export interface Turns {
  /** The row of the innermost block that the code is in and that still runs. */
  queueFor(call: string): Queue
  /** Runs a migration. */
  run(body: () => unknown): Promise<void>
  /** Runs code of the user whose calls have their turn now, not behind the call that runs it. */
  nested(body: () => unknown): Promise<void>
  /** Waits until the migration has nothing left to do. */
  settled(): Promise<void>
}

/** Makes the rows of one migration. */
export function createTurns(): Turns {
  const errors = new WeakSet()
  const note = (error: unknown): void => {
    if (isObject(error)) errors.add(error)
  }
  const root = createQueue(note)
  const open = new Set([root])
  const inside = new AsyncLocalStorage<readonly Queue[]>()
  const around = (): readonly Queue[] => inside.getStore() ?? []
  /** An error of a call whose promise the code has dropped fails the migration, wherever it is by now. */
  const claim = (reason: unknown): boolean => {
    if (!chainOf(reason).some(each => errors.has(each))) return false
    for (const queue of open) queue.fail(reason)
    return true
  }
  return {
    queueFor(call) {
      const queue = [...around(), root].find(({ isClosed }) => !isClosed)
      if (queue) return queue
      throw new CallError(`${call} came after the migration had ended. Await every promise in it.`)
    },
    run: body => claiming(claim, () => root.run(body)),
    async nested(body) {
      const queue = createQueue(note)
      open.add(queue)
      await inside.run([queue, ...around()], () => queue.run(body))
      open.delete(queue)
    },
    settled: () => root.settled(),
  }
}

/** The error and what caused it. */
function chainOf(error: unknown, depth = 0): readonly object[] {
  if (!isObject(error) || depth > 10) return []
  return [error, ...chainOf('cause' in error ? error.cause : undefined, depth + 1)]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
