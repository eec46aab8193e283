/** One finding per rule and place, and one hazard of one operation once. */
import type { Span } from '../source/span.ts'
import type { Finding } from './finding.ts'
import type { ActiveRule } from './settings.ts'

/**
 * Findings of one migration without repetitions. What a rule says again at the same place (a loop over
 * tables) becomes a related place of the first, the same words at an overlapping place go away; a rule that yields is silent where the other found something.
 */
export function deduplicate(findings: readonly Finding[], active: readonly ActiveRule[]): readonly Finding[] {
  if (findings.length < 2) return findings
  const merged = mergePlaces(findings)
  const yields = new Map(active.map(({ rule }) => [rule.id, rule.yieldsTo ?? []]))
  const byRule = new Map<string, Finding[]>()
  for (const finding of merged) {
    const same = byRule.get(finding.rule)
    if (!same) byRule.set(finding.rule, [finding])
    else if (!same.some(first => saysTheSame(first, finding))) same.push(finding)
  }
  return merged.filter(finding => {
    if (!byRule.get(finding.rule)?.includes(finding)) return false
    const silencedBy = (other: Finding): boolean =>
      other.direction === finding.direction && overlap(finding.span, other.span)
    return !yields.get(finding.rule)?.some(rule => byRule.get(rule)?.some(silencedBy))
  })
}

/** One call of a builder may make several statements that do the same to the same table. */
function saysTheSame(first: Finding, finding: Finding): boolean {
  return (
    first.what === finding.what && first.direction === finding.direction && overlap(first.span, finding.span)
  )
}

function mergePlaces(findings: readonly Finding[]): readonly Finding[] {
  const merged = new Map<string, Finding>()
  for (const finding of findings) {
    const { file, start, end } = finding.span
    const key = `${finding.rule} ${finding.direction} ${start} ${end} ${file.path}`
    const first = merged.get(key)
    merged.set(key, first ? withAlso(first, finding) : finding)
  }
  return [...merged.values()]
}

/** A loop may go over thousands of names. */
const RELATED = 20

function withAlso(first: Finding, again: Finding): Finding {
  const said = [first.what, ...first.related.map(({ message }) => message)]
  if (said.includes(again.what) || said.length > RELATED) return first
  return { ...first, related: [...first.related, { message: again.what, span: again.span }] }
}

/** Whether two places share a character; an empty place shares the one it stands before. */
export function overlap(a: Span, b: Span): boolean {
  if (a.file.path !== b.file.path) return false
  return a.start < Math.max(b.end, b.start + 1) && b.start < Math.max(a.end, a.start + 1)
}
