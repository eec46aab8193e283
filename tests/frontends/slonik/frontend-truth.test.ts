import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createPool, sql, type DatabasePool, type DatabasePoolConnection } from 'slonik'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slonik } from '../../../src/frontends/slonik/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/slonik/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

let server: RecordingServer
let pool: DatabasePool

beforeAll(async () => {
  server = await startRecordingServer()
  pool = await createPool(server.connectionString, { maximumPoolSize: 1, typeParsers: [] })
}, 60_000)

afterAll(async () => {
  await pool.end()
  await server.close()
})

type Step = ((parameter: unknown) => Promise<unknown>) | undefined
type Module = Readonly<Record<string, Step>>

function readFixture(name: string): { readonly migration: Migration; readonly text: string } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(slonik, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, text }
}

/** What is sent for a direction, as @slonik/migrator runs it or as a runner of the project's own does. */
async function sent(module: Module, direction: 'up' | 'down', scope: string): Promise<readonly string[]> {
  server.taken()
  const before = module[direction === 'up' ? 'beforeUp' : 'beforeDown']
  await before?.(pool)
  const run = (connection: DatabasePoolConnection): Promise<unknown> | undefined =>
    module[direction]?.(
      Object.assign(Object.create(connection) as object, {
        slonik: connection,
        connection,
        sql,
        context: { connection, sql, parent: connection },
      }),
    )
  const running =
    scope === 'migration' || before
      ? pool.transaction(async connection => run(connection as unknown as DatabasePoolConnection))
      : pool.connect(async connection => run(connection))
  await running.catch((error: unknown) => {
    // Several statements in one query: this release complains when they have run.
    if (!/multiple statements|does not exist/u.test(String(error))) throw error
  })
  const all = server.taken().filter(text => text !== 'DISCARD ALL')
  return scope === 'migration' ? all.slice(1, -1) : all
}

describe('what is read from a migration for slonik is what slonik sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const { migration, text } = readFixture(name)
    const setup = /\/\* setup: ([^]*?) \*\//u.exec(text)?.[1]
    await server.database.exec(
      'drop schema if exists billing cascade; drop schema public cascade; create schema public',
    )
    if (setup) await server.database.exec(setup)
    const imported = (await import(/* @vite-ignore */ FOLDER + name)) as Module & {
      readonly default?: Module
    }
    const module: Module = imported.default?.['up'] ? imported.default : imported
    expect(migration.parseErrors).toEqual([])
    expect(said(migration.up)).toEqual(saidBySql(await sent(module, 'up', migration.transaction)))
    if (!module['down']) expect(migration.down).toEqual({ kind: 'absent' })
    else if (migration.down.kind === 'irreversible') {
      await expect(sent(module, 'down', 'migration')).rejects.toThrow(migration.down.reason)
    } else {
      const scope = migration.downTransaction ?? migration.transaction
      expect(said(downOf(migration) ?? [])).toEqual(saidBySql(await sent(module, 'down', scope)))
    }
  })

  it('reads nothing as opaque or floating that slonik sends', () => {
    for (const name of FIXTURES) {
      const { up } = readFixture(name).migration
      expect(
        up.filter(({ kind, floating }) => kind === 'opaque' || floating !== undefined),
        name,
      ).toEqual([])
    }
  })
})
