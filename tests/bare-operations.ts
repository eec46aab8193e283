/** Operations without their place in the source, for comparing what two sources say. */
import type { BareOperation, Operation } from '../src/model/operation.ts'

/** The operation without span and numbers; `sql` is only how it was said. */
export function bare(operation: Operation): BareOperation {
  const { span: _span, statement: _statement, roundTrip: _roundTrip, ...placed } = operation
  const { inBlock: _inBlock, longNames: _longNames, ...rest } = placed
  return JSON.parse(JSON.stringify(rest)) as BareOperation
}
