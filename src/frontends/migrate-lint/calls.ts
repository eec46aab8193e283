/** Operations as calls of `op`: what `op.ts` reads, written. */
import { printOperation } from '../../dialects/postgres.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'
import { helpersIn, method, plainly, sqlOrText, type Method } from './calls/code.ts'
import { COLUMN_WRITERS } from './calls/columns.ts'
import { CONSTRAINT_WRITERS } from './calls/constraints.ts'
import { DATA_WRITERS } from './calls/data.ts'
import { INDEX_WRITERS } from './calls/indexes.ts'
import { NOTHING_KNOWN, type Known } from './calls/names.ts'
import { OBJECT_WRITERS } from './calls/objects.ts'
import { printCode } from './calls/print-code.ts'
import { TABLE_WRITERS } from './calls/tables.ts'

type Write = (operation: never, known: Known) => Method | undefined

const WRITERS: { readonly [K in OperationKind]?: Write } = {
  ...TABLE_WRITERS,
  ...COLUMN_WRITERS,
  ...CONSTRAINT_WRITERS,
  ...INDEX_WRITERS,
  ...OBJECT_WRITERS,
  ...DATA_WRITERS,
}

/** The call that says the operation in a word of its own; undefined where `op` has none that says all of it. */
export function methodOf(operation: BareOperation, known: Known = NOTHING_KNOWN): Method | undefined {
  // The tables pair each kind with its writer; a lookup by a union of kinds loses that.
  return WRITERS[operation.kind]?.(operation as never, known)
}

/** The call that does the operation: as SQL where `op` has no word for it. */
export function callOf(
  operation: BareOperation,
  { known = NOTHING_KNOWN, print = printOperation }: CallSettings = {},
): Method {
  return methodOf(operation, known) ?? method('execute', [sqlOrText(print(operation))])
}

/** What is known where the call will run. */
export interface CallSettings {
  readonly known?: Known
  /** An operation as SQL of the database. */
  readonly print?: (operation: BareOperation) => string
}

/** The call on one line, in a file that may not import anything: SQL as a text, and no column but in SQL. */
export function opCall(operation: BareOperation, op: string): string {
  const own = methodOf(operation)
  const plain = own && { ...own, args: own.args.map(plainly) }
  const fits = plain?.args.every(arg => helpersIn(arg).size === 0) ? plain : undefined
  const args = fits ? fits.args : [sqlOrText(printOperation(operation))].map(plainly)
  const callee = `${op}.${fits ? fits.method : 'execute'}`
  return printCode({ kind: 'call', callee, args }, { quote: fits ? "'" : '`', indent: '  ' })
}
