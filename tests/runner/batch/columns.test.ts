/** Columns of a table of SQLite with rows: added, dropped, renamed, changed. */
import { describe, it } from 'vitest'
import { expectCase, ORDERS, type BatchCase } from './batch-case.ts'
import { column, constraint, on, sql, value } from './operations.ts'

const orders = on('orders')
const number = column('number', 'integer')
const START = 'id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER'

const PLACES: readonly (readonly [string, Partial<BatchCase>, string])[] = [
  [
    'before the first',
    { options: { positions: { number: { before: 'id' } } } },
    'number INTEGER, id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER',
  ],
  [
    'before one in the middle',
    { options: { positions: { number: { before: 'note' } } } },
    'id INTEGER NOT NULL PRIMARY KEY, number INTEGER, note VARCHAR(50), total INTEGER',
  ],
  [
    'before the last',
    { options: { positions: { number: { before: 'total' } } } },
    'id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), number INTEGER, total INTEGER',
  ],
  [
    'after the first',
    { options: { positions: { number: { after: 'id' } } } },
    'id INTEGER NOT NULL PRIMARY KEY, number INTEGER, note VARCHAR(50), total INTEGER',
  ],
  [
    'after the last but one',
    { options: { positions: { number: { after: 'note' } } } },
    'id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), number INTEGER, total INTEGER',
  ],
  ['after the last', { options: { positions: { number: { after: 'total' } } } }, `${START}, number INTEGER`],
  [
    'by the order of all',
    { options: { columnOrder: ['id', 'note', 'number', 'total'] } },
    'id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), number INTEGER, total INTEGER',
  ],
  [
    'by the order of some',
    { options: { columnOrder: ['number', 'total'] } },
    'number INTEGER, total INTEGER, id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50)',
  ],
  [
    'with one at the end behind it',
    {
      operations: [orders.add(number), orders.add(column('city', 'text'))],
      options: { positions: { number: { after: 'id' } } },
    },
    'id INTEGER NOT NULL PRIMARY KEY, number INTEGER, note VARCHAR(50), total INTEGER, city TEXT',
  ],
  [
    'with one at the end before it',
    {
      operations: [orders.add(column('city', 'text')), orders.add(number)],
      options: { positions: { number: { after: 'id' } } },
    },
    'id INTEGER NOT NULL PRIMARY KEY, number INTEGER, note VARCHAR(50), total INTEGER, city TEXT',
  ],
  [
    'after another new one',
    {
      operations: [orders.add(number), orders.add(column('city', 'text'))],
      options: { positions: { number: { after: 'id' }, city: { after: 'number' } } },
    },
    'id INTEGER NOT NULL PRIMARY KEY, number INTEGER, city TEXT, note VARCHAR(50), total INTEGER',
  ],
  [
    'before another new one',
    {
      operations: [orders.add(number), orders.add(column('city', 'text'))],
      options: { positions: { number: { after: 'id' }, city: { before: 'number' } } },
    },
    'id INTEGER NOT NULL PRIMARY KEY, city TEXT, number INTEGER, note VARCHAR(50), total INTEGER',
  ],
]

