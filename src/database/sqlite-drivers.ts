/** The SQLite that is at hand: the one of Node itself, else one that the project installed. */
import { resultCodeName, resultCodeOfMessage } from './sqlite-result-codes.ts'

export type SqliteValue = string | number | bigint | Uint8Array | null

/** One open database. */
export interface SqliteDriver {
  /** Runs exactly one statement. */
  all(sql: string, parameters: readonly SqliteValue[]): readonly Readonly<Record<string, unknown>>[]
  /** The name of the result code behind an error that SQLite gave; absent when it is not SQLite's. */
  codeOf(error: Error): string | undefined
  close(): void
}

/** No SQLite that can be trusted with this database is installed. */
export class SqliteMissing extends Error {
  override readonly name = 'SqliteMissing'

  constructor(path: string, cause: unknown) {
    super(
      `SQLite is not at hand to open ${path}. Use Node 22.13 or newer, which brings it along, or run: npm install ${PACKAGE}`,
      { cause },
    )
  }
}

/** `node:sqlite` for Nodes that have none: the same interface, the same locks, prebuilt. */
const PACKAGE = '@photostructure/sqlite'

/** What both give: https://nodejs.org/api/sqlite.html */
interface NativeSqlite {
  readonly DatabaseSync: new (path: string) => {
    prepare(sql: string): {
      setReadBigInts(enabled: boolean): void
      /** From Node 22.16 on. */
      columns?(): readonly unknown[]
      run(...parameters: readonly SqliteValue[]): unknown
      all(...parameters: readonly SqliteValue[]): readonly Readonly<Record<string, unknown>>[]
    }
    close(): void
  }
}

/** Opens the file or `:memory:`. */
export async function openDriver(path: string): Promise<SqliteDriver> {
  const native = quietly(() => process.getBuiltinModule('node:sqlite')) as NativeSqlite | undefined
  if (native) return openNative(native, path)
  const installed = PACKAGE
  try {
    return openNative((await import(installed)) as NativeSqlite, path)
  } catch (error) {
    if (!isMissing(error)) throw error
    throw new SqliteMissing(path, error)
  }
}

/** Node 22 warns that its SQLite is experimental, about which the user of a migration can do nothing. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return load()
  } finally {
    process.emitWarning = emitWarning
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}

function openNative({ DatabaseSync }: NativeSqlite, path: string): SqliteDriver {
  const database = new DatabaseSync(path)
  return {
    all(sql, parameters) {
      const statement = database.prepare(sql)
      // all() of the installed package gives no result code.
      if (statement.columns?.().length === 0) {
        statement.run(...parameters)
        return []
      }
      // Without this, integers beyond 2^53 are an error.
      statement.setReadBigInts(true)
      return statement.all(...parameters)
    },
    codeOf: nativeCodeOf,
    close: () => database.close(),
  }
}

/** The result code of an error of `node:sqlite`. */
export function nativeCodeOf(error: Error): string | undefined {
  if (!('code' in error) || error.code !== 'ERR_SQLITE_ERROR') return undefined
  return 'errcode' in error && typeof error.errcode === 'number'
    ? resultCodeName(error.errcode)
    : resultCodeOfMessage(error.message)
}
