/** Batch mode on a real SQLite, with rows. */
import { describe, expect, it } from 'vitest'
import { dataType } from '../../../src/model/data-type.ts'
import { openTestDatabase } from './database.ts'

const SHOP = `
CREATE TABLE customers (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT COLLATE NOCASE NOT NULL DEFAULT 'x' CHECK (length(email) > 0), visits INTEGER DEFAULT (1 + 1), twice INTEGER GENERATED ALWAYS AS (visits * 2) VIRTUAL, parent INTEGER REFERENCES customers (id), CONSTRAINT ck_visits CHECK (visits < 100)) STRICT;
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE log (message TEXT);
CREATE INDEX ix_lower ON customers (lower(email));
CREATE INDEX ix_visits ON customers (visits DESC) WHERE visits > 5;
CREATE VIEW mails AS SELECT id, email FROM customers;
CREATE TRIGGER on_customer AFTER INSERT ON customers BEGIN INSERT INTO log VALUES (new.email); END;
CREATE TRIGGER on_order AFTER INSERT ON orders BEGIN UPDATE customers SET visits = visits WHERE id = new.customer_id; END;
INSERT INTO customers (id, email) VALUES (1, 'ada'), (2, 'bob'), (3, 'cy');
DELETE FROM customers WHERE id = 3;
INSERT INTO orders VALUES (1, 1), (2, 2);
`

describe('a rebuild', () => {
  it('loses nothing of what no operation touches', async () => {
    const shop = openTestDatabase(SHOP)
    await shop.batch([
      { kind: 'changeColumnType', table: { name: 'customers' }, column: 'visits', type: dataType('integer') },
      {
        kind: 'setDefault',
        table: { name: 'customers' },
        column: 'visits',
        default: { sql: '7', literal: 7, functions: [], columns: [], provesNotNull: [] },
      },
    ])
    expect(shop.sqlOf('customers')).toBe(
      `CREATE TABLE "customers" (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT COLLATE NOCASE NOT NULL DEFAULT 'x' CHECK (length(email) > 0), visits integer DEFAULT 7, twice INTEGER GENERATED ALWAYS AS (visits * 2) VIRTUAL, parent INTEGER REFERENCES customers (id), CONSTRAINT ck_visits CHECK (visits < 100)) STRICT`,
    )
    expect(shop.rows('SELECT name FROM sqlite_master ORDER BY name').map(({ name }) => name)).toEqual([
      'customers',
      'ix_lower',
      'ix_visits',
      'log',
      'mails',
      'on_customer',
      'on_order',
      'orders',
      'sqlite_sequence',
    ])
    expect(shop.rows('SELECT * FROM orders')).toHaveLength(2)
    expect(shop.rows('SELECT * FROM mails')).toEqual([
      { id: 1, email: 'ada' },
      { id: 2, email: 'bob' },
    ])
    shop.run(`INSERT INTO customers (email) VALUES ('dan')`)
    expect(shop.rows("SELECT id, visits, twice FROM customers WHERE email = 'DAN'")).toEqual([
      { id: 4, visits: 7, twice: 14 },
    ])
    expect(shop.rows('SELECT message FROM log')).toHaveLength(4)
    expect(() => shop.run('INSERT INTO orders VALUES (3, 99)')).toThrow('FOREIGN KEY constraint failed')
    expect(shop.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })
})
