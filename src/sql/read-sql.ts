/** PostgreSQL text to operations. */
import type { ParseError, SourceComment } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import type { MappedText } from '../source/mapped-text.ts'

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

export declare function readSql(sql: MappedText, options: ReadSqlOptions): SqlReading
