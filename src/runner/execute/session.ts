/** One session with the database, as a migration uses it: transactions, time limits, and every statement told. */
import type { QueryResult } from '../../database/connection.ts'
import type { Database } from '../../database/open-database.ts'
import { text } from '../tables/sql-text.ts'
import { checkForeignKeys, foreignKeyViolations, type Violation } from '../batch/foreign-keys.ts'

/** Limits in milliseconds; 0 is none. */
export interface Timeouts {
  readonly lockTimeout: number
  readonly statementTimeout: number
}

/** The statements of one run. */
export class Session {
  readonly database: Database
  readonly #timeouts: Timeouts
  readonly #tell: (sql: string) => void
  /** Rows without parent that were there before, for which the migration is not to blame. */
  #orphans: readonly Violation[] = []
  /** The statement that was sent last, for messages. */
  last = ''
  inTransaction = false
  /** Settings that the migration makes for its transactions. */
  readonly settings: string[] = []

  constructor(database: Database, timeouts: Timeouts, tell: (sql: string) => void) {
    this.database = database
    this.#timeouts = timeouts
    this.#tell = tell
  }

  /** Sends SQL of the migration. */
  readonly send = async (sql: string, parameters?: readonly unknown[]): Promise<QueryResult> => {
    this.last = sql
    this.#tell(sql)
    return this.database.connection.query(sql, parameters)
  }

  /** Begins a transaction with the limits set in it; one round trip. */
  async begin(): Promise<void> {
    this.last = 'BEGIN'
    await this.database.connection.query(
      [BEGIN[this.database.dialect](this.#timeouts), ...this.settings].join('; '),
    )
    this.inTransaction = true
    if (this.database.dialect === 'sqlite')
      this.#orphans = await foreignKeyViolations(this.database.connection)
  }

  /** Commits, together with what the runner keeps of it. */
  async commit(records: readonly string[] = []): Promise<void> {
    if (this.database.dialect === 'sqlite') await checkForeignKeys(this.database.connection, this.#orphans)
    const statements = [...records, 'COMMIT'].join('; ')
    this.last = 'COMMIT'
    await this.database.connection.query(statements)
    this.inTransaction = false
  }

  /** Ends a transaction that failed; a connection that is gone has done so itself. */
  async rollback(): Promise<void> {
    if (!this.inTransaction) return
    this.inTransaction = false
    await this.database.connection.query('ROLLBACK').catch(() => undefined)
  }

  /** Gives settings back; the limits of a transaction at hand go on. */
  async restore(sql: string): Promise<void> {
    await this.database.connection.query(
      [sql, ...(this.inTransaction ? limitsOf(this.#timeouts) : [])].join('; '),
    )
  }

  /** Sends what the runner keeps, in a transaction of its own. */
  async record(statement: string): Promise<QueryResult> {
    return this.database.connection.query(statement)
  }

  /**
   * Sends a statement that cannot be in a transaction. A concurrent build waits for old transactions on purpose: the
   * limit on locks must not break it off. https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
   * Nothing is set where there is none: a pool in transaction mode would give the setting to somebody else.
   */
  async outside<T>(work: () => Promise<T>): Promise<T> {
    if (this.database.dialect === 'sqlite') return work()
    const { connection } = this.database
    const { rows } = await connection.query(`SELECT current_setting('lock_timeout') AS value`)
    const limit = String(rows[0]?.['value'])
    if (limit === '0') return work()
    await connection.query('SET lock_timeout = 0')
    try {
      return await work()
    } finally {
      await connection.query(`SET lock_timeout = ${text(limit)}`).catch(() => undefined)
    }
  }
}

const BEGIN: Readonly<Record<Database['dialect'], (timeouts: Timeouts) => string>> = {
  postgres: timeouts => ['BEGIN', ...limitsOf(timeouts)].join('; '),
  sqlite: () => 'BEGIN IMMEDIATE',
}

function limitsOf({ lockTimeout, statementTimeout }: Timeouts): readonly string[] {
  return [
    ...(lockTimeout > 0 ? [`SET LOCAL lock_timeout = ${String(lockTimeout)}`] : []),
    ...(statementTimeout > 0 ? [`SET LOCAL statement_timeout = ${String(statementTimeout)}`] : []),
  ]
}
