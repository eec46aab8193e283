import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typeorm } from '../../../src/frontends/typeorm/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import type { Operation } from '../../../src/model/operation.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'
import { migrationClassIn, recordTypeorm } from './recording-typeorm.ts'
import { isOneWay } from './one-way.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/typeorm/', import.meta.url))
const FIXTURES = readdirSync(FOLDER).filter(name => /\.(?:ts|cjs)$/u.test(name))

/** What is not run: other databases than the embedded one, files that are not there, SQL that is none. */
const NOT_RUN = ['databases.ts', 'entities.ts', 'other-dialect.ts', 'syntax-error.ts', 'typed-holes.ts']

function readFixture(name: string): { readonly migration: Migration; readonly setup: string } {
  const text = readFileSync(FOLDER + name, 'utf8')
  const [migration] = readAll(typeorm, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error(`${name} was not found to be a migration`)
  return { migration, setup: /^\/\* setup:(.*?)\*\//su.exec(text)?.[1] ?? '' }
}

describe('what is read from a TypeORM migration is what TypeORM sends', () => {
  let server: RecordingServer
  beforeAll(async () => {
    server = await startRecordingServer()
  })
  afterAll(() => server.close())

  it.each(FIXTURES.filter(name => !NOT_RUN.includes(name)))('%s', async name => {
    const { migration, setup } = readFixture(name)
    const module = (await import(/* @vite-ignore */ FOLDER + name)) as object
    const sent = await recordTypeorm(server, migrationClassIn(module), setup)
    expect(migration.parseErrors).toEqual([])
    expectSame(migration.up, sent.up)
    if (sent.down instanceof Error) expect(migration.down).toMatchObject({ reason: sent.down.message })
    else expectSame(downOf(migration) ?? [], sent.down)
  })
})

/** The same, or, where the code has several ways or something is not known, one of the ways that were read. */
function expectSame(operations: readonly Operation[], sent: readonly string[]): void {
  const truth = saidBySql(sent)
  if (!isOneWay(operations, truth)) expect(said(operations)).toEqual(truth)
}
