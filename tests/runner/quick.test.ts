/** What need not be waited for. */
import { describe, expect, test } from 'vitest'
import { verbatim } from '../../src/source/mapped-text.ts'
import { createSourceFile } from '../../src/source/source-file.ts'
import { readSql } from '../../src/sql/read-sql.ts'
import { unplaced } from '../../src/model/operation.ts'
import { quickness } from '../../src/runner/execute/quick.ts'

function quickOf(sql: string): readonly boolean[] {
  const { isQuick } = quickness()
  const mapped = verbatim(createSourceFile('', sql))
  return readSql(mapped, { sending: 'apart', statement: 0, roundTrip: 0 }).operations.map(each =>
    isQuick(unplaced(each)),
  )
}

describe('on a table that the migration has made', () => {
  test('indexes, constraints and columns are quick', () => {
    const quick = quickOf(
      `CREATE TABLE orders (id int); CREATE INDEX ON orders (id); ALTER TABLE orders ADD CHECK (id > 0);
       ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT clock_timestamp(); ALTER TABLE orders ALTER id SET NOT NULL`,
    )
    expect(quick).toEqual([true, true, true, true, true])
  })

  test('they are not when it may have been there before, or is another one', () => {
    expect(quickOf('CREATE TABLE IF NOT EXISTS orders (id int); CREATE INDEX ON orders (id)')).toEqual([
      true,
      false,
    ])
    expect(quickOf('CREATE TABLE orders (id int); CREATE INDEX ON shop.orders (id)')).toEqual([true, false])
  })

  test('they are not when something may have filled it', () => {
    const { isQuick, filled } = quickness()
    const table = { name: 'orders' }
    isQuick({ kind: 'createTable', table, columns: [], constraints: [] })
    filled()
    expect(isQuick({ kind: 'createIndex', table, parts: [], include: [] })).toBe(false)
  })
})

test.each([
  'DROP TABLE orders',
  'ALTER TABLE orders ADD COLUMN note text',
  'ALTER TABLE orders RENAME COLUMN note TO remark',
  'ALTER TABLE orders ALTER note SET DEFAULT 1',
])('%s is quick on any table', sql => {
  expect(quickOf(sql)).toEqual([true])
})

test.each([
  'CREATE TABLE orders AS SELECT 1 AS id',
  'CREATE TABLE orders_1 PARTITION OF orders FOR VALUES IN (1)',
  'CREATE INDEX ON orders (id)',
  'ALTER TABLE orders ADD COLUMN note text DEFAULT random()::text',
  'ALTER TABLE orders ADD COLUMN note text UNIQUE',
  'ALTER TABLE orders ALTER note TYPE bytea USING note::bytea',
  'ALTER TABLE orders ALTER note SET NOT NULL',
  'ALTER TABLE orders ADD CHECK (id > 0)',
  'UPDATE orders SET id = 1',
  'VACUUM orders',
])('%s is waited for', sql => {
  expect(quickOf(sql)).toEqual([false])
})
