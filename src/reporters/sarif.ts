/** The report for code scanning: SARIF 2.1.0 as GitHub takes it, https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
import type { Invocation, Location, Log, Notification, Result, Run } from 'sarif'
import type { Finding } from '../lint/finding.ts'
import type { SourceFile } from '../source/source-file.ts'
import { regionOf } from '../source/span.ts'
import { count, groupBy } from './counting.ts'
import { fingerprintOf, lineHashes } from './fingerprint.ts'
import type { Report } from './report.ts'
import { placeOf, unlinked } from './sarif-places.ts'
import { descriptorsOf, LEVELS } from './sarif-rules.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
/** GitHub keeps so many of a run, the most severe ones; so do we, and say so. */
const MOST_RESULTS = 5000
const SEVERITIES = ['error', 'warning', 'info'] as const

/** Prints the report as SARIF. Suppressed findings are left out, as GitHub would show them as open alerts. */
export function sarif(report: Report): string {
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [runOf(report)] }
  return `${JSON.stringify(log, null, 2)}\n`
}

function runOf(report: Report): Run {
  const rules = descriptorsOf(report)
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]))
  const hashes = new Map<SourceFile, readonly string[]>()
  const merged = mergedBySeverity(report.findings)
  const resultOf = ([first, ...others]: readonly Finding[]): Result[] => {
    if (!first) return []
    const lines = hashes.get(first.span.file) ?? lineHashes(first.span.file.text)
    hashes.set(first.span.file, lines)
    return [result(first, others, report, ruleIndexes.get(first.rule) ?? -1, lines)]
  }
  return {
    tool: { driver: { name: report.tool.name, version: report.tool.version, semanticVersion: report.tool.version, informationUri: report.tool.url, rules: [...rules] } }, // prettier-ignore
    automationDetails: { id: `${report.tool.name}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocationOf(report, merged.length)],
    results: merged.slice(0, MOST_RESULTS).flatMap(resultOf),
  }
}

/** One group for each rule and line, as GitHub takes two alerts there for one; the most severe first. */
function mergedBySeverity(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const sorted = SEVERITIES.flatMap(severity => findings.filter(finding => finding.severity === severity))
  const lineKey = ({ rule, span }: Finding) => [rule, span.file.path, regionOf(span).start.line].join('\n')
  return [...groupBy(sorted, lineKey).values()]
}

function result(
  first: Finding,
  others: readonly Finding[],
  report: Report,
  ruleIndex: number,
  lines: readonly string[],
): Result {
  const what = [...new Set([first, ...others].map(finding => finding.what))]
  const related = [first, ...others].flatMap(finding => finding.related)
  const links = related.map(({ message }, id) => `[${message.replace(/[[\]\\]/gu, '')}](${id + 1})`)
  const see = links.length > 0 ? [`See: ${links.join(', ')}.`] : []
  const said = [[...what, first.why].join(' '), first.remedy].map(unlinked)
  const text = [...said, ...see].join('\n\n')
  const lineHash = lines[regionOf(first.span).start.line - 1]
  return {
    ruleId: first.rule,
    ruleIndex,
    level: LEVELS[first.severity],
    message: { text },
    locations: [{ physicalLocation: placeOf(first.span, report) }],
    ...(related.length > 0 ? { relatedLocations: related.map(({ message, span }, i): Location => ({ id: i + 1, message: { text: unlinked(message) }, physicalLocation: placeOf(span, report) })) } : {}), // prettier-ignore
    partialFingerprints: { ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }), 'migrateLint/v1': fingerprintOf(first) }, // prettier-ignore
  }
}

function invocationOf(report: Report, results: number): Invocation {
  const errors = report.findings.filter(finding => finding.rule === 'parse-error')
  const notifications: Notification[] = errors.map(({ what, span }) => ({
    level: 'error',
    message: { text: unlinked(what) },
    locations: [{ physicalLocation: placeOf(span, report) }],
  }))
  if (results > MOST_RESULTS) {
    const text = `Only the ${MOST_RESULTS} most severe of ${count(results, 'result')} are listed.`
    notifications.push({ level: 'warning', message: { text } })
  }
  return { executionSuccessful: errors.length === 0, toolExecutionNotifications: notifications }
}
