/** What batch mode refuses, in words that say what to do; the database is then as it was. */
import { describe, expect, it } from 'vitest'
import type { BareOperation } from '../../../src/model/operation.ts'
import type { BatchOptions } from '../../../src/runner/batch/batch-options.ts'
import { performOnSqlite } from '../../../src/runner/batch/perform-on-sqlite.ts'
import { openTestDatabase } from './database.ts'
import { column, constraint, on, sql } from './operations.ts'

const SHOP = `
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT UNIQUE, city TEXT, CONSTRAINT ck_city CHECK (city <> ''));
CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER,
  note TEXT,
  total INTEGER,
  net INTEGER,
  tax INTEGER GENERATED ALWAYS AS (total - net) VIRTUAL,
  CONSTRAINT fk_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT ck_total CHECK (total > 0),
  UNIQUE (net)
);
CREATE TABLE accounts (code TEXT, name TEXT, CONSTRAINT pk_accounts PRIMARY KEY (code, name));
CREATE TABLE plain (id, email, city);
CREATE TABLE bookings (id INTEGER PRIMARY KEY, code TEXT, name TEXT, FOREIGN KEY (code, name) REFERENCES accounts);
CREATE INDEX ix_note ON orders (lower(note));
CREATE VIEW notes AS SELECT note FROM orders;
CREATE VIEW cities AS SELECT city FROM customers;
CREATE TRIGGER on_city AFTER UPDATE OF city ON customers BEGIN SELECT 1; END;
INSERT INTO customers VALUES (1, 'ada@x', 'Rome'), (2, 'bob@x', NULL), (3, NULL, NULL);
INSERT INTO orders (id, customer_id, note, total, net) VALUES (1, 1, 'a', 5, 4), (2, 2, 'a', 6, 5);
`

const customers = on('customers')
const orders = on('orders')

interface Refused {
  readonly what: string
  readonly operations: readonly BareOperation[]
  readonly options?: BatchOptions
  readonly says: string
}

