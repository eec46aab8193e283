import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MigrationRunner, type Migration as MikroMigration } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mikroOrm } from '../../../src/frontends/mikro-orm/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/mikro-orm/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

let server: RecordingServer
let orm: MikroORM

beforeAll(async () => {
  server = await startRecordingServer()
  orm = await MikroORM.init({
    clientUrl: server.connectionString,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
    pool: { min: 0, max: 1 },
  })
}, 60_000)

afterAll(async () => {
  await orm.close(true)
  await server.close()
})

type MigrationClass = new (...args: ConstructorParameters<typeof MikroMigration>) => MikroMigration

async function classOf(name: string): Promise<MigrationClass> {
  const module = (await import(/* @vite-ignore */ FOLDER + name)) as Readonly<Record<string, unknown>>
  const inside = module['default'] as Readonly<Record<string, unknown>> | undefined
  const all = [...Object.values(module), ...Object.values(inside ?? {})]
  const found = all.find((each): each is MigrationClass => typeof each === 'function')
  if (!found) throw new Error(`${name} exports no class`)
  return found
}

function readFixture(name: string): { readonly migration: Migration; readonly setup: string | undefined } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(mikroOrm, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, setup: /\/\* setup: ([^]*?) \*\//u.exec(text)?.[1] }
}

/** What MikroORM sends for a direction, without its own transaction and the encoding that it sets before what was added. */
async function sent(migration: MikroMigration, direction: 'up' | 'down'): Promise<readonly string[]> {
  server.taken()
  await new MigrationRunner(orm.em.getDriver(), orm.config.get('migrations'), orm.config).run(
    migration,
    direction,
  )
  const all = server.taken()
  const own = migration.isTransactional() ? all.slice(1, -1) : all
  return own.filter(sql => sql !== "set names 'utf8';" && sql !== 'BEGIN;')
}

describe('what is read from a MikroORM migration is what MikroORM sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const { migration, setup } = readFixture(name)
    await server.database.exec('drop schema public cascade; create schema public')
    if (setup) await server.database.exec(setup)
    const Made = await classOf(name)
    const make = () => new Made(orm.em.getDriver(), orm.config)
    expect(migration.parseErrors).toEqual([])
    expect(migration.transaction).toBe(make().isTransactional() ? 'run' : 'query')
    expect(said(migration.up)).toEqual(saidBySql(await sent(make(), 'up')))
    if (migration.down.kind === 'operations') {
      expect(said(downOf(migration) ?? [])).toEqual(saidBySql(await sent(make(), 'down')))
    } else {
      const reason =
        migration.down.kind === 'irreversible' ? migration.down.reason : 'This migration cannot be reverted'
      await expect(sent(make(), 'down')).rejects.toThrow(reason)
    }
  })

  it('reads nothing as opaque or floating that MikroORM sends', () => {
    for (const name of FIXTURES) {
      const { up } = readFixture(name).migration
      expect(
        up.filter(({ kind, floating }) => kind === 'opaque' || floating !== undefined),
        name,
      ).toEqual([])
    }
  })
})
