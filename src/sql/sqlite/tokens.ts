/** The words of a text in SQLite's language, with their places: the parser's tree does not say where a clause begins. */
import { sqliteParser } from './parse.ts'

export interface SqliteToken {
  readonly text: string
  readonly start: number
  readonly end: number
  /** In capitals, as the grammar knows it; empty for what stands in quotes. */
  readonly word: string
  /** What it calls if it is a name: quotes are taken off. */
  readonly name: string | undefined
}

const PLAIN_NAME = /^[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*$/u

/** All tokens but blanks and comments. */
export function sqliteTokens(text: string): readonly SqliteToken[] {
  return [...sqliteParser().tokenize(text)].map(({ text: token, span }) => ({
    text: token,
    start: span.offset,
    end: span.offset + span.length,
    word: isQuoted(token) ? '' : token.toUpperCase(),
    name: nameOf(token),
  }))
}

function isQuoted(token: string): boolean {
  return /^["'`[]/u.test(token)
}

/** Four kinds of quotes: https://www.sqlite.org/lang_keywords.html */
function nameOf(token: string): string | undefined {
  if (token.startsWith('[')) return token.slice(1, -1)
  const quote = token.charAt(0)
  if (isQuoted(token)) return token.slice(1, -1).replaceAll(quote + quote, quote)
  return PLAIN_NAME.test(token) ? token : undefined
}
