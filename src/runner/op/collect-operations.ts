/** The operations of a migration function, told without a database. */
import type { BareOperation } from '../../model/operation.ts'
import { NOTHING } from '../execute/unit.ts'
import { makeOp, type OpSettings } from './make-op.ts'
import type { Op } from './op-types.ts'
import { operationsOf } from './operations-of.ts'
import type { OpContext, Sink } from './sink.ts'

/** Runs the function on a list. Rejects with an OfflineError where it wants answers of a database. */
export async function collectOperations(
  run: (op: Op) => unknown,
  context: OpContext,
  settings: OpSettings = {},
): Promise<readonly BareOperation[]> {
  const operations: BareOperation[] = []
  const sink: Sink = {
    context,
    perform(step) {
      operations.push(...operationsOf(step))
      return Promise.resolve(NOTHING)
    },
    autocommit: work => work(),
  }
  const running = makeOp(sink, settings)
  await running.run(run)
  await running.settled()
  return operations
}
