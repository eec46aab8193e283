/** The order and the number of findings in a report. */
import { compareText } from '../source/compare-text.ts'
import { spanOf } from '../source/span.ts'
import { fillText } from './fill-text.ts'
import type { Finding, SuppressedFinding } from './finding.ts'
import type { ActiveRule } from './settings.ts'

/** More than anybody reads; GitHub takes 25,000 of a whole run. */
export const FINDINGS_PER_FILE = 1000

/** By path, place and rule, so that equal input gives equal output. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(byPlace)
}

/** The same for what directives silenced. */
export function sortSuppressed(suppressed: readonly SuppressedFinding[]): readonly SuppressedFinding[] {
  return [...suppressed].sort((a, b) => byPlace(a.finding, b.finding))
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.span.file.path, b.span.file.path) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compareText(a.rule, b.rule) ||
    compareText(a.direction, b.direction)
  )
}

/** Cuts what a file has too many of, and says so at its end. */
export function capPerFile(findings: readonly Finding[], note: ActiveRule | undefined): readonly Finding[] {
  const counts = new Map<string, number>()
  const kept: Finding[] = []
  let last: Finding | undefined
  const close = () => {
    const over = (last ? (counts.get(last.span.file.path) ?? 0) : 0) - FINDINGS_PER_FILE
    if (last && over > 0 && note) kept.push(cutNote(last, over, note))
  }
  for (const finding of findings) {
    const { path } = finding.span.file
    if (last && last.span.file.path !== path) close()
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    if (count <= FINDINGS_PER_FILE) kept.push(finding)
    last = finding
  }
  close()
  return kept
}

function cutNote({ span, direction }: Finding, count: number, { rule, severity }: ActiveRule): Finding {
  const values = { count, limit: FINDINGS_PER_FILE }
  return {
    rule: rule.id,
    hazard: rule.hazard,
    severity,
    what: fillText(rule.what, values),
    why: fillText(rule.why, values),
    remedy: fillText(rule.remedy, values),
    span: spanOf(span.file, span.file.text.length, span.file.text.length),
    related: [],
    direction,
  }
}
