/** The lexical rules of PostgreSQL: enough to tell strings, comments and punctuation apart in any text. */

/** `word` is an unquoted identifier or keyword, `symbol` one character of punctuation or of an operator. */
export type TokenKind = 'word' | 'quoted' | 'string' | 'number' | 'param' | 'symbol' | 'comment' | 'command'

export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
}

/**
 * The tokens from `start` up to `end`; an unterminated string or comment goes to the end.
 * A backslash outside of strings begins a `command` of psql, which takes the rest of its line.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function tokensOf(text: string, start = 0, end = text.length): Token[] {
  const tokens: Token[] = []
  for (let token = nextToken(text, start, end); token; token = nextToken(text, token.end, end))
    tokens.push(token)
  return tokens
}

/** The first token at or behind `at` that begins before `end`. */
export function nextToken(text: string, at: number, end: number): Token | undefined {
  let start = at
  while (start < end && isSpace(text.charCodeAt(start))) start++
  if (start >= end) return undefined
  const token = tokenAt(text, start, text.charCodeAt(start))
  return token.end <= end ? token : { ...token, end }
}

/** Whether a token is the keyword, whatever its case. */
export function isWord(text: string, token: Token | undefined, word: string): boolean {
  return (
    token?.kind === 'word' &&
    token.end - token.start === word.length &&
    text.slice(token.start, token.end).toUpperCase() === word
  )
}

/** Whether a token is the punctuation character. */
export function isSymbol(text: string, token: Token | undefined, symbol: string): boolean {
  return token?.kind === 'symbol' && text[token.start] === symbol
}

function tokenAt(text: string, at: number, code: number): Token {
  if (isIdentifierStart(code)) return wordOrPrefixedString(text, at)
  if (code >= 48 && code <= 57) return { kind: 'number', start: at, end: numberEnd(text, at) }
  if (code === 39) return { kind: 'string', start: at, end: quoteEnd(text, at + 1, 39, false) }
  if (code === 34) return { kind: 'quoted', start: at, end: quoteEnd(text, at + 1, 34, false) }
  if (code === 36) return dollarToken(text, at)
  if (code === 45 && text.charCodeAt(at + 1) === 45)
    return { kind: 'comment', start: at, end: lineEnd(text, at) }
  if (code === 47 && text.charCodeAt(at + 1) === 42)
    return { kind: 'comment', start: at, end: blockEnd(text, at) }
  if (code === 92) return { kind: 'command', start: at, end: lineEnd(text, at) }
  return { kind: 'symbol', start: at, end: at + 1 }
}

function wordOrPrefixedString(text: string, at: number): Token {
  let end = at + 1
  while (isIdentifierPart(text.charCodeAt(end))) end++
  const next = text.charCodeAt(end)
  if (end === at + 1) {
    const letter = text.charCodeAt(at) | 32
    if (next === 39 && (letter === 101 || letter === 98 || letter === 120 || letter === 110)) {
      return { kind: 'string', start: at, end: quoteEnd(text, end + 1, 39, letter === 101) }
    }
    if (letter === 117 && next === 38) {
      const quote = text.charCodeAt(end + 1)
      if (quote === 39 || quote === 34) {
        const kind = quote === 39 ? 'string' : 'quoted'
        return { kind, start: at, end: quoteEnd(text, end + 2, quote, false) }
      }
    }
  }
  return { kind: 'word', start: at, end }
}

function quoteEnd(text: string, from: number, quote: number, backslashes: boolean): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (backslashes && code === 92) i++
    else if (code === quote) {
      if (text.charCodeAt(i + 1) !== quote) return i + 1
      i++
    }
  }
  return text.length
}

function dollarToken(text: string, at: number): Token {
  let end = at + 1
  if (isDigit(text.charCodeAt(end))) {
    while (isDigit(text.charCodeAt(end))) end++
    return { kind: 'param', start: at, end }
  }
  const tagEnd = dollarTagEnd(text, at)
  if (tagEnd === undefined) return { kind: 'symbol', start: at, end: at + 1 }
  const tag = text.slice(at, tagEnd)
  const close = text.indexOf(tag, tagEnd)
  return { kind: 'string', start: at, end: close < 0 ? text.length : close + tag.length }
}

/** Where the opening `$tag$` ends, if there is one. */
export function dollarTagEnd(text: string, at: number): number | undefined {
  let end = at + 1
  if (text.charCodeAt(end) !== 36 && !isIdentifierStart(text.charCodeAt(end))) return undefined
  while (text.charCodeAt(end) !== 36) {
    if (!isIdentifierPart(text.charCodeAt(end))) return undefined
    end++
  }
  return end + 1
}

function numberEnd(text: string, at: number): number {
  let end = at + 1
  for (;;) {
    const code = text.charCodeAt(end)
    if (!isDigit(code) && code !== 46 && code !== 95 && !((code | 32) >= 97 && (code | 32) <= 122)) return end
    end++
  }
}

function lineEnd(text: string, at: number): number {
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 13) return i
  }
  return text.length
}

/** Block comments nest. */
function blockEnd(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length - 1; i++) {
    const code = text.charCodeAt(i)
    const next = text.charCodeAt(i + 1)
    if (code === 47 && next === 42) {
      depth++
      i++
    } else if (code === 42 && next === 47) {
      depth--
      i++
      if (depth === 0) return i + 1
    }
  }
  return text.length
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13)
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isIdentifierStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 0x80
}

function isIdentifierPart(code: number): boolean {
  return isIdentifierStart(code) || isDigit(code) || code === 36
}
