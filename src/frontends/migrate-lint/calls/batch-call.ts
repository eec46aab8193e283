/** A call of `op` as the call of a batch, which has the table already. */
import { TABLE_FIRST, TABLE_SECOND } from '../op-batch.ts'
import type { Method } from './code.ts'

/** The call without its table. */
export function batchCall({ method, args }: Method): Method {
  const at = Object.hasOwn(TABLE_FIRST, method) ? 0 : Object.hasOwn(TABLE_SECOND, method) ? 1 : args.length
  return { method, args: args.toSpliced(at, 1) }
}
