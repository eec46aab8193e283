/** PostgreSQL text to operations. */
import type { ParseError, SourceComment } from '../model/migration.ts'
import { place, type BareOperation, type Operation } from '../model/operation.ts'
import { holesOf, sourceSpan, type MappedText } from '../source/mapped-text.ts'
import { looksForeign } from './dialects.ts'
import { commandOperation } from './psql-commands.ts'
import { withHoles } from './holes.ts'
import { locateStatement, type Located } from './located.ts'
import { bodyErrors, readDo } from './plpgsql/routines.ts'
import { parseSql, type TextStatement, type UnparsedStatement } from './parse.ts'
import { firstLine, headOf, wordAt } from './spans.ts'
import type { Token } from './lexer.ts'

/** How the text reaches the server, and where its numbers begin. */
export interface ReadSqlOptions {
  /** `together`: one round trip for the whole text; `apart`: the runner splits it and sends statement by statement. */
  readonly sending: 'together' | 'apart'
  /** Number of the first statement. */
  readonly statement: number
  /** Number of the first round trip. */
  readonly roundTrip: number
}

/** What a text says. */
export interface SqlReading {
  readonly operations: readonly Operation[]
  readonly parseErrors: readonly ParseError[]
  readonly comments: readonly SourceComment[]
  /** Numbers behind the last statement and round trip. */
  readonly nextStatement: number
  readonly nextRoundTrip: number
}

/** A text being read. */
interface Reading {
  readonly sql: MappedText
  readonly holes: ReadonlyMap<string, string>
  readonly operations: Operation[]
  readonly parseErrors: ParseError[]
}

/** Reads a text of any number of statements; it never throws, whatever the text. */
export function readSql(sql: MappedText, options: ReadSqlOptions): SqlReading {
  const { statements, comments } = parseSql(sql.text)
  const reading: Reading = { sql, holes: holesOf(sql), operations: [], parseErrors: [] }
  const apart = options.sending === 'apart'
  statements.forEach((statement, i) => {
    const numbers = { statement: options.statement + i, roundTrip: options.roundTrip + (apart ? i : 0) }
    for (const { operation, range, flow } of readStatement(statement, reading)) {
      const base = { span: sourceSpan(sql, range.start, range.end), ...numbers, ...(flow && { flow }) }
      reading.operations.push(place(withHoles(operation, reading.holes), base))
    }
  })
  const trips = apart ? statements.length : Math.min(1, statements.length)
  return {
    operations: reading.operations,
    parseErrors: reading.parseErrors,
    comments: comments.map(comment => sourceComment(comment, sql)),
    nextStatement: options.statement + statements.length,
    nextRoundTrip: options.roundTrip + trips,
  }
}

function readStatement(statement: TextStatement, reading: Reading): readonly Located[] {
  if (statement.kind !== 'parsed') return [readUnparsed(statement, reading)]
  const text = reading.sql.text
  const block = readDo(text, statement)
  const errors = block?.errors ?? bodyErrors(text, statement)
  if (errors.length > 0 && isTemplate(text.slice(statement.start, statement.end), reading)) {
    return [{ operation: unknownText(), range: headOf(text, statement) }]
  }
  for (const { message, range } of errors) {
    reading.parseErrors.push({ message, span: sourceSpan(reading.sql, range.start, range.end) })
  }
  return block?.located ?? locateStatement(text, statement)
}

/** A hole may stand for anything, and another database's words are no mistakes; the rest is a parse error. */
function readUnparsed(statement: UnparsedStatement, reading: Reading): Located {
  const { sql } = reading
  const { start, end, message } = statement
  const range = firstLine(sql.text, start, end)
  const body = sql.text.slice(start, end)
  if (statement.kind === 'command') return { operation: commandOperation(body), range }
  if (statement.kind === 'limit') return { operation: { kind: 'opaque', reason: 'limit', message }, range }
  if (isTemplate(body, reading)) return { operation: unknownText(), range }
  const dialect = looksForeign(body)
  if (dialect) {
    const told = `A statement in the language of ${dialect}.`
    return { operation: { kind: 'opaque', reason: 'other dialect', message: told }, range }
  }
  const place = wordAt(sql.text, statement.at, statement)
  reading.parseErrors.push({ message, span: sourceSpan(sql, place.start, place.end) })
  return { operation: { kind: 'opaque', reason: 'syntax error', message }, range }
}

/** Placeholders that runners fill in before they send the text: `\${schema}`, `{{ schema }}`, psql's `:'schema'`. */
const TEMPLATE = /\$\{[^}]*\}|\{\{.*?\}\}|(?<![:\w]):(?:'\w+'|"\w+"|[a-z_]\w*)/u

function isTemplate(body: string, { holes }: Reading): boolean {
  return [...holes.keys()].some(hole => body.includes(hole)) || TEMPLATE.test(body)
}

function unknownText(): BareOperation {
  const message = 'A statement with a value that is known only at run time does not parse without it.'
  return { kind: 'opaque', reason: 'run-time value', message }
}

/** The text between the marks of a comment. */
function sourceComment(comment: Token, sql: MappedText): SourceComment {
  const written = sql.text.slice(comment.start, comment.end)
  const text = written.startsWith('--') ? written.slice(2) : written.slice(2).replace(/\*\/$/u, '')
  return { text, span: sourceSpan(sql, comment.start, comment.end) }
}
