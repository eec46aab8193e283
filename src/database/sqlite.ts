/** A connection to SQLite inside this process. */
import { DatabaseError, type Connection, type QueryResult } from './connection.ts'
import { nativeCodeOf, openDriver, type SqliteDriver, type SqliteValue } from './sqlite-drivers.ts'
import { splitStatements } from './sqlite-statements.ts'

/** How long a statement waits for the lock of another process before SQLITE_BUSY. */
const BUSY_TIMEOUT_MS = 5000

/** Opens a file, which is made when it is not there, or `:memory:`. Foreign keys are enforced. */
export async function openSqlite(path: string): Promise<Connection> {
  const driver = await openDriver(path).catch((error: unknown) => {
    throw databaseError(error, nativeCodeOf, '', path)
  })
  const connection: Connection = {
    query: async (sql, parameters) => run(driver, sql, parameters),
    close: async () => driver.close(),
  }
  await connection.query(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}; PRAGMA foreign_keys = ON`)
  return connection
}

function run(driver: SqliteDriver, sql: string, parameters?: readonly unknown[]): QueryResult {
  const values = (parameters ?? []).map(valueOf)
  const statements = splitStatements(sql)
  if (parameters) refuseMismatch(sql, statements, values.length)
  let rows: QueryResult['rows'] = []
  for (const statement of statements) {
    try {
      rows = driver.all(statement.sql, values).map(plainRow)
    } catch (error) {
      throw databaseError(error, driver.codeOf, statement.sql)
    }
  }
  return { rows, notices: [] }
}

/** SQLite binds NULL where a value is missing, and drivers drop a second statement: both are mistakes. */
function refuseMismatch(sql: string, statements: ReturnType<typeof splitStatements>, values: number): void {
  if (statements.length !== 1) {
    throw new DatabaseError(
      `parameters go with one statement, not ${statements.length}`,
      'SQLITE_MISUSE',
      sql,
    )
  }
  const wanted = statements[0]?.parameters ?? 0
  if (wanted !== values) {
    throw new DatabaseError(`the statement takes ${wanted} parameters, not ${values}`, 'SQLITE_RANGE', sql)
  }
}

/** Drivers bind every number as a floating one, which a column without a type keeps: `5.0`. */
function valueOf(value: unknown): SqliteValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (typeof value === 'string' || typeof value === 'bigint' || value instanceof Uint8Array) return value
  if (value instanceof Date) return value.toISOString()
  return JSON.stringify(value)
}

/** Integers are numbers where a number can hold them; the rows of `node:sqlite` have no prototype. */
function plainRow(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]))
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function databaseError(error: unknown, codeOf: SqliteDriver['codeOf'], sql: string, path?: string): unknown {
  const code = error instanceof Error ? codeOf(error) : undefined
  if (code === undefined) return error
  const message = (error as Error).message
  return new DatabaseError(path === undefined ? message : `${path}: ${message}`, code, sql, error)
}

export { SqliteMissing } from './sqlite-drivers.ts'