const REFUSED: readonly Refused[] = [
  {
    what: 'a table that is not there',
    operations: [on('invoices').drop('note')],
    says: 'The database has no table invoices; it has accounts, bookings, customers, orders and plain.',
  },
  {
    what: 'a view',
    operations: [on('notes').drop('note')],
    says: 'notes is a view: drop it and create it again instead of changing it.',
  },
  {
    what: 'a table of an attached database',
    operations: [{ kind: 'dropColumn', table: { schema: 'archive', name: 'orders' }, column: 'note' }],
    says: 'Table archive.orders is in an attached database, where tables are not rebuilt: open that file in a migration of its own.',
  },
  {
    what: 'a column that is not there',
    operations: [customers.changeType('mail', 'text')],
    says: 'Table customers has no column mail; it has id, email and city.',
  },
  {
    what: 'to rename a column that is not there',
    operations: [customers.rename('mail', 'address')],
    says: 'Table customers has no column mail; it has id, email and city.',
  },
  {
    what: 'a column that is there already',
    operations: [customers.add(column('Email', 'text'))],
    says: 'Table customers has a column Email already: give ifNotExists, or drop the old one before.',
  },
  {
    what: 'a place next to no column',
    operations: [customers.add(column('phone', 'text'))],
    options: { positions: { phone: { after: 'mail' } } },
    says: 'Table customers has no column mail; it has id, email and city.',
  },
  {
    what: 'a constraint that is not there',
    operations: [orders.dropConstraint('ck_note')],
    says: 'Table orders has no constraint ck_note; it has orders_pkey (PRIMARY KEY), fk_customer, ck_total and orders_net_key (UNIQUE (net)).',
  },
  {
    what: 'an index called a constraint',
    operations: [orders.dropConstraint('ix_note')],
    says: "ix_note is an index of table orders, not a constraint: drop it with op.dropIndex('ix_note').",
  },
  {
    what: 'an index that is not there, in a rebuild',
    operations: [orders.dropIndex('ix_total')],
    options: { recreate: 'always' },
    says: 'Table orders has no index ix_total; it has ix_note.',
  },
  {
    what: 'a constraint of a name that is taken',
    operations: [orders.constrain(constraint.unique(['note'], 'ck_total'))],
    says: 'Table orders has a constraint ck_total already: drop it before, or choose another name.',
  },
  {
    what: 'a second primary key',
    operations: [orders.constrain(constraint.primaryKey(['note']))],
    says: 'Table orders has a primary key already: drop it before, in the same block.',
  },
  {
    what: 'a constraint on a column that is not there',
    operations: [orders.constrain(constraint.unique(['number']))],
    says: 'Table orders has no column number; it has id, customer_id, note, total, net and tax.',
  },
  {
    what: 'to drop a column that an index uses',
    operations: [orders.drop('note')],
    says: 'Column note of table orders is used by index ix_note: drop it in the same block, or drop the column with cascade.',
  },
  {
    what: 'to drop a column that a foreign key and others use',
    operations: [orders.drop('customer_id')],
    says: 'Column customer_id of table orders is used by constraint fk_customer: drop it in the same block, or drop the column with cascade.',
  },
  {
    what: 'to drop a column that a CHECK uses, which has no name',
    operations: [orders.drop('net')],
    says: 'Column net of table orders is what tax is generated from: drop tax as well.',
  },
  {
    what: 'to drop a column that a constraint without a name uses',
    operations: [orders.drop('tax'), orders.drop('net')],
    says: 'Column net of table orders is used by constraint UNIQUE (net): drop it in the same block, or drop the column with cascade.',
  },
  {
    what: 'to drop a column that a view uses, by ALTER TABLE',
    operations: [orders.dropIndex('ix_note'), orders.drop('note')],
    says: 'Table orders cannot be changed while view notes is in the way (no such column: note): drop it before and create it again behind.',
  },
  {
    what: 'to drop a column that a view uses, by a rebuild',
    operations: [orders.dropIndex('ix_note'), orders.drop('note')],
    options: { recreate: 'always' },
    says: 'Column note of table orders is used by view notes (no such column: note): drop it before, and create it again behind.',
  },
  {
    what: 'to drop a column that a trigger watches',
    operations: [customers.drop('city', true)],
    says: 'Column city of table customers is watched by trigger on_city (UPDATE OF): drop trigger on_city before, and create it again behind.',
  },
  {
    what: 'to drop a column that a foreign key of another table points at',
    operations: [customers.drop('id')],
    says: 'Column id of table customers is referred to by orders.customer_id: drop that foreign key before.',
  },
  {
    what: 'to drop a part of a key that a foreign key means without naming it',
    operations: [on('accounts').drop('name', true)],
    says: 'Column name of table accounts is referred to by bookings.code and bookings.name: drop that foreign key before.',
  },
  {
    what: 'NOT NULL on rows without a value',
    operations: [customers.setNotNull('city')],
    says: 'Column city of table customers is to be NOT NULL, and is NULL in 2 rows: fill it before (UPDATE customers SET city = … WHERE city IS NULL).',
  },
  {
    what: 'a primary key on rows without a value',
    operations: [
      customers.dropConstraint('customers_pkey'),
      customers.constrain(constraint.primaryKey(['email'])),
    ],
    says: 'Column email of table customers is to be NOT NULL, and is NULL in 1 row: fill it before (UPDATE customers SET email = … WHERE email IS NULL).',
  },
  {
    what: 'NOT NULL behind a conversion that gives NULL',
    operations: [orders.changeType('note', 'integer', `nullif(note, 'a')`), orders.setNotNull('note')],
    says: 'Column note of table orders is to be NOT NULL, and is NULL in 2 rows: fill it before (UPDATE orders SET note = … WHERE note IS NULL).',
  },
  {
    what: 'a new column that is NOT NULL without a default',
    operations: [customers.add(column('phone', 'text', { notNull: true }))],
    says: 'Column phone is NOT NULL without a default, and table customers has 3 rows: give it a default, or add it without NOT NULL, fill it, and set NOT NULL then.',
  },
  {
    what: 'UNIQUE on rows that are alike',
    operations: [orders.constrain(constraint.unique(['note'], 'uq_note'))],
    says: 'Rows of table orders have the same note: make them differ before the constraint is added.',
  },
  {
    what: 'a CHECK that rows do not hold, by ALTER TABLE',
    operations: [orders.constrain(constraint.check('total > 5', 'ck_more'))],
    says: 'Rows of table orders do not hold the new constraint: correct them before it is added.',
  },
  {
    what: 'a CHECK that rows do not hold, by a rebuild',
    operations: [orders.constrain(constraint.check('total > 5', 'ck_more'))],
    options: { recreate: 'always' },
    says: 'Rows of table orders do not hold the constraint ck_more: correct them before it is added.',
  },
  {
    what: 'a rebuild that is forbidden',
    operations: [orders.changeType('note', 'text')],
    options: { recreate: 'never' },
    says: "cannot do changeColumnType on table orders without a rebuild, which recreate: 'never' forbids: leave recreate out, or leave the change out on SQLite.",
  },
  {
    what: 'a place in the row without a rebuild',
    operations: [customers.add(column('phone', 'text'))],
    options: { recreate: 'never', positions: { phone: { before: 'email' } } },
    says: "cannot do addColumn on table customers without a rebuild, which recreate: 'never' forbids",
  },
  {
    what: 'an order of columns without a rebuild',
    operations: [customers.add(column('phone', 'text'))],
    options: { recreate: 'never', columnOrder: ['email'] },
    says: "cannot do columnOrder on table customers without a rebuild, which recreate: 'never' forbids",
  },
  {
    what: 'an order with a column that is not there',
    operations: [customers.dropNotNull('city')],
    options: { columnOrder: ['email', 'mail'] },
    says: 'Table customers has no column mail; it has id, email and city.',
  },
  {
    what: 'a table without columns',
    operations: ['id', 'email', 'city'].map(name => on('plain').drop(name)),
    says: 'Table plain would have no column left: drop the table instead.',
  },
  {
    what: 'to number rows by a column that is no key',
    operations: [{ kind: 'addIdentity', table: { name: 'orders' }, column: 'total', identity: {} }],
    says: 'SQLite numbers the rows of orders only by a column that is INTEGER PRIMARY KEY, which total is not: make it that, or give the numbers with each INSERT.',
  },
  {
    what: 'to defer what cannot be deferred',
    operations: [
      { kind: 'alterConstraint', table: { name: 'orders' }, name: 'ck_total', change: 'DEFERRABLE' },
    ],
    says: 'SQLite knows no DEFERRABLE for CONSTRAINT ck_total CHECK (total > 0) of orders: drop the constraint and add it as it is to be, or leave that out on SQLite.',
  },
  {
    what: 'a type that SQLite has nothing like',
    operations: [orders.changeType('note', 'tsvector')],
    says: 'Column note of orders with the type tsvector: SQLite has no type like it.',
  },
  {
    what: 'what SQLite has nothing for',
    operations: [
      { kind: 'setTableOption', table: { name: 'orders' }, change: { option: 'logged', logged: false } },
    ],
    says: 'SQLite has nothing for setTableOption on table orders',
  },
]

