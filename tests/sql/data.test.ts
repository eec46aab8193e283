/** Statements on rows: what they change, what they read, and whether they touch a batch only. */
import { describe, expect, it } from 'vitest'
import { expression, operationOf, operationsOf } from './reading.ts'

const table = { name: 'orders' }

describe('a statement on rows', () => {
  it.each<[string, object]>([
    [
      'INSERT INTO orders (a, b) VALUES (1, 2), (3, 4)',
      { kind: 'insertRows', table, columns: ['a', 'b'], rows: 2, reads: [] },
    ],
    ['INSERT INTO orders DEFAULT VALUES', { kind: 'insertRows', table, columns: [], rows: 1, reads: [] }],
    [
      'INSERT INTO orders SELECT * FROM old_orders',
      { kind: 'insertRows', table, columns: [], fromQuery: true, reads: [{ name: 'old_orders' }] },
    ],
    [
      "UPDATE orders SET state = 'new', (a, b) = (SELECT 1, 2) FROM customers c WHERE c.id = customer_id",
      {
        kind: 'updateRows',
        table,
        set: [
          { column: 'state', value: expression("'new'", { literal: 'new' }) },
          { column: 'a' },
          { column: 'b' },
        ],
        where: expression('c.id = customer_id', { columns: ['id', 'customer_id'] }),
        reads: [{ name: 'customers' }],
      },
    ],
    [
      'DELETE FROM orders USING customers WHERE a IN (SELECT b FROM shop.carts)',
      { kind: 'deleteRows', table, reads: [{ name: 'customers' }, { schema: 'shop', name: 'carts' }] },
    ],
    ['DELETE FROM orders', { kind: 'deleteRows', table, reads: [], sql: 'DELETE FROM orders' }],
    [
      'MERGE INTO orders USING drafts d ON d.id = orders.id WHEN MATCHED THEN DELETE',
      { kind: 'mergeRows', table, reads: [{ name: 'drafts' }] },
    ],
    ["COPY orders FROM '/tmp/orders.csv' CSV", { kind: 'copyRows', table, direction: 'from', reads: [] }],
    ['COPY (SELECT * FROM orders) TO STDOUT', { kind: 'selectRows', reads: [table], functions: [] }],
    [
      'TRUNCATE orders RESTART IDENTITY CASCADE',
      { kind: 'truncateTable', table, cascade: true, restartIdentity: true },
    ],
    [
      'SELECT * FROM orders FOR UPDATE',
      { kind: 'selectRows', reads: [table], functions: [], locksRows: true },
    ],
    [
      "SELECT pg_sleep(1), setval('s', 1)",
      { kind: 'selectRows', reads: [], functions: ['pg_sleep', 'setval'] },
    ],
    ['CALL archive(now())', { kind: 'selectRows', reads: [], functions: ['archive', 'now'] }],
    ['SELECT 1', { kind: 'noOperation' }],
    ['VALUES (1)', { kind: 'noOperation' }],
    ['EXPLAIN DELETE FROM orders', { kind: 'noOperation' }],
    ['EXPLAIN ANALYZE DELETE FROM orders', { kind: 'deleteRows', table }],
  ])('%s', (sql, expected) => {
    expect(operationOf(sql)).toMatchObject(expected)
  })

  it('changes rows inside WITH too, in the order in which it stands there', () => {
    const sql = 'WITH moved AS (DELETE FROM orders RETURNING *) INSERT INTO archive SELECT * FROM moved'
    expect(operationsOf(sql)).toMatchObject([
      { kind: 'deleteRows', table },
      { kind: 'insertRows', table: { name: 'archive' }, fromQuery: true, reads: [] },
    ])
  })

  it('is printed alike however it is written', () => {
    const [one, other] = ['update Orders set A=1 -- x\n where B>2', 'UPDATE orders\n  SET a = 1 WHERE b > 2;']
    expect(operationOf(one ?? '')).toEqual(operationOf(other ?? ''))
  })

  it('keeps its own text when it is very long', () => {
    const sql = `INSERT INTO orders VALUES ${Array.from({ length: 4000 }, (_, i) => `(${i})`).join(',')}`
    expect(operationOf(sql)).toMatchObject({ kind: 'insertRows', rows: 4000, sql })
  })
})

describe('a change is bounded', () => {
  it.each([
    'id = 5',
    'id IN (1, 2, 3)',
    'id BETWEEN 1 AND 1000',
    'id >= 1000 AND id < 2000 AND note IS NULL',
    '1000 <= id AND 2000 > id',
    'ctid IN (SELECT ctid FROM orders LIMIT 1000)',
    'id IN (SELECT id FROM orders WHERE note IS NULL LIMIT 1000)',
    'ctid = ANY (ARRAY(SELECT ctid FROM orders LIMIT 1000))',
    'id = (SELECT id FROM orders LIMIT 1)',
    'id = $1',
  ])('WHERE %s', where => {
    expect(operationOf(`DELETE FROM orders WHERE ${where}`)).toMatchObject({ bounded: true })
    expect(operationOf(`UPDATE orders SET a = 1 WHERE ${where}`)).toMatchObject({ bounded: true })
  })

  it('when a batch is chosen in WITH or FROM', () => {
    const where = 'WHERE orders.id = batch.id'
    const sql = `WITH batch AS (SELECT id FROM orders LIMIT 10) UPDATE orders SET a = 1 FROM batch ${where}`
    expect(operationOf(sql)).toMatchObject({ bounded: true })
  })
})

describe('what INSERT … SELECT adds is bounded', () => {
  it.each([
    'SELECT 1',
    'SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM carts)',
    'SELECT count(*), max(id) FROM carts',
    'SELECT id FROM carts LIMIT 5',
    'SELECT id FROM carts WHERE id BETWEEN 1 AND 1000',
    'SELECT n FROM generate_series(1, 10) AS n',
    'SELECT 1 UNION ALL SELECT id FROM carts WHERE id = 5',
  ])('%s', query => {
    expect(operationOf(`INSERT INTO orders ${query}`)).toMatchObject({ fromQuery: true, bounded: true })
  })

  it.each([
    'SELECT id FROM carts',
    'SELECT customer_id, count(*) FROM carts GROUP BY customer_id',
    'SELECT 1 UNION ALL SELECT id FROM carts',
    'SELECT id FROM carts WHERE note IS NULL',
  ])('but not %s', query => {
    expect(operationOf(`INSERT INTO orders ${query}`)).not.toHaveProperty('bounded', true)
  })
})

describe('a change is not bounded', () => {
  it.each([
    'true',
    "state = 'new'",
    'customer_id = 5',
    'id > 1000',
    'id IN (SELECT order_id FROM carts)',
    'id = carts.order_id',
    'id = 5 OR note IS NULL',
    "made BETWEEN '2026-01-01' AND '2026-02-01'",
    'note IS NULL',
    'EXISTS (SELECT 1 FROM carts LIMIT 1)',
    'id <> 5',
  ])('WHERE %s', where => {
    expect(operationOf(`DELETE FROM orders WHERE ${where}`)).not.toHaveProperty('bounded', true)
  })

  it.each(['id = order_id', 'order_id = carts.id'])('by a column of the table beside it: %s', where => {
    const sql = `UPDATE orders SET a = 1 FROM carts WHERE ${where}`
    expect(operationOf(sql)).not.toHaveProperty('bounded', true)
  })
})
