/** ESLint reports the findings of the command line: the same rules at the same places. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ESLint } from 'eslint'
import { afterAll, describe, expect, it } from 'vitest'
import { ruleFolders } from '../../src/dev/folders.ts'
import { foundTogether, lintedFiles, projectWith, TYPED } from '../project/file-linter/compare.ts'
import { allRules, eslintIn, toldAll } from './eslint.ts'

const ROOT = resolve(import.meta.dirname, '../..')

const folders = [
  'fixtures/projects/shop',
  'fixtures/seed',
  ...readdirSync(join(ROOT, 'fixtures/frontends')).map(name => `fixtures/frontends/${name}`),
  ...readdirSync(join(ROOT, 'fixtures/fixes')).map(name => `fixtures/fixes/${name}`),
]

/** The place and the rule. */
function withoutText(finding: string): string {
  return finding.split(' ').slice(0, 2).join(' ')
}

/** What is typed at the end of a file makes it another text that says the same: the host's own tree is then read. */
async function foundByEslint(cwd: string, state: 'saved' | 'unsaved'): Promise<readonly string[]> {
  const eslint = eslintIn(cwd, allRules())
  if (state === 'saved') return toldAll(cwd, await eslint.lintFiles([...lintedFiles(cwd)]))
  const results: ESLint.LintResult[] = []
  for (const filePath of lintedFiles(cwd))
    results.push(...(await eslint.lintText(readFileSync(filePath, 'utf8') + TYPED, { filePath })))
  return toldAll(cwd, results)
}

async function expectTheSame(cwd: string): Promise<void> {
  const together = foundTogether(cwd).map(withoutText).sort()
  expect(await foundByEslint(cwd, 'saved')).toEqual(together)
  expect(await foundByEslint(cwd, 'unsaved')).toEqual(together)
}

describe('the fixtures', () => {
  it.each(folders)('%s, saved and unsaved', async folder => {
    await expectTheSame(join(ROOT, folder))
  })
})

describe('the examples of the rules', () => {
  const examples = projectWith(
    Object.fromEntries(
      ruleFolders().flatMap(rule =>
        readdirSync(join(ROOT, 'rules', rule))
          .filter(name => /^(?:bad|good)\./u.test(name))
          .map(name => [
            `${rule}/${name}/migrations/20260101000000_example${name.slice(name.lastIndexOf('.'))}`,
            readFileSync(join(ROOT, 'rules', rule, name), 'utf8'),
          ]),
      ),
    ),
  )
  afterAll(() => {
    rmSync(examples, { recursive: true })
  })

  it('each alone, saved and unsaved', async () => {
    await expectTheSame(examples)
  })
})
