/** Calls the rules about the history as a whole. */
import type { History } from '../model/history.ts'
import { findingFrom } from './finding-from.ts'
import type { Finding } from './finding.ts'
import type { ActiveRule } from './settings.ts'

/** The findings about a history; those about migrations that nobody asked for are left out. */
export function judgeWhole(history: History, active: readonly ActiveRule[]): readonly Finding[] {
  const findings: Finding[] = []
  for (const each of active) {
    each.rule.check.history?.({
      history,
      options: each.options,
      report: (place, values, reporting) => {
        if ('isWanted' in place && !place.isWanted) return
        findings.push(findingFrom(each, { migration: place, direction: 'up' }, place, values, reporting))
      },
    })
  }
  return findings
}
