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

/** One session. */
export interface Connection {
  /** Runs one statement or, without parameters, several. Rejects with a DatabaseError. */
  query(sql: string, parameters?: readonly unknown[]): Promise<QueryResult>
  close(): Promise<void>
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

  constructor(
    message: string,
    sqlstate: string,
    sql: string,
    cause?: unknown,
    notices: readonly Notice[] = [],
  ) {
    super(message, { cause })
    this.notices = notices
    this.sqlstate = sqlstate
    this.sql = sql
  }
}
