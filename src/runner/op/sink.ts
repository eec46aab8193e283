/** Where the calls of `op` go: to a database, to a script, or to a list. */
import type { QueryResult } from '../../database/connection.ts'
import type { Step } from './step.ts'

/** What a migration may ask about the run that it is part of. */
export interface OpContext {
  /** SQL is printed and nothing is run, so that no query has an answer. */
  readonly isOffline: boolean
  readonly dialect: 'postgres' | 'sqlite'
  readonly direction: 'upgrade' | 'downgrade'
  /** Id of the migration. */
  readonly revision: string
}

/** Takes steps one after the other: the next comes when the last is done. */
export interface Sink {
  readonly context: OpContext
  /** Gives the rows of the last statement. */
  perform(step: Step): Promise<QueryResult>
  /** Ends the transaction of the migration, does the work outside of any, and begins the next transaction. */
  autocommit(work: () => Promise<void>): Promise<void>
}
