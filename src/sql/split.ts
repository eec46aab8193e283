/** Splits a text into statements by PostgreSQL's lexical rules, as psql does, so that one bad statement stands alone. */
import { isSymbol, isWord, nextToken, type Token } from './lexer.ts'

/** A statement without its semicolon, or a command of psql; `tokens` hold no comments. */
export interface Chunk {
  readonly kind: 'statement' | 'command'
  readonly start: number
  readonly end: number
  readonly tokens: readonly Token[]
  /** Deepest nesting of brackets. */
  readonly depth: number
  /** Offset behind the first semicolon inside brackets: where to go on when the brackets do not match. */
  readonly innerBreak?: number | undefined
}

export interface Split {
  readonly chunks: readonly Chunk[]
  readonly comments: readonly Token[]
}

/** What has been seen of the statement being read. */
interface Building {
  tokens: Token[]
  depth: number
  deepest: number
  /** CASE … END and BEGIN ATOMIC … END that are open in an SQL-standard function body. */
  atomic: number
  innerBreak: number | undefined
}

/** The statements and comments from `start` up to `end`. */
export function splitSql(text: string, start = 0, end = text.length): Split {
  const chunks: Chunk[] = []
  const comments: Token[] = []
  let building = emptyStatement()
  const finish = (): void => {
    const chunk = chunkOf(building)
    if (chunk) chunks.push(chunk)
    building = emptyStatement()
  }
  let next = start
  for (let token = nextToken(text, next, end); token; token = nextToken(text, next, end)) {
    next = token.end
    if (token.kind === 'comment') comments.push(token)
    else if (token.kind === 'command' && startsCommand(text, token, building)) {
      finish()
      chunks.push({ kind: 'command', start: token.start, end: token.end, tokens: [], depth: 0 })
    } else if (isSymbol(text, token, ';') && endsStatement(building, token)) {
      next = copyDataEnd(text, building.tokens, token.end) ?? next
      finish()
    } else add(text, token, building)
  }
  finish()
  return { chunks, comments }
}

function emptyStatement(): Building {
  return { tokens: [], depth: 0, deepest: 0, atomic: 0, innerBreak: undefined }
}

function chunkOf({ tokens, deepest, innerBreak }: Building): Chunk | undefined {
  const first = tokens[0]
  const last = tokens.at(-1)
  if (!first || !last) return undefined
  return { kind: 'statement', start: first.start, end: last.end, tokens, depth: deepest, innerBreak }
}

/** A command ends the statement before it only when it sends it (`\g`, `\gexec`). */
function startsCommand(text: string, token: Token, { tokens }: Building): boolean {
  return tokens.length === 0 || text.startsWith('\\g', token.start)
}

function endsStatement(building: Building, token: Token): boolean {
  if (building.depth <= 0 && building.atomic === 0) return true
  building.innerBreak ??= token.end
  return false
}

function add(text: string, token: Token, building: Building): void {
  building.tokens.push(token)
  if (token.kind === 'symbol') nest(text.charCodeAt(token.start), building)
  else if (token.kind === 'word') trackAtomicBody(text, token, building)
}

function nest(code: number, building: Building): void {
  if (code === 40 || code === 91) building.deepest = Math.max(building.deepest, ++building.depth)
  else if (code === 41 || code === 93) building.depth--
}

/** https://www.postgresql.org/docs/current/sql-createfunction.html: `BEGIN ATOMIC statement; … END`. */
function trackAtomicBody(text: string, token: Token, building: Building): void {
  if (building.atomic > 0) {
    if (isWord(text, token, 'CASE')) building.atomic++
    else if (isWord(text, token, 'END')) building.atomic--
  } else if (isWord(text, token, 'ATOMIC') && isWord(text, building.tokens.at(-2), 'BEGIN')) {
    if (isWord(text, building.tokens[0], 'CREATE')) building.atomic = 1
  }
}

/** Behind `COPY … FROM STDIN;` come rows, which are no SQL, up to a line `\.`; without that line there are none. */
function copyDataEnd(text: string, tokens: readonly Token[], semicolon: number): number | undefined {
  if (!isWord(text, tokens[0], 'COPY')) return undefined
  if (!tokens.some((token, i) => isWord(text, token, 'FROM') && isWord(text, tokens[i + 1], 'STDIN')))
    return undefined
  if (!text.includes('\n\\.', semicolon)) return undefined
  const marker = /^\\\.[ \t]*\r?$/gmu
  marker.lastIndex = semicolon
  const found = marker.exec(text)
  return found ? found.index + found[0].length : undefined
}
