/** What a method of `pgm` is: a function from its arguments to the SQL that node-pg-migrate puts into its list. */
import type { MappedText } from '../../source/mapped-text.ts'
import type { Span } from '../../source/span.ts'
import type { Given } from '../typescript/given.ts'
import { write } from '../typescript/written-sql.ts'
import type { Shorthands } from './column-types.ts'

/** Where a call stands, what type names mean there, and a template tag that writes SQL which knows its place. */
export interface Saying {
  readonly span: Span
  readonly shorthands: Shorthands
  readonly say: (fixed: TemplateStringsArray, ...values: readonly (string | MappedText)[]) => MappedText
}

/** Writes what one call says; arguments that were left out are given as `undefined`. */
export type Write = (on: Saying, ...args: Arguments) => MappedText | readonly MappedText[]

type Arguments = readonly [Given, Given, Given, Given, Given]

/** A method: what it does, and what node-pg-migrate takes for its inverse when a migration has no `down`. */
export interface Method {
  readonly write: Write
  readonly reverse?: Write | undefined
}

/** A tag whose fixed texts stand for a range of the source as a whole. */
export function sayingAt(span: Span, shorthands: Shorthands): Saying {
  return {
    span,
    shorthands,
    say: (fixed, ...values) => write(span, ...fixed.flatMap((text, i) => [text, values[i] ?? ''])),
  }
}

/** The same at another place: of one column among several. */
export function at(on: Saying, span: Span): Saying {
  return sayingAt(span, on.shorthands)
}
