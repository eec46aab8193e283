import { mkdtempSync, readdirSync, readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dbMigrate } from '../../../src/frontends/db-migrate/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'
import { startRunner, type Direction, type RecordingRunner } from './recording-runner.ts'
import { loaderFiles } from './sql-loader.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/db-migrate/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => name.endsWith('.cjs'))

let runner: RecordingRunner

beforeAll(async () => {
  runner = await startRunner()
})

afterAll(async () => {
  await runner.close()
})

function readFixture(name: string): { readonly migration: Migration; readonly setup: string } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(dbMigrate, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, setup: /^\/\* setup: ([^]*?) \*\//u.exec(text)?.[1] ?? '' }
}

/** What a direction says, without the transaction that the runner puts around each. */
async function sent(path: string, direction: Direction): Promise<readonly unknown[]> {
  const statements = await runner.run(path, direction)
  expect([statements[0], statements.at(-1)]).toEqual(['BEGIN;', 'COMMIT;'])
  return saidBySql(statements.slice(1, -1))
}

describe('what is read from a migration of db-migrate is what it sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const { migration, setup } = readFixture(name)
    await runner.reset(setup)
    expect(migration.parseErrors).toEqual([])
    expect(migration.transaction).toBe('migration')
    expect(said(migration.up)).toEqual(await sent(FOLDER + name, 'up'))
    if (migration.down.kind === 'irreversible') {
      await expect(runner.run(FOLDER + name, 'down')).rejects.toThrow(migration.down.reason)
    } else expect(said(downOf(migration) ?? [])).toEqual(await sent(FOLDER + name, 'down'))
  })

  it('reads nothing as opaque or floating that db-migrate sends', () => {
    for (const name of FIXTURES) {
      const { migration } = readFixture(name)
      const doubtful = [...migration.up, ...(downOf(migration) ?? [])].filter(
        ({ kind, floating }) => kind === 'opaque' || floating !== undefined,
      )
      expect(doubtful, name).toEqual([])
    }
  })

  it('reads the files that its own template loads', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'db-migrate-'))
    try {
      const files = loaderFiles('20240201100000-orders')
      mkdirSync(join(folder, 'migrations/sqls'), { recursive: true })
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
      const [migration] = readAll(dbMigrate, memoryProject(files))
      await runner.reset('')
      const path = join(folder, 'migrations/20240201100000-orders.js')
      expect(said(migration?.up ?? [])).toEqual(await sent(path, 'up'))
      expect(said(downOf(migration) ?? [])).toEqual(await sent(path, 'down'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
