/** The history table: one row for each time that a migration was run, and behind it the journal of one that is under way. */
import type { QueryResult } from '../../database/connection.ts'
import type { Database } from '../../database/open-database.ts'
import { qualified } from '../../dialects/postgres/identifiers.ts'
import type { QualifiedName } from '../../model/names.ts'
import { PART } from './journal-rows.ts'
import { NO_PROGRESS, parseEntry, parseProgress, withEntries, type Entry, type Progress } from './progress.ts'
import { text, textOrNull } from './sql-text.ts'
import { tableExists } from './table-exists.ts'

/**
 * `started`: parts of it are committed and it is not done; `failed`: the same, or all was rolled back, and the error
 * is known; `applied`: done; `stamped`: said to be done, and not run; `repaired`: the changed file was accepted.
 */
export type RunState = 'started' | 'failed' | 'applied' | 'stamped' | 'repaired'

/** One run of a migration. */
export interface HistoryRow {
  readonly id: number
  readonly revision: string
  readonly direction: 'upgrade' | 'downgrade'
  readonly state: RunState
  /** Absent where the file was not known. */
  readonly checksum?: string | undefined
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs?: number | undefined
  readonly progress?: Progress | undefined
  readonly error?: string | undefined
  readonly message?: string | undefined
}

/** What a new row says. */
export type NewHistoryRow = Omit<HistoryRow, 'id' | 'progress'> & {
  readonly toolVersion: string
  readonly actor: string
}

const COLUMNS = [
  'revision',
  'direction',
  'state',
  'checksum',
  'message',
  'started_at',
  'duration_ms',
  'error',
  'tool_version',
  'actor',
].join(', ')

/** The statement that makes the table. */
export function createHistoryTable(table: QualifiedName, dialect: Database['dialect']): string {
  const [id, time] =
    dialect === 'postgres'
      ? ['bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY', 'timestamptz']
      : ['INTEGER PRIMARY KEY', 'TEXT']
  const columns = [
    `id ${id}`,
    'revision TEXT NOT NULL',
    'direction VARCHAR(9) NOT NULL',
    'state VARCHAR(8) NOT NULL',
    'checksum VARCHAR(64)',
    'message TEXT',
    `started_at ${time} NOT NULL`,
    'duration_ms INTEGER',
    'progress TEXT',
    'error TEXT',
    'tool_version TEXT',
    'actor TEXT',
  ]
  return `CREATE TABLE IF NOT EXISTS ${qualified(table)} (${columns.join(', ')})`
}

/** All rows, oldest first; none when the table is not there. */
export async function readHistory(database: Database, table: QualifiedName): Promise<readonly HistoryRow[]> {
  if (!(await tableExists(database, table))) return []
  const time =
    database.dialect === 'postgres'
      ? `to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : 'started_at'
  const { rows } = await database.connection.query(
    `SELECT CAST(id AS integer) AS id, revision, direction, state, checksum, message, ${time} AS started_at, duration_ms, progress, error FROM ${qualified(table)} ORDER BY id`,
  )
  return runsOf(rows)
}

/** Each run with what the journal behind it adds. */
function runsOf(rows: QueryResult['rows']): readonly HistoryRow[] {
  const runs: { readonly row: HistoryRow; readonly entries: Entry[] }[] = []
  const last = new Map<string, Entry[]>()
  for (const row of rows) {
    if (row['state'] === PART) {
      last.get(String(row['revision']))?.push(parseEntry(String(row['progress'])))
    } else {
      const run = { row: historyRow(row), entries: [] }
      runs.push(run)
      last.set(run.row.revision, run.entries)
    }
  }
  return runs.map(({ row, entries }) =>
    entries.length === 0 ? row : { ...row, progress: withEntries(row.progress ?? NO_PROGRESS, entries) },
  )
}

function historyRow(row: Readonly<Record<string, unknown>>): HistoryRow {
  const word = (name: string) => (typeof row[name] === 'string' ? row[name] : undefined)
  const progress = word('progress')
  return {
    id: Number(row['id']),
    revision: word('revision') ?? '',
    direction: word('direction') === 'downgrade' ? 'downgrade' : 'upgrade',
    state: (word('state') ?? 'applied') as RunState,
    checksum: word('checksum'),
    message: word('message'),
    startedAt: word('started_at') ?? '',
    durationMs: row['duration_ms'] === null ? undefined : Number(row['duration_ms']),
    progress: progress === undefined ? undefined : parseProgress(progress),
    error: word('error'),
  }
}

/** The statement that adds a row. */
export function insertHistory(table: QualifiedName, row: NewHistoryRow): string {
  const values = [
    text(row.revision),
    text(row.direction),
    text(row.state),
    textOrNull(row.checksum),
    textOrNull(row.message),
    text(row.startedAt),
    row.durationMs === undefined ? 'NULL' : String(row.durationMs),
    textOrNull(row.error),
    text(row.toolVersion),
    text(row.actor),
  ]
  return `INSERT INTO ${qualified(table)} (${COLUMNS}) VALUES (${values.join(', ')})`
}

/** What of a row changes while its migration runs; an error that is gone is an empty text. */
export type HistoryChange = Pick<HistoryRow, 'state' | 'durationMs' | 'checksum'> & { readonly error: string }

/** The statement that changes the last run of a revision. */
export function updateHistory(
  table: QualifiedName,
  revision: string,
  { state, durationMs, checksum, error }: HistoryChange,
): string {
  const set = [
    `state = ${text(state)}`,
    `duration_ms = ${durationMs === undefined ? 'NULL' : String(durationMs)}`,
    // A file may have been mended between two tries.
    `checksum = ${textOrNull(checksum)}`,
    `error = ${error === '' ? 'NULL' : text(error)}`,
    // What earlier versions kept here: once the run is done, the rows of others in it are of no more use.
    ...(state === 'applied' ? ['progress = NULL'] : []),
  ]
  const name = qualified(table)
  return `UPDATE ${name} SET ${set.join(', ')} WHERE id = (SELECT max(id) FROM ${name} WHERE revision = ${text(revision)} AND state <> ${text(PART)})`
}

/** The checksum of each applied revision that the table knows of. */
export function checksumsOf(rows: readonly HistoryRow[]): ReadonlyMap<string, string> {
  const checksums = new Map<string, string>()
  for (const { revision, direction, state, checksum } of rows) {
    if (state === 'started' || state === 'failed') continue
    if (direction === 'downgrade' || checksum === undefined) checksums.delete(revision)
    else checksums.set(revision, checksum)
  }
  return checksums
}

/** The run of a revision that was begun, has parts committed, and is neither done nor given up. */
export function unfinished(rows: readonly HistoryRow[], revision: string): HistoryRow | undefined {
  return openRun(rows.findLast(row => row.revision === revision))
}

/** The same of all revisions. */
export function allUnfinished(rows: readonly HistoryRow[]): readonly HistoryRow[] {
  const last = new Map(rows.map(row => [row.revision, row]))
  return [...last.values()].filter(row => openRun(row) !== undefined)
}

function openRun(row: HistoryRow | undefined): HistoryRow | undefined {
  return row?.progress && (row.state === 'started' || row.state === 'failed') ? row : undefined
}
