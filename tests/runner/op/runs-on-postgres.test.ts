/** What `op` sends runs on PostgreSQL: up, down, and up again. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createJiti } from 'jiti'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/database/connection.ts'
import { resetSchema } from '../../../src/database/embedded.ts'
import { column, sql, t } from '../../../src/runner/authoring/index.ts'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import type { Sink } from '../../../src/runner/op/sink.ts'
import { statementsOf } from './statements-of.ts'
import { sharedEmbedded } from '../../shared-embedded.ts'

const FOLDER = fileURLToPath(new URL('../../../fixtures/frontends/migrate-lint/', import.meta.url))
const RUNNER = fileURLToPath(new URL('../../../src/runner/authoring/index.ts', import.meta.url))
const FIRST = readdirSync(FOLDER).filter(
  name => name.endsWith('.ts') && readFileSync(FOLDER + name, 'utf8').includes('downRevision = null'),
)
const jiti = createJiti(import.meta.url, { alias: { 'migrate-lint/runner': RUNNER }, moduleCache: false })

interface MigrationModule {
  readonly upgrade: (op: Op) => unknown
  readonly downgrade: (op: Op) => unknown
}

let connection: Connection

beforeAll(async () => {
  connection = await sharedEmbedded()
})
beforeEach(() => resetSchema(connection))

/** Sends each step at once, outside of a transaction. */
function sinkOn(database: Connection): Sink {
  return {
    context: { isOffline: false, dialect: 'postgres', direction: 'upgrade', revision: 'orders' },
    async perform(step) {
      let last = { rows: [], notices: [] } as Awaited<ReturnType<Sink['perform']>>
      for (const statement of statementsOf(step)) last = await database.query(statement)
      return last
    },
    autocommit: work => work(),
  }
}

const run = (direction: (op: Op) => unknown) => makeOp(sinkOn(connection)).run(direction)

const rows = async (query: string) => (await connection.query(query)).rows

describe('a first revision goes up, down and up again', () => {
  it.each(FIRST)('%s', async name => {
    const { upgrade, downgrade } = await jiti.import<MigrationModule>(FOLDER + name)
    await run(upgrade)
    await run(downgrade)
    await run(upgrade)
  })
})

describe('an enum that a column brings along', () => {
  const upgrade = async (op: Op) => {
    await op.addColumn('users', column('state', t.enum(['enabled', 'disabled'], { name: 'account_state' })))
    await op.execute(
      sql`UPDATE users SET state = (CASE WHEN active THEN 'enabled' ELSE 'disabled' END)::account_state`,
    )
    await op.alterColumn('users', 'state', { nullable: false })
  }

  beforeEach(async () => {
    await run(async op => {
      const users = await op.createTable('users', [column('id', t.integer()), column('active', t.boolean())])
      await op.bulkInsert(users, [
        { id: 1, active: true },
        { id: 2, active: false },
      ])
    })
  })

  it('goes with it when the downgrade says so', async () => {
    const downgrade = (op: Op) => op.dropColumn('users', 'state', { dropEnum: 'account_state' })
    await run(upgrade)
    await run(downgrade)
    expect(await rows("SELECT typname FROM pg_type WHERE typname = 'account_state'")).toEqual([])
    await run(upgrade)
    expect(await rows('SELECT id, state FROM users ORDER BY id')).toEqual([
      { id: 1, state: 'enabled' },
      { id: 2, state: 'disabled' },
    ])
  })

  it('may stay, and the upgrade finds it there', async () => {
    await run(upgrade)
    await run(op => op.dropColumn('users', 'state'))
    await run(upgrade)
    expect(await rows('SELECT count(*)::int AS n FROM users WHERE state IS NOT NULL')).toEqual([{ n: 2 }])
  })
})

describe('a list in a row', () => {
  it('is an array, and JSON where the type of its column says so', async () => {
    await run(async op => {
      const orders = await op.createTable('orders', [
        column('tags', t.array(t.text())),
        column('items', t.jsonb()),
      ])
      await op.bulkInsert(orders, [{ tags: ['new', 'large'], items: [{ id: 1 }] }], {
        columns: { items: t.jsonb() },
      })
    })
    expect(await rows('SELECT tags, items FROM orders')).toEqual([
      { tags: ['new', 'large'], items: [{ id: 1 }] },
    ])
  })
})

describe('rows that a migration reads', () => {
  it('come from what the calls before have done', async () => {
    const totals: unknown[] = []
    await run(async op => {
      void op.createTable('orders', [column('total', t.integer())])
      void op.bulkInsert('orders', [{ total: 3 }, { total: 4 }])
      const [row] = await op.connection.query<{ sum: number }>('SELECT sum(total)::int AS sum FROM orders')
      totals.push(row?.sum)
      await op.assert(sql`SELECT count(*) = 2 FROM orders`, 'orders are missing')
    })
    expect(totals).toEqual([7])
  })

  it('stop the migration when what is asserted does not hold', async () => {
    const failing = run(async op => {
      await op.createTable('orders', [column('total', t.integer())])
      await op.assert(sql`SELECT count(*) > 0 FROM orders`, 'there are no orders')
      await op.dropTable('orders')
    })
    await expect(failing).rejects.toThrow('there are no orders')
    expect(await rows('SELECT count(*)::int AS n FROM orders')).toEqual([{ n: 0 }])
  })
})
