/** The characters of a statement that say each of its operations, without comments and semicolons. */
import { pick, principalName } from './lower/nodes.ts'
import type { Lowered } from './lower/lowered.ts'
import { isSymbol, isWord, tokensOf, type Token } from './lexer.ts'
import type { ParsedStatement } from './parse.ts'

/** From `start` up to `end` in the text that was parsed. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A statement on one line up to this length is shown whole, a longer one by its head. */
const LONGEST_WHOLE = 200

/** Gives the range of each operation of a statement. */
export function rangesOf(text: string, statement: ParsedStatement, lowered: readonly Lowered[]): Range[] {
  let parts: readonly Range[] | undefined
  const head = headOf(text, statement)
  return lowered.map(({ nameAt, part }) => {
    if (nameAt !== undefined) return nameRange(text, statement.offsetOf(nameAt), statement.end)
    if (part === undefined) return head
    parts ??= partsOf(text, statement)
    return parts[part] ?? head
  })
}

/** The whole statement when it is short, else up to the name of what it is about, else its first line. */
export function headOf(text: string, statement: ParsedStatement): Range {
  const { start, end } = statement
  const short = shortRange(text, start, end)
  if (short) return short
  // The one sub-command of an ALTER TABLE is shown whole, with the table that it is about.
  if (pick(statement.node, 'AlterTableStmt')) return { start, end }
  const at = principalName(statement.node)?.location
  if (at !== undefined && at > 0) return { start, end: nameRange(text, statement.offsetOf(at), end).end }
  return firstLine(text, start, end)
}

/** A range on one line of moderate length. */
function shortRange(text: string, start: number, end: number): Range | undefined {
  if (end - start > LONGEST_WHOLE) return undefined
  return /[\r\n]/u.test(text.slice(start, end)) ? undefined : { start, end }
}

/** What stands on the first line, cut to moderate length behind a token. */
export function firstLine(text: string, start: number, end: number): Range {
  let last = start
  for (const token of tokensOf(text, start, Math.min(end, start + LONGEST_WHOLE))) {
    if (/[\r\n]/u.test(text.slice(last, token.start))) break
    if (token.kind === 'comment') continue
    const breaks = text.slice(token.start, token.end).search(/[\r\n]/u)
    last = breaks < 0 ? token.end : token.start + breaks
    if (breaks >= 0) break
  }
  return { start, end: Math.max(last, Math.min(end, start + 1)) }
}

/** The word at a place, or one character; behind the end of a statement its last character. */
export function wordAt(text: string, at: number, { start, end }: Range): Range {
  if (at >= end) return { start: Math.max(start, end - 1), end }
  const word = /^[\w$\u0080-\uffff]+/u.exec(text.slice(at, Math.min(end, at + LONGEST_WHOLE)))
  return { start: at, end: word ? at + word[0].length : at + 1 }
}

/** A possibly qualified name. */
function nameRange(text: string, start: number, limit: number): Range {
  const tokens = tokensOf(text, start, Math.min(limit, start + 600))
  let index = 0
  while (isSymbol(text, tokens[index + 1], '.') && tokens[index + 2]) index += 2
  return { start, end: tokens[index]?.end ?? start }
}

/** The parts between the commas of ALTER TABLE, DROP and their like. */
function partsOf(text: string, statement: ParsedStatement): readonly Range[] {
  const tokens = tokensOf(text, statement.start, statement.end).filter(token => token.kind !== 'comment')
  const relation = pick(statement.node, 'AlterTableStmt')?.relation
  if (!relation) return splitAtCommas(text, tokens).map(part => droppedName(text, part))
  const name = nameRange(text, statement.offsetOf(relation.location ?? 0), statement.end)
  const behind = tokens.filter(token => token.start >= name.end)
  const commands = isSymbol(text, behind[0], '*') ? behind.slice(1) : behind
  return splitAtCommas(text, commands).map(rangeOf)
}

function splitAtCommas(text: string, tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (isSymbol(text, token, '(') || isSymbol(text, token, '[')) depth++
    else if (isSymbol(text, token, ')') || isSymbol(text, token, ']')) depth--
    if (depth === 0 && isSymbol(text, token, ',')) parts.push([])
    else parts.at(-1)?.push(token)
  }
  return parts
}

/** In `DROP TABLE IF EXISTS a.b`, `c CASCADE` and `f(integer)` the last name outside of brackets. */
function droppedName(text: string, tokens: readonly Token[]): Range {
  const last = tokens.at(-1)
  const named = isWord(text, last, 'CASCADE') || isWord(text, last, 'RESTRICT') ? tokens.slice(0, -1) : tokens
  const open = named.findIndex(token => isSymbol(text, token, '('))
  const outside = open < 0 ? named : named.slice(0, open)
  let first = outside.length - 1
  while (first >= 2 && isSymbol(text, outside[first - 1], '.')) first -= 2
  return rangeOf(outside.slice(Math.max(0, first)))
}

function rangeOf(tokens: readonly Token[]): Range {
  const start = tokens[0]?.start ?? 0
  return { start, end: tokens.at(-1)?.end ?? start }
}
