/** Which strong locks an operation takes, and which its transaction holds when it comes. */
import { describe, expect, it } from 'vitest'
import { Replay } from '../../src/lint/replay.ts'
import { NO_TIMEOUTS } from '../../src/lint/transactions.ts'
import type { TransactionScope } from '../../src/model/migration.ts'
import { operationsOf, schemaAfter } from '../effects/claims.ts'

const SHOP = `
  CREATE TABLE customers (id bigint PRIMARY KEY);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers);
  CREATE SCHEMA archive;
`

function replay(sql: string, scope: TransactionScope = 'migration', setup = SHOP): Replay {
  return new Replay(schemaAfter(setup), operationsOf(sql), {
    scope,
    timeouts: NO_TIMEOUTS,
    postgresVersion: 14,
  })
}

/** What is held before each operation: `public.orders read` where readers wait too. */
function held(...args: Parameters<typeof replay>): readonly (readonly string[])[] {
  const replayed = replay(...args)
  return replayed.operations.map((_, i) =>
    replayed.locks(i).held.map(({ table, blocks }) => `${table} ${blocks}`),
  )
}

/** The modes that each operation takes anew. */
function taken(...args: Parameters<typeof replay>): readonly (readonly string[])[] {
  const replayed = replay(...args)
  return replayed.operations.map((_, i) =>
    replayed.locks(i).taken.map(({ table, mode }) => `${table} ${mode}`),
  )
}

describe('the locks that a transaction holds', () => {
  it('are those of the operations before', () => {
    expect(held('ALTER TABLE orders ADD note text; CREATE INDEX ON customers (id); SELECT 1;')).toEqual([
      [],
      ['public.orders read'],
      ['public.orders read', 'public.customers write'],
    ])
  })

  it('on a table reach to its indexes, which nobody else can be using then', () => {
    expect(taken('ALTER TABLE orders ADD note text; REINDEX TABLE orders;')[1]).toEqual([])
    expect(taken('REINDEX TABLE orders;')[0]).toEqual([
      'public.orders ShareLock',
      'public.orders_pkey AccessExclusiveLock',
    ])
  })

  it('are released by COMMIT and by ROLLBACK', () => {
    const sql = 'ALTER TABLE orders ADD note text; COMMIT; SELECT 1;'
    expect(held(sql)).toEqual([[], ['public.orders read'], []])
    expect(held(sql.replace('COMMIT', 'ROLLBACK'))).toEqual([[], ['public.orders read'], []])
  })

  it('go back with ROLLBACK TO to what was held at the savepoint', () => {
    const sql = `
      ALTER TABLE customers ADD note text;
      SAVEPOINT before_orders;
      ALTER TABLE orders ADD note text;
      ROLLBACK TO SAVEPOINT before_orders;
      SELECT 1;`
    expect(held(sql).slice(3)).toEqual([
      ['public.customers read', 'public.orders read'],
      ['public.customers read'],
    ])
  })

  it('end with the statement outside of a transaction', () => {
    const sql = 'ALTER TABLE orders ADD note text, ADD source text; ALTER TABLE orders ADD code text;'
    expect(held(sql, 'none')).toEqual([[], ['public.orders read'], []])
  })

  it('are on the table, by whatever name it goes', () => {
    const sql = `
      ALTER TABLE orders RENAME TO purchases;
      ALTER TABLE purchases SET SCHEMA archive;
      SELECT 1;`
    expect(held(sql)).toEqual([[], ['public.purchases read'], ['archive.purchases read']])
  })

  it('do not count on new tables and on those that are dropped', () => {
    const sql = `
      CREATE TABLE refunds (id bigint);
      ALTER TABLE refunds ADD note text;
      DROP TABLE orders;
      DROP VIEW open_orders;
      SELECT 1;`
    expect(held(sql)).toEqual([[], [], [], ['public.customers read'], ['public.customers read']])
  })

  it('cover the parent of a new foreign key', () => {
    const sql = 'CREATE TABLE refunds (id bigint, order_id bigint REFERENCES orders); SELECT 1;'
    expect(held(sql)).toEqual([[], ['public.orders write']])
  })
})

describe('the locks that an operation takes', () => {
  it('are not those that its transaction holds in a mode as strong', () => {
    const sql = `
      CREATE INDEX ON orders (customer_id);
      CREATE INDEX ON orders (id);
      ALTER TABLE orders ADD note text;
      CREATE INDEX ON orders (note);`
    expect(taken(sql)).toEqual([['public.orders ShareLock'], [], ['public.orders AccessExclusiveLock'], []])
  })

  it('know the operation that took them', () => {
    const replayed = replay('SELECT 1; ALTER TABLE orders ADD note text; SELECT 1;')
    expect(replayed.locks(2).held.map(({ takenBy }) => takenBy)).toEqual([1])
  })

  it('are asked for by the number of an operation that is there', () => {
    expect(() => replay('SELECT 1;').locks(1)).toThrow(RangeError)
  })
})
