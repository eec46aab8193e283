/** One session with the database, as a migration uses it: transactions, time limits, and every statement told. */
import type { Ask, QueryResult } from '../../database/connection.ts'
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
  /** What need not be waited for is sent ahead, where the database can do that. */
  goesAhead = false
  /** The last statement that was sent ahead. */
  #tail: Promise<unknown> | undefined
  /** What became of those in front of it, when one was refused. */
  #refusal: { readonly error: unknown } | undefined
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
    if (this.#tail === undefined || parameters) {
      await this.settle()
      this.#tell(sql)
      return this.database.connection.query(sql, parameters)
    }
    const answer = this.#ahead(sql, () => {
      this.#tell(sql)
    })
    await this.settle()
    return answer
  }

  /** Whether a statement may be sent ahead: within a transaction, which its refusal ends with all that follows. */
  get isAhead(): boolean {
    return this.inTransaction && this.#canGoAhead
  }

  get #canGoAhead(): boolean {
    return this.goesAhead && this.database.connection.ahead !== undefined
  }

  /** Sends SQL of the migration that gives nothing back, and waits for nothing: what comes next throws its error. */
  async sendAhead(sql: string, done: () => void, refused: (error: unknown) => void): Promise<void> {
    if (this.#refusal) await this.settle()
    this.last = sql
    void this.#ahead(sql, () => {
      this.#tell(sql)
    }).then(done, refused)
  }

  /** Waits for all that was sent ahead. Throws the first error of it, once: from then on nothing is sent ahead. */
  async settle(): Promise<void> {
    if (this.#tail === undefined) return
    await this.#tail
    this.#tail = undefined
    const refusal = this.#refusal
    this.#refusal = undefined
    if (!refusal) return
    this.goesAhead = false
    throw refusal.error
  }

  /** Asks questions of the runner in this order, all at once where the database can do that. */
  async askAll(questions: readonly ((ask: Ask) => Promise<unknown>)[]): Promise<void> {
    if (this.isAhead) {
      const answers = questions.map(question => question(sql => this.#ahead(sql)))
      await Promise.allSettled(answers)
      await this.settle()
      await Promise.all(answers)
    } else {
      for (const question of questions) await question(sql => this.database.connection.query(sql))
    }
  }

  #ahead(sql: string, begins?: () => void): Promise<QueryResult> {
    const { connection } = this.database
    const answer = connection.ahead ? connection.ahead(sql, begins) : connection.query(sql)
    this.#tail = answer.catch((error: unknown) => {
      this.#refusal ??= { error }
    })
    return answer
  }

  /** Begins a transaction with the limits set in it; one round trip. */
  async begin(): Promise<void> {
    this.last = 'BEGIN'
    const statements = [BEGIN[this.database.dialect](this.#timeouts), ...this.settings].join('; ')
    if (this.#canGoAhead) void this.#ahead(statements)
    else await this.database.connection.query(statements)
    this.inTransaction = true
    if (this.database.dialect === 'sqlite')
      this.#orphans = await foreignKeyViolations(this.database.connection)
  }

  /** Commits, together with what the runner keeps of it. */
  async commit(records: readonly string[] = []): Promise<void> {
    await this.settle()
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
    await this.#tail
    this.#tail = this.#refusal = undefined
    await this.database.connection.query('ROLLBACK').catch(() => undefined)
  }

  /** Gives settings back; the limits of a transaction at hand go on. */
  async restore(sql: string): Promise<void> {
    await this.settle()
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
