/** What a runner is told: where the migrations are, which database, and how careful to be. */
import type { Connection } from '../database/connection.ts'
import type { Database } from '../database/open-database.ts'
import type { QualifiedName } from '../model/names.ts'
import type { Listener } from './execute/events.ts'
import type { NamingConvention } from './naming-convention.ts'
import type { Policy } from './policy.ts'

/** Options of `createRunner`; everything but the database has a default. */
export interface RunnerOptions {
  /** Folder where relative paths begin; that of the process by default. */
  readonly cwd?: string | undefined
  /** Folder or folders of the migrations, looked through with all below them; `migrations` by default. */
  readonly folders?: string | readonly string[] | undefined
  /** `postgres://…`, `pglite:./folder` or `sqlite:./file.db`: one session is opened for each command, and closed. */
  readonly url?: string | undefined
  /** An open session instead of a URL; it stays open. */
  readonly database?: Database | undefined
  /** The table that says which revisions the database is at; `alembic_version` by default, Alembic's own. */
  readonly versionTable?: string | QualifiedName | undefined
  /**
   * `each`, the default: every migration is one transaction; `all`: those of a run share one; `none`: every operation
   * is committed by itself.
   */
  readonly transaction?: 'each' | 'all' | 'none' | undefined
  /** Milliseconds that a statement waits for a lock; 5000 by default, 0 for ever. PostgreSQL only. */
  readonly lockTimeout?: number | undefined
  /** Milliseconds that a statement may take; 0, the default, is no limit. PostgreSQL only. */
  readonly statementTimeout?: number | undefined
  /** How often a migration is tried that does not get a lock, or with `transaction: 'all'` the run; 5 by default. */
  readonly attempts?: number | undefined
  /** Milliseconds before the second try, doubled for each further one; 500 by default. */
  readonly retryDelay?: number | undefined
  /**
   * What keeps two runs apart: an advisory lock of PostgreSQL, which needs a session of its own; a row with a lease, the
   * default behind a pool such as PgBouncer; or nothing. All runs on a database have to use the same.
   */
  readonly lock?: 'advisory' | 'table' | 'none' | undefined
  /** Milliseconds to wait for another run to end; 60000 by default. */
  readonly lockWait?: number | undefined
  /** Names of constraints and indexes that a migration gives none; Alembic's spelling is understood as well. */
  readonly namingConvention?: NamingConvention | undefined
  /** Is done in the session before anything else: `SET ROLE`, `SET search_path`. */
  readonly beforeRun?: ((connection: Connection) => Promise<unknown>) | undefined
  /** Is asked before a migration runs. */
  readonly policy?: Policy | undefined
  /** Hears what happens. */
  readonly onEvent?: Listener | undefined
}

/** The options with their defaults. */
export interface Settings {
  readonly cwd: string
  readonly folders: readonly string[]
  readonly transaction: 'each' | 'all' | 'none'
  readonly timeouts: { readonly lockTimeout: number; readonly statementTimeout: number }
  readonly attempts: number
  readonly retryDelayMs: number
  readonly lock: 'advisory' | 'table' | 'none' | undefined
  readonly lockWaitMs: number
  readonly versionTable: QualifiedName
}

/** Fills the defaults in. */
export function settingsOf(options: RunnerOptions): Settings {
  return {
    cwd: options.cwd ?? process.cwd(),
    folders: [options.folders ?? 'migrations'].flat(),
    transaction: options.transaction ?? 'each',
    timeouts: { lockTimeout: options.lockTimeout ?? 5000, statementTimeout: options.statementTimeout ?? 0 },
    attempts: options.attempts ?? 5,
    retryDelayMs: options.retryDelay ?? 500,
    lock: options.lock,
    lockWaitMs: options.lockWait ?? 60_000,
    versionTable: nameOf(options.versionTable ?? 'alembic_version'),
  }
}

function nameOf(table: string | QualifiedName): QualifiedName {
  if (typeof table !== 'string') return table
  const dot = table.indexOf('.')
  return dot < 0 ? { name: table } : { schema: table.slice(0, dot), name: table.slice(dot + 1) }
}