const ADDED: readonly BatchCase[] = [
  {
    does: 'one that may be NULL',
    operations: [orders.add(number)],
    by: 'alter',
    table: `(${START}, number INTEGER)`,
  },
  {
    does: 'the same by a rebuild',
    operations: [orders.add(number)],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(${START}, number INTEGER)`,
  },
  {
    does: 'one with a constant default',
    operations: [orders.add(column('city', 'varchar', { default: value('Rome'), notNull: true }, [50]))],
    by: 'alter',
    table: `(${START}, city VARCHAR(50) DEFAULT 'Rome' NOT NULL)`,
    rows: [
      { id: 1, note: 'red', total: 5, city: 'Rome' },
      { id: 2, note: '22', total: 6, city: 'Rome' },
      { id: 3, note: '8.5', total: 7, city: 'Rome' },
    ],
  },
  {
    does: 'one with a constant default, by a rebuild',
    operations: [orders.add(column('city', 'text', { default: value('Rome') }))],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(${START}, city TEXT DEFAULT 'Rome')`,
    rows: [
      { id: 1, note: 'red', total: 5, city: 'Rome' },
      { id: 2, note: '22', total: 6, city: 'Rome' },
      { id: 3, note: '8.5', total: 7, city: 'Rome' },
    ],
  },
  {
    does: 'one with a default that is computed',
    operations: [orders.add(column('twice', 'integer', { default: sql('1 + 1') }))],
    by: 'rebuild',
    table: `(${START}, twice INTEGER DEFAULT (1 + 1))`,
    rows: [
      { id: 1, note: 'red', total: 5, twice: 2 },
      { id: 2, note: '22', total: 6, twice: 2 },
      { id: 3, note: '8.5', total: 7, twice: 2 },
    ],
  },
  {
    does: 'one with the time as its default',
    operations: [orders.add(column('at', 'timestamp', { default: sql('now()'), notNull: true }))],
    by: 'rebuild',
    table: `(${START}, at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
  },
  {
    does: 'one that is generated when it is read',
    operations: [orders.add(column('twice', 'integer', { generated: { expression: sql('total * 2') } }))],
    by: 'alter',
    table: `(${START}, twice INTEGER GENERATED ALWAYS AS (total * 2) VIRTUAL)`,
    rows: [
      { id: 1, note: 'red', total: 5, twice: 10 },
      { id: 2, note: '22', total: 6, twice: 12 },
      { id: 3, note: '8.5', total: 7, twice: 14 },
    ],
  },
  {
    does: 'one that is generated when it is written',
    operations: [
      orders.add(column('twice', 'integer', { generated: { expression: sql('total * 2'), stored: true } })),
    ],
    by: 'rebuild',
    table: `(${START}, twice INTEGER GENERATED ALWAYS AS (total * 2) STORED)`,
    rows: [
      { id: 1, note: 'red', total: 5, twice: 10 },
      { id: 2, note: '22', total: 6, twice: 12 },
      { id: 3, note: '8.5', total: 7, twice: 14 },
    ],
  },
  {
    does: 'one that is unique',
    operations: [
      orders.add(column('code', 'text', { constraints: [constraint.unique(['code'], 'uq_code')] })),
    ],
    by: 'rebuild',
    table: `(${START}, code TEXT CONSTRAINT uq_code UNIQUE)`,
  },
  {
    does: 'one with a CHECK',
    operations: [orders.add(column('rate', 'integer', { constraints: [constraint.check('rate < 10')] }))],
    by: 'alter',
    table: `(${START}, rate INTEGER CHECK (rate < 10))`,
  },
  {
    does: 'one that refers to another table, and a constraint with a name',
    operations: [
      orders.add(column('customer_id', 'integer')),
      orders.constrain(
        constraint.foreignKey(['customer_id'], 'customers', { name: 'fk_customer', onDelete: 'cascade' }),
      ),
    ],
    schema: `CREATE TABLE customers (id INTEGER PRIMARY KEY); ${ORDERS}`,
    by: 'rebuild',
    table: `(${START}, customer_id INTEGER, CONSTRAINT fk_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE)`,
  },
  {
    does: 'one that is there already, and may be',
    operations: [
      { kind: 'addColumn', table: { name: 'orders' }, column: column('note', 'text'), ifNotExists: true },
    ],
    by: 'nothing',
    table: `(${START})`,
  },
  {
    does: 'one of an enum, whose values a CHECK keeps',
    operations: [orders.add(column('status', 'status'))],
    options: { enumValues: () => ['open', 'closed'] },
    by: 'alter',
    table: `(${START}, status VARCHAR(6) CHECK (status IN ('open', 'closed')))`,
  },
  {
    does: 'one with a comment, of which SQLite has none',
    operations: [
      orders.add(number),
      {
        kind: 'objectDdl',
        verb: 'comment',
        objectType: 'column',
        name: { name: 'number' },
        table: { name: 'orders' },
      },
    ],
    by: 'alter',
    table: `(${START}, number INTEGER)`,
  },
  {
    does: 'one of a STRICT table, with a type that it takes',
    schema:
      'CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT) STRICT; INSERT INTO orders VALUES (1, NULL)',
    operations: [orders.add(column('city', 'varchar', {}, [20]))],
    by: 'alter',
    table: '(id INTEGER PRIMARY KEY, note TEXT, city TEXT) STRICT',
  },
  {
    does: 'one in the layout of the text, comments included',
    schema: `CREATE TABLE orders (
  id INTEGER PRIMARY KEY, -- the number
  total INTEGER -- cents
); INSERT INTO orders VALUES (1, 5)`,
    operations: [orders.add(number)],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(
  id INTEGER PRIMARY KEY, -- the number
  total INTEGER, -- cents
  number INTEGER
)`,
  },
]

const CHILD = `CREATE TABLE customers (id INTEGER PRIMARY KEY); INSERT INTO customers VALUES (1);
CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT, customer_id INTEGER REFERENCES customers (id)); INSERT INTO orders VALUES (1, 'a', 1)`

