/** Runs an example on SQLite and keeps what became of the rows. */
import initSqlJs, { type Database } from 'sql.js'
import { textOf } from '../source/span.ts'
import { splitSql } from '../sql/split.ts'
import type { Example } from './example.ts'

export interface SqliteRun {
  /** What SQLite says of the first statement that it refuses. */
  readonly failure?: string | undefined
  /** Rows, as JSON, that a table without a word about it in the migrations has lost. */
  readonly lost: readonly string[]
}

/** Runs setup and migrations in memory, with foreign keys on as today's drivers have them. */
export async function runOnSqlite({ setup, migrations }: Example): Promise<SqliteRun> {
  const { Database } = await initSqlJs()
  const database = new Database()
  try {
    database.run('PRAGMA foreign_keys = ON')
    if (setup) database.run(textOf(setup))
    const said = migrations.map(({ up }) => textOf(up)).join('\n')
    const bystanders = tablesOf(database).filter(table => !said.includes(table))
    const before = bystanders.map(table => rowsOf(database, table))
    const failure = migrations
      .map(({ up, transaction }) => run(database, textOf(up), transaction))
      .find(Boolean)
    const lost = bystanders.flatMap((table, i) => {
      const left = rowsOf(database, table)
      return (before[i] ?? []).filter(row => !left.includes(row)).map(row => `${table} ${row}`)
    })
    return { failure, lost }
  } finally {
    database.close()
  }
}

/** The message of the first statement that fails; what the transaction did before is taken back. */
function run(database: Database, text: string, transaction: boolean): string | undefined {
  const statements = splitSql(text, 0, text.length).chunks.map(({ start, end }) => text.slice(start, end))
  try {
    if (transaction) database.run('BEGIN')
    for (const statement of statements) database.run(statement)
    if (transaction) database.run('COMMIT')
    return undefined
  } catch (error) {
    if (transaction) database.run('ROLLBACK')
    return error instanceof Error ? error.message : String(error)
  }
}

function tablesOf(database: Database): readonly string[] {
  return firstColumn(
    database,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  )
}

function rowsOf(database: Database, table: string): readonly string[] {
  const [result] = database.exec(`SELECT * FROM "${table}"`)
  return (result?.values ?? []).map(row => JSON.stringify(row))
}

function firstColumn(database: Database, sql: string): readonly string[] {
  return (database.exec(sql)[0]?.values ?? []).map(([value]) => String(value))
}
