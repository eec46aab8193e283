/** House test 6: every rule's folder is complete, its examples are judged as it says, and PostgreSQL shows it. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../src/database/connection.ts'
import {
  alsoIn,
  casesIn,
  readExample,
  splitExample,
  type Example,
  type ExpectedFinding,
} from '../src/dev/example.ts'
import { fileAt, filesIn, ruleFolders } from '../src/dev/folders.ts'
import {
  lintExample,
  lintFrameworkExample,
  readFrameworkExample,
  settingsFor,
} from '../src/dev/lint-example.ts'
import { canRun, codeExample, goodOf } from '../src/dev/code-example.ts'
import { proofObserved } from '../src/dev/proof.ts'
import { runCodeExample } from '../src/dev/run-code-example.ts'
import { runExample, type ExampleRun } from '../src/dev/run-example.ts'
import { runHistoryExample } from '../src/dev/run-history-example.ts'
import { frontends } from '../src/frontends/index.ts'
import type { Finding } from '../src/lint/finding.ts'
import type { Rule, RuleTexts } from '../src/lint/rule.ts'
import type { SourceFile } from '../src/source/source-file.ts'
import { positionAt } from '../src/source/source-file.ts'
import { rules } from '../rules/index.ts'
import { bare } from './bare-operations.ts'
import { sharedEmbedded } from './shared-embedded.ts'

let postgres: Connection

beforeAll(async () => {
  postgres = await sharedEmbedded()
})

describe('the rules', () => {
  it('are the folders of rules/, each with the id of its folder', () => {
    expect(rules.map(rule => rule.id)).toEqual(ruleFolders())
  })
})

describe.each(rules.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  const names = filesIn(`rules/${id}`)
  const file = (name: string): SourceFile => {
    const found = fileAt(`rules/${id}/${name}`)
    if (!found) throw new Error(`rules/${id}/${name} is missing`)
    return found
  }
  const example = (name: string): Example => splitExample(file(name))
  const inSql = names.filter(name => /^(bad|good)\..*sql$/u.test(name))
  const inFrameworks = names.filter(name => /^(bad|good)\..+\.ts$/u.test(name))
  const setupFile = ['setup.sql', 'bad.sql'].find(name => names.includes(name))
  const setup = setupFile === undefined ? undefined : example(setupFile)

  it('says what, why and what to do in whole sentences, and stays short', () => {
    for (const texts of [rule, ...Object.values(rule.variants ?? {})]) checkTexts(texts)
    expect(file('rule.ts').lineStarts.length).toBeLessThanOrEqual(120)
    expect(rule.references.length).toBeGreaterThan(0)
    for (const url of rule.references) expect(url).toMatch(/^https:\/\//u)
  })

  it('has a proof, unless it is a convention', () => {
    if ('none' in rule.proof) {
      expect(rule.hazard).toBe('convention')
      expect(rule.severity).not.toBe('error')
    }
  })

  it('has a bad and a good example', () => {
    expect(names.some(name => name.startsWith('bad.'))).toBe(true)
    expect(names.some(name => name.startsWith('good.'))).toBe(true)
  })

  for (const name of [...inSql, ...inFrameworks]) {
    it(`judges ${name} as it is called`, () => {
      const isSql = name.endsWith('.sql')
      const also = alsoIn(file(name))
      const settings = settingsFor(rule)
      const findings = isSql
        ? lintExample(example(name), rules, settings)
        : lintFrameworkExample(readFrameworkExample(file(name), frontends), setup, rules, settings)
      const found = findings.map(finding => finding.rule)
      if (name.startsWith('good.')) expect(found).toEqual([])
      else {
        expect(found).toContain(id)
        expect([...new Set(found)].filter(other => other !== id && !also.includes(other))).toEqual([])
      }
    })
  }

  for (const name of inSql) {
    it(`is ${name.startsWith('bad.') ? 'seen' : 'not seen'} on PostgreSQL in ${name}`, async () => {
      const history = await runHistoryExample(postgres, example(name))
      const run: ExampleRun = history
        ? { migrations: [], history }
        : await runExample(postgres, example(name))
      const expected = 'none' in rule.proof ? undefined : name.startsWith('bad.')
      expect(proofObserved(rule.proof, run)).toBe(expected)
      const failures = run.migrations.flatMap(each => each.observations).flatMap(each => each.error ?? [])
      const mayFail = 'failsWith' in rule.proof || 'keepsHalf' in rule.proof
      if (name.startsWith('good.') || !mayFail) expect(failures).toEqual([])
    })
  }

  const isProvenByCode = inSql.length === 0 && !('none' in rule.proof)
  for (const name of inFrameworks.filter(each => isProvenByCode && canRun(each))) {
    it(`is ${name.startsWith('bad.') ? 'seen' : 'not seen'} when ${name} runs`, async () => {
      const folder = `rules/${id}`
      const good = codeExample(folder, goodOf(name))
      const code = await runCodeExample(postgres, codeExample(folder, name), good)
      expect(proofObserved(rule.proof, { migrations: [], code })).toBe(name.startsWith('bad.'))
      if (name.startsWith('good.'))
        expect(code).toMatchObject({ failure: undefined, unfinished: [], difference: [] })
    })
  }

  for (const name of inFrameworks.filter(() => inSql.length > 0)) {
    const side = name.startsWith('bad.') ? 'bad.sql' : 'good.sql'
    it(`says in ${name} what ${side} says`, () => {
      const { migrations } = readExample(example(side))
      const wanted = migrations.flatMap(migration => migration.up)
      expect(readFrameworkExample(file(name), frontends).up.map(bare)).toEqual(wanted.map(bare))
    })
  }

  if (names.includes('cases.md')) {
    it.each(casesIn(file('cases.md')).map(each => [each.line, each] as const))(
      'judges the case in line %i of cases.md as it says',
      (_, { example: fence, code, expected, postgresVersion }) => {
        const version = postgresVersion === undefined ? {} : { postgresVersion }
        const settings = { ...settingsFor(rule), ...version }
        const all = code
          ? lintFrameworkExample(readFrameworkExample(code, frontends), setup, rules, settings)
          : lintExample(fence, rules, settings)
        const findings = all.filter(
          finding => finding.rule === id || expected.some(each => each.rule === finding.rule),
        )
        expect(findings.map(finding => placed(finding, rule))).toEqual(expected)
      },
    )
  }
})

function placed({ rule, span, severity }: Finding, own: Rule): ExpectedFinding {
  const line = positionAt(span.file, span.start).line
  const usual = own.severity === 'off' ? 'warning' : own.severity
  return { rule, line, ...(rule === own.id && severity !== usual && { severity }) }
}

function checkTexts({ what, why, remedy }: Partial<RuleTexts> | Rule): void {
  if (what !== undefined) expect(what).toMatch(/^[^.]*(?:\.\w[^.]*|\{\w+\}\.\{\w+\}[^.]*)*\.$/u)
  if (why !== undefined) expect(why).toMatch(/\.$/u)
  if (remedy !== undefined) expect(remedy).toMatch(/[.;}]\)?$/u)
}
