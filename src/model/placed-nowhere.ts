/** Operations that no source says: made by the tool itself, to be applied to a schema or asked for their effects. */
import { place, type BareOperation, type Operation } from './operation.ts'
import type { OperationBase } from './operation-base.ts'

const NOWHERE: OperationBase = {
  span: { file: { path: '', text: '', lineStarts: [0] }, start: 0, end: 0 },
  statement: 0,
  roundTrip: 0,
}

/** Gives the operation a place, which neither applying it nor its effects look at. */
export function placedNowhere(operation: BareOperation): Operation {
  return place(operation, NOWHERE)
}
