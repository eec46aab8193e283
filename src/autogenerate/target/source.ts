/** One of the things that a target consists of, as it was read. */
import type { BareOperation } from '../../model/operation.ts'
import type { Rename } from '../compare/rename.ts'

/** What it makes, and what else it says. */
export interface Source {
  /** For messages: `the model`, `schema.sql`. */
  readonly title: string
  readonly operations: readonly BareOperation[]
  readonly renames: readonly Rename[]
  /** What it holds and nothing compares, in words. */
  readonly notCompared: readonly string[]
}
