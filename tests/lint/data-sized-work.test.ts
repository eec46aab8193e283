/** Which operations take the longer the more rows there are, and which of them lock nobody out by themselves. */
import { describe, expect, it } from 'vitest'
import { dataSizedWork } from '../../src/lint/data-sized-work.ts'
import { Replay } from '../../src/lint/replay.ts'
import { NO_TIMEOUTS } from '../../src/lint/transactions.ts'
import { operationsOf, schemaAfter } from '../effects/claims.ts'

const SHOP = `
  CREATE TABLE customers (id bigint PRIMARY KEY, email text);
  CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);
  ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
`

/** The work of the last statement. */
function workOf(sql: string) {
  const operations = operationsOf(sql)
  const settings = { scope: 'migration', timeouts: NO_TIMEOUTS, postgresVersion: 14 } as const
  const replay = new Replay(schemaAfter(SHOP), operations, settings)
  const work = dataSizedWork({ operations, at: index => replay.at(index) }, operations.length - 1)
  return work && `${work.does} ${work.table.name}${work.harmless ? '' : ' and keeps others out'}`
}

describe('the work of an operation', () => {
  it.each([
    ['ALTER TABLE orders VALIDATE CONSTRAINT positive', 'reads orders'],
    ['ALTER TABLE orders VALIDATE CONSTRAINT unseen', 'reads orders'],
    ['CREATE TABLE copied AS SELECT * FROM orders', 'copies orders'],
    ['SELECT * INTO copied FROM orders', 'copies orders'],
    ['CREATE MATERIALIZED VIEW sales AS SELECT sum(total) FROM orders', 'copies orders'],
    ['CREATE TABLE copied (id bigint); INSERT INTO copied SELECT id FROM orders', 'copies orders'],
    ['CREATE TABLE copied AS SELECT * FROM orders; CREATE INDEX ON copied (id)', 'reads copied'],
    ['CREATE TABLE copied AS SELECT * FROM orders; UPDATE copied SET total = 0', 'changes copied'],
    ['CREATE INDEX ON orders (total)', 'reads orders and keeps others out'],
    ['ALTER TABLE orders ALTER total TYPE text', 'rewrites orders and keeps others out'],
    ['UPDATE orders SET total = 0', 'changes orders and keeps others out'],
    ['INSERT INTO orders SELECT id FROM customers', 'copies customers and keeps others out'],
  ])('grows with the data: %s', (sql, work) => {
    expect(workOf(sql)).toBe(work)
  })

  it.each([
    'ALTER TABLE orders ADD note text',
    'SELECT * FROM orders',
    'INSERT INTO orders VALUES (1, 2)',
    'UPDATE orders SET total = 0 WHERE id = 1',
    'CREATE TABLE copied (id bigint); CREATE INDEX ON copied (id)',
    'CREATE VIEW sales AS SELECT sum(total) FROM orders',
    'CREATE MATERIALIZED VIEW sales AS SELECT sum(total) FROM orders WITH NO DATA',
  ])('does not: %s', sql => {
    expect(workOf(sql)).toBeUndefined()
  })
})
