/** PostgreSQL text to operations. */
import type { ParseError, SourceComment } from '../model/migration.ts'
import { place, type Operation } from '../model/operation.ts'
import { sourceSpan, writtenSpan, type MappedText } from '../source/mapped-text.ts'
import type { Span } from '../source/span.ts'
import { hasHole, holedText, withHoles } from './holes.ts'
import { holesAt } from './interpolated-values.ts'
import type { Token } from './lexer.ts'
import { readText } from './read-text.ts'
import type { Range } from './spans.ts'

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

/** Reads a text of any number of statements; it never throws, whatever the text. */
export function readSql(sql: MappedText, options: ReadSqlOptions): SqlReading {
  const holed = holedText(sql)
  const { statements, comments } = readText(holed)
  const apart = options.sending === 'apart'
  const operations: Operation[] = []
  const parseErrors: ParseError[] = []
  const values: { readonly source: string; readonly span: Span }[] = []
  const spanOf = ({ start, end }: Range) => sourceSpan(sql, start, end)
  statements.forEach(({ range: whole, located, errors, interpolated }, i) => {
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
    for (const source of interpolated)
      for (const span of holesAt(sql, source, whole)) values.push({ source, span })
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

/** The text between the marks of a comment. */
function sourceComment(comment: Token, sql: MappedText): SourceComment {
  const written = sql.text.slice(comment.start, comment.end)
  const text = written.startsWith('--') ? written.slice(2) : written.slice(2).replace(/\*\/$/u, '')
  return { text, span: sourceSpan(sql, comment.start, comment.end) }
}
