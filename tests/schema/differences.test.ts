/** What a way back leaves behind. */
import { describe, expect, it } from 'vitest'
import { describeDifference, differencesOf } from '../../src/schema/differences.ts'
import type { SchemaState } from '../../src/schema/schema-state.ts'
import { historyOf, laterHistoryOf, migrate } from './history.ts'

const BEFORE = `
  CREATE TABLE customers (id integer PRIMARY KEY, email text NOT NULL DEFAULT '');
  CREATE TABLE orders (id serial PRIMARY KEY, total numeric(5) CHECK (total > 0), code char);
  CREATE INDEX ON orders (total);
  CREATE INDEX orders_some ON orders (total) WHERE id != 0;
`

function wordsAfter(before: SchemaState, up: string, down: string): readonly string[] {
  return differencesOf(before, migrate(migrate(before, up), down)).map(describeDifference)
}

describe('after up and down', () => {
  it.each([
    ['a table is dropped again', 'CREATE TABLE carts (id serial PRIMARY KEY)', 'DROP TABLE carts'],
    ['a column is dropped again', 'ALTER TABLE orders ADD note text UNIQUE', 'ALTER TABLE orders DROP note'],
    [
      'an index comes back with the casts that PostgreSQL shows',
      'DROP INDEX orders_some',
      'CREATE INDEX orders_some ON public.orders USING btree (total) WHERE ((id)::double precision <> (0)::double precision)',
    ],
    ['a table is renamed back', 'ALTER TABLE orders RENAME TO sales', 'ALTER TABLE sales RENAME TO orders'],
    [
      'a column is renamed back',
      'ALTER TABLE orders RENAME total TO sum',
      'ALTER TABLE orders RENAME sum TO total',
    ],
    [
      'a column comes back in last place',
      'ALTER TABLE customers DROP email',
      `ALTER TABLE customers ADD email text NOT NULL DEFAULT ''`,
    ],
    [
      'an unnamed index comes back with a name',
      'DROP INDEX orders_total_idx',
      'CREATE INDEX by_total ON orders (total)',
    ],
    [
      'an unnamed constraint comes back with a name',
      'ALTER TABLE orders DROP CONSTRAINT orders_total_check',
      'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)',
    ],
    [
      'a type comes back in another spelling',
      'ALTER TABLE orders ALTER code TYPE text, ALTER total TYPE bigint',
      'ALTER TABLE orders ALTER code TYPE character(1), ALTER total TYPE decimal(5, 0)',
    ],
    ['an extension stays', 'CREATE EXTENSION citext', 'SELECT 1'],
  ])('nothing differs when %s', (_, up, down) => {
    expect(wordsAfter(historyOf(BEFORE), up, down)).toEqual([])
  })

  it.each([
    ['DROP TABLE orders', 'SELECT 1', 'table orders is missing'],
    ['CREATE TABLE carts (id integer)', 'SELECT 1', 'table carts is there besides'],
    ['ALTER TABLE orders ADD note text', 'SELECT 1', 'column orders.note is there besides'],
    ['ALTER TABLE orders DROP code', 'SELECT 1', 'column orders.code is missing'],
    [
      'ALTER TABLE orders ALTER total TYPE bigint',
      'SELECT 1',
      'column orders.total is not the same: its type: bigint instead of numeric(5,0)',
    ],
    [
      'ALTER TABLE customers ALTER email DROP NOT NULL',
      'SELECT 1',
      'column customers.email is not the same: it is nullable',
    ],
    [
      `ALTER TABLE orders ALTER code SET DEFAULT 'x'`,
      'SELECT 1',
      "column orders.code is not the same: its default: 'x' instead of none",
    ],
    ['DROP INDEX orders_total_idx', 'SELECT 1', 'index orders.orders_total_idx is missing'],
    [
      'DROP INDEX orders_total_idx',
      'CREATE UNIQUE INDEX orders_total_idx ON orders (total)',
      'index orders.orders_total_idx is not the same: its definition',
    ],
    [`CREATE TYPE state AS ENUM ('new')`, 'SELECT 1', 'enum state is there besides'],
    ['CREATE SEQUENCE numbers', 'SELECT 1', 'sequence numbers is there besides'],
    [
      'ALTER TABLE orders DROP CONSTRAINT orders_total_check',
      'ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID',
      'constraint orders.orders_total_check is not the same: it is not validated',
    ],
  ])('%s; %s', (up, down, expected) => {
    expect(wordsAfter(historyOf(BEFORE), up, down)).toEqual([expected])
  })

  it('the values of an enum that stay are differences', () => {
    const before = historyOf(`CREATE TYPE state AS ENUM ('new')`)
    expect(wordsAfter(before, `ALTER TYPE state ADD VALUE 'paid'`, 'SELECT 1')).toEqual([
      'enum value state.paid is there besides',
    ])
  })
})

describe('with tables from before the history', () => {
  it('nothing is told of what was dropped unseen and made again', () => {
    const before = laterHistoryOf('SELECT 1')
    expect(
      wordsAfter(before, 'ALTER TABLE orders DROP total', 'ALTER TABLE orders ADD total integer'),
    ).toEqual([])
    expect(wordsAfter(before, 'DROP TABLE orders', 'CREATE TABLE orders (id integer)')).toEqual([])
    expect(wordsAfter(before, 'DROP INDEX orders_code', 'CREATE INDEX orders_code ON orders (code)')).toEqual(
      [],
    )
    expect(
      wordsAfter(
        before,
        'DROP FUNCTION touch()',
        'CREATE FUNCTION touch() RETURNS integer LANGUAGE sql RETURN 1',
      ),
    ).toEqual([])
  })

  it('a column that stays is a difference', () => {
    const before = laterHistoryOf('SELECT 1')
    expect(wordsAfter(before, 'ALTER TABLE orders ADD note text', 'SELECT 1')).toEqual([
      'column orders.note is there besides',
    ])
  })
})
