/** Parses many small texts in one call: PostgreSQL's parser takes longer to begin and to end than to read one of them. */
import { parseRaw } from './engine.ts'
import { kindOf, statementsOf, type RawStmt } from './lower/nodes.ts'

/** The statements of a text as they stand in a text that begins `base` bytes before it. */
export interface RawStatements {
  readonly statements: readonly RawStmt[]
  readonly base: number
}

/**
 * Stands between two texts. A text with an open string, comment or bracket swallows it; where it reads as a statement
 * of its own at its own place, the texts on both sides read as they do alone.
 */
const SEPARATOR = '\n;CHECKPOINT;'
const SEPARATOR_AT = SEPARATOR.indexOf('CHECKPOINT')

/** Longer texts gain nothing. */
const LONGEST = 20_000
const LONGEST_TOGETHER = 200_000
/** Nested comments take PostgreSQL's lexer time in the square of their depth, also across texts. */
const MOST_COMMENTS = 10

/** What was parsed ahead and not yet asked for. */
const parsed = new Map<string, RawStatements>()

/** Parses texts that `takeParsed` will be asked for soon. Those of an earlier call are forgotten. */
export function parseAhead(texts: readonly string[]): void {
  parsed.clear()
  let group: string[] = []
  let length = 0
  const finish = (): void => {
    parseGroup(group)
    group = []
    length = 0
  }
  for (const text of new Set(texts)) {
    if (text.length > LONGEST || text.includes('\0') || text.split('/*').length > MOST_COMMENTS) continue
    if (length + text.length > LONGEST_TOGETHER) finish()
    group.push(text)
    length += text.length
  }
  finish()
}

/** The statements of a text, if it was parsed ahead; they are given away once. */
export function takeParsed(text: string): RawStatements | undefined {
  if (parsed.size === 0) return undefined
  const taken = parsed.get(text)
  if (taken) parsed.delete(text)
  return taken
}

/** A text that PostgreSQL refuses is left out; what stands before and behind it is tried again. */
function parseGroup(texts: readonly string[]): void {
  if (texts.length < 2) return
  const raw = parseRaw(texts.join(SEPARATOR))
  if (raw.kind === 'json') remember(texts, statementsOf(raw.json))
  if (raw.kind !== 'refused') return
  const at = textAt(texts, raw.error.cursor)
  parseGroup(texts.slice(0, at))
  parseGroup(texts.slice(at + 1))
}

/** The number of the text that holds a code point of all texts together. */
function textAt(texts: readonly string[], cursor: number): number {
  let end = 0
  const found = texts.findIndex(text => {
    end += codePoints(text) + SEPARATOR.length
    return cursor < end
  })
  return found < 0 ? texts.length - 1 : found
}

function codePoints(text: string): number {
  let surrogates = 0
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) surrogates++
  return text.length - surrogates
}

/** Deals the statements out to their texts; where a separator is not found, nothing behind it is certain. */
function remember(texts: readonly string[], all: readonly RawStmt[]): void {
  let base = 0
  let next = 0
  for (const [i, text] of texts.entries()) {
    const end = base + Buffer.byteLength(text)
    const statements: RawStmt[] = []
    for (let statement = all[next]; statement && at(statement) < end; statement = all[++next])
      statements.push(statement)
    const isLast = i === texts.length - 1
    if (!isLast && !isSeparator(all[next++], end + SEPARATOR_AT)) return
    parsed.set(text, { statements, base })
    base = end + SEPARATOR.length
  }
}

function at({ stmt_location = 0 }: RawStmt): number {
  return stmt_location
}

function isSeparator(statement: RawStmt | undefined, place: number): boolean {
  return (
    statement?.stmt !== undefined && at(statement) === place && kindOf(statement.stmt) === 'CheckPointStmt'
  )
}
