/**
 * The names that PostgreSQL gives to constraints, indexes and sequences that the user did not name:
 * makeObjectName, ChooseRelationName, ChooseConstraintName and ChooseIndexColumnNames of
 * https://github.com/postgres/postgres/blob/master/src/backend/commands/indexcmds.c
 */
import type { Expression } from '../model/expression.ts'
import type { IndexPart } from '../model/index-part.ts'
import { LONGEST_NAME } from '../model/names.ts'
import { keyOf, relationExists } from './resolve.ts'
import type { SchemaState } from './schema-state.ts'

/** `table_addition_label`, cut to 63 bytes by shortening the longer of the first two parts. */
export function makeObjectName(first: string, second: string | undefined, label: string): string {
  const room = LONGEST_NAME - label.length - 1 - (second === undefined ? 0 : 1)
  let firstBytes = byteLength(first)
  let secondBytes = second === undefined ? 0 : byteLength(second)
  while (firstBytes + secondBytes > room) {
    if (firstBytes > secondBytes) firstBytes--
    else secondBytes--
  }
  const middle = second === undefined ? '' : `_${clip(second, secondBytes)}`
  return `${clip(first, firstBytes)}${middle}_${label}`
}

/** A name for a new index or sequence; that of a constraint's index must be free among constraints too. */
export function chooseRelationName(
  state: SchemaState,
  schema: string,
  parts: NameParts,
  isConstraint: boolean,
): string {
  return firstFree(parts, name => {
    const key = keyOf(schema, name)
    return relationExists(state, key) || (isConstraint && state.links.constraintNames.has(key))
  })
}

/** A name for a new CHECK, FOREIGN KEY or NOT NULL constraint: free among all constraints of the schema. */
export function chooseConstraintName(state: SchemaState, schema: string, parts: NameParts): string {
  return firstFree(parts, name => state.links.constraintNames.has(keyOf(schema, name)))
}

/** What a generated name is made of. */
export interface NameParts {
  readonly table: string
  readonly addition?: string | undefined
  readonly label: 'pkey' | 'key' | 'excl' | 'idx' | 'fkey' | 'check' | 'not_null' | 'seq'
}

function firstFree(parts: NameParts, isTaken: (name: string) => boolean): string {
  for (let pass = 0; ; pass++) {
    const name = makeObjectName(
      parts.table,
      parts.addition,
      pass === 0 ? parts.label : `${parts.label}${pass}`,
    )
    if (!isTaken(name)) return name
  }
}

/** The columns joined by underscores, as far as they can matter. */
export function joinColumnNames(columns: readonly string[]): string {
  let joined = ''
  for (const column of columns) {
    joined += joined === '' ? column : `_${column}`
    if (byteLength(joined) > LONGEST_NAME) break
  }
  return joined
}

/** The names of an index's columns: expressions are called by their function, repetitions are numbered. */
export function indexColumnNames(parts: readonly IndexPart[], include: readonly string[]): string[] {
  const names: string[] = []
  for (const part of [...parts.map(nameOfPart), ...include]) {
    let name = part
    for (let i = 1; names.includes(name); i++) name = clip(part, LONGEST_NAME - String(i).length) + String(i)
    names.push(name)
  }
  return names
}

function nameOfPart(part: IndexPart): string {
  if (part.column !== undefined) return part.column
  return (part.expression && nameOfExpression(part.expression)) ?? 'expr'
}

/** FigureColname of parse_target.c for the forms that are indexed: a call, a cast of a column or a call. */
function nameOfExpression(expression: Expression): string | undefined {
  const sql = withoutOuterParentheses(expression.sql.trim())
  const cast = /^(.*)::[a-z_ ]+(?:\([\d, ]*\))?(?:\[\])?$/su.exec(sql)
  if (cast?.[1] !== undefined) return nameOfExpression({ ...expression, sql: cast[1] }) ?? typeOfCast(sql)
  const call = /^(?:[\w$"]+\.)?"?([\w$]+)"?\s*\(/u.exec(sql)
  if (call?.[1] !== undefined && closesAtEnd(sql, sql.indexOf('('))) return call[1].toLowerCase()
  return /^[\w$]+$/u.test(sql) && !/^\d/u.test(sql) ? sql : undefined
}

function typeOfCast(sql: string): string | undefined {
  return /::([a-z_]+)/u.exec(sql)?.[1]
}

/** The text between parentheses around all of it. */
export function withoutOuterParentheses(sql: string): string {
  return sql.startsWith('(') && closesAtEnd(sql, 0) ? withoutOuterParentheses(sql.slice(1, -1).trim()) : sql
}

/** Whether the parenthesis that opens at an offset closes with the last character. */
function closesAtEnd(sql: string, from: number): boolean {
  let depth = 0
  let quote = ''
  for (let i = from; i < sql.length; i++) {
    const character = sql.charAt(i)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === "'" || character === '"') quote = character
    else if (character === '(') depth++
    else if (character === ')' && --depth === 0) return i === sql.length - 1
  }
  return false
}

function byteLength(text: string): number {
  return Buffer.byteLength(text)
}

/** The longest beginning of whole characters within a number of bytes. */
export function clip(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text
  let clipped = ''
  let used = 0
  for (const character of text) {
    used += byteLength(character)
    if (used > bytes) break
    clipped += character
  }
  return clipped
}
