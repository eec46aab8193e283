/** Edits of SQL text: the smallest that says what is wanted first. */
import { qualified } from '../dialects/postgres/identifiers.ts'
import { identifier } from '../dialects/postgres/identifiers.ts'
import { printOperation } from '../dialects/postgres.ts'
import { unplaced, type BareOperation, type Operation } from '../model/operation.ts'
import { indentAt, lineBreakOf, type Edit } from '../source/edit.ts'
import { spanOf, type Span } from '../source/span.ts'
import { isSymbol, isWord, type Token } from '../sql/lexer.ts'
import { splitSql, type Chunk } from '../sql/split.ts'

/** A statement in a file, and the operation of it that is meant. */
export interface WrittenStatement {
  readonly chunk: Chunk
  /** The text that is sent with it stands between these. */
  readonly within: Span
  readonly operation: Operation
  /** Whether the statement says nothing else. */
  readonly isAlone: boolean
}

/** The statement that an operation stands in, within a range of its file. */
export function statementOf(
  operation: Operation,
  operations: readonly Operation[],
  within: Span,
): WrittenStatement | undefined {
  const { file, start, end } = operation.span
  const { chunks } = splitSql(within.file.text, within.start, within.end)
  const chunk = chunks.find(each => each.start <= start && end <= each.end)
  if (file.path !== within.file.path || chunk?.kind !== 'statement') return undefined
  const same = operations.filter(each => each.statement === operation.statement)
  return { chunk, within, operation, isAlone: same.length === 1 }
}

/** The ways to write other operations instead of the one, where the statement stands. */
export function replacements(
  at: WrittenStatement,
  now: readonly BareOperation[],
): readonly (readonly Edit[])[] {
  const ways = [...inWords(at, now), ...(at.isAlone ? asStatements(at, now) : asCommands(at, now))]
  return ways.filter(edits => edits.length > 0)
}

/** Statements directly before the one. */
export function statementsBefore(
  { chunk, within: { file } }: WrittenStatement,
  operations: readonly BareOperation[],
): Edit {
  const gap = lineBreakOf(file) + indentAt(file, chunk.start)
  const text = operations.map(operation => `${printOperation(operation)};${gap}`).join('')
  return { span: spanOf(file, chunk.start, chunk.start), text }
}

/** `CONSTRAINT name` behind ADD. */
export function naming(
  { chunk, operation, within: { file } }: WrittenStatement,
  name: string,
): readonly Edit[] {
  const from = operation.span.start
  const add = chunk.tokens.find(token => token.start >= from && isWord(file.text, token, 'ADD'))
  return add ? [insertion(add.end, ` CONSTRAINT ${identifier(name)}`, file)] : []
}

/** One more key word, where that is all that is new. */
function inWords(at: WrittenStatement, now: readonly BareOperation[]): readonly (readonly Edit[])[] {
  const [wanted, ...more] = now
  const { operation, chunk, isAlone, within } = at
  const { file } = within
  if (!wanted || more.length > 0) return []
  if (isAlone && same({ ...unplaced(operation), concurrently: true }, wanted)) {
    const end = concurrentlyBehind(operation, chunk, file.text)
    return end === undefined ? [] : [[insertion(end, ' CONCURRENTLY', file)]]
  }
  const asking = (['ifExists', 'ifNotExists'] as const).find(word =>
    same(asked(operation, word, wanted), wanted),
  )
  if (asking) return wordsBehind(at, asking === 'ifExists' ? ' IF EXISTS' : ' IF NOT EXISTS')
  if (operation.kind !== 'addConstraint') return []
  const { nameIsMade: _, ...constraint } = operation.constraint
  if (!same({ ...unplaced(operation), constraint: { ...constraint, notValid: true } }, wanted)) return []
  const end = isAlone ? chunk.end : operation.span.end
  return [[insertion(end, ' NOT VALID', file)]]
}

/** The operation with one more flag; its text as a whole, where it has one, is that of what is wanted. */
function asked(operation: Operation, flag: 'ifExists' | 'ifNotExists', wanted: BareOperation): object {
  return { ...unplaced(operation), [flag]: true, ...('sql' in wanted && { sql: wanted.sql }) }
}

