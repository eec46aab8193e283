/** The own model as a target, on an embedded PostgreSQL: what it makes is what the calls of `op` make. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  column,
  defineSchema,
  desc,
  enumType,
  extension,
  index,
  sql,
  t,
  table,
  view,
} from '../../src/autogenerate/index.ts'
import { compareSchemas } from '../../src/autogenerate/compare/compare-schemas.ts'
import { readSchemas } from '../../src/autogenerate/read-schemas.ts'
import { wantedSchema, type Target } from '../../src/autogenerate/target.ts'
import { resetSchema } from '../../src/database/embedded.ts'
import type { Database } from '../../src/database/open-database.ts'
import { differencesOf, describeDifference } from '../../src/schema/differences.ts'
import { catalogOf } from './catalog.ts'
import { expectEqual, expectSame, plain } from './states.ts'
import { sharedDatabase } from '../shared-embedded.ts'

let database: Database
beforeAll(async () => {
  database = await sharedDatabase()
})
beforeEach(() => resetSchema(database.connection))

async function read(target: Target, versionTable?: string) {
  const { operations } = await wantedSchema(target, { dialect: 'postgres', cwd: '/' })
  return readSchemas(database, operations, { versionTable })
}

async function readBeside(sql: string, target: Target) {
  await database.connection.query(sql)
  return read(target)
}

const SHOP = defineSchema({
  orders: table(
    'orders',
    [
      column('id', t.bigint(), { primaryKey: true, identity: true }),
      column('customer_id', t.integer(), {
        nullable: false,
        references: { table: 'customers', onDelete: 'cascade' },
        index: true,
      }),
      column('state', t.enum('order_state'), { nullable: false, default: 'new' }),
      column('total', t.numeric(10, 2), { nullable: false, default: 0, check: sql`total >= 0` }),
      column('placed_at', t.timestamptz(), { nullable: false, default: sql`now()` }),
      column('tags', t.array(t.text())),
      column('gross', t.numeric(), { generated: sql`total * 1.19` }),
      column('number', t.varchar(20), { unique: true }),
    ],
    {
      checks: [{ name: 'ck_orders_placed', condition: sql`placed_at > '2000-01-01'` }],
      indexes: [
        { name: 'ix_orders_new', columns: [desc('placed_at')], where: sql`state = 'new'` },
        { name: 'ix_orders_lower', columns: [sql`lower(number)`], unique: true },
      ],
    },
  ),
  customers: table('customers', [
    column('id', t.serial(), { primaryKey: true }),
    column('email', t.text(), { unique: true }),
  ]),
  orderState: enumType('order_state', ['new', 'paid']),
})

const SHOP_SQL = `
  CREATE TYPE order_state AS ENUM ('new', 'paid');
  CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE);
  CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers ON DELETE CASCADE,
    state order_state NOT NULL DEFAULT 'new', total numeric(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
    placed_at timestamptz NOT NULL DEFAULT now(), tags text[], gross numeric GENERATED ALWAYS AS (total * 1.19) STORED,
    number varchar(20) UNIQUE, CONSTRAINT ck_orders_placed CHECK (placed_at > '2000-01-01'));
  CREATE INDEX ix_orders_customer_id ON orders (customer_id);
  CREATE INDEX ix_orders_new ON orders (placed_at DESC) WHERE state = 'new';
  CREATE UNIQUE INDEX ix_orders_lower ON orders (lower(number))`

describe('a model', () => {
  it('reads as the database that has what it says', async () => {
    expectSame(await readBeside(SHOP_SQL, SHOP))
  })

  it('reads as nothing else where the database is empty', async () => {
    const { wanted, found } = await read(SHOP)
    expect([...wanted.tables.keys()].toSorted()).toEqual(['public.customers', 'public.orders'])
    expect([...wanted.enums.keys()]).toEqual(['public.order_state'])
    expect(found.tables.size + found.enums.size).toBe(0)
    const [, customer, state] = wanted.tables.get('public.orders')?.columns ?? []
    expect(customer).toMatchObject({ name: 'customer_id', notNull: true })
    expect(state?.default?.sql).toBe(`'new'::order_state`)
    expect(JSON.stringify(plain(wanted))).not.toContain('migrate_lint_')
  })

  it('leaves nothing in the database, also where the database refuses it', async () => {
    await database.connection.query(SHOP_SQL)
    const before = await catalogOf(database.connection)
    const { rows: path } = await database.connection.query('SHOW search_path')
    await read(SHOP)
    const wrong = defineSchema([table('orders', [column('id', t.integer(), { references: 'nowhere.id' })])])
    await expect(read(wrong)).rejects.toThrow(
      'The target cannot be made: addConstraint orders: relation "nowhere" does not exist (42P01).',
    )
    expect(await catalogOf(database.connection)).toEqual(before)
    expect((await database.connection.query('SHOW search_path')).rows).toEqual(path)
  })

  it('may be spread over schemas, which need not be there', async () => {
    const target = defineSchema([
      table('customers', [column('id', t.integer(), { primaryKey: true })], { schema: 'Sales' }),
      table('orders', [
        column('customer_id', t.integer(), { references: { table: 'Sales.customers' } }),
        column('state', t.enum(['new'], { name: 'state', schema: 'Sales' }), { default: 'new' }),
      ]),
    ])
    const { wanted } = await read(target)
    expect([...wanted.tables.keys()]).toEqual(['Sales.customers', 'public.orders'])
    expect(wanted.tables.get('public.orders')?.columns[1]?.default?.sql).toBe(`'new'::"Sales".state`)
    expect([...wanted.objects.keys()]).toEqual(['schema:Sales'])
    expectSame(
      await readBeside(
        `CREATE SCHEMA "Sales"; CREATE TABLE "Sales".customers (id integer PRIMARY KEY); CREATE TYPE "Sales".state AS ENUM ('new');
         CREATE TABLE orders (customer_id integer REFERENCES "Sales".customers, state "Sales".state DEFAULT 'new')`,
        target,
      ),
    )
  })

  it('may point at a table that is not a part of it, which stays free for others', async () => {
    const target = defineSchema([
      table('orders', [column('user_id', t.integer(), { references: 'auth.users.id' })]),
    ])
    expectSame(
      await readBeside(
        'CREATE SCHEMA auth; CREATE TABLE auth.users (id integer PRIMARY KEY); CREATE TABLE orders (user_id integer REFERENCES auth.users)',
        target,
      ),
    )
  })

  it('uses types of extensions that are there, and brings those that are not', async () => {
    const target = defineSchema([
      extension('citext'),
      table('customers', [column('email', t.citext(), { unique: true })]),
    ])
    const { wanted, found } = await read(target)
    expect([...wanted.objects.keys()]).toEqual(['extension:citext'])
    expect(found.objects.size).toBe(0)
    expectSame(
      await readBeside('CREATE EXTENSION citext; CREATE TABLE customers (email citext UNIQUE)', target),
    )
  })

  it('may make the schema of an extension', async () => {
    const target = defineSchema(
      [
        extension('hstore', { schema: 'extensions' }),
        table('carts', [column('tags', t.type('extensions.hstore'))]),
      ],
      op => op.createSchema('extensions'),
    )
    const { wanted } = await read(target)
    expect([...wanted.objects.keys()].toSorted()).toEqual(['extension:hstore', 'schema:extensions'])
    expectSame(
      await readBeside(
        'CREATE SCHEMA extensions; CREATE EXTENSION hstore SCHEMA extensions; CREATE TABLE carts (tags extensions.hstore)',
        target,
      ),
    )
  })

  it('has views, and indexes that are named apart', async () => {
    const target = defineSchema({
      byNumber: index('ix_orders_number', 'orders', ['number'], { unique: true }),
      numbers: view('numbers', sql`SELECT number FROM orders`),
      orders: table('orders', [column('number', t.text())]),
    })
    expectSame(
      await readBeside(
        'CREATE TABLE orders (number text); CREATE UNIQUE INDEX ix_orders_number ON orders (number); CREATE VIEW numbers AS SELECT number FROM orders',
        target,
      ),
    )
  })
})

describe('what a target does not name', () => {
  const ORDERS = defineSchema([
    table(
      'orders',
      [column('id', t.serial(), { primaryKey: true }), column('placed_at', t.date(), { primaryKey: true })],
      {
        partitionBy: { range: ['placed_at'] },
      },
    ),
  ])
  const ORDERS_SQL =
    'CREATE TABLE orders (id serial, placed_at date, PRIMARY KEY (id, placed_at)) PARTITION BY RANGE (placed_at)'

  it('is no difference where it is a view, a partition, a function, a sequence, or belongs to an extension', async () => {
    const sides = await readBeside(
      `${ORDERS_SQL};
       CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
       CREATE VIEW recent AS SELECT * FROM orders; CREATE SEQUENCE numbers; CREATE DOMAIN zip AS text;
       CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE EXTENSION hstore;
       CREATE TEMPORARY TABLE mine (id integer); CREATE SCHEMA other; CREATE TABLE other.carts (id integer)`,
      ORDERS,
    )
    expectEqual(sides)
    const { changes, remarks } = compareSchemas(sides.wanted, sides.found, { dialect: 'postgres' })
    expect(changes).toEqual([])
    expect(remarks).toEqual([expect.stringContaining('Partition orders_2025 is not in the target and stays')])
  })

  it('is no difference where it is a table of the runner', async () => {
    expectSame(
      await readBeside(
        `${ORDERS_SQL}; CREATE TABLE alembic_version (version_num varchar(32)); CREATE TABLE migrate_lint_history (id integer);
         CREATE TABLE migrate_lint_lock (name text)`,
        ORDERS,
      ),
    )
    const { found } = await read(ORDERS, 'schema_version')
    expect([...found.tables.keys()].toSorted()).toEqual([
      'public.alembic_version',
      'public.migrate_lint_history',
      'public.orders',
    ])
  })

  it('is a difference where it is a table or an enum of a schema in which the target has something', async () => {
    const { wanted, found } = await readBeside(
      `${ORDERS_SQL}; CREATE TABLE carts (id integer); CREATE TYPE mood AS ENUM ('good')`,
      ORDERS,
    )
    expect(differencesOf(wanted, found).map(describeDifference)).toEqual([
      'column carts.id is there besides',
      'enum mood is there besides',
    ])
    expect([...found.tables.keys()].toSorted()).toEqual(['public.carts', 'public.orders'])
  })
})

describe('the search path of the session', () => {
  it('says where tables without a schema are', async () => {
    await database.connection.query('CREATE SCHEMA shop; SET search_path = shop, public')
    const { wanted, found } = await readBeside(`${SHOP_SQL}; CREATE TABLE public.carts (id integer)`, SHOP)
    expect([...found.tables.keys()].toSorted()).toEqual(['public.carts', 'shop.customers', 'shop.orders'])
    expect(wanted.searchPath).toEqual(['shop', 'public'])
    expectSame({ wanted, found })
  })
})

describe('renames', () => {
  it('are told by the model with the names that the database has', async () => {
    const target = defineSchema([
      table('clients', [column('mail', t.text(), { renamedFrom: 'email' })], {
        renamedFrom: 'customers',
        schema: 'sales',
      }),
      table('orders', [column('sum', t.integer(), { renamedFrom: 'total' })]),
    ])
    const { renames } = await wantedSchema(target, { dialect: 'postgres', cwd: '/' })
    expect(renames).toEqual([
      { table: { schema: 'sales', name: 'customers' }, to: 'clients' },
      { table: { schema: 'sales', name: 'customers' }, column: 'email', to: 'mail' },
      { table: { name: 'orders' }, column: 'total', to: 'sum' },
    ])
  })
})

describe('a mistake in a model', () => {
  const wanted = (target: Target) => wantedSchema(target, { dialect: 'postgres', cwd: '/' })

  it('is a table that is there twice, also in several targets', async () => {
    const orders = defineSchema([table('orders', [column('id', t.integer())])])
    await expect(wanted([orders, orders])).rejects.toThrow('The target has the table orders twice')
  })

  it('is an enum that has other values where another column brings it', async () => {
    const state = (...values: readonly string[]) => column('state', t.enum(values, { name: 'state' }))
    await expect(
      wanted(defineSchema([table('a', [state('x')]), table('b', [state('x')])])),
    ).resolves.toBeDefined()
    await expect(wanted(defineSchema([table('a', [state('x')]), table('b', [state('y')])]))).rejects.toThrow(
      'The target has the enum state twice',
    )
  })

  it('is told with the part that has it', async () => {
    const target = defineSchema([index('ix', 'orders', [])])
    await expect(wanted(target)).rejects.toThrow(
      'The target has a mistake in an index of orders: op.createIndex',
    )
  })

  it('is a part that stands outside of a list', () => {
    const orders = table('orders', [column('id', t.integer())])
    // @ts-expect-error the parts are one argument
    expect(() => defineSchema(orders, orders)).toThrow('Write defineSchema([customers, orders]).')
  })

  it('is an export that is no part of a schema', () => {
    // @ts-expect-error a text is no part
    expect(() => defineSchema({ orders: 'orders' })).toThrow('defineSchema: orders is no part of a schema.')
  })
})
