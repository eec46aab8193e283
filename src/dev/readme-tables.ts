/** The tables of the README that are made of metadata. */
import type { Frontend } from '../frontends/frontend.ts'
import type { Rule } from '../lint/rule.ts'
import { severityOf } from './rule-page.ts'

/** Rules, their hazard and severity, each with its page. */
export function rulesTable(rules: readonly Rule[]): string {
  return [
    '| rule | hazard | severity |',
    '| --- | --- | --- |',
    ...rules.map(
      rule => `| [${rule.id}](rules/${rule.id}/README.md) | ${rule.hazard} | ${severityOf(rule)} |`,
    ),
  ].join('\n')
}

/** Frameworks, and what of them is read. */
export function frameworksTable(frontends: readonly Frontend[]): string {
  return [
    '| framework | reads |',
    '| --- | --- |',
    ...frontends.map(({ title, docs, reads }) => `| [${title}](${docs}) | ${reads.replaceAll('|', '\\|')} |`),
  ].join('\n')
}

/** The text with what stands between the markers of that name replaced; unchanged when there are none. */
export function replaceGenerated(text: string, name: string, content: string): string {
  const start = `<!-- generated:${name} -->`
  const from = text.indexOf(start)
  const to = text.indexOf('<!-- /generated -->', from)
  if (from < 0 || to < 0) return text
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}
