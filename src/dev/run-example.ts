/** Runs an example on PostgreSQL and keeps what the trace saw. */
import { DatabaseError, type Connection } from '../database/connection.ts'
import { resetSchema } from '../database/reset-schema.ts'
import { textOf, type Span } from '../source/span.ts'
import { splitSql } from '../sql/split.ts'
import type { Observation } from '../verify/observation.ts'
import { traceMigration } from '../verify/trace.ts'
import type { CodeRun } from './code-run.ts'
import type { HistoryRun } from './history-run.ts'
import type { Example, ExampleMigration } from './example.ts'
import { brokenForeignKeys, compareCounts, countRows, type RowCount } from './row-counts.ts'
import { runOnSqlite, type SqliteRun } from './run-sqlite.ts'

/** What happened in one migration. */
export interface MigrationRun {
  readonly transaction: boolean
  /** In how many transactions its statements ran. */
  readonly transactions: number
  readonly observations: readonly Observation[]
  /** Outside a transaction: SQLSTATE of the first statement that fails when the migration is run again. */
  readonly again?: string | undefined
}

/** What happened to the application's statements. */
export interface AppRun {
  /** SQLSTATE of the first that failed before the migrations, and after them. */
  readonly before?: string | undefined
  readonly after?: string | undefined
  readonly observations: readonly Observation[]
}

export interface ExampleRun {
  readonly migrations: readonly MigrationRun[]
  readonly app?: AppRun | undefined
  /** Rows before the migrations and after them. */
  readonly rows?: readonly RowCount[] | undefined
  /** Names of the foreign keys that rows break after the migrations. */
  readonly orphans?: readonly string[] | undefined
  /** Indexes that are not valid after the migrations. */
  readonly invalidIndexes?: readonly string[] | undefined
  /** What the catalog has lost or gained after all ups and downs; absent when there is no down side. */
  readonly difference?: readonly string[] | undefined
  /** Set for an example that is code. */
  readonly code?: CodeRun | undefined
  /** Set for an example for SQLite, which then has no migrations here. */
  readonly sqlite?: SqliteRun | undefined
  /** Set for an example whose migrations are a graph or are compared with a ref. */
  readonly history?: HistoryRun | undefined
}

/** Whether a statement is one of those that wait for others instead of making them wait. */
export function isConcurrent({ sql }: Observation): boolean {
  return /\bconcurrently\b/iu.test(sql)
}

/** Messages of the probe that `runExample` puts before each statement. */
export const NO_LOCK_TIMEOUT = 'no lock_timeout is in force'
export const SHORT_TIMEOUT = 'a timeout of less than ten minutes is in force'

const PROBE = `DO $$ BEGIN
  IF current_setting('lock_timeout') = '0' THEN RAISE NOTICE '${NO_LOCK_TIMEOUT}'; END IF;
  IF EXISTS (
    SELECT FROM pg_settings
      WHERE name IN ('lock_timeout', 'statement_timeout') AND setting::int BETWEEN 1 AND 599999
  ) THEN RAISE NOTICE '${SHORT_TIMEOUT}'; END IF;
  RAISE NOTICE 'transaction %', pg_current_xact_id();
END $$`

/** Runs setup and migrations on an empty database, the app's statements before and after, and the downs at last. */
export async function runExample(connection: Connection, example: Example): Promise<ExampleRun> {
  if (example.dialect) return { migrations: [], sqlite: await runOnSqlite(example) }
  await resetSchema(connection)
  if (example.setup) await connection.query(textOf(example.setup))
  const app = example.app
  const before = app && (await failureOf(connection, app))
  const catalog = await readCatalog(connection)
  const counted = await countRows(connection)
  const migrations: MigrationRun[] = []
  for (const { up, transaction } of example.migrations) {
    const traced = statementsOf(up).flatMap(statement => [PROBE, statement])
    const observations = await traceMigration(connection, traced, { transaction })
    const probed = observations.filter(each => !isReal(each)).flatMap(({ messages }) => messages)
    const transactions = new Set(probed.filter(message => message.startsWith('transaction '))).size
    migrations.push({ transaction, transactions, observations: observations.map(withProbe).filter(isReal) })
  }
  const appRun = app && { before, ...(await runApp(connection, app)) }
  const rows = compareCounts(counted, await countRows(connection))
  const orphans = await brokenForeignKeys(connection)
  const invalidIndexes = await readInvalidIndexes(connection)
  const difference = await differenceAfterDowns(connection, example, catalog)
  const again = difference ? [] : await runAgain(connection, example)
  return {
    migrations: migrations.map((each, i) => ({ ...each, again: again[i] })),
    app: appRun,
    rows,
    orphans,
    invalidIndexes,
    difference,
  }
}

