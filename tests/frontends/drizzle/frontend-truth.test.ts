import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { drizzle as connect } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drizzle } from '../../../src/frontends/drizzle/index.ts'
import { textsBelow } from '../folder-fixtures.ts'
import { memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'

const ROOT = resolve(import.meta.dirname, '../../../fixtures/frontends/drizzle')
const folderOf = (name: string) => join(ROOT, name, 'drizzle')

/** The released migrator reads the journal; folders without one are for version 1's, which is a beta. */
const JOURNALLED = readdirSync(ROOT).filter(name => existsSync(join(folderOf(name), 'meta/_journal.json')))

let server: RecordingServer

beforeAll(async () => {
  server = await startRecordingServer()
})

afterAll(() => server.close())

/** What the migrator sent for each migration, between the BEGIN and the COMMIT of the run. */
async function sentBy(name: string): Promise<readonly (readonly string[])[]> {
  const pool = new Pool({ connectionString: server.connectionString, max: 1 })
  await pool.query('DROP SCHEMA IF EXISTS drizzle CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  server.taken()
  try {
    await migrate(connect(pool), { migrationsFolder: folderOf(name) })
  } finally {
    await pool.end()
  }
  const sent = server.taken()
  expect(sent.filter(text => /^(?:begin|commit)$/iu.test(text))).toEqual(['begin', 'commit'])
  expect(sent.at(-1)).toBe('commit')
  const migrations: string[][] = []
  let current: string[] = []
  for (const text of sent.slice(sent.indexOf('begin') + 1, -1)) {
    if (text.startsWith('insert into "drizzle"."__drizzle_migrations"')) {
      migrations.push(current)
      current = []
    } else current.push(text)
  }
  expect(current).toEqual([])
  return migrations
}

describe('what is read from a folder of Drizzle is what its migrator sends', () => {
  it.each(JOURNALLED)('%s', async name => {
    const migrations = readAll(drizzle, memoryProject(textsBelow(join(ROOT, name))))
    const sent = await sentBy(name)
    expect(migrations.flatMap(({ parseErrors }) => parseErrors)).toEqual([])
    expect(migrations.map(({ transaction }) => transaction)).toEqual(sent.map(() => 'run'))
    for (const [i, { name: tag, up }] of migrations.entries()) {
      expect({ tag, said: said(up) }).toEqual({ tag, said: saidBySql(sent[i] ?? []) })
      expect(up.filter(({ kind }) => kind === 'opaque')).toEqual([])
    }
  })
})
