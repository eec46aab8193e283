/** The two timeouts of a session as SET, SET LOCAL, RESET and the end of a transaction change them. */
import type { SetParameter } from '../model/session-operations.ts'
import { parseDuration } from './duration.ts'
import type { Timeout } from './transaction-context.ts'

/** The parameters that are followed. */
export const TIMEOUTS = ['lock_timeout', 'statement_timeout'] as const
export type TimeoutName = (typeof TIMEOUTS)[number]

/** One parameter: what the session has, and over it what SET LOCAL gave until the transaction ends. */
interface Setting {
  readonly session: Timeout
  readonly local?: Timeout | undefined
}

/** Both parameters; immutable, so that a transaction can go back to what it began with. */
export type SessionSettings = Readonly<Record<TimeoutName, Setting>>

/** What a new session of the runner has. */
export function initialSettings(defaults: Readonly<Record<TimeoutName, Timeout>>): SessionSettings {
  return {
    lock_timeout: { session: defaults.lock_timeout },
    statement_timeout: { session: defaults.statement_timeout },
  }
}

/** The value in force. */
export function inForce(settings: SessionSettings, name: TimeoutName): Timeout {
  return settings[name].local ?? settings[name].session
}

/** After SET, SET LOCAL or RESET: https://www.postgresql.org/docs/current/sql-set.html */
export function setParameter(
  settings: SessionSettings,
  operation: SetParameter,
  defaults: SessionSettings,
): SessionSettings {
  const names = TIMEOUTS.filter(name => operation.name === name || operation.name === 'all')
  return names.reduce<SessionSettings>((result, name) => {
    const value = newValue(operation, defaults[name].session)
    const changed =
      operation.scope === 'local' ? { session: result[name].session, local: value } : { session: value }
    return { ...result, [name]: changed }
  }, settings)
}

/** What SET LOCAL of the runner itself gives. */
export function withLocal(settings: SessionSettings, name: TimeoutName, local: Timeout): SessionSettings {
  return { ...settings, [name]: { session: settings[name].session, local } }
}

/** SET LOCAL ends with the transaction. */
export function withoutLocals(settings: SessionSettings): SessionSettings {
  if (TIMEOUTS.every(name => settings[name].local === undefined)) return settings
  return initialSettings({
    lock_timeout: settings.lock_timeout.session,
    statement_timeout: settings.statement_timeout.session,
  })
}

/** A SET that only some runs execute leaves the value open. */
function newValue(operation: SetParameter, byDefault: Timeout): Timeout {
  if (operation.unknown || operation.flow !== undefined) return 'unknown'
  return operation.value === undefined || operation.value.toLowerCase() === 'default'
    ? byDefault
    : parseDuration(operation.value)
}
