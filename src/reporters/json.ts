/**
 * The report for programs, `version` 1: fields may be added, none changes its meaning within a version.
 *
 *     version            1
 *     tool               name, version
 *     summary            errors, warnings, notes, fixable, fixableBySuggestion, suppressed, migrations, operations,
 *                        unreadOperations, frameworks, otherDatabases
 *     findings[]         rule, hazard, severity, path, start, end, what, why, remedy, fix, related[], migration, framework, direction
 *     findings[].fix     kind ("safe": --fix, "suggestion": --fix-suggestions) and title of what may cure it, or null
 *     suppressed[]       a finding, and the reason given for its silence
 *     unread[]           reason, message, remedy, path, start, end
 *     fixed[]            rule, title, path, start, end: with --fix only
 *
 * Lines and columns count from 1, columns in UTF-16 code units; `end` is just behind the last character.
 * Paths are relative to the root of the project; `pathFromGitRoot` leads from the git root to it.
 */
import type { Finding } from '../lint/finding.ts'
import { regionOf, type Span } from '../source/span.ts'
import { fixableBy } from './fixable.ts'
import type { Report, Unread } from './report.ts'

const VERSION = 1

/** Prints the report as JSON. */
export function json(report: Report): string {
  const document = {
    version: VERSION,
    tool: { name: report.tool.name, version: report.tool.version },
    pathFromGitRoot: report.pathFromGitRoot,
    summary: summaryOf(report),
    findings: report.findings.map(findingOf),
    suppressed: report.suppressed.map(({ finding, reason }) => ({ ...findingOf(finding), reason })),
    unread: report.unread.map(unreadOf),
    ...(report.fixed && {
      fixed: report.fixed.map(({ rule, title, span }) => ({ rule, title, ...placeOf(span) })),
    }),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function summaryOf(report: Report): object {
  const having = (severity: Finding['severity']) =>
    report.findings.filter(finding => finding.severity === severity).length
  return {
    errors: having('error'),
    warnings: having('warning'),
    notes: having('info'),
    fixable: fixableBy(report.findings, 'safe'),
    fixableBySuggestion: fixableBy(report.findings, 'suggestion'),
    suppressed: report.suppressed.length,
    migrations: report.migrations,
    operations: report.operations,
    unreadOperations: report.unread.length,
    frameworks: report.frameworks.map(({ framework, title, migrations }) => ({
      framework,
      title,
      migrations,
    })),
    otherDatabases: (report.otherDatabases ?? []).map(({ title, migrations }) => ({ title, migrations })),
  }
}

function findingOf(finding: Finding): object {
  return {
    rule: finding.rule,
    hazard: finding.hazard,
    severity: finding.severity,
    ...placeOf(finding.span),
    what: finding.what,
    why: finding.why,
    remedy: finding.remedy,
    fix: fixOf(finding),
    related: finding.related.map(({ message, span }) => ({ message, ...placeOf(span) })),
    migration: finding.migration?.name ?? null,
    framework: finding.migration?.framework ?? null,
    direction: finding.direction,
  }
}

function fixOf({ rewrite }: Finding): object | null {
  return rewrite ? { kind: rewrite.kind, title: rewrite.title } : null
}

function unreadOf({ reason, message, remedy, span }: Unread): object {
  return { reason, message, remedy: remedy ?? null, ...placeOf(span) }
}

function placeOf(span: Span): object {
  return { path: span.file.path, ...regionOf(span) }
}