const DROPPED: readonly BatchCase[] = [
  {
    does: 'one',
    operations: [orders.drop('total')],
    by: 'alter',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50))',
  },
  {
    does: 'one by a rebuild',
    operations: [orders.drop('note')],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, total INTEGER)',
  },
  {
    does: 'one that is not there, and need not be',
    operations: [{ kind: 'dropColumn', table: { name: 'orders' }, column: 'city', ifExists: true }],
    by: 'nothing',
    table: `(${START})`,
  },
  {
    does: 'that of the primary key, which goes with it',
    operations: [orders.drop('id')],
    by: 'rebuild',
    table: '(note VARCHAR(50), total INTEGER)',
  },
  {
    does: 'that of a primary key which stands by itself',
    schema: `CREATE TABLE orders (id INTEGER, note TEXT, PRIMARY KEY (id)); INSERT INTO orders VALUES (7, 'a')`,
    operations: [orders.drop('id')],
    by: 'rebuild',
    table: '(note TEXT)',
  },
  {
    does: 'that of the primary key, and adds another',
    operations: [orders.drop('id'), orders.add(column('number', 'integer'))],
    by: 'rebuild',
    table: '(note VARCHAR(50), total INTEGER, number INTEGER)',
  },
  {
    does: 'that of the primary key, and adds another that is one, with the numbers of the rows',
    operations: [
      orders.drop('id'),
      orders.add(
        column('number', 'integer', { notNull: true, constraints: [constraint.primaryKey(['number'])] }),
      ),
    ],
    by: 'rebuild',
    table: '(note VARCHAR(50), total INTEGER, number INTEGER NOT NULL PRIMARY KEY)',
    rows: [
      { note: '22', total: 6, number: 2 },
      { note: '8.5', total: 7, number: 3 },
      { note: 'red', total: 5, number: 1 },
    ],
  },
  {
    does: 'that of the primary key, and adds another with the constraint apart',
    operations: [
      orders.drop('id'),
      orders.add(column('number', 'integer', { default: value(1) })),
      orders.dropConstraint('orders_pkey'),
    ],
    schema: `CREATE TABLE orders (id INTEGER, note TEXT, CONSTRAINT orders_pkey PRIMARY KEY (id, note)); INSERT INTO orders VALUES (1, 'a')`,
    by: 'rebuild',
    table: '(note TEXT, number INTEGER DEFAULT 1)',
  },
  {
    does: 'one that refers to another table',
    schema: CHILD,
    operations: [orders.drop('customer_id')],
    by: 'alter',
    table: '(id INTEGER PRIMARY KEY, note TEXT)',
  },
  {
    does: 'one beside one that refers to another table',
    schema: CHILD,
    operations: [orders.drop('note')],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: '(id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id))',
  },
  {
    does: 'one beside one that refers to its own table',
    schema:
      'CREATE TABLE orders (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES orders (id), note TEXT); INSERT INTO orders VALUES (1, NULL, NULL), (2, 1, NULL)',
    operations: [orders.drop('note')],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: '(id INTEGER PRIMARY KEY, parent INTEGER REFERENCES orders (id))',
  },
  {
    does: 'one with its foreign key',
    schema: `CREATE TABLE customers (id INTEGER PRIMARY KEY); CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, CONSTRAINT fk_customer FOREIGN KEY (customer_id) REFERENCES customers (id)); INSERT INTO orders VALUES (1, NULL)`,
    operations: [orders.dropConstraint('fk_customer'), orders.drop('customer_id')],
    by: 'rebuild',
    table: '(id INTEGER PRIMARY KEY)',
  },
  {
    does: 'one whose CHECK stands at it',
    schema:
      'CREATE TABLE orders (paid BOOLEAN CONSTRAINT ck_paid CHECK (paid IN (0, 1)), total INTEGER); INSERT INTO orders VALUES (1, 5)',
    operations: [orders.drop('paid')],
    by: 'alter',
    table: '(total INTEGER)',
  },
  {
    does: 'one with all that uses it, when asked to',
    schema: `CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT, UNIQUE (note), CONSTRAINT ck_note CHECK (note <> '')); CREATE INDEX ix_note ON orders (lower(note)); INSERT INTO orders VALUES (1, 'a')`,
    operations: [orders.drop('note', true)],
    by: 'rebuild',
    table: '(id INTEGER PRIMARY KEY)',
    others: { ix_note: undefined },
  },
]

describe('a new column comes', () => {
  it.each(
    PLACES.map(([does, more, table]) => ({
      does,
      operations: [orders.add(number)],
      by: 'rebuild' as const,
      ...more,
      table: `(${table})`,
    })),
  )('$does', expectCase)
})

describe('batch mode adds a column:', () => {
  it.each(ADDED)('$does', expectCase)
})

describe('batch mode drops a column:', () => {
  it.each(DROPPED)('$does', expectCase)
})