describe('batch mode refuses', () => {
  it.each(REFUSED)('$what', async ({ operations, options, says }) => {
    const shop = await openTestDatabase(SHOP)
    const dump = () => shop.rows('SELECT type, name, sql FROM sqlite_master ORDER BY name')
    const before = await dump()
    await expect(shop.batch(operations, options)).rejects.toThrow(says)
    expect(await dump()).toEqual(before)
    expect(await shop.rows('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
    expect(await shop.rows('PRAGMA legacy_alter_table')).toEqual([{ legacy_alter_table: 0 }])
  })

  it('a rebuild while foreign keys are enforced, which would delete the children', async () => {
    const shop = await openTestDatabase(SHOP)
    const send = async (statement: string) => void (await shop.connection.query(statement))
    const work = performOnSqlite([customers.changeType('email', 'text')], shop.connection, {}, send)
    await expect(work).rejects.toThrow(
      'Table customers is not rebuilt while foreign keys are enforced, as DROP TABLE would delete the rows that refer to it: switch PRAGMA foreign_keys off before the transaction begins, as the runner does unless told otherwise.',
    )
  })

  it('to write over what a rebuild outside of a transaction left behind', async () => {
    const shop = await openTestDatabase(`${SHOP} CREATE TABLE _ml_tmp_orders (id);`)
    await expect(shop.batch([orders.changeType('note', 'text')])).rejects.toThrow(
      'The database has a table _ml_tmp_orders, left behind by a rebuild of orders outside of a transaction: see which of the two has the rows, and drop the other (DROP TABLE _ml_tmp_orders).',
    )
  })

  it('to lose the rows that ON CONFLICT would drop', async () => {
    const shop = await openTestDatabase(`
      CREATE TABLE codes (code TEXT, note TEXT, UNIQUE (code) ON CONFLICT REPLACE);
      INSERT INTO codes VALUES ('a', 'one'), ('b', 'two')`)
    await expect(shop.batch([on('codes').changeType('code', 'text', `'same'`)])).rejects.toThrow(
      'Table codes has 2 rows and would have 1: one of its constraints says ON CONFLICT, which drops rows that do not hold it. Correct these rows before.',
    )
  })

  it('a text in a number of a STRICT table', async () => {
    const shop = await openTestDatabase(
      `CREATE TABLE codes (code TEXT) STRICT; INSERT INTO codes VALUES ('a')`,
    )
    await expect(shop.batch([on('codes').changeType('code', 'integer')])).rejects.toThrow(
      'Table codes is STRICT, and code has a TEXT value that is no INTEGER: convert it with using, or before.',
    )
  })

  it('to rename a column beside a view that is broken already, as SQLite does', async () => {
    const shop = await openTestDatabase(`${SHOP} CREATE VIEW broken AS SELECT * FROM nowhere;`)
    await expect(shop.batch([orders.rename('note', 'remark')])).rejects.toThrow(
      'Table orders cannot be changed while view broken is in the way (no such table: main.nowhere): drop it before and create it again behind.',
    )
  })

  it('to add a column whose default cannot be a constant when only ALTER TABLE is allowed, rows or not', async () => {
    const shop = await openTestDatabase('CREATE TABLE events (id INTEGER PRIMARY KEY)')
    const at = column('at', 'text', { default: sql('CURRENT_TIMESTAMP') })
    await expect(shop.batch([on('events').add(at)], { recreate: 'never' })).rejects.toThrow(
      'cannot do addColumn on table events without a rebuild',
    )
  })
})
