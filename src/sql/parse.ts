/** A text as statements of PostgreSQL: those that its grammar takes as trees, the others with what is wrong. */
import { parseRaw, type GrammarError } from './engine.ts'
import { statementsOf, type Node } from './lower/nodes.ts'
import { byteOffsets, codePointOffset, type OffsetMap } from './offsets.ts'
import { takeParsed, type RawStatements } from './parse-ahead.ts'
import { splitSql, type Chunk, type Split } from './split.ts'
import type { Token } from './lexer.ts'

/** A statement without comments around it and without its semicolon; offsets count UTF-16 units of the text. */
export interface ParsedStatement {
  readonly kind: 'parsed'
  readonly start: number
  readonly end: number
  readonly node: Node
  /** From the tree's offsets to those of the text. */
  readonly offsetOf: OffsetMap
}

/** A statement that could not be parsed, or is a command of psql. */
export interface UnparsedStatement {
  readonly kind: 'refused' | 'limit' | 'command'
  readonly start: number
  readonly end: number
  readonly message: string
  /** Where PostgreSQL stopped. */
  readonly at: number
}

export type TextStatement = ParsedStatement | UnparsedStatement

/** The statements of a text and its comments. */
export interface ParsedText {
  readonly statements: readonly TextStatement[]
  readonly comments: readonly Token[]
}

/** Longer statements exhaust the parser's memory, deeper ones its stack. */
const LONGEST_STATEMENT = 16_000_000
const DEEPEST_NESTING = 1_000

/** PostgreSQL's lexer takes time in the square of the depth of nested comments. */
const DEEPEST_COMMENT = 500

/** How many characters are split anew, all in all, because brackets before them do not match. */
const MOST_RESPLIT = 10_000_000

/**
 * Parses a text. It is given to PostgreSQL as a whole first; only when that fails it is split by the lexical
 * rules and parsed statement by statement, so that one bad statement does not hide the others.
 */
export function parseSql(text: string): ParsedText {
  const at = withoutMarks(text)
  const hasComments = at.includes('--') || at.includes('/*')
  const hostile = at.length > LONGEST_STATEMENT || at.includes('\0') || commentDepth(at) > DEEPEST_COMMENT
  const parsed = hostile ? undefined : parseWhole(at)
  if (!parsed) return parseApart(at)
  const comments = hasComments ? splitSql(at) : undefined
  return { statements: parsed, comments: comments?.comments ?? [] }
}

/** The most that comments may be nested in a text, counted from their marks alone. */
function commentDepth(text: string): number {
  let depth = 0
  let deepest = 0
  for (let at = text.indexOf('/*'); at >= 0; at = text.indexOf('/*', at + 2)) deepest++
  if (deepest <= DEEPEST_COMMENT) return deepest
  deepest = 0
  for (const [mark] of text.matchAll(/\/\*|\*\//gu)) {
    depth = mark === '/*' ? depth + 1 : Math.max(0, depth - 1)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** A byte order mark is no SQL; a space in its place keeps all offsets. */
function withoutMarks(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text
}

function parseWhole(text: string): readonly TextStatement[] | undefined {
  if (!/\S/u.test(text)) return []
  const raw = takeParsed(text) ?? parseAlone(text)
  if (!raw) return undefined
  const bytes = byteOffsets(text)
  const offsetOf = raw.base === 0 ? bytes : (offset: number) => bytes(offset - raw.base)
  return raw.statements.flatMap(({ stmt, stmt_location = 0, stmt_len }) => {
    if (!stmt) return []
    const start = offsetOf(stmt_location)
    const end = stmt_len ? Math.min(text.length, offsetOf(stmt_location + stmt_len)) : text.length
    return [{ kind: 'parsed' as const, ...trimmed(text, start, end), node: stmt, offsetOf }]
  })
}

function parseAlone(text: string): RawStatements | undefined {
  const raw = parseRaw(text)
  return raw.kind === 'json' ? { statements: statementsOf(raw.json), base: 0 } : undefined
}

/** PostgreSQL counts what stands between a statement and its semicolon as part of it. */
function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const body = text.slice(start, end)
  if (body.includes('--') || body.includes('/*') || !/^\S/u.test(body)) {
    const chunks = splitSql(text, start, end).chunks
    return { start: chunks[0]?.start ?? start, end: chunks.at(-1)?.end ?? end }
  }
  return { start, end: start + body.trimEnd().length }
}

function parseApart(text: string): ParsedText {
  const { chunks, comments } = splitSql(text)
  const statements: TextStatement[] = []
  const waiting = [...chunks].reverse()
  let budget = MOST_RESPLIT
  for (let chunk = waiting.pop(); chunk; chunk = waiting.pop()) {
    const parsed = parseChunk(text, chunk)
    const { innerBreak } = chunk
    if (parsed.kind === 'refused' && innerBreak !== undefined && budget > 0) {
      // Brackets that do not match swallow the statements behind them: end this one at its first semicolon.
      budget -= chunk.end - innerBreak
      const head = splitSql(text, chunk.start, innerBreak - 1).chunks[0]
      statements.push(head ? parseChunk(text, head) : parsed)
      waiting.push(...[...splitSql(text, innerBreak, chunk.end).chunks].reverse())
    } else statements.push(parsed)
  }
  return { statements: [...statements, ...unclosedComment(text, comments)], comments }
}

/** A block comment that is not closed swallows all that follows, and PostgreSQL refuses the text. */
function unclosedComment(text: string, comments: Split['comments']): readonly UnparsedStatement[] {
  const last = comments.at(-1)
  if (!last || !text.startsWith('/*', last.start)) return []
  const { start, end } = last
  if (end - start >= 4 && text.endsWith('*/', end)) return []
  return [{ kind: 'refused', start, end, message: 'unterminated /* comment', at: start }]
}

function parseChunk(text: string, chunk: Chunk): TextStatement {
  const { start, end } = chunk
  const failed = (kind: UnparsedStatement['kind'], message: string, at = start): UnparsedStatement => ({
    kind,
    start,
    end,
    message,
    at,
  })
  if (chunk.kind === 'command') return failed('command', 'A command of psql, not SQL.')
  const body = text.slice(start, end)
  const nul = body.indexOf('\0')
  if (nul >= 0) return failed('refused', 'invalid byte sequence: a NUL character', start + nul)
  if (body.length > LONGEST_STATEMENT) return failed('limit', TOO_LARGE)
  if (chunk.depth > DEEPEST_NESTING || commentDepth(body) > DEEPEST_COMMENT) return failed('limit', TOO_DEEP)
  const raw = parseRaw(body)
  if (raw.kind === 'broken' || (raw.kind === 'refused' && EXHAUSTED.test(raw.error.message))) {
    return failed('limit', TOO_DEEP)
  }
  if (raw.kind === 'refused')
    return failed('refused', raw.error.message, start + errorOffset(body, raw.error))
  const node = statementsOf(raw.json)[0]?.stmt
  const bytes = byteOffsets(body)
  return node
    ? { kind: 'parsed', start, end, node, offsetOf: offset => start + bytes(offset) }
    : failed('refused', 'syntax error: no statement')
}

function errorOffset(body: string, { cursor }: GrammarError): number {
  return codePointOffset(body, cursor)
}

/** What the grammar says when its own stack is full. */
const EXHAUSTED = /^memory exhausted|^stack depth limit/u

const TOO_LARGE = 'The statement is too large to be read.'
const TOO_DEEP = 'The statement is too large or too deeply nested to be read.'
