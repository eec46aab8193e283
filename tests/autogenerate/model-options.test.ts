/** Each option of a model makes what the call of `op` with the same options makes. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asc, column, defineSchema, desc, f, sql, t, table, view } from '../../src/autogenerate/index.ts'
import { readSchemas } from '../../src/autogenerate/read-schemas.ts'
import { wantedSchema, type Target } from '../../src/autogenerate/target.ts'
import { resetSchema } from '../../src/database/embedded.ts'
import type { Database } from '../../src/database/open-database.ts'
import { printOperation } from '../../src/dialects/postgres.ts'
import { collectOperations } from '../../src/runner/op/collect-operations.ts'
import type { Op } from '../../src/runner/op/op-types.ts'
import { sharedDatabase } from '../shared-embedded.ts'
import { expectSame } from './states.ts'

let database: Database
beforeAll(async () => {
  database = await sharedDatabase()
})
beforeEach(() => resetSchema(database.connection))

const CONVENTION = {
  uq: 'uq_{table}_{columns}',
  ck: 'ck_{table}_{name}',
  fk: 'fk_{table}_{columns}_{referredTable}',
  ix: 'ix_{columns}',
}
const settings = { namingConvention: CONVENTION }

/** The target beside the database in which the calls have been run. */
async function expectToMake(target: Target, run: (op: Op) => unknown): Promise<void> {
  const context = { isOffline: false, dialect: 'postgres', direction: 'upgrade', revision: 'a1' } as const
  for (const operation of await collectOperations(run, context, settings)) {
    await database.connection.query(printOperation(operation))
  }
  const { operations } = await wantedSchema(target, { dialect: 'postgres', cwd: '/', ...settings })
  expectSame(await readSchemas(database, operations))
}

const TYPES = [
  t.integer(),
  t.bigint(),
  t.smallint(),
  t.serial(),
  t.bigserial(),
  t.smallserial(),
  t.real(),
  t.double(),
  t.boolean(),
  t.text(),
  t.varchar(),
  t.varchar(20),
  t.char(3),
  t.numeric(),
  t.numeric(10, 2),
  t.decimal(5),
  t.date(),
  t.time(),
  t.time(3),
  t.timetz(),
  t.timestamp(),
  t.timestamp(3),
  t.timestamptz(),
  t.interval(),
  t.uuid(),
  t.json(),
  t.jsonb(),
  t.bytea(),
  t.inet(),
  t.cidr(),
  t.macaddr(),
  t.money(),
  t.xml(),
  t.tsvector(),
  t.point(),
  t.int4range(),
  t.tstzmultirange(),
  t.bit(4),
  t.varbit(8),
  t.float(),
  t.array(t.text()),
  t.array(t.array(t.integer())),
  t.type('interval day to second(2)'),
  t.enum(['a', 'b'], { name: 'letter' }),
  t.array(t.enum('letter')),
  t.citext(),
]

