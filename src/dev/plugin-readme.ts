/** The table of rules in the README of the ESLint plugin. */
import type { Rule } from '../lint/rule.ts'
import { presetSeverity } from '../lint/settings.ts'
import { curesOf, descriptionOf, pluginRules } from './plugin-rules.ts'
import { table } from './readme-tables.ts'

/** Every rule with what it finds, how loud it is, and whether it can cure what it finds. */
export function pluginRulesTable(rules: readonly Rule[]): string {
  const rows = pluginRules(rules).map(rule => {
    const { fixable, hasSuggestions } = curesOf(rule)
    return [
      nameOf(rule, rules),
      plain(rule.what),
      presetSeverity(rule, 'recommended'),
      presetSeverity(rule, 'strict'),
      [fixable && '🔧', hasSuggestions && '💡'].filter(Boolean).join(' '),
    ]
  })
  return table([['rule', 'finds', 'recommended', 'strict', ''], ...rows])
}

/** The engine's own rules have no page. */
function nameOf(rule: Rule, rules: readonly Rule[]): string {
  return rules.includes(rule) ? `[${rule.id}](../rules/${rule.id}/README.md)` : rule.id
}

function plain(what: string): string {
  return descriptionOf(what)
    .replace(/<(\w+)>/gu, '*$1*')
    .replaceAll('|', '\\|')
}
