/** A new rule and a new frontend start as working copies of the templates. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyTemplate } from '../../src/dev/copy-template.ts'
import { casesIn, splitExample } from '../../src/dev/example.ts'
import { fileAt, frontendFolders, ROOT, ruleFolders } from '../../src/dev/folders.ts'
import { lintExample } from '../../src/dev/lint-example.ts'
import rule from '../../rules/_template/rule.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'migrate-lint-'))
  for (const folder of ['rules/_template', 'src/frontends/_template']) {
    mkdirSync(join(root, folder), { recursive: true })
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
  }
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

const newRule = (name: string) =>
  copyTemplate({ parent: 'rules', name, replace: [['rule-template', name]] }, root)

describe('a new rule', () => {
  it('is a folder that the list of rules takes up', () => {
    expect(newRule('truncate-loses-data')).toEqual([
      'rules/truncate-loses-data/bad.sql',
      'rules/truncate-loses-data/cases.md',
      'rules/truncate-loses-data/good.sql',
      'rules/truncate-loses-data/rule.ts',
    ])
    expect(ruleFolders(root)).toEqual(['truncate-loses-data'])
  })

  it('has its own name everywhere', () => {
    for (const path of newRule('truncate-loses-data')) {
      const text = readFileSync(join(root, path), 'utf8')
      expect(text).not.toContain('template')
    }
    expect(readFileSync(join(root, 'rules/truncate-loses-data/rule.ts'), 'utf8')).toContain(
      `id: 'truncate-loses-data'`,
    )
  })

  it('is refused when the name is no folder name, or taken', () => {
    expect(() => newRule('Truncate Data')).toThrow('is no name')
    expect(() => newRule('../elsewhere')).toThrow('is no name')
    newRule('truncate-loses-data')
    expect(() => newRule('truncate-loses-data')).toThrow('rules/truncate-loses-data exists')
    expect(existsSync(join(root, 'elsewhere'))).toBe(false)
  })
})

describe('the template of a rule', () => {
  const file = (name: string) => {
    const found = fileAt(`rules/_template/${name}`)
    if (!found) throw new Error(`${name} is missing`)
    return found
  }

  it('finds its bad example and leaves its good one alone', () => {
    const found = (name: string) => lintExample(splitExample(file(name)), [rule]).map(each => each.rule)
    expect(found('bad.sql')).toEqual(['rule-template'])
    expect(found('good.sql')).toEqual([])
  })

  it('judges its cases as they say', () => {
    const cases = casesIn(file('cases.md'))
    expect(cases).toHaveLength(2)
    for (const { example, expected } of cases)
      expect(lintExample(example, [rule]).map(each => each.rule)).toEqual(expected.map(each => each.rule))
  })
})

describe('a new frontend', () => {
  it('is a folder that the list of frontends takes up, with its own name everywhere', () => {
    const replace = [
      ['frontend-template', 'umzug'],
      ['frontendTemplate', 'umzug'],
      ['Frontend Template', 'umzug'],
    ] as const
    copyTemplate({ parent: 'src/frontends', name: 'umzug', replace }, root)
    expect(frontendFolders(root)).toEqual(['umzug'])
    const text = readFileSync(join(root, 'src/frontends/umzug/index.ts'), 'utf8')
    expect(text).toContain('export const umzug: Frontend')
    expect(text.toLowerCase()).not.toContain('template')
  })
})
