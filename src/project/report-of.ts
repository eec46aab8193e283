/** The report of a project from what was judged in each history. */
import { relative } from 'node:path'
import { sortFindings, sortSuppressed } from '../lint/arrange.ts'
import type { Finding } from '../lint/finding.ts'
import { rulesThatRun, type LintResult } from '../lint/lint-history.ts'
import type { Rule } from '../lint/rule.ts'
import type { LintSettings } from '../lint/settings.ts'
import type { Frontend } from '../frontends/frontend.ts'
import type { Migration } from '../model/migration.ts'
import type { Operation } from '../model/operation.ts'
import type { FrameworkCount, Report, Unread } from '../reporters/report.ts'
import { slashed } from './folders.ts'
import { gitRootOf } from './ignored.ts'
import { tool } from './tool.ts'

/** One history. */
export interface Judged extends LintResult {
  readonly frontend: Frontend
  /** Those that are reported. */
  readonly migrations: readonly ReadMigration[]
}

/** What a report says of a migration besides its findings. */
export interface ReadMigration {
  readonly dialect?: Migration['dialect']
  readonly operations: number
  readonly unread: readonly Unread[]
}

/** Counts a migration, which need not be kept for it. */
export function readMigrationOf(migration: Migration): ReadMigration {
  const { dialect } = migration
  return { dialect, operations: operationsOf(migration).length, unread: unreadIn(migration) }
}

/** All that a report is made of. */
export interface ReportParts {
  readonly judged: readonly Judged[]
  readonly unreadable: readonly Finding[]
  readonly settings: LintSettings
  readonly rules: readonly Rule[]
  /** Absolute. */
  readonly root: string
}

/** Puts the report together. */
export function reportOf({ judged, unreadable, settings, rules, root }: ReportParts): Report {
  const migrations = judged.flatMap(each => each.migrations)
  const gitRoot = gitRootOf(root)
  return {
    tool: tool(),
    rules: rulesThatRun(rules, settings),
    frameworks: countFrameworks(judged),
    migrations: migrations.length,
    operations: migrations.reduce((sum, { operations }) => sum + operations, 0),
    unread: migrations.flatMap(({ unread }) => unread),
    otherDatabases: countOthers(migrations),
    findings: sortFindings([...judged.flatMap(({ findings }) => findings), ...unreadable]),
    suppressed: sortSuppressed(judged.flatMap(({ suppressed }) => suppressed)),
    pathFromGitRoot: gitRoot === undefined ? '' : slashed(relative(gitRoot, root)),
  }
}

function operationsOf({ up, down }: Migration): readonly Operation[] {
  return down.kind === 'operations' ? [...up, ...down.operations] : up
}

/** Another database's statements are not what is to be read. */
function unreadIn(migration: Migration): readonly Unread[] {
  const unread = operationsOf(migration).flatMap(unreadOf)
  return migration.dialect === undefined ? unread : unread.filter(({ reason }) => reason !== 'other dialect')
}

const TITLES: Readonly<Record<NonNullable<Migration['dialect']>, string>> = {
  mysql: 'MySQL',
  sqlite: 'SQLite',
  other: 'another database',
}

function countOthers(migrations: readonly ReadMigration[]): Report['otherDatabases'] {
  return Object.entries(TITLES)
    .map(([name, title]) => ({
      title,
      migrations: migrations.filter(({ dialect }) => dialect === name).length,
    }))
    .filter(each => each.migrations > 0)
}

function unreadOf(operation: Operation): readonly Unread[] {
  if (operation.kind !== 'opaque') return []
  const { reason, message, remedy, span } = operation
  return [{ reason, message, remedy, span }]
}

function countFrameworks(judged: readonly Judged[]): readonly FrameworkCount[] {
  const counts = new Map<string, FrameworkCount>()
  for (const { frontend, migrations } of judged) {
    if (migrations.length === 0) continue
    const { name, title } = frontend
    const before = counts.get(name)?.migrations ?? 0
    counts.set(name, { framework: name, title, migrations: before + migrations.length })
  }
  return [...counts.values()].sort((a, b) => (a.title < b.title ? -1 : 1))
}
