/** Columns of a table of SQLite with rows: renamed, given another type, default, or NULL. */
import { describe, it } from 'vitest'
import { expectCase, type BatchCase } from './batch-case.ts'
import { constraint, on } from './operations.ts'

const orders = on('orders')

const RENAMED: readonly BatchCase[] = [
  {
    does: 'a column',
    operations: [orders.rename('total', 'sum')],
    by: 'alter',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), sum INTEGER)',
    rows: [
      { id: 1, note: 'red', sum: 5 },
      { id: 2, note: '22', sum: 6 },
      { id: 3, note: '8.5', sum: 7 },
    ],
  },
  {
    does: 'a column with an index',
    schema:
      'CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT); CREATE INDEX ix_note ON orders (lower(note) DESC) WHERE note IS NOT NULL',
    operations: [orders.rename('note', 'remark')],
    by: 'alter',
    table: '(id INTEGER PRIMARY KEY, remark TEXT)',
    others: { ix_note: 'CREATE INDEX ix_note ON orders (lower(remark) DESC) WHERE remark IS NOT NULL' },
  },
  {
    does: 'a column that is unique, in the constraint too',
    schema: 'CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT, CONSTRAINT uq_note UNIQUE (note))',
    operations: [orders.rename('note', 'remark')],
    by: 'alter',
    table: '(id INTEGER PRIMARY KEY, remark TEXT, CONSTRAINT uq_note UNIQUE (remark))',
  },
  {
    does: 'a column with a CHECK of truth values',
    schema:
      'CREATE TABLE orders (id INTEGER PRIMARY KEY, paid BOOLEAN, CHECK (paid IN (0, 1))); INSERT INTO orders VALUES (1, 1), (2, 0)',
    operations: [orders.rename('paid', 'settled')],
    by: 'alter',
    table: '(id INTEGER PRIMARY KEY, settled BOOLEAN, CHECK (settled IN (0, 1)))',
    rows: [
      { id: 1, settled: 1 },
      { id: 2, settled: 0 },
    ],
  },
  {
    does: 'a column with a CHECK of values, and changes its type',
    schema: `CREATE TABLE orders (id INTEGER PRIMARY KEY, state VARCHAR(4), CONSTRAINT ck_state CHECK (state IN ('new', 'old'))); INSERT INTO orders VALUES (1, 'new')`,
    operations: [orders.changeType('state', 'text'), orders.rename('state', 'status')],
    by: 'rebuild',
    table: `(id INTEGER PRIMARY KEY, status TEXT, CONSTRAINT ck_state CHECK (status IN ('new', 'old')))`,
    rows: [{ id: 1, status: 'new' }],
  },
  {
    does: 'a column in a CHECK that says the table as well, as Drizzle writes it',
    schema: `CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT, CHECK("orders"."note" <> 'orders.note')); INSERT INTO orders VALUES (1, 'a')`,
    operations: [orders.changeType('note', 'varchar'), orders.rename('note', 'remark')],
    by: 'rebuild',
    table: `(id INTEGER PRIMARY KEY, remark VARCHAR, CHECK("remark" <> 'orders.note'))`,
    rows: [{ id: 1, remark: 'a' }],
  },
  {
    does: 'a column in a CHECK that is written as text',
    schema: `CREATE TABLE orders (id INTEGER PRIMARY KEY, email TEXT, CHECK (email LIKE '%@%')); INSERT INTO orders VALUES (1, 'a@b')`,
    operations: [orders.rename('email', 'mail')],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(id INTEGER PRIMARY KEY, mail TEXT, CHECK (mail LIKE '%@%'))`,
    rows: [{ id: 1, mail: 'a@b' }],
  },
  {
    does: 'a column, and adds a CHECK by the new name',
    operations: [orders.rename('total', 'sum'), orders.constrain(constraint.check('sum > 0', 'ck_sum'))],
    options: { recreate: 'always' },
    by: 'rebuild',
    table:
      '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), sum INTEGER, CONSTRAINT ck_sum CHECK (sum > 0))',
  },
  {
    does: 'a column behind a constraint by the old name',
    operations: [orders.constrain(constraint.unique(['total'], 'uq_total')), orders.rename('total', 'sum')],
    by: 'rebuild',
    table:
      '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), sum INTEGER, CONSTRAINT uq_total UNIQUE (sum))',
  },
  {
    does: 'two columns into each other',
    operations: [orders.rename('note', 'x'), orders.rename('total', 'note'), orders.rename('x', 'total')],
    by: 'alter',
    table: '(id INTEGER NOT NULL PRIMARY KEY, total VARCHAR(50), note INTEGER)',
    rows: [
      { id: 1, total: 'red', note: 5 },
      { id: 2, total: '22', note: 6 },
      { id: 3, total: '8.5', note: 7 },
    ],
  },
  {
    does: 'a column into the name of one that goes',
    operations: [orders.drop('note'), orders.rename('total', 'note')],
    by: 'alter',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note INTEGER)',
    rows: [
      { id: 1, note: 5 },
      { id: 2, note: 6 },
      { id: 3, note: 7 },
    ],
  },
  {
    does: 'the primary key',
    operations: [orders.rename('id', 'number')],
    by: 'alter',
    table: '(number INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER)',
  },
  {
    does: 'a column that refers to another table',
    schema:
      'CREATE TABLE customers (id INTEGER PRIMARY KEY); CREATE TABLE orders (id INTEGER PRIMARY KEY, c INTEGER, CONSTRAINT fk_c FOREIGN KEY (c) REFERENCES customers (id) ON DELETE CASCADE, CONSTRAINT uq_c UNIQUE (c))',
    operations: [orders.rename('c', 'customer_id'), orders.setDefault('customer_id', null)],
    by: 'rebuild',
    table:
      '(id INTEGER PRIMARY KEY, customer_id INTEGER DEFAULT NULL, CONSTRAINT fk_c FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE, CONSTRAINT uq_c UNIQUE (customer_id))',
  },
  {
    does: 'what other tables, views and triggers use, with all else',
    schema: `CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT); INSERT INTO orders VALUES (3, 'a');
      CREATE TABLE lines (order_id INTEGER REFERENCES orders (id) ON DELETE CASCADE); INSERT INTO lines VALUES (3);
      CREATE VIEW notes AS SELECT id, note FROM orders;
      CREATE TRIGGER on_line AFTER INSERT ON lines BEGIN UPDATE orders SET note = 'b' WHERE id = new.order_id; END;`,
    operations: [orders.rename('id', 'number'), orders.changeType('note', 'varchar')],
    by: 'rebuild',
    table: '(number INTEGER PRIMARY KEY, note VARCHAR)',
    others: {
      lines: 'CREATE TABLE lines (order_id INTEGER REFERENCES orders (number) ON DELETE CASCADE)',
      notes: 'CREATE VIEW notes AS SELECT number, note FROM orders',
      on_line: `CREATE TRIGGER on_line AFTER INSERT ON lines BEGIN UPDATE orders SET note = 'b' WHERE number = new.order_id; END`,
    },
    rows: [{ number: 3, note: 'a' }],
  },
]

const TYPED: readonly BatchCase[] = [
  {
    does: 'to text',
    operations: [orders.changeType('note', 'text')],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note TEXT, total INTEGER)',
  },
  {
    does: 'to numbers, where texts that are none stay texts',
    operations: [orders.changeType('note', 'integer')],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note INTEGER, total INTEGER)',
    rows: [
      { id: 1, note: 'red', total: 5 },
      { id: 2, note: 22, total: 6 },
      { id: 3, note: 8.5, total: 7 },
    ],
  },
  {
    does: 'by CAST, when asked to',
    operations: [orders.changeType('note', 'integer', 'CAST(note AS INTEGER)')],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note INTEGER, total INTEGER)',
    rows: [
      { id: 1, note: 0, total: 5 },
      { id: 2, note: 22, total: 6 },
      { id: 3, note: 8, total: 7 },
    ],
  },
  {
    does: 'to the type that it has, with a default, without touching a time',
    schema: `CREATE TABLE orders (at DATETIME DEFAULT (datetime('now', 'localtime')) NOT NULL); INSERT INTO orders VALUES ('2012-05-18 15:32:05')`,
    operations: [orders.changeType('at', 'timestamp')],
    by: 'rebuild',
    table: `(at DATETIME DEFAULT (datetime('now', 'localtime')) NOT NULL)`,
  },
  {
    does: 'from truth values to numbers, and drops their CHECK',
    schema:
      'CREATE TABLE orders (paid BOOLEAN CONSTRAINT ck_paid CHECK (paid IN (0, 1)), total INTEGER); INSERT INTO orders VALUES (1, 5)',
    operations: [orders.dropConstraint('ck_paid'), orders.changeType('paid', 'integer')],
    by: 'rebuild',
    table: '(paid INTEGER, total INTEGER)',
  },
  {
    does: 'from numbers to truth values, with a CHECK',
    schema: 'CREATE TABLE orders (paid INTEGER); INSERT INTO orders VALUES (1), (0)',
    operations: [
      orders.changeType('paid', 'boolean'),
      orders.constrain(constraint.check('paid IN (0, 1)', 'ck_paid')),
    ],
    by: 'rebuild',
    table: '(paid BOOLEAN, CONSTRAINT ck_paid CHECK (paid IN (0, 1)))',
  },
  {
    does: 'from one enum to a larger one',
    schema: `CREATE TABLE orders (status VARCHAR(6) CHECK (status IN ('open', 'closed'))); INSERT INTO orders VALUES ('open')`,
    operations: [orders.changeType('status', 'status')],
    options: { enumValues: () => ['open', 'closed', 'lost'] },
    by: 'rebuild',
    table: `(status VARCHAR(6) CHECK (status IN ('open', 'closed', 'lost')))`,
  },
  {
    does: 'of a key that numbers the rows, which is wide enough',
    operations: [orders.changeType('id', 'bigint')],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER)',
  },
  {
    does: 'and all else at once, in one rebuild',
    operations: [
      orders.changeType('note', 'text'),
      orders.setNotNull('note'),
      orders.setDefault('note', 'none'),
      orders.rename('note', 'remark'),
    ],
    by: 'rebuild',
    table: `(id INTEGER NOT NULL PRIMARY KEY, remark TEXT NOT NULL DEFAULT 'none', total INTEGER)`,
    rows: [
      { id: 1, remark: 'red', total: 5 },
      { id: 2, remark: '22', total: 6 },
      { id: 3, remark: '8.5', total: 7 },
    ],
  },
]

const OTHERS: readonly BatchCase[] = [
  {
    does: 'sets a default',
    operations: [orders.setDefault('total', 10)],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER DEFAULT 10)',
  },
  {
    does: 'changes a default in its place',
    schema: `CREATE TABLE orders (note TEXT DEFAULT 'a' COLLATE NOCASE); INSERT INTO orders VALUES ('b')`,
    operations: [orders.setDefault('note', 'c')],
    by: 'rebuild',
    table: `(note TEXT DEFAULT 'c' COLLATE NOCASE)`,
  },
  {
    does: 'drops a default',
    schema: `CREATE TABLE orders (note TEXT DEFAULT '' NOT NULL); INSERT INTO orders VALUES ('b')`,
    operations: [orders.dropDefault('note')],
    by: 'rebuild',
    table: '(note TEXT NOT NULL)',
  },
  {
    does: 'sets NOT NULL',
    operations: [orders.setNotNull('total')],
    by: 'alter',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER NOT NULL)',
  },
  {
    does: 'sets NOT NULL by a rebuild',
    operations: [orders.setNotNull('total')],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER NOT NULL)',
  },
  {
    does: 'drops NOT NULL, by its name too',
    schema:
      'CREATE TABLE orders (note TEXT CONSTRAINT nn_note NOT NULL, total INTEGER NOT NULL ON CONFLICT ABORT)',
    operations: [
      orders.dropNotNull('total'),
      orders.dropConstraint('nn_note'),
      orders.setDefault('total', 1),
    ],
    by: 'rebuild',
    table: '(note TEXT, total INTEGER DEFAULT 1)',
  },
  {
    does: 'makes a generated column a plain one, with its values',
    schema:
      'CREATE TABLE orders (total INTEGER, twice INTEGER GENERATED ALWAYS AS (total * 2) STORED); INSERT INTO orders (total) VALUES (4)',
    operations: [
      {
        kind: 'setColumnOption',
        table: { name: 'orders' },
        column: 'twice',
        option: 'dropExpression',
        value: 'DROP EXPRESSION',
      },
    ],
    by: 'rebuild',
    table: '(total INTEGER, twice INTEGER)',
    rows: [{ total: 4, twice: 8 }],
  },
  {
    does: 'numbers the rows by an identity',
    operations: [{ kind: 'addIdentity', table: { name: 'orders' }, column: 'id', identity: {} }],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, note VARCHAR(50), total INTEGER)',
  },
  {
    does: 'drops an identity',
    schema: `CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT); INSERT INTO orders VALUES (7, 'a')`,
    operations: [{ kind: 'dropIdentity', table: { name: 'orders' }, column: 'id' }],
    by: 'rebuild',
    table: '(id INTEGER PRIMARY KEY, note TEXT)',
  },
  {
    does: 'does nothing for how PostgreSQL keeps the values',
    operations: [
      {
        kind: 'setColumnOption',
        table: { name: 'orders' },
        column: 'note',
        option: 'storage',
        value: 'SET STORAGE PLAIN',
      },
    ],
    by: 'nothing',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER)',
  },
  {
    does: 'does nothing for a comment',
    operations: [{ kind: 'objectDdl', verb: 'comment', objectType: 'table', name: { name: 'orders' } }],
    by: 'nothing',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER)',
  },
  {
    does: 'orders the columns',
    operations: [orders.dropNotNull('total')],
    options: { columnOrder: ['note', 'id', 'total'] },
    by: 'rebuild',
    table: '(note VARCHAR(50), id INTEGER NOT NULL PRIMARY KEY, total INTEGER)',
  },
]

describe('batch mode renames', () => {
  it.each(RENAMED)('$does', expectCase)
})

describe('batch mode changes a type', () => {
  it.each(TYPED)('$does', expectCase)
})

describe('batch mode', () => {
  it.each(OTHERS)('$does', expectCase)
})
