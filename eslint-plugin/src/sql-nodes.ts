/** The tree of a `.sql` file as ESLint sees it: one node for the whole file, and its comments. */
import type { SourceLocation } from '@eslint/core'

/** A comment; `value` is what stands between its marks. */
export interface SqlComment {
  readonly type: 'Line' | 'Block'
  readonly value: string
  readonly range: [number, number]
  readonly loc: SourceLocation
}

/** The root. It is not called `Program`, which rules for JavaScript would take for theirs. */
export interface SqlFile {
  readonly type: 'SqlFile'
  readonly range: [number, number]
  readonly loc: SourceLocation
  readonly comments: readonly SqlComment[]
  /** Nothing: rules for JavaScript that ask for them find none. */
  readonly body: readonly []
  readonly tokens: readonly []
}

/** Where lines begin; LF, CRLF and lone CR end one. */
export const LINE_BREAK = /\r\n|\n|\r/u

/** Lines count from 1, columns from 0. */
export function locator(text: string): (start: number, end: number) => SourceLocation {
  const starts = [0]
  for (const { 0: lineBreak, index } of text.matchAll(new RegExp(LINE_BREAK, 'gu')))
    starts.push(index + lineBreak.length)
  const positionOf = (offset: number) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) }
  }
  return (start, end) => ({ start: positionOf(start), end: positionOf(end) })
}
