import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { QueryInterface, Sequelize as Instance } from 'sequelize'
import { Sequelize } from 'sequelize'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sequelize } from '../../../src/frontends/sequelize/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'
import { recordSql } from './recording-sequelize.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/sequelize/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

type Direction = (first: unknown, second: unknown) => unknown

interface MigrationModule {
  readonly up: Direction
  readonly down: Direction
}

let server: RecordingServer
beforeAll(async () => {
  server = await startRecordingServer()
}, 60_000)
afterAll(async () => {
  await server.close()
})

function readFixture(name: string): { readonly migration: Migration; readonly text: string } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(sequelize, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, text }
}

/** An empty database, with what the fixture says to be there before. */
async function prepare(text: string): Promise<void> {
  await server.database.exec(
    'DROP SCHEMA IF EXISTS billing CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
  )
  const setup = /\/\* setup: (.*?) \*\//su.exec(text)?.[1]
  if (setup !== undefined) await server.database.exec(setup)
}

/** What the runner hands over: two arguments, or Umzug's parameters. */
function argumentsFor(text: string, instance: Instance): readonly [unknown, unknown] {
  const queryInterface: QueryInterface = instance.getQueryInterface()
  const context = /\/\* umzug: (\w+) \*\//u.exec(text)?.[1]
  const contexts: Readonly<Record<string, unknown>> = {
    queryInterface,
    sequelize: instance,
    object: { queryInterface },
  }
  if (context === undefined) return [queryInterface, Sequelize]
  return [{ name: 'migration', context: contexts[context] }, undefined]
}

describe('what is read from a Sequelize migration is what Sequelize sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const { migration, text } = readFixture(name)
    const module = (await import(/* @vite-ignore */ FOLDER + name)) as MigrationModule & {
      default?: MigrationModule
    }
    const code = module.default?.up ? module.default : module
    const record = (direction: 'up' | 'down') =>
      recordSql(server, instance => code[direction](...argumentsFor(text, instance)))
    expect(migration.parseErrors).toEqual([])
    expect(migration.transaction).toBe('none')
    await prepare(text)
    expect(said(migration.up)).toEqual(saidBySql(await record('up')))
    expect(said(downOf(migration) ?? [])).toEqual(saidBySql(await record('down')))
  })

  it('reads nothing as opaque or floating that Sequelize sends', () => {
    for (const name of FIXTURES) {
      const { migration } = readFixture(name)
      const doubtful = [...migration.up, ...(downOf(migration) ?? [])].filter(
        ({ kind, floating }) => kind === 'opaque' || floating !== undefined,
      )
      expect(doubtful, name).toEqual([])
    }
  })
})
