/** One thing that a command does to the database, with its trace in the version table. */
import type { Revision } from './revision.ts'
import type { RowMove } from './row-changes.ts'

interface Move extends RowMove {
  /** The revisions that it leaves, as the log shows them: of a migration without its dependencies. */
  readonly from: readonly string[]
  /** The revisions that it reaches. */
  readonly to: readonly string[]
}

/** Runs a migration, one way or the other. */
export interface MigrationStep extends Move {
  readonly direction: 'upgrade' | 'downgrade'
  readonly revision: Revision
}

/** Changes the version table and nothing else. */
export interface StampStep extends Move {
  readonly direction: 'stamp'
}

export type Step = MigrationStep | StampStep
