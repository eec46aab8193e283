/** Finds the body of a function or DO block, and texts inside it, in the text that the user wrote. */
import { dollarTagEnd, tokensOf } from '../lexer.ts'
import type { Range } from '../spans.ts'

/** Where a body stands, if its characters are those of the text: dollar-quoted, or quoted and without escapes. */
export function bodyRange(text: string, statement: Range, body: string): Range | undefined {
  for (const token of tokensOf(text, statement.start, statement.end)) {
    if (token.kind !== 'string') continue
    const inner = contentRange(text, token)
    if (text.slice(inner.start, inner.end) === body) return inner
  }
  return undefined
}

/** What stands between the quotes of a string. */
export function contentRange(text: string, { start, end }: Range): Range {
  const open = text[start] === '$' ? dollarTagEnd(text, start) : undefined
  if (open !== undefined) return { start: open, end: end - (open - start) }
  return { start: text.indexOf("'", start) + 1, end: end - 1 }
}

/** Finds the texts of a body one after the other, in the order in which they stand there. */
export class BodyCursor {
  readonly #text: string
  readonly #end: number
  #at: number

  constructor(text: string, body: Range) {
    this.#text = text
    this.#at = body.start
    this.#end = body.end
  }

  /** The next place of a text, or of one that begins with it and is `length` long; the search goes on behind it. */
  find(query: string, length = query.length): Range | undefined {
    const start = this.#text.indexOf(query, this.#at)
    if (query === '' || start < 0 || start + length > this.#end) return undefined
    this.#at = start + length
    return { start, end: this.#at }
  }

  /** The next place of a keyword, and from there up to the end of its statement. */
  findStatement(pattern: RegExp): Range | undefined {
    const search = new RegExp(pattern.source, 'giu')
    search.lastIndex = this.#at
    const found = search.exec(this.#text)
    if (!found || found.index >= this.#end) return undefined
    const stop = tokensOf(this.#text, found.index, this.#end).find(token => this.#text[token.start] === ';')
    this.#at = found.index + found[0].length
    return { start: found.index, end: stop?.start ?? this.#at }
  }
}
