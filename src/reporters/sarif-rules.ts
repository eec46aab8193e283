/** Rules as SARIF describes them, with the texts that GitHub shows beside an alert. */
import type { ReportingConfiguration, ReportingDescriptor } from 'sarif'
import type { Finding } from '../lint/finding.ts'
import type { Rule } from '../lint/rule.ts'
import type { Report } from './report.ts'

type Severity = Finding['severity']

/** GitHub cuts descriptions there. */
const LONGEST = 1024

/** The words of SARIF for our severities. */
export const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>

/** The words of GitHub for our severities. */
const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
}

/** What is said of a rule; findings such as `parse-error` have none, and then speak for it. */
type Described = Pick<Rule, 'id' | 'hazard' | 'severity' | 'what' | 'why' | 'remedy' | 'references'>

/** The descriptors of all rules that ran and of all others that have findings. */
export function descriptorsOf(report: Report): readonly ReportingDescriptor[] {
  const known = new Map<string, Described>(report.rules.map(rule => [rule.id, rule]))
  for (const finding of report.findings) {
    if (!known.has(finding.rule)) known.set(finding.rule, { ...finding, id: finding.rule, references: [] })
  }
  return [...known.values()].map(descriptorOf)
}

function descriptorOf(rule: Described): ReportingDescriptor {
  const severity = rule.severity === 'off' ? 'warning' : rule.severity
  const helpUri = rule.references[0]
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: shorten(plain(rule.what)) },
    fullDescription: { text: shorten(`${plain(rule.what)} ${plain(rule.why)}`) },
    help: { text: plain([rule.what, rule.why, rule.remedy].join('\n\n')), markdown: markdownOf(rule) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] satisfies ReportingConfiguration.level },
    properties: {
      tags: ['database', 'migration', 'postgresql', rule.hazard],
      precision: rule.hazard === 'convention' ? 'high' : 'very-high',
      'problem.severity': PROBLEM_SEVERITIES[severity],
    },
  }
}

function markdownOf(rule: Described): string {
  const references = rule.references.map(url => `- <${url}>`)
  return [
    emphasised(rule.what),
    '## Why it matters',
    emphasised(rule.why),
    '## What to write instead',
    emphasised(rule.remedy),
    ...(references.length > 0 ? ['## References', references.join('\n')] : []),
    `Silence one place with a comment above it: \`migrate-lint-disable-next-line ${rule.id} -- reason\``,
  ].join('\n\n')
}

/** `{table}` stands for a name: `<table>` in plain text, `*table*` in Markdown. */
function plain(text: string): string {
  return text.replace(/\{(\w+)\}/gu, '<$1>')
}

function emphasised(text: string): string {
  return text.replace(/[<>]/gu, sign => (sign === '<' ? '&lt;' : '&gt;')).replace(/\{(\w+)\}/gu, '*$1*')
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`
}

function pascalCase(id: string): string {
  return id.split('-').map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('') // prettier-ignore
}
