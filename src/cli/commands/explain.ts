/** `migrate-lint explain RULE`: the page of a rule, as plain text. */
import { rules } from '../../../rules/index.ts'
import { builtInRules } from '../../lint/built-in-rules.ts'
import type { Rule } from '../../lint/rule.ts'
import { didYouMean } from '../../project/closest.ts'
import { ConfigError } from '../../project/config-error.ts'
import { shippedFile } from '../../host/package.ts'
import { wrap } from '../../reporters/terminal-text.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { plainMarkdown } from '../plain-markdown.ts'

const WIDTH = 100

/** Prints the page that is generated from the rule, its examples and what PostgreSQL did for them. */
export function explain(id: string, io: Io): number {
  const all = [...rules, ...builtInRules]
  const rule = all.find(each => each.id === id)
  if (!rule) {
    const ids = all.map(each => each.id)
    const remedy = didYouMean(id, ids) ?? '`migrate-lint rules` lists all rules.'
    throw new ConfigError({ where: id, problem: 'there is no such rule', remedy })
  }
  const width = Math.min(io.columns ?? WIDTH, WIDTH)
  const page = shippedFile(`rules/${id}/README.md`)
  io.out(page === undefined ? fromMetadata(rule, width) : plainMarkdown(page, width))
  return EXIT.clean
}

/** What the rule finds, with the names left open: `Index <index> is built …`. */
export function titleOf(rule: Rule): string {
  return open(rule.what)
}

/** For the rules of the engine, which have no page. */
function fromMetadata(rule: Rule, width: number): string {
  const paragraphs = [
    rule.id,
    `${rule.hazard}, severity ${rule.severity}, since ${rule.since}`,
    titleOf(rule),
    `Why: ${open(rule.why)}`,
    `Remedy: ${open(rule.remedy)}`,
    ...exampleOf(rule.id, 'bad'),
    ...exampleOf(rule.id, 'good'),
    ...rule.references,
  ]
  return `${paragraphs.map(text => (text.startsWith(' ') ? text : wrap(text, width).join('\n'))).join('\n\n')}\n`
}

function exampleOf(id: string, side: 'bad' | 'good'): readonly string[] {
  const text = shippedFile(`rules/${id}/${side}.sql`)
  if (text === undefined) return []
  const indented = text
    .trimEnd()
    .split('\n')
    .map(line => `    ${line}`.trimEnd())
  return [side === 'bad' ? 'Bad:' : 'Good:', indented.join('\n')]
}

function open(text: string): string {
  return text.replace(/\{(\w+)\}/gu, '<$1>')
}
