/** What was measured on PostgreSQL elsewhere and lies beside the project, where it does: the claims say the same. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isLockMode, strongestModes, type LockMode } from '../../src/effects/lock-modes.ts'
import { applyOperation } from '../../src/schema/apply.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import type { Observation } from '../../src/verify/observation.ts'
import { claimsOf, contradictions, operationsOf, schemaAfter } from './claims.ts'
import { LOCKS_SETUP, TRACES_PREPARED, TRACES_SETUP } from './recorded-setup.ts'

const SHARED = resolve(import.meta.dirname, '../../../shared')

/** What was seen for one statement; names are unqualified. */
interface Recording {
  readonly title: string
  readonly sql: string
  readonly locks: readonly { readonly table: string; readonly mode: LockMode }[]
  readonly rewritten: readonly string[]
  /** Absent where scans were not recorded. */
  readonly scanned?: readonly string[]
  readonly error?: string | undefined
}

/** The sentences in which the claims contradict a recording. */
function judge(recording: Recording, before: SchemaState, postgresVersion: number): readonly string[] {
  const { sql } = recording
  const seen = observationOf(recording, before)
  const gone = recording.scanned ? NONE : relationsLostBy(sql, before)
  const relations = new Map([
    ...before.tables.keySeq().map(key => [key, 'table'] as const),
    ...before.views.map(() => 'view' as const),
  ])
  // One recording leaves out ACCESS SHARE, scans, and what is not there any more after the statement.
  const claims = claimsOf(sql, before, postgresVersion).filter(
    claim =>
      (claim.kind !== 'lock' || (claim.mode !== 'AccessShareLock' && !gone.has(claim.table))) &&
      (claim.kind !== 'scan' || recording.scanned !== undefined),
  )
  const partitioned = new Set(before.tables.filter(table => table.partitionBy).keys())
  return contradictions(claims, seen, relations, partitioned)
}

const NONE: ReadonlySet<string> = new Set()

function observationOf({ sql, error, ...seen }: Recording, before: SchemaState): Observation {
  const key = (name: string): string =>
    before.tables.has(`public.${name}`) || before.views.has(`public.${name}`)
      ? `public.${name}`
      : (renamedTo(sql, before).get(name) ?? name)
  const isRelation = (name: string): boolean => before.tables.has(key(name)) || before.views.has(key(name))
  const emptied = /^truncate/iu.test(sql)
  const rewritten = seen.rewritten.filter(isRelation).map(key)
  const tables = [...new Set(seen.locks.map(({ table }) => table))].filter(isRelation)
  return {
    sql,
    transactional: true,
    locks: tables.map(table => ({
      relation: key(table),
      relationKind: 'table',
      modes: strongestModes(
        seen.locks
          .filter(lock => lock.table === table && lock.mode !== 'AccessShareLock')
          .map(({ mode }) => mode),
      ),
    })),
    rewritten: emptied ? [] : rewritten,
    emptied: emptied ? rewritten : [],
    scanned: (seen.scanned ?? [])
      .filter(isRelation)
      .map(table => ({ relation: key(table), relationKind: 'table', scans: 1, rows: 1, evidence: [] })),
    written: [],
    indexBuilds: [],
    messages: [],
    error: error === undefined ? undefined : { sqlstate: error, message: '' },
  }
}

/** Keys of relations that are not there after a statement. */
function relationsLostBy(sql: string, before: SchemaState): ReadonlySet<string> {
  const after = operationsOf(sql).reduce(applyOperation, before)
  const renamed = new Set(renamedTo(sql, before).values())
  const all = [...before.tables.keys(), ...before.views.keys()]
  return new Set(all.filter(key => !after.tables.has(key) && !after.views.has(key) && !renamed.has(key)))
}

/** New names of tables to the keys that they had. */
function renamedTo(sql: string, before: SchemaState): ReadonlyMap<string, string> {
  const renames = operationsOf(sql).filter(operation => operation.kind === 'renameTable')
  return new Map(renames.map(({ table, to }) => [to, `${before.searchPath[0] ?? ''}.${table.name}`]))
}

const LOCKS = resolve(SHARED, 'cases/locks_pg15.json')

interface LockRow {
  readonly sql: string
  readonly locks?: readonly string[]
  readonly rewritten?: readonly string[]
  readonly error: string | null
}

function recordedLocks(): readonly Recording[] {
  if (!existsSync(LOCKS)) return []
  const rows = JSON.parse(readFileSync(LOCKS, 'utf8')) as readonly LockRow[]
  return rows
    .filter(({ error }) => error === null)
    .map(({ sql, locks = [], rewritten = [] }) => ({
      title: sql,
      sql,
      rewritten,
      locks: locks.flatMap(lock => {
        const [table = '', mode = ''] = lock.split(':')
        return isLockMode(mode) ? [{ table, mode }] : []
      }),
    }))
}

describe.skipIf(!existsSync(LOCKS))('the claims for PostgreSQL 15 say what was recorded there', () => {
  const before = schemaAfter(LOCKS_SETUP)
  it.each(recordedLocks().map(row => [row.title, row] as const))('%s', (_title, row) => {
    expect(judge(row, before, 15)).toEqual([])
  })
})

const TRACES = resolve(SHARED, 'facts/verify.md')

const MODES: Readonly<Record<string, LockMode>> = {
  AS: 'AccessShareLock',
  RS: 'RowShareLock',
  RE: 'RowExclusiveLock',
  SUE: 'ShareUpdateExclusiveLock',
  S: 'ShareLock',
  SRE: 'ShareRowExclusiveLock',
  X: 'ExclusiveLock',
  AE: 'AccessExclusiveLock',
}

/** Recorded inside a transaction that held stronger locks already, or by looking from time to time. */
const NOT_ALL_SEEN =
  /^(?:add_pk|create_index_concurrently$|drop_index_concurrently|reindex_concurrently|detach_partition_concurrently|vacuum)/u

/** The rows of appendix A: case, statement, locks, new files, scans, evidence. */
function recordedTraces(): readonly Recording[] {
  if (!existsSync(TRACES)) return []
  const [, appendix = ''] = readFileSync(TRACES, 'utf8').split('## Appendix A')
  return appendix
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| case '))
    .map(line => line.split(' | '))
    .map(([title = '', statement = '', locks = '', files = '', scans = '']) => ({
      title: title.slice(2),
      sql: statement.slice(1, -1),
      locks: [...locks.matchAll(/(\w+):([A-Z]+)/gu)].flatMap(([, table = '', mode = '']) =>
        MODES[mode] ? [{ table, mode: MODES[mode] }] : [],
      ),
      rewritten: files
        .replace(/\(.*\)/u, '')
        .split(' ')
        .filter(name => /^\w/u.test(name)),
      scanned: [...scans.matchAll(/(\w+) \d+x/gu)].map(([, table = '']) => table),
      error: /\*\*(\w{5}) /u.exec(locks)?.[1],
    }))
}

describe.skipIf(!existsSync(TRACES))('the claims for PostgreSQL 18 say what was traced there', () => {
  const before = schemaAfter(TRACES_SETUP)
  const rows = recordedTraces().filter(({ title }) => !NOT_ALL_SEEN.test(title))
  it.each(rows.map(row => [row.title, row] as const))('%s', (title, row) => {
    const prepared = operationsOf(TRACES_PREPARED[title] ?? '').reduce(applyOperation, before)
    expect(judge(row, prepared, 18)).toEqual([])
  })
})
