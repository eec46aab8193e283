/** The calls of a migration in a row: each waits for the one before it, whether the code awaits it or not. */
import { QueuedCall } from './queued-call.ts'

/** A row of calls. */
export interface Queue {
  /** Puts work at the end. */
  push<T>(work: () => Promise<T>): Promise<T>
  /** Runs the code that makes the calls, and waits until nothing is left; rejects with the first error that nobody handles. */
  run(code: () => unknown): Promise<void>
  /** Waits until nothing is left to do; rejects with the first error that nobody handles. */
  settled(): Promise<void>
  /** Keeps what waits still from being sent. */
  fail(error: unknown): void
  /** Nothing is taken any more. */
  readonly isClosed: boolean
}

/** Makes an empty row; `onError` hears of every error, whether it is handled or not. */
export function createQueue(onError: (error: unknown) => void = () => undefined): Queue {
  let tail: Promise<unknown> = Promise.resolve()
  let failure: { readonly error: unknown } | undefined
  let isClosed = false
  const fail = (error: unknown): void => {
    failure ??= { error }
  }
  const push = <T>(work: () => Promise<T>): Promise<T> => {
    const done = tail.then(() => {
      if (failure) throw failure.error
      return work()
    })
    const call = QueuedCall.of(done, fail)
    // The next call is held back until it is known whether anybody looks after an error of this one.
    tail = done.catch((error: unknown) => {
      onError(error)
      return turn().then(turn)
    })
    return call
  }
  const settled = async (): Promise<void> => {
    // Code that goes on behind a call which nobody waits for adds more.
    for (let last: unknown; last !== tail;) {
      last = tail
      await tail
      await turn()
    }
    isClosed = true
    if (failure) throw failure.error
  }
  const run = async (code: () => unknown): Promise<void> => {
    try {
      await code()
    } catch (error) {
      // What waits still is not sent any more.
      fail(error)
    }
    await settled()
  }
  return {
    push,
    run,
    settled,
    fail,
    get isClosed() {
      return isClosed
    },
  }
}

/** Lets everything that is ready to go on do so. */
function turn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve)
  })
}
