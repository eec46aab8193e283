/** All that the migrations of one run share. */
import type { Ask, Connection } from '../../database/connection.ts'
import type { Database } from '../../database/open-database.ts'
import type { NamingConvention } from '../naming-convention.ts'
import type { HistoryRow } from '../tables/history-table.ts'
import type { TableNames } from '../tables/table-names.ts'
import type { Listener } from './events.ts'
import type { SessionSettings } from './session-settings.ts'
import type { Timeouts } from './session.ts'
import type { OperationUnits } from './units-of.ts'

export interface RunEnvironment {
  readonly database: Database
  readonly tables: TableNames
  readonly units: OperationUnits
  readonly timeouts: Timeouts
  /** Times that a migration is tried when a lock is not free. */
  readonly attempts: number
  /** Milliseconds before the second try; it doubles with each. */
  readonly retryDelayMs: number
  /** False: every migration is committed part by part. */
  readonly isTransactional: boolean
  /** The whole run is one transaction. */
  readonly oneTransaction: boolean
  readonly namingConvention?: NamingConvention | undefined
  /** As it was when the run began. */
  readonly history: readonly HistoryRow[]
  readonly tell: Listener
  /** No other run can be at work. */
  readonly isLocked: boolean
  /** Throws when the lock of the run has been lost meanwhile. */
  readonly stillAlone: (behind: 'part' | 'migration', ask?: Ask) => Promise<void>
  /** What of the session's settings is not their default: each migration begins with them. */
  readonly sessionBefore: SessionSettings
  /** Opens another session of the same server; absent where there is none, or nobody knows its URL. */
  readonly openSession?: (() => Promise<Connection>) | undefined
  /** Who was last seen to hold a lock that this run waited for. */
  readonly blocker?: (() => string | undefined) | undefined
  /** Who runs it, for the history: user and host. */
  readonly actor: string
  readonly toolVersion: string
}
