/** How runners of SQL files wrap a file in a transaction, and how they send its statements. */
import type { TransactionScope } from '../../model/migration.ts'
import type { Operation } from '../../model/operation.ts'
import type { SourceFile } from '../../source/source-file.ts'
import type { ProjectFiles } from '../frontend.ts'
import { ancestorsOf, folderOf, joinPath } from '../paths.ts'
import type { SqlChunk } from '../sql-sections.ts'
import type { Layout } from './file-names.ts'

/** One runner's rule. */
export interface Runner {
  readonly scope: TransactionScope
  /** What the comment in the file that switches the transaction off makes of it. */
  readonly optedOut: TransactionScope
  readonly sending: SqlChunk['sending']
  /** A file beside the migration that may switch the transaction off. */
  readonly settings?: (path: string) => string
  /** Runs what cannot run in a transaction outside of one, when a file holds nothing else. */
  readonly leavesTransaction?: true
}

const wrapped: Runner = { scope: 'migration', optedOut: 'query', sending: 'together' }
const inOneQuery: Runner = { scope: 'query', optedOut: 'query', sending: 'together' }

/**
 * golang-migrate sends a file as it is (https://github.com/golang-migrate/migrate/tree/master/database/postgres).
 * diesel, Hasura, sqlx and refinery (https://docs.rs/sqlx/latest/sqlx/migrate/), the Supabase command line,
 * graphile-migrate and bun's `.tx.up.sql` wrap it. Flyway wraps it and sends statement by statement; a file of
 * nothing but statements that refuse a transaction it runs without one
 * (https://documentation.red-gate.com/flyway/flyway-concepts/migrations/migration-transaction-handling).
 * A file of an unknown runner reads as one query: with several statements that holds every lock to the end, as
 * under a runner that wraps, and a file of one CREATE INDEX CONCURRENTLY, which such runners take, is no error.
 */
export const RUNNERS = {
  'golang-migrate': inOneQuery,
  wrapping: wrapped,
  diesel: { ...wrapped, settings: (path: string) => joinPath(folderOf(path), 'metadata.toml') },
  flyway: {
    scope: 'migration',
    optedOut: 'none',
    sending: 'apart',
    settings: (path: string) => `${path}.conf`,
    leavesTransaction: true,
  },
  atlas: { scope: 'migration', optedOut: 'none', sending: 'apart' },
  unknown: { ...inOneQuery },
} as const satisfies Readonly<Record<string, Runner>>

/** The name of a rule: what `find` tells `read` as the layout. */
export type RunnerName = keyof typeof RUNNERS

const BY_LAYOUT: Readonly<Record<Layout, RunnerName>> = {
  pair: 'golang-migrate',
  'transactional pair': 'wrapping',
  folder: 'diesel',
  flyway: 'flyway',
  repeatable: 'flyway',
  forward: 'unknown',
}

/** Folders whose runner wraps every file: the Supabase command line's and graphile-migrate's. */
const WRAPPING_FOLDER = /(?:^|\/)(?:supabase\/migrations|migrations\/(?:committed|current))$/u

/** The runner of a file, as far as names and neighbours tell. */
export function runnerOf(layout: Layout, folder: string, files: ProjectFiles): RunnerName {
  if (layout === 'forward' && WRAPPING_FOLDER.test(folder)) return 'wrapping'
  if (layout === 'folder' || layout === 'transactional pair') return BY_LAYOUT[layout]
  if (files.read(joinPath(folder, 'atlas.sum'))) return 'atlas'
  const rust = ancestorsOf(folder).some(above => files.read(joinPath(above, 'Cargo.toml')))
  return rust ? 'wrapping' : BY_LAYOUT[layout]
}

/** The rule of a name; a name that no rule has is that of an unknown runner. */
export function runnerNamed(name: string | undefined): Runner {
  return Object.entries(RUNNERS).find(([each]) => each === name)?.[1] ?? RUNNERS.unknown
}

/** Comments at the top of a file by which sqlx, postgres-migrations, Atlas and graphile-migrate leave out the transaction. */
const OPT_OUT =
  /^(?:\s|--[^\n]*\n)*--!?[ \t]*(?:no-transaction|postgres-migrations disable-transaction|disable-transaction|atlas:txmode none)\b/u

/** How the runner wraps this file, by its comments, its settings file and what it holds. */
export function scopeOf(
  runner: Runner,
  file: SourceFile,
  operations: readonly Operation[],
  files: ProjectFiles,
): TransactionScope {
  if (OPT_OUT.test(file.text) || settingsOptOut(runner, file, files)) return runner.optedOut
  const refusing = operations.filter(refusesTransaction).length
  if (runner.leavesTransaction && refusing > 0 && refusing === operations.length) return 'none'
  const ownTransaction = operations.some(operation => operation.kind === 'transactionControl')
  return runner === RUNNERS.unknown && ownTransaction ? 'none' : runner.scope
}

/** diesel's `metadata.toml` beside the file, Flyway's `V1__x.sql.conf`. */
function settingsOptOut(runner: Runner, file: SourceFile, files: ProjectFiles): boolean {
  const text = runner.settings && files.read(runner.settings(file.path))?.text
  return /^\s*(?:run_in_transaction|executeInTransaction)\s*=\s*false\b/mu.test(text ?? '')
}

/** What Flyway's parser takes for a statement that cannot run in a transaction. */
function refusesTransaction(operation: Operation): boolean {
  switch (operation.kind) {
    case 'createIndex':
    case 'dropIndex':
    case 'reindex':
      return operation.concurrently === true
    case 'maintenance':
      return operation.command === 'vacuum' || operation.command === 'vacuum full'
    default:
      return false
  }
}
