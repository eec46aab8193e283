/** Puts together what the migrations of a run share. */
import { openDatabase } from '../../database/open-database.ts'
import { version } from '../../host/package.ts'
import type { RunContext } from '../run-context.ts'
import type { State } from '../state.ts'
import { whoRuns } from '../who-runs.ts'
import { postgresUnits } from './postgres-units.ts'
import type { RunEnvironment } from './run-environment.ts'
import type { SessionSettings } from './session-settings.ts'
import { sqliteUnits } from './sqlite-units.ts'

/** `stillAlone` is asked before each commit. */
export function environmentOf(
  { database, options, settings }: Pick<RunContext, 'database' | 'options' | 'settings'>,
  state: State,
  stillAlone: RunEnvironment['stillAlone'],
  sessionBefore: SessionSettings,
): RunEnvironment {
  const { url } = options
  return {
    database,
    tables: state.tables,
    units: database.dialect === 'postgres' ? postgresUnits : sqliteUnits(database.connection),
    timeouts: settings.timeouts,
    attempts: settings.attempts,
    retryDelayMs: settings.retryDelayMs,
    isTransactional: settings.transaction !== 'none',
    oneTransaction: settings.transaction === 'all',
    namingConvention: options.namingConvention,
    history: state.history,
    tell: options.onEvent ?? (() => undefined),
    isLocked: database.kind !== 'sqlite' && settings.lock !== 'none',
    stillAlone,
    sessionBefore,
    openSession:
      database.kind === 'postgres' && url !== undefined
        ? async () => (await openDatabase(url, settings.cwd)).connection
        : undefined,
    actor: whoRuns(),
    toolVersion: version(),
  }
}
