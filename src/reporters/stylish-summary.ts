/** The closing lines of the report for people: how much was found, and how much was read. */
import type { Finding } from '../lint/finding.ts'
import { positionAt } from '../source/source-file.ts'
import type { Span } from '../source/span.ts'
import { count, groupBy } from './counting.ts'
import { FIX_FLAGS, fixableBy } from './fixable.ts'
import type { Paint, Style } from './paint.ts'
import type { Report } from './report.ts'
import { harmless, wrap } from './terminal-text.ts'

const INDENT = '  '
const LABEL_WIDTH = 12
const PLACES_SHOWN = 5

const NOUNS: Readonly<Record<Finding['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}
const SEVERITIES = ['error', 'warning', 'info'] as const

interface Terminal {
  readonly paint: Paint
  readonly width: number
}

/** What was found, what was read and what was not, and where to learn more. */
export function summary(report: Report, terminal: Terminal): string {
  return [
    ...verdict(report, terminal),
    ...line('fixed', fixed(report), terminal),
    ...line('fixable', fixable(report), terminal),
    ...line('read', reading(report), terminal),
    ...line('not judged', otherDatabases(report), terminal),
    ...line('not read', unread(report), terminal),
    ...line('suppressed', suppressed(report), terminal),
    ...line('learn more', hint(report), terminal),
  ].join('\n')
}

function verdict({ findings }: Report, { paint }: Terminal): readonly string[] {
  if (findings.length === 0) return [paint('good', '✔ No problems found.')]
  const parts = SEVERITIES.flatMap(severity => {
    const number = findings.filter(finding => finding.severity === severity).length
    return number === 0 ? [] : [paint(severity, count(number, NOUNS[severity]))]
  })
  const style: Style = SEVERITIES.find(each => findings.some(({ severity }) => severity === each)) ?? 'info'
  const files = new Set(findings.map(finding => finding.span.file.path)).size
  return [`${paint(style, '✖')} ${parts.join(', ')} in ${count(files, 'file')}`]
}

function reading(report: Report): readonly string[] {
  const frameworks = report.frameworks.map(each => `${each.migrations} ${each.title}`).join(', ')
  const migrations = count(report.migrations, 'migration')
  return [
    `${migrations}${frameworks === '' ? '' : ` (${frameworks})`}, ${count(report.operations, 'operation')}`,
  ]
}

/** Silence about them is no praise: rules about locks and data know PostgreSQL only. */
function otherDatabases({ otherDatabases = [] }: Report): readonly string[] {
  return otherDatabases.map(
    ({ title, migrations }) => `${count(migrations, 'migration')} for ${title}: only as code, not their SQL`,
  )
}

/** How many operations could not be read, by reason, and where the first of them stand. */
function unread({ unread }: Report): readonly string[] {
  if (unread.length === 0) return []
  const reasons = [...groupBy(unread, ({ reason }) => reason)].map(
    ([reason, { length }]) => `${length} ${reason}`,
  )
  return [
    `${count(unread.length, 'operation')} (${reasons.join(', ')})`,
    ...places(unread.map(({ span, message }) => [span, message])),
  ]
}

function fixed({ fixed = [] }: Report): readonly string[] {
  if (fixed.length === 0) return []
  return [
    count(fixed.length, 'finding'),
    ...places(fixed.map(({ span, rule, title }) => [span, `${rule}: ${title}`])),
  ]
}

/** "Potentially", as ESLint says it: whether the source lets it be written shows when it is tried. */
function fixable({ findings }: Report): readonly string[] {
  const [safe, suggested] = [fixableBy(findings, 'safe'), fixableBy(findings, 'suggestion')]
  const parts = [
    ...(safe > 0 ? [`${safe} with ${FIX_FLAGS.safe}`] : []),
    ...(suggested > 0 ? [`${suggested}${safe > 0 ? ' more' : ''} with ${FIX_FLAGS.suggestion}`] : []),
  ]
  return parts.length > 0 ? [`potentially ${parts.join(', ')}`] : []
}

function suppressed({ suppressed }: Report): readonly string[] {
  if (suppressed.length === 0) return []
  return [
    count(suppressed.length, 'finding'),
    ...places(
      suppressed.map(({ finding, reason }) => [
        finding.span,
        `${finding.rule} -- ${reason || 'no reason given'}`,
      ]),
    ),
  ]
}

/** The first places with what there is to say of each. */
function places(all: readonly (readonly [Span, string])[]): readonly string[] {
  const shown = all.slice(0, PLACES_SHOWN).flatMap(([span, text]) => {
    const { line, column } = positionAt(span.file, span.start)
    return [`${span.file.path}:${line}:${column}`, `  ${text}`]
  })
  return all.length > PLACES_SHOWN ? [...shown, `… and ${all.length - PLACES_SHOWN} more`] : shown
}

function hint({ findings, tool }: Report): readonly string[] {
  const first = SEVERITIES.flatMap(each => findings.filter(({ severity }) => severity === each))[0]
  return first ? [`${tool.name} explain ${first.rule}`] : []
}

function line(label: string, texts: readonly string[], { paint, width }: Terminal): readonly string[] {
  const lines = texts.flatMap(text => wrap(harmless(text), width - INDENT.length - LABEL_WIDTH))
  return lines.map((text, i) => INDENT + paint('dim', (i === 0 ? label : '').padEnd(LABEL_WIDTH)) + text)
}
