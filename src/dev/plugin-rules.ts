/** What the ESLint plugin knows of the rules without loading them: a table made of their metadata. */
import { format, resolveConfig } from 'prettier'
import { builtInRules, unreadableFile } from '../lint/built-in-rules.ts'
import type { Rule, RuleOption } from '../lint/rule.ts'
import { PRESETS, presetSeverity } from '../lint/settings.ts'
import { fileAt } from './folders.ts'

/** Where the table lies. */
export const PLUGIN_RULES = 'eslint-plugin/src/rules-table.ts'

/** The rules that ESLint runs; a file that cannot be read never reaches it. */
export function pluginRules(rules: readonly Rule[]): readonly Rule[] {
  return [...rules, ...builtInRules.filter(rule => rule !== unreadableFile)].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  )
}

/** The module with the table, formatted. */
export async function pluginRulesModule(rules: readonly Rule[]): Promise<string> {
  const text = `/** The rules of migrate-lint as ESLint shows them; written by npm run generate. */
import type { RuleEntry } from './rule-entry.ts'

/** The rules, sorted by id. */
export const RULES: readonly RuleEntry[] = ${JSON.stringify(pluginRules(rules).map(entryOf))}
`
  return formatted(PLUGIN_RULES, text)
}

/** A text as the formatter has it in this file. */
export async function formatted(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path })
}

/** Whether a rule gives fixes, which leave the meaning as it is, and suggestions, which do not. */
export function curesOf({ id }: Rule): { readonly fixable: boolean; readonly hasSuggestions: boolean } {
  const source = fileAt(`rules/${id}/rule.ts`)?.text ?? ''
  const hasRewrite = /\brewrite\b/u.test(source)
  const fixable = hasRewrite && /'safe'|\bifItIsThere\b|\bnameIt\b/u.test(source)
  return { fixable, hasSuggestions: hasRewrite && !/'safe'|\bifItIsThere\b/u.test(source) }
}

function entryOf(rule: Rule) {
  const { id, hazard, what, references, options = {} } = rule
  return {
    id,
    hazard,
    description: descriptionOf(what),
    url: references[0] ?? 'https://www.npmjs.com/package/migrate-lint',
    severities: Object.fromEntries(PRESETS.map(preset => [preset, presetSeverity(rule, preset)])),
    ...curesOf(rule),
    options: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, optionOf(option)])),
  }
}

function optionOf({ description, default: standard, strict }: RuleOption) {
  return { description, default: standard, ...(strict !== undefined && { strict }) }
}

/** A text of the rule without its placeholders' braces and its full stop. */
export function descriptionOf(what: string): string {
  return what.replace(/\{(\w+)\}/gu, '<$1>').replace(/\.$/u, '')
}
