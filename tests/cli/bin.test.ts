/** The program as npm installs it, built; `npm run build` comes before. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryProject, type TemporaryProject } from './run-cli.ts'

const BIN = resolve(import.meta.dirname, '../../bin/migrate-lint.js')
const built = existsSync(resolve(import.meta.dirname, '../../dist/src/cli/main.js'))

const projects: TemporaryProject[] = []
afterEach(() => {
  for (const project of projects.splice(0)) project.remove()
})

function project(files: Readonly<Record<string, string>>): TemporaryProject {
  const made = temporaryProject(files)
  projects.push(made)
  return made
}

describe.skipIf(!built)('the program', () => {
  it('prints, and exits with the code of its findings', () => {
    const made = project({ 'migrations/1.sql': 'CREATE INDEX orders_total ON orders (total);\n' })
    const { status, stdout, stderr } = spawnSync(process.execPath, [BIN], {
      cwd: made.root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toContain('create-index-blocks-writes')
  })

  it('reads what is piped to it', () => {
    const made = project({})
    const argv = [BIN, '--stdin-filename', 'migrations/1.sql', '-f', 'json']
    const input = 'CREATE INDEX orders_total ON orders (total);\n'
    const { status, stdout } = spawnSync(process.execPath, argv, { cwd: made.root, input, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ summary: { migrations: 1, errors: 1 } })
  })

  it('does not mind when nobody reads on', () => {
    const statements = Array.from({ length: 900 }, (_, i) => `CREATE INDEX i${i} ON orders${i} (total);`)
    const made = project({ 'migrations/1.sql': statements.join('\n') })
    const command = `"${process.execPath}" "${BIN}" -f json 2>err | head -c 10; cat err`
    expect(execFileSync('sh', ['-c', command], { cwd: made.root, encoding: 'utf8' })).toHaveLength(10)
  })
})
