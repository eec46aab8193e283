/** One finding per rule and place, and one hazard of one operation once. */
import { overlap, overlapWith } from '../source/overlaps.ts'
import type { Span } from '../source/span.ts'
import type { Finding } from './finding.ts'
import type { ActiveRule } from './settings.ts'

/**
 * Findings of one migration without repetitions. What a rule says again at the same place (a loop over
 * tables) becomes a related place of the first, the same words at an overlapping place go away; a rule that yields is silent where the other found something.
 */
export function deduplicate(findings: readonly Finding[], active: readonly ActiveRule[]): readonly Finding[] {
  if (findings.length < 2) return findings
  const merged = withoutEchoes(mergePlaces(findings))
  const yields = new Map<string, readonly string[]>()
  for (const { rule } of active) if (rule.yieldsTo) yields.set(rule.id, rule.yieldsTo)
  const places = byRule(merged)
  const searches = new Map<string, (span: Span) => boolean>()
  const isFound = (rule: string, { direction, span }: Finding): boolean => {
    const key = `${rule} ${direction}`
    const search = searches.get(key) ?? overlapWith(places.get(key) ?? [])
    searches.set(key, search)
    return search(span)
  }
  return merged.filter(finding => !yields.get(finding.rule)?.some(rule => isFound(rule, finding)))
}

function ruleAndDirection({ rule, direction }: Finding): string {
  return `${rule} ${direction}`
}

/** One call of a builder may make several statements that do the same to the same table: it is said once. */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding[]>()
  return findings.filter(finding => {
    const key = `${ruleAndDirection(finding)} ${finding.what}`
    const same = kept.get(key)
    if (same?.some(first => overlap(first.span, finding.span))) return false
    if (same) same.push(finding)
    else kept.set(key, [finding])
    return true
  })
}

/** The places of each rule and direction. */
function byRule(findings: readonly Finding[]): ReadonlyMap<string, readonly Span[]> {
  const places = new Map<string, Span[]>()
  for (const finding of findings) {
    const key = ruleAndDirection(finding)
    const same = places.get(key)
    if (same) same.push(finding.span)
    else places.set(key, [finding.span])
  }
  return places
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
