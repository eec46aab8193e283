/** Work whose callbacks are being read. */
import type { Interpreter } from './interpreter.ts'
import type { Tracker } from './tracker.ts'

/** Reads what runs after some work: whoever is called back in it waits for this work. */
export function whileUnderway<T>({ underway }: Interpreter, tracker: Tracker, read: () => T): T {
  underway.push(tracker)
  try {
    return read()
  } finally {
    underway.pop()
  }
}
