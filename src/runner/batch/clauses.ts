/** Where the clauses of a column begin and end: https://www.sqlite.org/syntax/column-constraint.html */
import type { SqliteToken } from '../../sql/sqlite/tokens.ts'

export type ClauseKind =
  | 'primaryKey'
  | 'unique'
  | 'check'
  | 'foreignKey'
  | 'notNull'
  | 'null'
  | 'default'
  | 'collate'
  | 'generated'
  | 'other'

/** The word behind a clause's name, if any, tells what it is. */
const KIND_OF_WORD: Readonly<Record<string, ClauseKind>> = {
  PRIMARY: 'primaryKey',
  UNIQUE: 'unique',
  CHECK: 'check',
  FOREIGN: 'foreignKey',
  REFERENCES: 'foreignKey',
  NOT: 'notNull',
  NULL: 'null',
  DEFAULT: 'default',
  COLLATE: 'collate',
  GENERATED: 'generated',
  AS: 'generated',
}

const STARTS: ReadonlySet<string> = new Set([
  'CONSTRAINT',
  ...Object.keys(KIND_OF_WORD).filter(word => word !== 'FOREIGN'),
])

/** These take the word behind them, which then begins nothing: DEFAULT NULL, ON DELETE SET NULL. */
const TAKES: ReadonlySet<string> = new Set([
  'CONSTRAINT',
  'DEFAULT',
  'COLLATE',
  'SET',
  'NOT',
  'ALWAYS',
  'MATCH',
])

/** Whether a table constraint begins here: none of these words can be a column without quotes. */
export function startsTableConstraint({ word }: SqliteToken): boolean {
  return /^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN)$/u.test(word)
}

/** What the clause is, and its name. */
export function clauseKind(tokens: readonly SqliteToken[]): { kind: ClauseKind; name?: string | undefined } {
  let at = 0
  let name: string | undefined
  while (tokens[at]?.word === 'CONSTRAINT') {
    name = tokens[at + 1]?.name
    at += 2
  }
  return { kind: KIND_OF_WORD[tokens[at]?.word ?? ''] ?? 'other', ...(name !== undefined && { name }) }
}

/** From and to of each clause among the tokens of a column; the name and the type stand before them. */
export function clauseRanges(tokens: readonly SqliteToken[]): readonly (readonly [number, number])[] {
  const starts = startsOf(tokens)
  return starts.map((start, index) => [start, starts[index + 1] ?? tokens.length])
}

function startsOf(tokens: readonly SqliteToken[]): readonly number[] {
  const starts: number[] = []
  let depth = 0
  let taken = false
  let named = false
  tokens.forEach(({ word }, index) => {
    const begins = index > 0 && depth === 0 && !taken && STARTS.has(word) && !isDeferral(tokens, index)
    if (begins && !named) starts.push(index)
    // The clause that CONSTRAINT names begins where CONSTRAINT stands.
    if (begins) named = word === 'CONSTRAINT'
    taken = depth === 0 && !taken && TAKES.has(word)
    if (word === '(') depth++
    if (word === ')') depth--
  })
  return starts
}

/** NOT DEFERRABLE goes with the REFERENCES before it. */
function isDeferral(tokens: readonly SqliteToken[], index: number): boolean {
  return tokens[index]?.word === 'NOT' && tokens[index + 1]?.word !== 'NULL'
}
