/** The report for people at a terminal. */
import type { Finding, RelatedPlace } from '../lint/finding.ts'
import { positionAt } from '../source/source-file.ts'
import type { Span } from '../source/span.ts'
import { codeFrame } from './code-frame.ts'
import { groupBy } from './counting.ts'
import { painter, type Paint } from './paint.ts'
import type { Report, ReporterOptions } from './report.ts'
import { summary } from './stylish-summary.ts'
import { harmless, widthOf, wrap } from './terminal-text.ts'

const DEFAULT_WIDTH = 100
const SMALLEST_WIDTH = 40
/** Longer lines are hard to read, however wide the terminal is. */
const GREATEST_WIDTH = 120
const LABEL_WIDTH = 8
const INDENT = '  '
const REPEATS_SHOWN = 5

interface Terminal {
  readonly paint: Paint
  readonly width: number
}

/** Prints each finding with its line of code, why it matters and what to write instead; repeats of a rule in a file only with their place. */
export function stylish(report: Report, options: ReporterOptions): string {
  const width = Math.min(GREATEST_WIDTH, Math.max(SMALLEST_WIDTH, options.width ?? DEFAULT_WIDTH))
  const terminal = { paint: painter(options.color), width }
  const blocks = [...groupBy(report.findings, finding => finding.span.file.path).values()].flatMap(inFile =>
    [...groupBy(inFile, finding => finding.rule).values()].map(same => block(same, terminal)),
  )
  return [...blocks, summary(report, terminal)].join('\n\n') + '\n'
}

/** The findings of one rule in one file: the first in full, the others in a line each. */
function block([first, ...others]: readonly Finding[], terminal: Terminal): string {
  if (!first) return ''
  return [
    ...head(first, terminal),
    ...frame(first.span, first.severity, terminal),
    ...labelled('why', first.why, terminal),
    ...labelled('remedy', first.remedy, terminal),
    ...first.related.flatMap(place => labelled('see', seeing(place), terminal)),
    ...repeats(others, terminal),
  ].join('\n')
}

/** Place, severity and rule, on one line where there is room, and the sentence. */
function head(finding: Finding, { paint, width }: Terminal): readonly string[] {
  const { severity, rule } = finding
  const place = placeOf(finding.span)
  const tight = widthOf(`${place}  ${severity}  ${rule}`) > width
  const title = `${paint(severity, severity)}  ${paint('dim', rule)}`
  return [
    ...(tight ? [paint('path', place), INDENT + title] : [`${paint('path', place)}  ${title}`]),
    ...wrap(finding.what, width - INDENT.length).map(line => INDENT + paint('bold', line)),
  ]
}

function frame(span: Span, severity: Finding['severity'], { paint, width }: Terminal): readonly string[] {
  const number = String(positionAt(span.file, span.start).line)
  const margin = `${INDENT}${number} ${'│'} `
  const shown = codeFrame(span, width - margin.length)
  const further = shown.lastLine === undefined ? '' : paint('dim', ` … to line ${shown.lastLine}`)
  const gutter = paint('dim', `${INDENT}${' '.repeat(number.length)} │ `)
  return [
    paint('dim', margin) + shown.before + paint(severity, shown.marked) + shown.after,
    gutter + ' '.repeat(shown.indent) + paint(severity, '^'.repeat(shown.length)) + further,
  ]
}

function labelled(label: string, text: string, { paint, width }: Terminal): readonly string[] {
  return wrap(text, width - INDENT.length - LABEL_WIDTH).map((line, i) => {
    const margin = (i === 0 ? label : '').padEnd(LABEL_WIDTH)
    return INDENT + paint('dim', margin) + line
  })
}

function repeats(findings: readonly Finding[], terminal: Terminal): readonly string[] {
  const shown = findings.slice(0, REPEATS_SHOWN)
  const rest = findings.slice(REPEATS_SHOWN).map(({ span }) => positionAt(span.file, span.start).line)
  return [
    ...shown.flatMap(finding => head(finding, terminal)),
    ...(rest.length > 0
      ? labelled('again', `at line${rest.length > 1 ? 's' : ''} ${rest.join(', ')}`, terminal)
      : []),
  ]
}

function seeing(place: RelatedPlace): string {
  return `${place.message}, at ${placeOf(place.span)}`
}

/** `path:line:column`, which terminals and editors open. */
function placeOf(span: Span): string {
  const { line, column } = positionAt(span.file, span.start)
  return `${harmless(span.file.path)}:${line}:${column}`
}
