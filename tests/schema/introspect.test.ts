/** What is read from a catalog, stated by hand. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { openEmbedded } from '../../src/database/embedded.ts'
import { introspect } from '../../src/database/introspect.ts'
import { resetSchema } from '../../src/database/reset-schema.ts'
import { viewOf } from '../../src/schema/schema-view.ts'
import { formatType } from '../../src/model/data-type.ts'
import { historyOf, namesOf, tableOf } from './history.ts'
import { differencesOf } from '../../src/schema/differences.ts'

let connection: Connection

beforeAll(async () => {
  connection = await openEmbedded()
})
beforeEach(() => resetSchema(connection))
afterAll(() => connection.close())

async function introspectAfter(sql: string) {
  await connection.query(sql)
  return introspect(connection)
}

describe('introspect', () => {
  it('finds nothing in an empty database', async () => {
    const state = await introspect(connection)
    expect(
      [state.tables, state.views, state.enums, state.domains, state.objects].map(map => map.size),
    ).toEqual([0, 0, 0, 0, 0])
    expect(state.complete).toBe(true)
  })

  it('reads types by the names of the model', async () => {
    const state = await introspectAfter(`
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE TABLE orders (a int, b varchar(20), c char, d numeric(10, 2), e timestamp(3) with time zone, f time,
        g text[], h mood, i mood[], j double precision, k bit varying(5), l "char", m decimal(5))`)
    const types = tableOf(state, 'orders').columns.map(({ type }) => type && formatType(type))
    expect(types).toEqual([
      'integer',
      'varchar(20)',
      'char(1)',
      'numeric(10,2)',
      'timestamptz(3)',
      'time',
      'text[]',
      'public.mood',
      'public.mood[]',
      'double precision',
      'varbit(5)',
      '"char"',
      'numeric(5,0)',
    ])
  })

  it('reads defaults with their constant value or the functions that they call', async () => {
    const state = await introspectAfter(`
      CREATE TABLE orders (a text DEFAULT 'it''s', b integer DEFAULT -5, c boolean DEFAULT true, d timestamptz DEFAULT now(),
        e date DEFAULT CURRENT_DATE, f text DEFAULT NULL, g serial, h varchar(10) DEFAULT 'x')`)
    const [a, b, c, d, e, , g, h] = tableOf(state, 'orders').columns.map(column => column.default)
    expect([a, b, c, h].map(value => value?.literal)).toEqual([`it's`, -5, true, 'x'])
    expect([d, e, g].map(value => value?.functions)).toEqual([['now'], ['current_date'], ['nextval']])
  })

  it('reads which columns a CHECK proves not null', async () => {
    const state = await introspectAfter(`
      CREATE TABLE orders (a integer, b integer, "Strange Name" text,
        CHECK (a IS NOT NULL AND "Strange Name" IS NOT NULL AND b > 0), CHECK (a IS NOT NULL OR b IS NOT NULL))`)
    const proven = viewOf(state)
    expect(['a', 'b', 'Strange Name'].map(name => proven.provenNotNull({ name: 'orders' }, name))).toEqual([
      true,
      false,
      true,
    ])
  })

  it('reads an index that a failed concurrent build left behind as not valid', async () => {
    await connection.query('CREATE TABLE orders (code text); INSERT INTO orders VALUES (1), (1)')
    await expect(
      connection.query('CREATE UNIQUE INDEX CONCURRENTLY orders_code ON orders (code)'),
    ).rejects.toMatchObject({
      sqlstate: '23505',
    })
    const state = await introspect(connection)
    expect(tableOf(state, 'orders').indexes).toMatchObject([
      { name: 'orders_code', valid: false, unique: true },
    ])
  })

  it('leaves out what an extension brought, and the search path as it was', async () => {
    await connection.query(
      'CREATE SCHEMA billing; SET search_path TO billing; CREATE EXTENSION hstore SCHEMA public',
    )
    const state = await introspect(connection)
    expect([...state.objects.keys()].sort()).toEqual(['extension:hstore', 'schema:billing'])
    const { rows } = await connection.query('SHOW search_path')
    expect(rows).toEqual([{ search_path: 'billing' }])
  })

  it('knows which foreign keys and partitions belong together', async () => {
    const state = await introspectAfter(`
      CREATE TABLE customers (id integer PRIMARY KEY);
      CREATE TABLE orders (id integer, customer_id integer REFERENCES customers ON DELETE CASCADE) PARTITION BY RANGE (id);
      CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (1) TO (10)`)
    const view = viewOf(state)
    expect(namesOf(view.referencing({ name: 'customers' })).toSorted()).toEqual(['orders', 'orders_1'])
    expect(namesOf(view.partitions({ name: 'orders' }))).toEqual(['orders_1'])
    expect(tableOf(state, 'orders_1').partitionOf?.bound).toBe('FOR VALUES FROM (1) TO (10)')
    expect(view.constraint({ name: 'orders' }, 'orders_customer_id_fkey')?.definition).toMatchObject({
      onDelete: 'cascade',
      references: { columns: ['id'] },
    })
  })

  it('reads back what a history says, without a difference', async () => {
    const sql = `
      CREATE TYPE order_state AS ENUM ('new', 'paid');
      CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email varchar(100) NOT NULL UNIQUE);
      CREATE TABLE orders (id serial PRIMARY KEY, state order_state NOT NULL DEFAULT 'new', total numeric(10, 2) CHECK (total >= 0),
        customer_id bigint NOT NULL REFERENCES customers, placed_at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX ON orders (customer_id, placed_at DESC);`
    expect(differencesOf(historyOf(sql), await introspectAfter(sql))).toEqual([])
  })
})