/** Behind the words that say what is made or dropped; which of these is right shows when it is read. */
function wordsBehind(
  { operation, chunk, isAlone, within: { file } }: WrittenStatement,
  text: string,
): readonly (readonly Edit[])[] {
  const from = isAlone ? chunk.start : operation.span.start
  const words = chunk.tokens.filter(token => token.start >= from).slice(0, WORDS_BEFORE_NAMES)
  return words.map(({ end }) => [insertion(end, text, file)])
}

/** `ALTER TABLE orders ADD COLUMN`, `ALTER TABLE app.orders DROP CONSTRAINT`. */
const WORDS_BEFORE_NAMES = 7

/** Where CONCURRENTLY stands. */
function concurrentlyBehind({ kind }: Operation, { tokens, end }: Chunk, text: string): number | undefined {
  switch (kind) {
    case 'detachPartition':
      return end
    case 'reindex':
      return tokens[1]?.end
    case 'refreshView':
      return wordIn(text, tokens, 'VIEW')?.end
    default:
      return wordIn(text, tokens, 'INDEX')?.end
  }
}

function wordIn(text: string, tokens: readonly Token[], word: string): Token | undefined {
  return tokens.find(token => isWord(text, token, word))
}

function insertion(offset: number, text: string, file: Span['file']): Edit {
  return { span: spanOf(file, offset, offset), text }
}

/** The whole statement printed anew, or deleted with its line. */
function asStatements(
  { chunk, within }: WrittenStatement,
  now: readonly BareOperation[],
): readonly (readonly Edit[])[] {
  const { file } = within
  if (now.length === 0) return [[{ span: withLine(within, chunk), text: '' }]]
  const gap = `;${lineBreakOf(file)}${indentAt(file, chunk.start)}`
  const text = now.map(printOperation).join(gap)
  return [[{ span: spanOf(file, chunk.start, chunk.end), text }]]
}

/** The statement with its semicolon and, where nothing else stands on it, its line. */
function withLine({ file, end }: Span, chunk: Chunk): Span {
  const { text } = file
  const semicolon = /^\s*;/u.exec(text.slice(chunk.end, end))
  const to = chunk.end + (semicolon?.[0].length ?? 0)
  const rest = /^[ \t]*(?:\r?\n|$)/u.exec(text.slice(to, end))
  const indent = indentAt(file, chunk.start)
  const startsLine = text.slice(0, chunk.start - indent.length).search(/(?:^|\n)$/u) >= 0
  if (!rest || !startsLine) return spanOf(file, chunk.start, to)
  return spanOf(file, chunk.start - indent.length, to + rest[0].length)
}

/** One command of an ALTER TABLE that holds several. */
function asCommands(at: WrittenStatement, now: readonly BareOperation[]): readonly (readonly Edit[])[] {
  const { operation, chunk, within } = at
  const { file } = within
  if (!('table' in operation) || operation.table === undefined) return []
  if (!isWord(file.text, chunk.tokens[0], 'ALTER') || !isWord(file.text, chunk.tokens[1], 'TABLE')) return []
  const { start, end } = operation.span
  if (now.length === 0) return commandAway(at)
  const head = `ALTER TABLE ${qualified(operation.table)} `
  const printed = now.map(printOperation)
  if (!printed.every(text => text.startsWith(head))) return []
  const gap = `,${lineBreakOf(file)}${indentAt(file, start) || '  '}`
  const text = printed.map(each => each.slice(head.length)).join(gap)
  return [[{ span: spanOf(file, start, end), text }]]
}

/** The command with the comma behind it, or before it when it is the last. */
function commandAway({ operation, chunk, within: { file } }: WrittenStatement): readonly (readonly Edit[])[] {
  const { start, end } = operation.span
  const next = chunk.tokens.findIndex(token => token.start >= end)
  if (isSymbol(file.text, chunk.tokens[next], ',')) {
    const to = chunk.tokens[next + 1]?.start
    return to === undefined ? [] : [[{ span: spanOf(file, start, to), text: '' }]]
  }
  const before = chunk.tokens.filter(token => token.end <= start)
  const [comma, last] = [before.at(-1), before.at(-2)]
  if (next >= 0 || !last || !isSymbol(file.text, comma, ',')) return []
  return [[{ span: spanOf(file, last.end, end), text: '' }]]
}

/** Whether two operations say the same; what is absent and what is undefined are equal. */
function same(one: object, other: object): boolean {
  return canonical(one) === canonical(other)
}

/** A value as text, members in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