/** Runs what commits statement by statement once more, as somebody does after its last statement failed. */
async function runAgain(
  connection: Connection,
  { migrations }: Example,
): Promise<readonly (string | undefined)[]> {
  const failures: (string | undefined)[] = []
  for (const { up, transaction } of migrations) {
    failures.push(transaction ? undefined : await firstFailure(connection, statementsOf(up)))
  }
  return failures
}

async function firstFailure(
  connection: Connection,
  statements: readonly string[],
): Promise<string | undefined> {
  for (const statement of statements) {
    try {
      await connection.query(statement)
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      // The migration may have begun a transaction by itself.
      await connection.query('ROLLBACK')
      return error.sqlstate
    }
  }
  return undefined
}

/** The statements of a part. */
export function statementsOf({ file, start, end }: Span): readonly string[] {
  return splitSql(file.text, start, end).chunks.map(chunk => file.text.slice(chunk.start, chunk.end))
}

/** What the probe said belongs to the statement behind it. */
function withProbe(observation: Observation, i: number, all: readonly Observation[]): Observation {
  const probe = all[i - 1]
  if (probe?.sql !== PROBE) return observation
  const said = [NO_LOCK_TIMEOUT, SHORT_TIMEOUT].filter(message => probe.messages.includes(message))
  return { ...observation, messages: [...said, ...observation.messages] }
}

function isReal({ sql }: Observation): boolean {
  return sql !== PROBE
}

async function runApp(connection: Connection, app: Span): Promise<Omit<AppRun, 'before'>> {
  const after = await failureOf(connection, app)
  const observations = after === undefined ? await traceMigration(connection, statementsOf(app), INSIDE) : []
  return { after, observations }
}

const INSIDE = { transaction: true }

/** SQLSTATE with which the statements fail; what they do is taken back. */
async function failureOf(connection: Connection, app: Span): Promise<string | undefined> {
  await connection.query('BEGIN')
  try {
    await connection.query(textOf(app))
    return undefined
  } catch (error) {
    if (error instanceof DatabaseError) return error.sqlstate
    throw error
  } finally {
    await connection.query('ROLLBACK')
  }
}

async function differenceAfterDowns(
  connection: Connection,
  { migrations }: Example,
  before: ReadonlySet<string>,
): Promise<readonly string[] | undefined> {
  const downs = migrations.filter(hasDown).reverse()
  if (downs.length === 0) return undefined
  for (const { down } of downs) await connection.query(textOf(down))
  const after = await readCatalog(connection)
  return [
    ...[...before].filter(line => !after.has(line)).map(line => `lost: ${line}`),
    ...[...after].filter(line => !before.has(line)).map(line => `left: ${line}`),
  ]
}

function hasDown(migration: ExampleMigration): migration is ExampleMigration & { readonly down: Span } {
  return migration.down !== undefined
}

async function readInvalidIndexes(connection: Connection): Promise<readonly string[]> {
  const { rows } = await connection.query(
    'SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid',
  )
  return rows.map(row => String(row['name']))
}

/** What tables, columns, indexes, views and constraints there are, one a line. */
export async function readCatalog(connection: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query(CATALOG)
  return new Set(rows.map(row => String(row['line'])))
}

const CATALOG = `
  SELECT format('%s %s', CASE relkind WHEN 'i' THEN 'index' WHEN 'v' THEN 'view' ELSE 'table' END, relname) AS line
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'i', 'v', 'm')
  UNION ALL
  SELECT format('column %s.%s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod))
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT format('constraint %s', conname) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
  ORDER BY 1`
