/** The one thing that the product needs of a database. */

/** A message that the server sent besides the result. */
export interface Notice {
  readonly severity: string
  readonly message: string
}

/** The result of one statement; values are as the driver gives them. */
export interface QueryResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly notices: readonly Notice[]
}

/** Runs one statement in a session that is at hand. */
export type Ask = (sql: string) => Promise<QueryResult>

/** One session. */
export interface Connection {
  /** Runs one statement or, without parameters, several. Rejects with a DatabaseError, or with ConnectionLost. */
  query(sql: string, parameters?: readonly unknown[]): Promise<QueryResult>
  /**
   * The same, sent while those in front of it have no answer yet; `begins` is called when the server comes to it. A
   * refusal does not keep the server from those behind, so that they belong into one transaction. Absent where nothing
   * is gained by it.
   */
  readonly ahead?: (sql: string, begins?: () => void) => Promise<QueryResult>
  close(): Promise<void>
  /** The server's process as it was named when the session was opened: a pool names one of its own. */
  readonly process?: number | undefined
}

/** What a server may say about a refusal besides the message. */
export interface RefusalDetails {
  /** Where in the statement, in characters from 1. */
  readonly position?: number | undefined
  readonly detail?: string | undefined
  readonly hint?: string | undefined
}

/** The database refused a statement. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  /** https://www.postgresql.org/docs/current/errcodes-appendix.html; of SQLite, the name of its result code: `SQLITE_BUSY`. */
  readonly sqlstate: string
  /** The statement that failed. */
  readonly sql: string
  /** What the server said before it refused. */
  readonly notices: readonly Notice[]
  readonly details: RefusalDetails

  constructor(
    message: string,
    sqlstate: string,
    sql: string,
    cause?: unknown,
    notices: readonly Notice[] = [],
    details: RefusalDetails = {},
  ) {
    super(message, { cause })
    this.notices = notices
    this.sqlstate = sqlstate
    this.sql = sql
    this.details = details
  }
}

/** No session could be opened; the message says where, why and what to do, and never a password. */
export class ConnectionFailed extends Error {
  override readonly name = 'ConnectionFailed'
}

/** The session ended while it was in use: whether the last statement took effect is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  /** The statement that had no answer. */
  readonly sql: string

  constructor(message: string, sql: string, cause?: unknown) {
    super(message, { cause })
    this.sql = sql
  }
}
