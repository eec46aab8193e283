/** The project's own examples in SQL, each as the files that another tool would be given. */
import { casesIn, splitExample, type Example } from '../../src/dev/example.ts'
import { fileAt, filesIn, ruleFolders } from '../../src/dev/folders.ts'
import { lintExample, settingsFor } from '../../src/dev/lint-example.ts'
import type { Rule } from '../../src/lint/rule.ts'
import { textOf } from '../../src/source/span.ts'
import { rules } from '../../rules/index.ts'

/** One example or case of a rule. */
export interface Sample {
  readonly rule: string
  readonly kind: 'bad' | 'good' | 'case'
  /** Whether the rule's hazard is in it. */
  readonly isHazard: boolean
  readonly postgresVersion: number
  readonly example: Example
  /** The migrations, with their transaction. */
  readonly files: readonly { readonly sql: string; readonly inTransaction: boolean }[]
}

const DEFAULT_VERSION = 14

/** All of them, rule by rule. */
export function samples(): readonly Sample[] {
  return ruleFolders().flatMap(rule => [
    ...['bad', 'good'].flatMap(side => main(rule, side as 'bad' | 'good')),
    ...cases(rule),
  ])
}

/** Whether our own rule reports the sample. */
export function weReport({ rule, example, postgresVersion }: Sample): boolean {
  const own = rules.filter(({ id }) => id === rule)
  const settings = { ...settingsFor(own[0] as Rule), postgresVersion }
  return lintExample(example, rules, settings).some(finding => finding.rule === rule)
}

function main(rule: string, kind: 'bad' | 'good'): readonly Sample[] {
  const file = fileAt(`rules/${rule}/${kind}.sql`)
  if (!file) return []
  return [sampleOf(rule, kind, kind === 'bad', splitExample(file), DEFAULT_VERSION)]
}

function cases(rule: string): readonly Sample[] {
  if (!filesIn(`rules/${rule}`).includes('cases.md')) return []
  const page = fileAt(`rules/${rule}/cases.md`)
  if (!page) return []
  const inSql = casesIn(page).filter(({ code }) => code === undefined)
  return inSql.map(({ example, expected, postgresVersion = DEFAULT_VERSION }) =>
    sampleOf(
      rule,
      'case',
      expected.some(each => each.rule === rule),
      example,
      postgresVersion,
    ),
  )
}

function sampleOf(
  rule: string,
  kind: Sample['kind'],
  isHazard: boolean,
  example: Example,
  postgresVersion: number,
): Sample {
  const files = example.migrations.map(({ up, transaction }) => ({
    sql: textOf(up),
    inTransaction: transaction,
  }))
  return { rule, kind, isHazard, postgresVersion, example, files }
}
