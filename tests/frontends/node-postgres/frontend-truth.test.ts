import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodePostgres } from '../../../src/frontends/node-postgres/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/node-postgres/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

let server: RecordingServer
let pool: pg.Pool
let client: pg.PoolClient

beforeAll(async () => {
  server = await startRecordingServer()
  pool = new pg.Pool({ connectionString: server.connectionString, max: 2 })
  client = await pool.connect()
}, 60_000)

afterAll(async () => {
  client.release()
  await pool.end()
  await server.close()
})

type Step = (parameter: unknown) => unknown

interface Module {
  readonly up?: Step
  readonly down?: Step
  readonly generateSql?: () => string
}

/** What a module exports, itself or as an object. */
async function moduleOf(name: string): Promise<Module> {
  const imported = (await import(/* @vite-ignore */ FOLDER + name)) as Readonly<Record<string, unknown>>
  const objects = [imported, ...Object.values(imported)].filter(
    (each): each is Module => typeof each === 'object' && each !== null,
  )
  return objects.find(each => each.up ?? each.generateSql) ?? {}
}

function readFixture(name: string): { readonly migration: Migration; readonly text: string } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(nodePostgres, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, text }
}

/** What is sent for a direction: a client that holds itself and gives itself is a pool as well. */
async function sent(step: Step | undefined): Promise<readonly string[]> {
  server.taken()
  const own = {
    query: client.query.bind(client),
    escapeIdentifier: client.escapeIdentifier.bind(client),
    escapeLiteral: client.escapeLiteral.bind(client),
    release: () => undefined,
  }
  await step?.({ ...own, client: own, connect: () => Promise.resolve(own) })
  return server.taken()
}

describe('what is read from a migration for node-postgres is what node-postgres sends', () => {
  it.each(FIXTURES)('%s', async name => {
    const { migration, text } = readFixture(name)
    const setup = /\/\* setup: ([^]*?) \*\//u.exec(text)?.[1]
    await server.database.exec('drop schema public cascade; create schema public')
    if (setup) await server.database.exec(setup)
    const { up, down, generateSql } = await moduleOf(name)
    const forward: Step | undefined = generateSql ? () => client.query(generateSql()) : up
    expect(migration.parseErrors).toEqual([])
    expect(said(migration.up)).toEqual(saidBySql(await sent(forward)))
    if (generateSql) expect(migration.down).toEqual({ kind: 'unsupported' })
    else if (!down) expect(migration.down).toEqual({ kind: 'absent' })
    else if (migration.down.kind === 'irreversible')
      await expect(sent(down)).rejects.toThrow(migration.down.reason)
    else expect(said(downOf(migration) ?? [])).toEqual(saidBySql(await sent(down)))
  })

  it('reads nothing as opaque or floating that node-postgres sends', () => {
    for (const name of FIXTURES) {
      const { up } = readFixture(name).migration
      expect(
        up.filter(({ kind, floating }) => kind === 'opaque' || floating !== undefined),
        name,
      ).toEqual([])
    }
  })
})
