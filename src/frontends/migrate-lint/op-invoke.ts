/** `op.invoke(operation)`: an operation that the code gives as a plain value. */
import { isOperationKind } from '../../dialects/postgres.ts'
import type { BareOperation } from '../../model/operation.ts'
import { property, textOf } from '../typescript/arguments.ts'
import { plainOf } from '../typescript/plain.ts'
import type { HostCall } from '../typescript/values.ts'
import { unreadable } from './readers.ts'

/** Records the operation that is given, where all of it is known. */
export function invoke(call: HostCall): undefined {
  const operation = operationOf(call)
  if (operation) call.emit(operation)
  else unreadable(call)
}

function operationOf(call: HostCall): BareOperation | undefined {
  const [value] = call.args
  const kind = textOf(property(value, 'kind'))
  if (!value || kind === undefined || !isOperationKind(kind)) return undefined
  // Its kind is known; of its parts the compiler has seen to it where the migration was written.
  return plainOf(value) as BareOperation | undefined
}
