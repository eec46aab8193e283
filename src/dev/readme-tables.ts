/** The tables of the README that are made of metadata. */
import type { Frontend } from '../frontends/frontend.ts'
import type { Rule } from '../lint/rule.ts'
import { severityOf } from './rule-page.ts'

/** Rules, their hazard and severity, each with its page. */
export function rulesTable(rules: readonly Rule[]): string {
  const rows = rules.map(rule => [`[${rule.id}](rules/${rule.id}/README.md)`, rule.hazard, severityOf(rule)])
  return table([['rule', 'hazard', 'severity'], ...rows])
}

/** Frameworks, and what of them is read. */
export function frameworksTable(frontends: readonly Frontend[]): string {
  const rows = frontends.map(({ title, docs, reads }) => [
    `[${title}](${docs})`,
    reads.replaceAll('|', '\\|'),
  ])
  return table([['framework', 'reads'], ...rows])
}

/** A table with columns of equal width, as the formatter has it; the first row is the head. */
export function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map(row => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** The text with what stands between the markers of that name replaced; unchanged when there are none. */
export function replaceGenerated(text: string, name: string, content: string): string {
  const start = `<!-- generated:${name} -->`
  const from = text.indexOf(start)
  const to = text.indexOf('<!-- /generated -->', from)
  if (from < 0 || to < 0) return text
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}
