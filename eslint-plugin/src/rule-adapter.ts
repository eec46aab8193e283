/** Every rule of migrate-lint as a rule of ESLint: what is found is worked out once for all of them, each reports its own. */
import type { Rule } from 'eslint'
import { findingsOf, register, type Context, type Found } from './file-findings.ts'
import { SQL_LANGUAGE } from './meta.ts'
import type { EntryOption, RuleEntry } from './rule-entry.ts'
import { RULES } from './rules-table.ts'

/** The rules by id. */
export function eslintRules(): Record<string, Rule.RuleModule> {
  return Object.fromEntries(RULES.map(rule => [rule.id, eslintRule(rule)]))
}

function eslintRule(entry: RuleEntry): Rule.RuleModule {
  return {
    meta: metaOf(entry),
    create(context) {
      const seen: Context = context as unknown as Context
      register(entry.id, seen)
      const visit = (): void => {
        for (const found of findingsOf(entry.id, seen)) context.report(reportOf(found, seen))
      }
      return { Program: visit, SqlFile: visit }
    },
  }
}

function metaOf(entry: RuleEntry): Rule.RuleMetaData {
  const { id: _, description, url, severities, fixable, hasSuggestions, hazard, options } = entry
  const defaults = Object.entries(options).map(([name, option]) => [name, option.default] as const)
  const recommended = severities.recommended === 'error' || severities.recommended === 'warning'
  return {
    type: hazard === 'convention' ? 'suggestion' : 'problem',
    docs: { description, url, recommended, dialects: ['PostgreSQL'] },
    ...(fixable && { fixable: 'code' }),
    ...(hasSuggestions && { hasSuggestions }),
    schema: schemaOf(options),
    ...(defaults.length > 0 && { defaultOptions: [Object.fromEntries(defaults)] }),
    messages: {
      found: '{{what}} {{why}} Instead: {{remedy}}',
      ...(hasSuggestions && { cure: '{{title}}' }),
    },
    languages: ['js/js', SQL_LANGUAGE],
  } as Rule.RuleMetaData
}

function schemaOf(options: RuleEntry['options']): Rule.RuleMetaData['schema'] {
  const properties = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      { ...typeOf(option), description: option.description },
    ]),
  )
  return Object.keys(options).length === 0
    ? []
    : [{ type: 'object', properties, additionalProperties: false }]
}

function typeOf({ default: standard }: EntryOption) {
  if (typeof standard === 'object') return { type: 'array' as const, items: { type: 'string' as const } }
  return { type: typeof standard as 'boolean' | 'number' | 'string' }
}

function reportOf({ finding, cure }: Found, { sourceCode }: Context): Rule.ReportDescriptor {
  const { what, why, remedy, span } = finding
  const loc = { start: sourceCode.getLocFromIndex(span.start), end: sourceCode.getLocFromIndex(span.end) }
  const report = { loc, messageId: 'found', data: { what, why, remedy: inOneLine(remedy) } }
  if (!cure) return report
  const fix: Rule.ReportFixer = fixer =>
    cure.edits.map(edit => fixer.replaceTextRange([edit.span.start, edit.span.end], edit.text))
  if (cure.kind === 'safe') return { ...report, fix }
  const title = cure.title.charAt(0).toUpperCase() + cure.title.slice(1)
  return { ...report, suggest: [{ messageId: 'cure', data: { title }, fix }] }
}

/** Formatters and editors show a message as one paragraph. */
function inOneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ')
}
