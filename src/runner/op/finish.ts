/** What is done to the operations of a call before they are handed on. */
import type { BareOperation } from '../../model/operation.ts'
import type { NamingConvention } from '../naming-convention.ts'
import { asWritten } from './as-written.ts'
import { withNames } from './names-by-convention.ts'
import type { OpContext } from './sink.ts'

/** Finishes an operation of a call, given the arguments that the code gave. */
export type Finish = (operation: BareOperation, args: readonly unknown[]) => BareOperation

/** Names what has no name, and gives SQLite its expressions back as they were written. */
export function finishFor({ dialect }: OpContext, convention: NamingConvention | undefined): Finish {
  return (operation, args) => {
    const named = convention ? withNames(operation, convention, args) : operation
    return dialect === 'sqlite' ? asWritten(named, args) : named
  }
}
