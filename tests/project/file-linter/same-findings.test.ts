/** Linted file by file, a project has the findings that it has as a whole. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { ruleFolders } from '../../../src/dev/folders.ts'
import { foundApart, foundTogether, projectWith } from './compare.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

const folders = [
  'fixtures/projects/shop',
  'fixtures/seed',
  ...readdirSync(join(ROOT, 'fixtures/frontends')).map(name => `fixtures/frontends/${name}`),
  ...readdirSync(join(ROOT, 'fixtures/fixes')).map(name => `fixtures/fixes/${name}`),
]

describe('the fixtures', () => {
  it.each(folders)('%s, saved and unsaved', folder => {
    const cwd = join(ROOT, folder)
    const together = foundTogether(cwd)
    expect(foundApart(cwd, 'saved')).toEqual(together)
    expect(foundApart(cwd, 'unsaved')).toEqual(together)
  })
})

describe('the examples of the rules', () => {
  const examples = projectWith(
    Object.fromEntries(
      ruleFolders().flatMap(rule =>
        readdirSync(join(ROOT, 'rules', rule), { withFileTypes: true })
          .filter(entry => entry.isFile() && /^(?:bad|good)\./u.test(entry.name))
          .map(({ name }) => [
            `${rule}/${name}/migrations/20260101000000_example${name.slice(name.lastIndexOf('.'))}`,
            readFileSync(join(ROOT, 'rules', rule, name), 'utf8'),
          ]),
      ),
    ),
  )
  afterAll(() => {
    rmSync(examples, { recursive: true })
  })

  it('each alone, saved and unsaved', () => {
    const together = foundTogether(examples)
    expect(together.length).toBeGreaterThan(100)
    expect(foundApart(examples, 'saved')).toEqual(together)
    expect(foundApart(examples, 'unsaved')).toEqual(together)
  })
})
