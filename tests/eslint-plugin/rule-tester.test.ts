/** ESLint's own tester runs every rule alone on its examples, in SQL and in code, and holds it to what the command line finds. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { RuleTester, type Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, describe, it } from 'vitest'
import plugin from '../../eslint-plugin/src/index.ts'
import { ruleFolders } from '../../src/dev/folders.ts'
import type { Finding } from '../../src/lint/finding.ts'
import { createFileLinter } from '../../src/project/file-linter/file-linter.ts'
import { lintProject } from '../../src/project/lint-project.ts'
import { NothingFoundError } from '../../src/project/nothing-found.ts'
import { applyEdits } from '../../src/source/edit.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { regionOf } from '../../src/source/span.ts'
import { projectWith } from '../project/file-linter/compare.ts'

RuleTester.describe = describe
RuleTester.it = it
RuleTester.itOnly = it.only

const ROOT = resolve(import.meta.dirname, '../..')

/** One example of a rule, as the only migration of a project. */
interface Example {
  readonly name: string
  readonly code: string
  readonly filename: string
  readonly folder: string
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function examplesOf(rule: string, pattern: RegExp): readonly Example[] {
  return readdirSync(join(ROOT, 'rules', rule))
    .filter(name => pattern.test(name))
    .map(name => {
      const code = readFileSync(join(ROOT, 'rules', rule, name), 'utf8')
      const path = `migrations/20260101000000_example${name.slice(name.lastIndexOf('.'))}`
      const folder = projectWith({ [path]: code })
      folders.push(folder)
      return { name, code, filename: join(folder, path), folder }
    })
}

/** What the command line finds with this rule alone. */
function findingsOf(rule: string, { folder }: Example): readonly Finding[] {
  const others = Object.keys(plugin.rules).filter(id => id !== rule)
  const off = Object.fromEntries(others.map(id => [id, 'off' as const]))
  try {
    const { report } = lintProject({ cwd: folder, config: { rules: { ...off, [rule]: 'error' } } })
    return report.findings
  } catch (error) {
    if (error instanceof NothingFoundError) return []
    throw error
  }
}

/** A case of ESLint's tester; what cures the findings is counted, and fixes are carried out. */
function caseOf(rule: string, example: Example) {
  const { name, code, filename, folder } = example
  const test = { name, code, filename, settings: { 'migrate-lint': { informs: true, config: false } } }
  const findings = findingsOf(rule, example)
  if (findings.length === 0) return { valid: [test], invalid: [] }
  const linter = createFileLinter({ cwd: folder, isSingleRun: true })
  const judged = linter.lint(
    { path: filename, text: code },
    { rules: { [rule]: {} }, settings: { config: false } },
  )
  const cures = judged.findings.map(judged.cureOf)
  const errors = findings.map(({ span }, i) => {
    const { start, end } = regionOf(span)
    const place = { line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
    const suggestions = cures[i]?.kind === 'suggestion' ? { suggestions: 1 } : {}
    return { messageId: 'found', ...place, ...suggestions }
  })
  const edits = cures.flatMap(cure => (cure?.kind === 'safe' ? cure.edits : []))
  const [first] = edits
  const output = first ? applyEdits(createSourceFile(first.span.file.path, code), edits) : undefined
  return { valid: [], invalid: [{ ...test, errors, output: output ?? null }] }
}

function suite(tester: RuleTester, pattern: RegExp): void {
  for (const id of ruleFolders()) {
    const rule = plugin.rules[id]
    const cases = examplesOf(id, pattern).map(example => caseOf(id, example))
    if (!rule || cases.length === 0) continue
    tester.run(id, rule, {
      valid: cases.flatMap(({ valid }) => valid),
      invalid: cases.flatMap(({ invalid }) => invalid) as RuleTester.InvalidTestCase[],
    })
  }
}

describe('in SQL', () => {
  const sql = { plugins: { 'migrate-lint': plugin }, language: 'migrate-lint/sql' } as Linter.Config
  suite(new RuleTester(sql), /^(?:bad|good)\..*sql$/u)
})

describe('in TypeScript', () => {
  const parser = tseslint.parser as Linter.Parser
  suite(new RuleTester({ languageOptions: { parser } }), /^(?:bad|good)\..+\.ts$/u)
})
