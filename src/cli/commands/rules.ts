/** `migrate-lint rules`: what can be found. */
import { rules } from '../../../rules/index.ts'
import { builtInRules } from '../../lint/built-in-rules.ts'
import type { Rule } from '../../lint/rule.ts'
import { presetSeverity } from '../../lint/settings.ts'
import { EXIT } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { titleOf } from './explain.ts'

/** Prints all rules, for people or for programs. */
export function listRules(json: boolean, io: Io): number {
  const all = [...rules, ...builtInRules].sort((a, b) => (a.id < b.id ? -1 : 1))
  io.out(json ? `${JSON.stringify(all.map(describe), null, 2)}\n` : table(all))
  return EXIT.clean
}

function describe(rule: Rule) {
  const { id, hazard, severity, since, what, why, remedy, references, options = {} } = rule
  const strict = presetSeverity(rule, 'strict')
  return { id, hazard, severity, strict, since, what, why, remedy, references, options }
}

function table(all: readonly Rule[]): string {
  const width = Math.max(...all.map(({ id }) => id.length))
  const lines = all.map(rule => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${titleOf(rule)}`)
  return [...lines, '', '`migrate-lint explain <rule>` tells more about one of them.', ''].join('\n')
}
