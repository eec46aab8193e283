/** Settings of the session, which outlive a transaction: what changes them, and how a migration gives them back. */
import type { Database } from '../../database/open-database.ts'
import { identifier } from '../../dialects/postgres/identifiers.ts'
import type { BareOperation } from '../../model/operation.ts'
import { text } from '../tables/sql-text.ts'
import { operationsIn, statementsIn } from './raw-sql.ts'

/** As a run finds them: those that are not the default of the session, by name. */
export type SessionSettings = ReadonlyMap<string, string>

/** What a text of SQL does to the session. */
export interface SessionEffect {
  /** Parameters that it sets. */
  readonly names: readonly string[]
  /** Statements of it that only set something: for the session that goes on behind them. */
  readonly again: readonly string[]
}

/** What PostgreSQL's view does not show; in this order, because the one resets the other. */
const HIDDEN = ['session_authorization', 'role'] as const

/** Those of a transaction end with it. https://www.postgresql.org/docs/current/view-pg-settings.html */
const SET_HERE = String.raw`source = 'session' AND name NOT LIKE 'transaction\_%'`

/** Asks for them, and has the texts that the runner sends be read as they are written: https://www.postgresql.org/docs/current/runtime-config-compatible.html */
export async function readSessionSettings({ connection, dialect }: Database): Promise<SessionSettings> {
  if (dialect === 'sqlite') return new Map()
  const { rows } = await connection.query(
    `SET standard_conforming_strings = on; SELECT name, setting FROM pg_settings WHERE ${SET_HERE} UNION ALL SELECT 'session_authorization', session_user UNION ALL SELECT 'role', current_setting('role')`,
  )
  return new Map(rows.map(({ name, setting }) => [String(name), String(setting)]))
}

/** The statements after which all are as they were; of the names that were set, the view does not show the user's own: `shop.tenant`. */
export function restoringSql(before: SessionSettings, names: ReadonlySet<string>): string {
  const change = (name: string, value: string) => `SELECT set_config(${text(name)}, ${text(value)}, false)`
  const hidden = HIDDEN.flatMap(name => {
    const value = before.get(name)
    return value === undefined ? [] : [{ name, value }]
  })
  const known = [...before].map(([name, value]) => `(${text(name)}, ${text(value)})`).join(', ')
  return [
    ...hidden.map(
      ({ name, value }) => `${change(name, value)} WHERE current_setting(${text(name)}) <> ${text(value)}`,
    ),
    ...[...names].filter(name => name.includes('.')).map(resetting),
    `SELECT set_config(name, coalesce(known.setting, reset_val), false) FROM pg_settings LEFT JOIN (VALUES ${known}) AS known (name, setting) USING (name) WHERE (${SET_HERE} OR known.setting IS NOT NULL) AND pg_settings.setting <> coalesce(known.setting, reset_val)`,
  ].join('; ')
}

/** The statements with which a script gives back what its statements set: it knows only what can be read in them. */
export function resettingSql(statements: readonly string[]): readonly string[] {
  const names = new Set(statements.flatMap(sql => sessionEffectOf(sql)?.names ?? []))
  const hidden = HIDDEN.filter(name => names.has(name))
  const others = [...names].filter(name => !RESET_OTHERWISE.has(name))
  return [...hidden.map(name => `RESET ${name.replace('_', ' ').toUpperCase()}`), ...others.map(resetting)]
}

/** RESET ALL has done so itself; SET SESSION CHARACTERISTICS sets others than it names. */
const RESET_OTHERWISE: ReadonlySet<string> = new Set([...HIDDEN, 'all', 'transaction'])

function resetting(name: string): string {
  return `RESET ${name.split('.').map(identifier).join('.')}`
}

/** Words without which no text changes a setting: most are never read. */
const MAY_SET = /\b(?:set|reset|set_config|discard|do|call|load)\b/iu

/** Undefined where it does nothing to the session. A function that is called may do so without a word of it. */
export function sessionEffectOf(sql: string): SessionEffect | undefined {
  if (!MAY_SET.test(sql)) return undefined
  const operations = operationsIn(sql)
  if (!operations.some(mayChangeSession)) return undefined
  return {
    names: operations.flatMap(operation => (setsSession(operation) ? [operation.name] : [])),
    again: statementsIn(sql).filter(statement => {
      const said = operationsIn(statement)
      return said.length > 0 && said.every(setsSession)
    }),
  }
}

function setsSession(
  operation: BareOperation,
): operation is Extract<BareOperation, { kind: 'setParameter' }> {
  return operation.kind === 'setParameter' && operation.scope === 'session'
}

function mayChangeSession(operation: BareOperation): boolean {
  return (
    setsSession(operation) ||
    operation.kind === 'opaque' ||
    (operation.kind === 'maintenance' && operation.command === 'discard') ||
    (operation.kind === 'selectRows' && /^\s*call\b/iu.test(operation.sql ?? ''))
  )
}
