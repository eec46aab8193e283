/** PostgreSQL text to operations. */
import type { ParseError, SourceComment } from '../model/migration.ts'
import type { Opaque } from '../model/opaque-operations.ts'
import { place, type BareOperation, type Operation } from '../model/operation.ts'
import { sourceSpan, writtenSpan, type MappedText } from '../source/mapped-text.ts'
import type { Span } from '../source/span.ts'
import { hasPlaceholders, looksForeign } from './dialects.ts'
import { hasHole, holedText, withHoles, type HoledText } from './holes.ts'
import { holesAt, interpolatedValues } from './interpolated-values.ts'
import type { Token } from './lexer.ts'
import { locateStatement, type Located } from './located.ts'
import { parseSql, type TextStatement, type UnparsedStatement } from './parse.ts'
import { bodyErrors, readDo } from './plpgsql/routines.ts'
import { commandOperation } from './psql-commands.ts'
import { lowerSqlite } from './sqlite/lower.ts'
import { firstLine, headOf, wordAt, type Range } from './spans.ts'

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
  /** Values that are not known and stand where a parameter could stand, with the source of each. */
  readonly values: readonly { readonly source: string; readonly span: Span }[]
  /** Numbers behind the last statement and round trip. */
  readonly nextStatement: number
  readonly nextRoundTrip: number
}

/** What a statement says, in offsets of the text. */
interface StatementReading {
  readonly located: readonly Located[]
  readonly errors: readonly { readonly message: string; readonly range: Range }[]
}

/** Reads a text of any number of statements; it never throws, whatever the text. */
export function readSql(sql: MappedText, options: ReadSqlOptions): SqlReading {
  const holed = holedText(sql)
  const { statements, comments } = parseSql(holed.text)
  const apart = options.sending === 'apart'
  const operations: Operation[] = []
  const parseErrors: ParseError[] = []
  const values: { readonly source: string; readonly span: Span }[] = []
  const spanOf = ({ start, end }: Range) => sourceSpan(sql, start, end)
  statements.forEach((statement, i) => {
    const { located, errors } = readStatement(statement, holed)
    const numbers = { statement: options.statement + i, roundTrip: options.roundTrip + (apart ? i : 0) }
    for (const { operation, range, flow, inBlock, longNames } of located) {
      const told = longNames?.filter(name => !hasHole(name, holed))
      const writtenAt = writtenSpan(sql, range.start, range.end)
      const seen = {
        ...(writtenAt && { writtenAt }),
        ...(inBlock && { inBlock }),
        ...(told && { longNames: told }),
      }
      const base = { span: spanOf(range), ...numbers, ...(flow && { flow }), ...seen }
      operations.push(place(withHoles(operation, holed), base))
    }
    if (statement.kind === 'parsed')
      for (const source of interpolatedValues(statement.node, holed)) {
        for (const span of holesAt(sql, source, statement)) values.push({ source, span })
      }
    for (const { message, range } of errors) parseErrors.push({ message, span: spanOf(range), inSql: true })
  })
  return {
    operations,
    parseErrors,
    // A comment that is written elsewhere says nothing about the place that hands it over.
    comments: comments
      .filter(({ start, end }) => !writtenSpan(sql, start, end))
      .map(comment => sourceComment(comment, sql)),
    values,
    nextStatement: options.statement + statements.length,
    nextRoundTrip: options.roundTrip + (apart ? statements.length : Math.min(1, statements.length)),
  }
}

function readStatement(statement: TextStatement, holed: HoledText): StatementReading {
  if (statement.kind !== 'parsed') return readUnparsed(statement, holed)
  const { text } = holed
  const block = readDo(text, statement)
  const errors = block?.errors ?? bodyErrors(text, statement)
  if (errors.length > 0 && isTemplate(text.slice(statement.start, statement.end), holed)) {
    return alone(UNKNOWN_TEXT, headOf(text, statement))
  }
  return { located: block?.located ?? locateStatement(text, statement), errors }
}

/** A hole may stand for anything, and another database's words are no mistakes; the rest is a parse error. */
function readUnparsed(statement: UnparsedStatement, holed: HoledText): StatementReading {
  const { start, end, message } = statement
  const range = firstLine(holed.text, start, end)
  const body = holed.text.slice(start, end)
  if (statement.kind === 'command') return alone(commandOperation(body), range)
  if (statement.kind === 'limit') return alone({ kind: 'opaque', reason: 'limit', message }, range)
  if (isTemplate(body, holed)) return alone(UNKNOWN_TEXT, range)
  const dialect = looksForeign(body)
  if (dialect) {
    const told = `${IN_LANGUAGE}${dialect}.`
    const inSqlite = dialect.includes('SQLite') ? lowerSqlite(body) : undefined
    return alone(
      { kind: 'opaque', reason: 'other dialect', message: told, ...(inSqlite && { inSqlite }) },
      range,
    )
  }
  const errors = [{ message, range: wordAt(holed.text, statement.at, statement) }]
  return { ...alone({ kind: 'opaque', reason: 'syntax error', message }, range), errors }
}

function alone(operation: BareOperation, range: Range): StatementReading {
  return { located: [{ operation, range }], errors: [] }
}

const UNKNOWN_TEXT: BareOperation & { readonly message: string } = {
  kind: 'opaque',
  reason: 'run-time value',
  message: 'A statement with a value that is known only at run time does not parse without it.',
}

const IN_LANGUAGE = 'A statement in the language of '

/** The other database whose language a refused statement plainly is in. */
export function foreignLanguage({ reason, message }: Opaque): string | undefined {
  return reason === 'other dialect' && message.startsWith(IN_LANGUAGE)
    ? message.slice(IN_LANGUAGE.length, -1)
    : undefined
}

/** Whether an operation stands for a statement that PostgreSQL's grammar refused, for whatever reason. */
export function wasRefused({ reason, message }: Opaque): boolean {
  return reason === 'syntax error' || reason === 'other dialect' || message === UNKNOWN_TEXT.message
}

function isTemplate(body: string, holed: HoledText): boolean {
  return hasHole(body, holed) || hasPlaceholders(body)
}

/** The text between the marks of a comment. */
function sourceComment(comment: Token, sql: MappedText): SourceComment {
  const written = sql.text.slice(comment.start, comment.end)
  const text = written.startsWith('--') ? written.slice(2) : written.slice(2).replace(/\*\/$/u, '')
  return { text, span: sourceSpan(sql, comment.start, comment.end) }
}
