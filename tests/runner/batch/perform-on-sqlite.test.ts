/** Batch mode on a real SQLite, with rows. */
import { describe, expect, it } from 'vitest'
import { openTestDatabase } from './database.ts'
import { on } from './operations.ts'

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
    const shop = await openTestDatabase(SHOP)
    const { changeType, setDefault } = on('customers')
    await shop.batch([changeType('visits', 'integer'), setDefault('visits', 7)])
    expect(await shop.sqlOf('customers')).toBe(
      `CREATE TABLE "customers" (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT COLLATE NOCASE NOT NULL DEFAULT 'x' CHECK (length(email) > 0), visits INTEGER DEFAULT 7, twice INTEGER GENERATED ALWAYS AS (visits * 2) VIRTUAL, parent INTEGER REFERENCES customers (id), CONSTRAINT ck_visits CHECK (visits < 100)) STRICT`,
    )
    const names = await shop.rows(
      `SELECT group_concat(name, ' ') AS names FROM (SELECT name FROM sqlite_master ORDER BY name)`,
    )
    expect(names).toEqual([
      { names: 'customers ix_lower ix_visits log mails on_customer on_order orders sqlite_sequence' },
    ])
  })

  it('keeps rows, children, views, triggers, the sequence and the foreign keys at work', async () => {
    const shop = await openTestDatabase(SHOP)
    await shop.batch([on('customers').setDefault('visits', 7)])
    expect(await shop.rows('SELECT count(*) AS n FROM orders')).toEqual([{ n: 2 }])
    expect(await shop.rows('SELECT * FROM mails')).toEqual([
      { id: 1, email: 'ada' },
      { id: 2, email: 'bob' },
    ])
    await shop.run(`INSERT INTO customers (email) VALUES ('dan')`)
    expect(await shop.rows(`SELECT id, visits, twice FROM customers WHERE email = 'DAN'`)).toEqual([
      { id: 4, visits: 7, twice: 14 },
    ])
    expect(await shop.rows('SELECT count(*) AS n FROM log')).toEqual([{ n: 4 }])
    await expect(shop.run('INSERT INTO orders VALUES (3, 99)')).rejects.toThrow(
      'FOREIGN KEY constraint failed',
    )
    expect(await shop.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })
})
