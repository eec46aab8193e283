/** Our own format has no SQL of its own: what is read from it runs on PostgreSQL, forward and back. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/database/connection.ts'
import { resetSchema } from '../../../src/database/reset-schema.ts'
import { printOperation } from '../../../src/dialects/postgres.ts'
import { migrateLint } from '../../../src/frontends/migrate-lint/index.ts'
import type { Operation } from '../../../src/model/operation.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { sharedEmbedded } from '../../shared-embedded.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/migrate-lint/', import.meta.url))

/** Those that build on nothing: the first revisions. */
const FIRST = readdirSync(FOLDER).filter(
  name => name.endsWith('.ts') && readFileSync(FOLDER + name, 'utf8').includes('downRevision = null'),
)

let connection: Connection

beforeAll(async () => {
  connection = await sharedEmbedded()
})

/** What PostgreSQL refuses of it, by the statement. */
async function refused(operations: readonly Operation[]): Promise<readonly string[]> {
  const failures: string[] = []
  for (const operation of operations) {
    const sql = printOperation(operation)
    await connection.query(sql).catch((error: unknown) => failures.push(`${sql}: ${String(error)}`))
  }
  return failures
}

describe('what is read from a first revision runs', () => {
  it.each(FIRST)('%s', async name => {
    await resetSchema(connection)
    const text = readFileSync(FOLDER + name, 'utf8')
    const [migration] = readAll(migrateLint, memoryProject({ [`migrations/${name}`]: text }))
    expect(migration?.up.filter(({ kind }) => kind === 'opaque')).toEqual([])
    expect(await refused(migration?.up ?? [])).toEqual([])
    expect(await refused(downOf(migration) ?? [])).toEqual([])
  })
})
