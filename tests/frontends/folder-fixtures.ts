/** The generated suite over fixtures that are folders of files: each reads as the `.ops` beside it says. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Frontend } from '../../src/frontends/frontend.ts'
import { memoryProject, readAll } from './memory-project.ts'
import { migrationText } from './operations-text.ts'

/** `UPDATE_OPS=1` writes the files anew; read the difference before committing it. */
const UPDATE = process.env['UPDATE_OPS'] === '1'

export function describeFolders(frontend: Frontend): void {
  const root = resolve(import.meta.dirname, '../../fixtures/frontends', frontend.name)
  const cases = readdirSync(root, { withFileTypes: true }).filter(entry => entry.isDirectory())
  describe(`the fixtures of ${frontend.title}`, () => {
    it.each(cases.map(({ name }) => name))('reads %s as its operations say', name => {
      const expected = join(root, `${name}.ops`)
      const text = readAll(frontend, memoryProject(textsBelow(join(root, name))))
        .map(migrationText)
        .join('\n')
      if (UPDATE) writeFileSync(expected, text)
      expect(text).not.toBe('')
      expect(text).toBe(readFileSync(expected, 'utf8'))
    })
  })
}

/** The texts of the files below a folder, by their paths in it. */
export function textsBelow(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile())
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]
    }),
  )
}
