/** What a runner can do, typed and documented for applications, tests and the command line. */
import type { Database } from '../database/open-database.ts'
import type { RevisionGraph } from './graph/revision-graph.ts'
import type { MigrationFile } from './revisions/migration-files.ts'
import type { HistoryRow } from './tables/history-table.ts'

/** Where a database is in the history. */
export interface Status {
  /** Rows of the version table: the heads of what is applied. */
  readonly current: readonly string[]
  /** Applied revisions, in no order. */
  readonly applied: ReadonlySet<string>
  /** Migrations that `upgrade heads` would run, in its order. */
  readonly pending: readonly MigrationFile[]
  /** Migrations of which parts are committed: the next run goes on with them. */
  readonly unfinished: readonly HistoryRow[]
  /** Applied migrations whose files do something else now. */
  readonly changed: readonly MigrationFile[]
  /** Applied without a checksum: by Alembic, or by hand. */
  readonly unchecked: readonly string[]
}

/** What a run did. */
export interface RunReport {
  /** Revisions in the order in which they ran. */
  readonly ran: readonly string[]
  /** Rows of the version table afterwards. */
  readonly current: readonly string[]
}

/** One statement of a plan. */
export interface PlannedStatement {
  readonly sql: string
  /** Number of the transaction within the migration; absent for what stands outside of any. */
  readonly transaction?: number | undefined
}

/** One migration of a plan. */
export interface PlannedMigration {
  readonly migration: MigrationFile
  readonly direction: 'upgrade' | 'downgrade'
  readonly statements: readonly PlannedStatement[]
  /** Why not all could be told: from there on the migration needs answers of the database. */
  readonly open?: string | undefined
}

/** Runs the migrations of a project. Errors are RunnerError, RevisionError, MigrationFailure, and those of the database. */
export interface Runner {
  /** The files, read anew. Throws a RevisionError when they make no graph. */
  files(): readonly MigrationFile[]
  /** The graph of the files, read anew. */
  graph(): RevisionGraph
  /** Asks the database where it is; changes nothing. */
  status(): Promise<Status>
  /** All runs that the database remembers, oldest first. */
  runs(): Promise<readonly HistoryRow[]>
  /** Runs what is missing up to the target: a locator such as `head` (the default), `heads`, `+1`, `a1b2`. */
  upgrade(target?: string | readonly string[]): Promise<RunReport>
  /** Undoes what lies above the target: `-1`, `base`, `a1b2`. */
  downgrade(target: string): Promise<RunReport>
  /** Writes revisions into the version table without running anything. */
  stamp(targets: string | readonly string[], options?: { readonly purge?: boolean }): Promise<RunReport>
  /** The SQL that a run would send; looks at the database only for where it is. */
  plan(
    direction: 'upgrade' | 'downgrade',
    target?: string | readonly string[],
  ): Promise<readonly PlannedMigration[]>
  /**
   * The same as one script, without a database: `a1b2:head`, or `head` from an empty one. It refuses to go on when the
   * version table is not where it should be.
   */
  script(direction: 'upgrade' | 'downgrade', range: string, dialect?: Database['dialect']): Promise<string>
  /** Accepts changed files as they are now; gives their ids. */
  repair(): Promise<readonly string[]>
}
