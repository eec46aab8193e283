/** What all printers share: a printer for each kind of operation, and words that are put together. */
import type { Unplaced } from '../model/operation-base.ts'
import type { BareOperation, OperationKind, OperationOf } from '../model/operation.ts'
import type { Spelling } from './spelling.ts'

/** A printer for each of some kinds: a new kind does not compile until the dialect knows it. */
export type Printers<K extends OperationKind = OperationKind> = {
  readonly [Kind in K]: (operation: Unplaced<OperationOf<Kind>>, spelling: Spelling) => string
}

/** Prints by the operation's kind. */
export function printWith(printers: Printers, operation: BareOperation, spelling: Spelling): string {
  // The table's type pairs each kind with its printer; a lookup by a union of kinds loses that.
  const print = printers[operation.kind] as (operation: BareOperation, spelling: Spelling) => string
  return print(operation, spelling)
}

/** The words that are there, with blanks between them. */
export function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== false && part !== '').join(' ')
}

/** `(a, b)`. */
export function list(items: readonly string[]): string {
  return `(${items.join(', ')})`
}

/** A comment of one line, for what SQL cannot say. */
export function comment(text: string): string {
  return `-- ${text.replace(/\s+/gu, ' ').trim()}`
}
