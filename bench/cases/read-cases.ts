/** The cases of a suite as migrations, each with what the suite asserts about it. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readFrameworkExample } from '../../src/dev/lint-example.ts'
import { writtenFor } from '../../src/frontends/other-databases.ts'
import { frontends } from '../../src/frontends/index.ts'
import type { Finding } from '../../src/lint/finding.ts'
import type { Migration, TransactionScope } from '../../src/model/migration.ts'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { spanOf } from '../../src/source/span.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import { splitSql } from '../../src/sql/split.ts'
import type { Peer, SuiteCase } from './peer.ts'

/** Where the suites lie, outside of the repository. */
export const CASES = resolve(import.meta.dirname, '../../../shared/cases')

/** One assertion: whether the peer's rule fires. */
export interface Assertion {
  readonly id: string
  readonly rule: string
  readonly fires: boolean
  readonly before: readonly Migration[]
  readonly judged: readonly Migration[]
  readonly postgresVersion: number | undefined
  /** The author silenced the peer there. */
  readonly isSilenced: (finding: Finding) => boolean
}

/** Older servers are judged like this one. */
const OLDEST_VERSION = 12

/** The lines of a file of cases; none where the file is not at hand. */
export function readCases(name: string): readonly SuiteCase[] {
  const path = join(CASES, `${name}.jsonl`)
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => JSON.parse(line) as SuiteCase)
}

/** What a case asserts; nothing when it concerns a server that nobody runs, or an option of the peer. */
export function assertionsOf(each: SuiteCase, peer: Peer): readonly Assertion[] {
  if (each.pg_version !== undefined && Number.parseInt(each.pg_version, 10) < OLDEST_VERSION) return []
  if (!isJudged(each)) return []
  const migrations = migrationsOf(each, peer)
  if (!migrations) return []
  return firing(each, peer).map(([rule, fires]) => ({
    id: each.id,
    rule,
    fires,
    ...migrations,
    postgresVersion: each.pg_version === undefined ? undefined : Number.parseInt(each.pg_version, 10),
    isSilenced: finding => isSilenced(finding, rule, each, peer),
  }))
}

/** Options of a peer that change what it says, and dialects and suites of its own rules. */
function isJudged({ settings, sql, code, files, dialect }: SuiteCase): boolean {
  if (settings?.['skip_regex'] !== undefined || settings?.['rules'] || settings?.['plugins']) return false
  if (settings?.['snapshotFile'] !== undefined || dialect === 'mysql') return false
  return sql !== undefined || code !== undefined || files !== undefined
}

/** The peer's rules that the case is about, and whether they fire. */
function firing(each: SuiteCase, peer: Peer): readonly (readonly [string, boolean])[] {
  const { asserted_present: present, asserted_absent: absent = [] } = each
  if (present)
    return [...present.map(rule => [rule, true] as const), ...absent.map(rule => [rule, false] as const)]
  const linted = typeof each.expect === 'string' ? [each.expect] : each.expect
  const expected = [...linted, ...(each.trace_expect ?? [])]
  if (each.kind === 'fixture' && expected.length > 0) return expected.map(rule => [rule, true] as const)
  const names = peer.rules[each.rule]?.reportedAs ?? [each.rule]
  // The comment by which a suite says so; not every copy of its cases has taken it over.
  const isSaid = each.sql?.includes(`/${each.rule}\n`) ?? false
  return [[each.rule, isSaid || expected.some(id => names.includes(id))]]
}

/** Squawk has a setting for it and a comment that takes it back. */
function transactionOf({ settings, sql = '' }: SuiteCase, peer: Peer): TransactionScope {
  if (sql.includes('squawk-disable-assume-in-transaction')) return 'none'
  if (settings?.['in_transaction'] === false) return 'none'
  return settings?.['assume_in_transaction'] ? 'migration' : peer.transaction
}

function migrationsOf(each: SuiteCase, peer: Peer): Pick<Assertion, 'before' | 'judged'> | undefined {
  if (each.code !== undefined && each.sql === undefined) return codeOf(each)
  const transaction = transactionOf(each, peer)
  const isNew = each.new_tables !== undefined
  const made = isNew
    ? (each.schema ?? each.new_tables.map(name => `CREATE TABLE "${name}" ();\n`).join(''))
    : ''
  const before = each.schema === undefined || isNew ? [] : [migrationOf('schema.sql', each.schema, 'none')]
  const files = each.files ?? [
    { name: 'case.sql', sql: sessionOf(each, peer) + made + withAnother(each.sql ?? '') },
  ]
  const read = files.map(({ name, sql }) => migrationOf(name, sql, transaction))
  const judged =
    each.dialect === 'sqlite'
      ? read.map(one => writtenFor({ title: 'SQLite', dialect: 'sqlite' }, one))
      : read
  // Of a history the peer lints what came last.
  if (each.kind === 'fixture')
    return { before: [...before, ...judged.slice(0, -1)], judged: judged.slice(-1) }
  return { before, judged }
}

/** Some cases of Rails say in their name that it leaves the time zone alone. */
function sessionOf({ id }: SuiteCase, { session = '' }: Peer): string {
  return /_non?_utc/u.test(id) ? '' : session
}

/** Squawk's suite puts a query that does nothing where it means that there is another statement. */
function withAnother(sql: string): string {
  return sql.includes("-- so we don't skip checking") ? `${sql}\nINSERT INTO others VALUES (1);` : sql
}

function codeOf({ code = '', lang, format }: SuiteCase): Pick<Assertion, 'before' | 'judged'> | undefined {
  if (lang !== 'ts' || !frontends.some(({ name }) => name === format)) return undefined
  try {
    const file = createSourceFile(`case.${format}.ts`, code)
    return { before: [], judged: [readFrameworkExample(file, frontends)] }
  } catch {
    return undefined
  }
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
function isSilenced({ span }: Finding, rule: string, each: SuiteCase, peer: Peer): boolean {
  const { text } = span.file
  const before = text.slice(0, span.start)
  if (peer.silences?.(rule).test(before.slice(before.lastIndexOf(';') + 1))) return true
  const { chunks } = splitSql(text, 0, text.length)
  const statement = chunks.findIndex(({ start, end }) => start <= span.start && span.start < end)
  const first = sessionOf(each, peer) === '' ? 0 : 1
  return each.safety_assured_statements?.includes(statement + 1 - first) ?? false
}
