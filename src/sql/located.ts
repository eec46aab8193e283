/** Operations together with the characters that say them. */
import type { BareOperation } from '../model/operation.ts'
import type { Flow } from '../model/operation-base.ts'
import { longNamesIn } from './long-names.ts'
import { UnprintableError } from './lower/print.ts'
import { lowerStatement } from './lower/statement.ts'
import type { ParsedStatement } from './parse.ts'
import { firstLine, headOf, rangesOf, type Range } from './spans.ts'

/** An operation, its place in the text, and whether it always runs. */
export interface Located {
  readonly operation: BareOperation
  readonly range: Range
  readonly flow?: Flow | undefined
  /** It stands in a DO block. */
  readonly inBlock?: true | undefined
  /** Names of the statement that PostgreSQL cuts, as they were written. */
  readonly longNames?: readonly string[] | undefined
}

/** Lowers a parsed statement and locates each of its operations in the text. */
export function locateStatement(text: string, statement: ParsedStatement): readonly Located[] {
  try {
    const lowered = lowerStatement(statement.node, { text: text.slice(statement.start, statement.end) })
    const ranges = rangesOf(text, statement, lowered)
    const longNames = longNamesIn(text, statement.start, statement.end)
    return lowered.map(({ operation }, i) => {
      const range = ranges[i] ?? headOf(text, statement)
      return longNames ? { operation, range, longNames } : { operation, range }
    })
  } catch (error) {
    // Printing and walking recurse: a tree that PostgreSQL's own parser just managed may be too deep for them.
    if (error instanceof RangeError) return [tooDeep(text, statement)]
    if (error instanceof UnprintableError) return [unprintable(text, statement)]
    throw error
  }
}

function tooDeep(text: string, { start, end }: ParsedStatement): Located {
  const message = 'The statement is too deeply nested to be read.'
  return { operation: { kind: 'opaque', reason: 'limit', message }, range: firstLine(text, start, end) }
}

function unprintable(text: string, statement: ParsedStatement): Located {
  const message = 'A part of the statement cannot be printed.'
  const operation: BareOperation = { kind: 'opaque', reason: 'unsupported statement', message }
  return { operation, range: headOf(text, statement) }
}
