import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { kysely } from '../../../src/frontends/kysely/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'
import { recordSql } from './recording-kysely.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/kysely/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

type Direction = (db: Kysely<unknown>) => Promise<unknown>

interface MigrationModule {
  readonly up: Direction
  readonly down: Direction
}

function readFixture(name: string): Migration {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(kysely, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return migration
}

describe('what is read from a Kysely migration is what Kysely sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const migration = readFixture(name)
    const module = (await import(/* @vite-ignore */ FOLDER + name)) as MigrationModule & {
      readonly default?: MigrationModule
    }
    const { up, down } = module.default?.up ? module.default : module
    expect(migration.parseErrors).toEqual([])
    expect(said(migration.up)).toEqual(saidBySql(await recordSql(up)))
    if (migration.down.kind === 'irreversible') {
      await expect(recordSql(down)).rejects.toThrow(migration.down.reason)
    } else expect(said(downOf(migration) ?? [])).toEqual(saidBySql(await recordSql(down)))
  })

  it('reads nothing as opaque or floating that Kysely sends', () => {
    for (const name of FIXTURES) {
      const doubtful = readFixture(name).up.filter(
        ({ kind, floating }) => kind === 'opaque' || floating !== undefined,
      )
      expect(doubtful, name).toEqual([])
    }
  })
})