describe('a table of a model', () => {
  it('has every type', async () => {
    const columns = TYPES.map((type, i) => column(`c${i}`, type))
    await expectToMake(
      [defineSchema([table('types', columns)], op => op.createExtension('citext'))],
      async op => {
        await op.createExtension('citext')
        await op.createTable('types', columns)
      },
    )
  })

  it('has every option of a column', async () => {
    const columns = [
      column('id', t.bigint(), {
        primaryKey: true,
        identity: { always: true, start: 10, increment: 5, cache: 3, cycle: true },
      }),
      column('position', t.integer(), { identity: { minValue: 1, maxValue: 100 } }),
      column('a', t.text(), { nullable: false, default: "it's", collation: 'C', comment: "a 'text'" }),
      column('b', t.integer(), { default: -5, index: true }),
      column('c', t.boolean(), { default: true }),
      column('d', t.numeric(), { default: 1.5, check: { name: 'positive', condition: 'd > 0' } }),
      column('e', t.date(), { default: sql`CURRENT_DATE`, check: sql`e > '2000-01-01'` }),
      column('f', t.text(), { default: null, unique: true, index: true }),
      column('g', t.text(), { generated: sql`upper(a)` }),
      column('h', t.integer(), { generated: 'b * 2', stored: false }),
      column('i', t.integer(), { unique: true }),
      column('j', t.bigint(), {
        references: {
          table: 'orders',
          column: 'id',
          onDelete: 'set null',
          onUpdate: 'cascade',
          name: 'fk_j',
        },
      }),
      column('k', t.jsonb(), { default: sql`'{"a": [1]}'` }),
      column('l', t.array(t.text()), { default: sql`ARRAY['x', 'y']` }),
      column('m', t.bigint(), { default: 9007199254740993n }),
      column('n', t.bigint(), { references: 'orders.id' }),
    ]
    await expectToMake(defineSchema([table('orders', columns)]), op => op.createTable('orders', columns))
  })

  it('has every option of a table', async () => {
    const customers = [column('id', t.integer()), column('shop', t.integer()), column('name', t.text())]
    const keys = {
      primaryKey: { name: 'pk', columns: ['id', 'shop'], include: ['name'] },
    } as const
    const orders = ['id', 'customer', 'shop', 'a', 'b'].map(name => column(name, t.integer()))
    const options = {
      uniques: [
        ['a'],
        { columns: ['b', 'a'], nullsNotDistinct: true },
        { name: f('uq'), columns: ['shop'], deferrable: true, initially: 'deferred' },
      ],
      foreignKeys: [
        {
          columns: ['customer', 'shop'],
          references: { table: 'customers', columns: ['id', 'shop'] },
          onDelete: 'restrict',
          match: 'full',
          deferrable: true,
        },
      ],
      checks: ['a > 0', { name: 'both', condition: sql`a < b`, noInherit: true }],
      indexes: [
        { columns: [asc('a', { nulls: 'first' }), desc('b')], include: ['id'], where: 'a > 5' },
        { name: 'ix_sum', columns: sql`(a + b)`, using: 'hash' },
        {
          name: 'ix_full',
          columns: ['shop', 'a'],
          unique: true,
          nullsNotDistinct: true,
          with: { fillfactor: 70 },
        },
      ],
      comment: "the customer's",
    } as const
    const events = [column('at', t.date()), column('kind', t.text())]
    const also = async (op: Op) => {
      await op.createExcludeConstraint('ex', 'orders', [['shop', '=']], { using: 'hash', where: 'a > 1' })
      await op.execute(sql`CREATE TABLE old_orders () INHERITS (orders)`)
    }
    const target = defineSchema(
      {
        seconds: table('events_b', [], { partitionOf: { table: 'events' } }),
        firsts: table('events_a', [], { partitionOf: { table: 'events', bound: sql`FOR VALUES IN ('a')` } }),
        events: table('events', events, { partitionBy: { list: ['kind'] }, indexes: [{ columns: 'at' }] }),
        orders: table('orders', orders, options),
        customers: table('customers', customers, keys),
        carts: table('carts', [column('id', t.integer())], { unlogged: true }),
        open: view('open_orders', 'SELECT id FROM orders', { columns: ['number'] }),
        totals: view('totals', sql`SELECT count(*) AS n FROM orders`, { materialized: true, noData: true }),
      },
      also,
    )
    await expectToMake(target, async op => {
      await op.createTable('carts', [column('id', t.integer())], { unlogged: true })
      await op.createTable('customers', customers, keys)
      await op.createTable('orders', orders, options)
      await op.createTable('events', events, {
        partitionBy: { list: ['kind'] },
        indexes: [{ columns: 'at' }],
      })
      await op.createTable('events_a', [], {
        partitionOf: { table: 'events', bound: sql`FOR VALUES IN ('a')` },
      })
      await op.createTable('events_b', [], { partitionOf: { table: 'events' } })
      await op.createView('open_orders', 'SELECT id FROM orders', { columns: ['number'] })
      await op.createView('totals', sql`SELECT count(*) AS n FROM orders`, {
        materialized: true,
        noData: true,
      })
      await also(op)
    })
  })

  it('says of which options nothing is compared', async () => {
    const carts = table('carts', [column('id', t.integer())], {
      unlogged: true,
      indexes: [{ columns: 'id', with: { fillfactor: 70 } }],
    })
    const { notCompared } = await wantedSchema(defineSchema([carts]), { dialect: 'postgres', cwd: '/' })
    expect(notCompared).toEqual([
      'whether tables are UNLOGGED',
      'storage parameters and tablespaces of indexes',
    ])
  })

  it('has no word that a comparison has no use for', async () => {
    // @ts-expect-error a table that may be there already is no part of a schema
    const target = defineSchema([table('orders', [column('id', t.integer())], { ifNotExists: true })])
    await expect(wantedSchema(target, { dialect: 'postgres', cwd: '/' })).resolves.toMatchObject({
      notCompared: [],
    })
  })
})
