/** The document the product comes from: its anti-patterns are found, its correct patterns are free of errors. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lintProject } from '../src/project/lint-project.ts'

const SEED = join(import.meta.dirname, '../fixtures/seed')
const TEMPORARY = mkdtempSync(join(tmpdir(), 'migrate-lint-seed-'))
afterAll(() => {
  rmSync(TEMPORARY, { recursive: true })
})

type Language = 'ts' | 'sql'

/**
 * Errors in the document's correct patterns, where PostgreSQL shows that the document is wrong: it builds an
 * index without CONCURRENTLY, sets NOT NULL on a filled table and adds a foreign key that checks all rows.
 */
const SEED_IS_WRONG: Readonly<Record<string, readonly string[]>> = {
  'create-migration': ['create-index-blocks-writes'],
  'data-migration': ['set-not-null-scans-table'],
  'foreign-key-changes': ['add-foreign-key-blocks-writes', 'create-index-blocks-writes'],
  'named-constraint': ['add-foreign-key-blocks-writes'],
}

describe.each<Language>(['ts', 'sql'])('the examples of the seed in %s', language => {
  it.each(examples('anti-patterns'))('%s is found by the rule it is about', name => {
    expect(rulesFound('anti-patterns', name, language)).toContain(name)
  })

  it.each(examples('correct'))('%s has no error that PostgreSQL does not prove', name => {
    expect(errorsFound('correct', name, language)).toEqual(SEED_IS_WRONG[name] ?? [])
  })
})

/** PostgreSQL refuses the way back of the split: up never dropped the columns that down adds. */
it.each<Language>(['ts', 'sql'])('the split of a table has a way back that is none, in %s', language => {
  expect(rulesFound('correct', 'complex-table-changes', language)).toContain('downgrade-not-inverse')
})

function examples(group: string): readonly string[] {
  return readdirSync(join(SEED, group))
    .filter(file => file.endsWith('.ts'))
    .map(file => file.replace('.ts', ''))
}

function rulesFound(group: string, name: string, language: Language): readonly string[] {
  return [...new Set(findings(group, name, language).map(({ rule }) => rule))]
}

function errorsFound(group: string, name: string, language: Language): readonly string[] {
  const errors = findings(group, name, language).filter(({ severity }) => severity === 'error')
  return [...new Set(errors.map(({ rule }) => rule))].sort()
}

/** What is found in an example that runs on the tables of `base`. */
function findings(group: string, name: string, language: Language) {
  const folder = join(TEMPORARY, group, name, language)
  mkdirSync(join(folder, 'migrations'), { recursive: true })
  const sides = language === 'ts' ? ['.ts'] : ['.up.sql', '.down.sql']
  for (const side of sides) {
    copyFileSync(join(SEED, `base${side}`), join(folder, 'migrations', `1_base${side}`))
    copyFileSync(join(SEED, group, `${name}${side}`), join(folder, 'migrations', `2_${name}${side}`))
  }
  const { report } = lintProject({ cwd: folder })
  expect(report.migrations).toBe(2)
  expect(report.unread).toEqual([])
  return report.findings.filter(({ span }) => span.file.path.includes('2_'))
}
