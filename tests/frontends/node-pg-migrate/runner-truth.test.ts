/** The order and the transactions of a whole run are those of node-pg-migrate's own runner on a server. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runner } from 'node-pg-migrate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodePgMigrate } from '../../../src/frontends/node-pg-migrate/index.ts'
import { downOf, memoryProject, readAll } from '../memory-project.ts'
import { startRecordingServer, type RecordingServer } from '../recording-server.ts'
import { said, saidBySql } from '../said.ts'

const MIGRATIONS: Readonly<Record<string, string>> = {
  '0001_customers.js': `
    export const shorthands = { stamp: { type: 'timestamptz', notNull: true } }
    export const up = async pgm => {
      pgm.createTable('customers', { id: 'id', at: 'stamp' })
      await pgm.db.query('SELECT 1')
    }
    export const down = pgm => { pgm.dropTable('customers') }`,
  '0002_orders.js': `
    export const up = pgm => {
      pgm.createTable('orders', { id: 'id', customer_id: { type: 'int', references: 'customers' }, at: 'stamp' })
      pgm.createIndex('orders', 'customer_id')
    }`,
  '0003_states.sql': `-- Up Migration
    CREATE TYPE order_state AS ENUM ('new');
    ALTER TABLE orders ADD COLUMN state order_state;
    -- Down Migration
    ALTER TABLE orders DROP COLUMN state;
    DROP TYPE order_state;`,
  '0010_index.js': `
    export const up = pgm => { pgm.noTransaction(); pgm.addIndex('orders', ['at', 'state'], { concurrently: true }) }
    export const down = pgm => { pgm.noTransaction(); pgm.dropIndex('orders', ['at', 'state'], { concurrently: true }) }`,
  '0011_note.js': `
    export const up = pgm => { pgm.addColumn('orders', { note: { type: 'text', comment: 'free' } }) }`,
}

const OF_THE_RUNNER = /pgmigrations|information_schema|^SELECT pg_/u

let server: RecordingServer
let dir: string

beforeAll(async () => {
  server = await startRecordingServer()
  dir = await mkdtemp(join(tmpdir(), 'pgm-'))
  for (const [name, text] of Object.entries(MIGRATIONS)) await writeFile(join(dir, name), text)
})

afterAll(async () => {
  await server.close()
  await rm(dir, { recursive: true })
})

async function run(direction: 'up' | 'down'): Promise<readonly string[]> {
  server.taken()
  await runner({
    databaseUrl: server.connectionString,
    dir,
    direction,
    count: Number.POSITIVE_INFINITY,
    migrationsTable: 'pgmigrations',
    singleTransaction: true,
    noLock: true,
    log: () => undefined,
  })
  return server.taken().filter(text => !OF_THE_RUNNER.test(text))
}

describe('a run of node-pg-migrate', () => {
  const files = memoryProject(
    Object.fromEntries(Object.entries(MIGRATIONS).map(([name, text]) => [`migrations/${name}`, text])),
  )
  const migrations = readAll(nodePgMigrate, files)
  const around = (transaction: string, operations: readonly unknown[]): readonly unknown[] =>
    transaction === 'run' ? operations : [...END, ...operations, ...BEGIN]
  const [BEGIN, END] = [saidBySql(['BEGIN']), saidBySql(['COMMIT'])]

  it('sends what was read, in the order and in the transactions that were read', async () => {
    const sent = saidBySql(await run('up'))
    const read = migrations.flatMap(({ transaction, up }) => around(transaction, said(up)))
    expect([...BEGIN, ...read, ...END]).toEqual(sent)
  })

  it('goes back as it was read', async () => {
    const sent = saidBySql(await run('down'))
    const read = migrations
      .toReversed()
      .flatMap(each => around(each.downTransaction ?? each.transaction, said(downOf(each) ?? [])))
    expect([...BEGIN, ...read, ...END]).toEqual(sent)
  })
})
