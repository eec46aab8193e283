import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresJs } from '../../../src/frontends/postgres-js/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/postgres-js/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

let server: RecordingServer
let sql: postgres.Sql

beforeAll(async () => {
  server = await startRecordingServer()
  // A statement that is prepared is sent once.
  sql = postgres(server.connectionString, { max: 1, prepare: false, onnotice: () => undefined })
  await sql`SELECT 1`
}, 60_000)

afterAll(async () => {
  await sql.end({ timeout: 1 })
  await server.close()
})

type Step = (parameter: unknown) => unknown

interface Module {
  readonly up?: Step
  readonly down?: Step
}

/** What a module exports, itself or as an object; a function alone is its way up. */
async function moduleOf(name: string): Promise<Module> {
  const imported = (await import(/* @vite-ignore */ FOLDER + name)) as Module & { default?: Module | Step }
  if (imported.up) return imported
  return typeof imported.default === 'function' ? { up: imported.default } : (imported.default ?? {})
}

function readFixture(name: string): { readonly migration: Migration; readonly text: string } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(postgresJs, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, text }
}

/** What is sent for a direction, without the questions that the driver itself asks the catalog about types. */
async function sent(step: Step | undefined, within: 'run' | 'transaction'): Promise<readonly string[]> {
  server.taken()
  if (within === 'run') await step?.(sql)
  else await sql.begin(async inner => void (await step?.(inner)))
  const own = server.taken().filter(text => !/pg_catalog\.pg_type/u.test(text))
  return within === 'run' ? own : own.slice(1, -1)
}

describe('what is read from a migration for Postgres.js is what Postgres.js sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const { migration, text } = readFixture(name)
    const setup = /\/\* setup: ([^]*?) \*\//u.exec(text)?.[1]
    await server.database.exec('drop schema public cascade; create schema public')
    if (setup) await server.database.exec(setup)
    const { up, down } = await moduleOf(name)
    // Only what a transaction gives can set savepoints.
    const within = text.includes('.savepoint(') && !text.includes('.begin(') ? 'transaction' : 'run'
    expect(migration.parseErrors).toEqual([])
    expect(said(migration.up)).toEqual(saidBySql(await sent(up, within)))
    if (!down) expect(['absent', 'unsupported']).toContain(migration.down.kind)
    else if (migration.down.kind === 'irreversible')
      await expect(sent(down, within)).rejects.toThrow(migration.down.reason)
    else expect(said(downOf(migration) ?? [])).toEqual(saidBySql(await sent(down, within)))
  })

  it('reads nothing as opaque or floating that Postgres.js sends', () => {
    for (const name of FIXTURES) {
      const { up } = readFixture(name).migration
      expect(
        up.filter(({ kind, floating }) => kind === 'opaque' || floating !== undefined),
        name,
      ).toEqual([])
    }
  })
})
