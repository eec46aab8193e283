/** Numbering statements and round trips anew where their order was changed. */
import type { Operation } from '../../model/operation.ts'

/** Operations of one statement, and statements of one round trip, stand together and stay together. */
export function renumbered(operations: readonly Operation[]): readonly Operation[] {
  const number = counter()
  const trip = counter()
  return operations.map(operation => ({
    ...operation,
    statement: number(operation.statement),
    roundTrip: trip(operation.roundTrip),
  }))
}

function counter(): (was: number) => number {
  let last: number | undefined
  let next = -1
  return was => {
    if (was !== last) next++
    last = was
    return next
  }
}
