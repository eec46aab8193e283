/** What is known of a history as a whole, besides what each of its migrations does. */
import type { Span } from '../source/span.ts'

/** The place of a migration in a graph of revisions. */
export interface Revision {
  /** Ids of those that it follows. */
  readonly parents: readonly string[]
  /** Ids of those that have to be there besides. */
  readonly dependsOn: readonly string[]
  /** Names of the branch that begins here. */
  readonly labels: readonly string[]
}

/** What a runner does with a migration that sorts before one that was applied already. */
export type LateMigration = 'runs' | 'skips' | 'refuses'

/** One migration of the history. */
export interface HistoryEntry {
  readonly name: string
  readonly framework: string
  /** Where findings about it stand. */
  readonly span: Span
  /** Findings about it are wanted. */
  readonly isWanted: boolean
  /** Absent where the order is that of the names. */
  readonly revision?: Revision | undefined
  /** No other migration may have the same. */
  readonly version?: string | undefined
  /** What the runner compares, where that is not the place in the list. */
  readonly order?: number | undefined
  readonly late?: LateMigration | undefined
  /** How it differs from what the history is compared with; absent when it is compared with nothing. */
  readonly change?: 'new' | 'edited' | 'none' | undefined
}

/** A list of the framework that says other than the files. */
export interface HistoryDefect {
  /**
   * `missing`: the list names a migration that is not there; `unlisted`: a file that the list does not name;
   * `provider`: the list is for another database than `wanted`.
   */
  readonly kind: 'missing' | 'unlisted' | 'provider'
  /** Of the migration, or of the list's database. */
  readonly name: string
  /** The database that the project is configured for. */
  readonly wanted?: string | undefined
  /** Name of the list's file. */
  readonly list: string
  readonly framework: string
  readonly span: Span
}

export interface History {
  /** In the order in which the runner applies them. */
  readonly entries: readonly HistoryEntry[]
  readonly defects: readonly HistoryDefect[]
  /** The git ref that it is compared with. */
  readonly since?: string | undefined
}
