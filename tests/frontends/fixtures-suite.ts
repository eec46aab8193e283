/** The generated suite over a folder of fixtures: each `.ts` reads as the `.ops` beside it says. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Frontend } from '../../src/frontends/frontend.ts'
import { migrationText } from './operations-text.ts'
import { projectOf } from './project.ts'

/** `UPDATE_OPS=1` writes the files anew; read the difference before committing it. */
const UPDATE = process.env['UPDATE_OPS'] === '1'

export function describeFixtures(frontend: Frontend): void {
  const folder = resolve(import.meta.dirname, '../../fixtures/frontends', frontend.name)
  const cases = readdirSync(folder).filter(name => /\.[cm]?[jt]s$/u.test(name))
  describe(`the fixtures of ${frontend.title}`, () => {
    it.each(cases)('reads %s as its operations say', name => {
      const path = join(folder, name)
      const expected = path.replace(/\.\w+$/u, '.ops')
      const files = projectOf({ [`migrations/${name}`]: readFileSync(path, 'utf8') })
      const text = frontend
        .find(files)
        .map(source => migrationText(frontend.read(source, files, {})))
        .join('\n')
      if (UPDATE) writeFileSync(expected, text)
      expect(text).not.toBe('')
      expect(text).toBe(readFileSync(expected, 'utf8'))
    })
  })
}
