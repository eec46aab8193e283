import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Knex } from 'knex'
import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { said, saidBySql } from '../said.ts'
import { recordSql } from './recording-knex.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/knex/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

type Direction = (knex: Knex) => unknown

interface MigrationModule {
  readonly up: Direction
  readonly down?: Direction
  readonly config?: { readonly transaction?: boolean }
}

function readFixture(name: string): { readonly migration: Migration; readonly exists: boolean } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(knex, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, exists: text.includes('// exists: all') }
}

describe('what is read from a Knex migration is what Knex sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const { migration, exists } = readFixture(name)
    const module = (await import(/* @vite-ignore */ FOLDER + name)) as MigrationModule & {
      default?: MigrationModule
    }
    const { up, down, config } = module.default?.up ? module.default : module
    const transaction = config?.transaction !== false
    expect(migration.parseErrors).toEqual([])
    expect(migration.transaction).toBe(transaction ? 'run' : 'none')
    expect(said(migration.up)).toEqual(saidBySql(await recordSql(up, { exists, transaction })))
    if (!down) expect(migration.down).toEqual({ kind: 'absent' })
    else if (migration.down.kind === 'irreversible') {
      await expect(recordSql(down, { exists, transaction })).rejects.toThrow(migration.down.reason)
    } else {
      expect(said(downOf(migration) ?? [])).toEqual(saidBySql(await recordSql(down, { exists, transaction })))
    }
  })

  it('reads nothing as opaque or floating that Knex sends', () => {
    for (const name of FIXTURES) {
      const { migration } = readFixture(name)
      const doubtful = migration.up.filter(
        ({ kind, floating }) => kind === 'opaque' || floating !== undefined,
      )
      expect(doubtful, name).toEqual([])
    }
  })
})
