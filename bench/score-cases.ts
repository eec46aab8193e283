/** Agreement with the suites of other linters, where they are at hand: `npm run score:cases`. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rules } from '../rules/index.ts'
import type { Finding } from '../src/lint/finding.ts'
import { lintHistory } from '../src/lint/lint-history.ts'
import type { Migration, TransactionScope } from '../src/model/migration.ts'
import { verbatim } from '../src/source/mapped-text.ts'
import { createSourceFile } from '../src/source/source-file.ts'
import { spanOf } from '../src/source/span.ts'
import { readSql } from '../src/sql/read-sql.ts'
import { DISPUTED, PEERS, REASONS, type Peer } from './peer-rules.ts'

/** A line of a suite, as far as it is used. */
interface Case {
  readonly id: string
  readonly rule: string
  readonly sql?: string
  readonly expect?: readonly string[] | string
  /** What the peer finds when it runs the statements. */
  readonly trace_expect?: readonly string[]
  readonly pg_version?: string
  readonly schema?: string
  readonly settings?: { readonly assume_in_transaction?: boolean; readonly skip_regex?: string }
  readonly files?: readonly { readonly name: string; readonly sql: string }[]
}

interface Verdict {
  readonly case: Case
  readonly theirs: boolean
  readonly ours: readonly Finding[]
}

/** The rules judge for PostgreSQL 12 and later. */
const OLDEST_VERSION = 12

const CASES = resolve(import.meta.dirname, '../../shared/cases')

const totals = PEERS.map(scorePeer)
const agreed = totals.reduce((sum, each) => sum + each.agreed, 0)
const all = totals.reduce((sum, each) => sum + each.all, 0)
console.log(all === 0 ? `no suites in ${CASES}` : `\nall: ${share(agreed, all)}`)

function scorePeer(peer: Peer): { agreed: number; all: number } {
  const disputed = new Set([...readCases('disputed').map(each => each.id), ...Object.keys(DISPUTED)])
  const cases = readCases(peer.name).filter(each => !disputed.has(each.id) && each.rule in peer.rules)
  const verdicts = cases.filter(isJudged).map(each => judge(each, peer))
  for (const rule of Object.keys(peer.rules)) {
    const own = verdicts.filter(each => each.case.rule === rule)
    if (own.length > 0) console.log(`${peer.name} ${rule}: ${share(own.filter(agree).length, own.length)}`)
  }
  const differences = verdicts.filter(each => !agree(each))
  if (differences.length > 0) console.log(`\ncase | they say | we say | reason`)
  for (const { case: each, theirs, ours } of differences) {
    const said = ours.map(finding => finding.rule).join(', ')
    const reason = REASONS[each.id] ?? 'NOT EXPLAINED'
    console.log(`${each.id} | ${theirs ? 'found' : 'clean'} | ${said || 'clean'} | ${reason}`)
  }
  console.log(`${peer.name}: ${share(verdicts.length - differences.length, verdicts.length)}\n`)
  return { agreed: verdicts.length - differences.length, all: verdicts.length }
}

/** A version that nobody can run any more is not judged, nor is a statement that an option of the peer skips. */
function isJudged({ settings, sql, files, pg_version }: Case): boolean {
  if (pg_version !== undefined && Number.parseInt(pg_version, 10) < OLDEST_VERSION) return false
  return settings?.skip_regex === undefined && (sql !== undefined || files !== undefined)
}

/** What only informs is no alarm: it agrees with a peer that is silent, and with one that is not. */
function agree({ theirs, ours }: Verdict): boolean {
  return theirs ? ours.length > 0 : ours.every(({ severity }) => severity === 'info')
}

function judge(each: Case, peer: Peer): Verdict {
  const { reportedAs = [each.rule], ours = [] } = peer.rules[each.rule] ?? {}
  const found = lint(each, transactionOf(each, peer)).filter(
    finding => ours.includes(finding.rule) && !isSilenced(finding, each.rule, peer),
  )
  const linted = typeof each.expect === 'string' ? [each.expect] : (each.expect ?? [])
  const expected = [...linted, ...(each.trace_expect ?? [])]
  return { case: each, theirs: expected.some(id => reportedAs.includes(id)), ours: found }
}

/** Squawk has a setting for it and a comment that takes it back. */
function transactionOf({ settings, sql = '' }: Case, peer: Peer): TransactionScope {
  if (sql.includes('squawk-disable-assume-in-transaction')) return 'none'
  return settings?.assume_in_transaction ? 'migration' : peer.transaction
}

function lint(each: Case, transaction: TransactionScope): readonly Finding[] {
  const before = each.schema === undefined ? [] : [migrationOf('schema.sql', each.schema, transaction)]
  const files = each.files ?? [{ name: 'case.sql', sql: each.sql ?? '' }]
  const migrations = files.map(({ name, sql }) => migrationOf(name, sql, transaction))
  const settings =
    each.pg_version === undefined ? {} : { postgresVersion: Number.parseInt(each.pg_version, 10) }
  const request = { migrations: [...before, ...migrations], rules, reported: new Set(migrations), settings }
  return lintHistory(request).findings
}

function migrationOf(name: string, sql: string, transaction: TransactionScope): Migration {
  const file = createSourceFile(name, sql)
  const reading = readSql(verbatim(file), { sending: 'apart', statement: 0, roundTrip: 0 })
  // A file of one statement needs no transaction, and runners that wrap it say so.
  const alone = new Set(reading.operations.map(operation => operation.statement)).size === 1
  return {
    framework: 'sql',
    name,
    file,
    span: spanOf(file, 0, 0),
    files: [file],
    transaction: alone ? 'none' : transaction,
    up: reading.operations,
    down: { kind: 'unsupported' },
    parseErrors: reading.parseErrors,
    comments: reading.comments,
  }
}

/** The peer's own comment stands above the statement or inside it, before the finding. */
function isSilenced({ span }: Finding, rule: string, peer: Peer): boolean {
  const before = span.file.text.slice(0, span.start)
  return peer.silences(rule).test(before.slice(before.lastIndexOf(';') + 1))
}

function readCases(name: string): readonly Case[] {
  const path = join(CASES, `${name}.jsonl`)
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as Case)
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`
}
