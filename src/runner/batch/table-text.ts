/** The text of a CREATE TABLE in pieces, so that what no operation touches is kept letter for letter. */
import { sqliteTokens, type SqliteToken } from '../../sql/sqlite/tokens.ts'
import { BatchError } from './batch-error.ts'
import { clauseKind, clauseRanges, startsTableConstraint, type ClauseKind } from './clauses.ts'

/** A clause of a column, or a constraint that stands by itself; with its name and all that follows it. */
export interface Clause {
  readonly kind: ClauseKind
  readonly name?: string | undefined
  readonly text: string
  /** What stands before it: blanks and comments. */
  readonly gap: string
}

export interface ColumnText {
  readonly kind: 'column'
  readonly name: string
  /** The name as it is written. */
  readonly written: string
  readonly type?: { readonly gap: string; readonly text: string } | undefined
  readonly clauses: readonly Clause[]
}

export interface ConstraintText {
  readonly kind: 'constraint'
  readonly clause: Clause
}

/** Something between two commas. */
export interface Slot<Content = ColumnText | ConstraintText> {
  readonly content: Content
  /** Blanks and comments before it, after it, and behind its comma on the same line. */
  readonly before: string
  readonly after: string
  readonly behind: string
}

export interface TableText {
  readonly slots: readonly Slot[]
  /** What follows the closing parenthesis: STRICT, WITHOUT ROWID. */
  readonly options: string
}

/** Takes the text apart as sqlite_master gives it: https://www.sqlite.org/schematab.html */
export function readTable(sql: string): TableText {
  const tokens = sqliteTokens(sql)
  const open = tokens.findIndex(token => token.word === '(')
  if (tokens[1]?.word === 'VIRTUAL' || open < 0) {
    throw new BatchError(
      `Only a plain table can be rebuilt, and this one is none: ${sql.slice(0, 60)}. Make it again with op.execute.`,
    )
  }
  const close = closing(tokens, open)
  const groups = commaGroups(tokens.slice(open + 1, close))
  return {
    slots: slotsOf(sql, groups, at(tokens, open).end, at(tokens, close).start),
    options: sql.slice(at(tokens, close).end),
  }
}

/** The statement that makes a table of this text under a name, which is given as SQL writes it. */
export function printTable({ slots, options }: TableText, name: string): string {
  const last = slots.length - 1
  const body = slots.map((slot, index) => printSlot(slot) + (index < last ? ',' : '') + slot.behind)
  return `CREATE TABLE ${name} (${body.join('')})${options}`
}

/** A column or constraint as it is written. */
export function printContent(content: ColumnText | ConstraintText): string {
  if (content.kind === 'constraint') return content.clause.text
  const { written, type, clauses } = content
  return written + (type ? type.gap + type.text : '') + clauses.map(each => each.gap + each.text).join('')
}

function printSlot({ before, content, after }: Slot): string {
  return before + printContent(content) + after
}

interface Group {
  readonly tokens: readonly SqliteToken[]
  /** Where its comma ends. */
  readonly comma?: number | undefined
}

/** The commas outside of parentheses; SQLite lets them out between table constraints. */
function commaGroups(tokens: readonly SqliteToken[]): readonly Group[] {
  const groups: Group[] = []
  let depth = 0
  let current: SqliteToken[] = []
  for (const token of tokens) {
    if (token.word === '(') depth++
    if (token.word === ')') depth--
    const ends = depth === 0 && token.word === ','
    if (ends) groups.push({ tokens: current, comma: token.end })
    if (ends || (depth === 0 && beginsConstraint(current, token))) {
      if (!ends) groups.push({ tokens: current })
      current = ends ? [] : [token]
    } else current.push(token)
  }
  return [...groups, { tokens: current }]
}

function beginsConstraint(current: readonly SqliteToken[], token: SqliteToken): boolean {
  const [first] = current
  if (!first || !startsTableConstraint(first) || !startsTableConstraint(token)) return false
  return current.at(-2)?.word !== 'CONSTRAINT' && current.at(-1)?.word !== 'CONSTRAINT'
}

function slotsOf(sql: string, groups: readonly Group[], start: number, end: number): readonly Slot[] {
  let from = start
  return groups.map(({ tokens, comma }, index) => {
    const first = at(tokens, 0)
    const last = at(tokens, tokens.length - 1)
    const next = groups[index + 1]?.tokens[0]?.start ?? end
    const upTo = comma === undefined ? (index === groups.length - 1 ? end : last.end) : comma - 1
    const behind = comma === undefined ? '' : commentOnLine(sql.slice(comma, next))
    const slot = {
      before: sql.slice(from, first.start),
      content: contentOf(sql, tokens),
      after: sql.slice(last.end, upTo),
      behind,
    }
    from = (comma ?? upTo) + behind.length
    return slot
  })
}

/** A comment behind the comma tells of what stands before it. */
function commentOnLine(text: string): string {
  return /^[ \t]*(?:--[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/(?=[ \t]*\n))/u.exec(text)?.[0] ?? ''
}

function contentOf(sql: string, tokens: readonly SqliteToken[]): ColumnText | ConstraintText {
  const first = at(tokens, 0)
  const text = (from: number, to: number) => sql.slice(at(tokens, from).start, at(tokens, to - 1).end)
  const gap = (from: number) =>
    from === 0 ? '' : sql.slice(at(tokens, from - 1).end, at(tokens, from).start)
  const clause = ([from, to]: readonly [number, number]): Clause => ({
    ...clauseKind(tokens.slice(from, to)),
    text: text(from, to),
    gap: gap(from),
  })
  if (startsTableConstraint(first)) return { kind: 'constraint', clause: clause([0, tokens.length]) }
  const ranges = clauseRanges(tokens)
  const typeEnd = ranges[0]?.[0] ?? tokens.length
  return {
    kind: 'column',
    name: first.name ?? first.text,
    written: first.text,
    type: typeEnd > 1 ? { gap: gap(1), text: text(1, typeEnd) } : undefined,
    clauses: ranges.map(clause),
  }
}

function closing(tokens: readonly SqliteToken[], open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index++) {
    const { word } = at(tokens, index)
    if (word === '(') depth++
    if (word === ')' && --depth === 0) return index
  }
  throw new BatchError('The text of the table has a parenthesis that nothing closes.')
}

function at(tokens: readonly SqliteToken[], index: number): SqliteToken {
  const token = tokens[index]
  if (!token) throw new BatchError('The text of the table ends too early.')
  return token
}
