/** Reading both sides of a condition that is known only at run time. */
import { Thrown, type Interpreter } from './interpreter.ts'
import type { UnknownValue } from './values.ts'

/** What work gave, or what it threw. */
export type Outcome<T> = { readonly value: T } | { readonly thrown: Thrown }

/**
 * Runs both sides from the same state, marks what they do, and joins what they leave behind.
 * A side that throws or for which `leaves` holds does not reach the code behind the condition, so
 * only the other side's variables count there.
 */
export function readBothSides<T>(
  interpreter: Interpreter,
  doubt: UnknownValue,
  sides: readonly [() => T, () => T],
  leaves: (result: T) => boolean = () => false,
): { readonly results: readonly T[]; readonly thrown: readonly Thrown[] } {
  const { journal, flow } = interpreter
  const [left, right] = sides.map(side => {
    const mark = journal.mark()
    const outcome = flow.within(doubt.guard ? 'guarded' : 'conditional', () => attempt(side))
    return { outcome, writes: journal.undo(mark) }
  })
  if (!left || !right) throw new RangeError('a condition has two sides')
  const leftGoes = goesOn(left.outcome, leaves)
  const rightGoes = goesOn(right.outcome, leaves)
  if (leftGoes === rightGoes) journal.join(left.writes, right.writes)
  else if (leftGoes) journal.join(left.writes, left.writes)
  else journal.join(right.writes, right.writes)
  const outcomes = [left.outcome, right.outcome]
  const results = outcomes.flatMap(outcome => ('value' in outcome ? [outcome.value] : []))
  const thrown = outcomes.flatMap(outcome => ('thrown' in outcome ? [outcome.thrown] : []))
  if (results.length === 0 && thrown[0]) throw thrown[0]
  return { results, thrown }
}

/** Runs work that may run any number of times: read once, and what it writes may or may not hold afterwards. */
export function readOnce<T>(
  interpreter: Interpreter,
  flow: 'conditional' | 'guarded' | 'repeated',
  work: () => T,
): T | undefined {
  const { journal } = interpreter
  const mark = journal.mark()
  const outcome = interpreter.flow.within(flow, () => attempt(work))
  const writes = journal.undo(mark)
  journal.join(writes, new Map())
  return 'value' in outcome ? outcome.value : undefined
}

/** Runs work; what the code throws is an answer. */
export function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof Thrown) return { thrown: error }
    throw error
  }
}

function goesOn<T>(outcome: Outcome<T>, leaves: (result: T) => boolean): boolean {
  return 'value' in outcome && !leaves(outcome.value)
}
