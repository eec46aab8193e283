/** Constraints and indexes of a table of SQLite with rows. */
import { describe, it } from 'vitest'
import { expectCase, ORDERS, type BatchCase } from './batch-case.ts'
import { column, constraint, on } from './operations.ts'

const orders = on('orders')
const START = 'id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER'
const CUSTOMERS =
  'CREATE TABLE customers (id INTEGER PRIMARY KEY, code INTEGER UNIQUE); INSERT INTO customers VALUES (5, 5), (6, 6), (7, 7);'

const ADDED: readonly BatchCase[] = [
  {
    does: 'a foreign key',
    schema: CUSTOMERS + ORDERS,
    operations: [orders.constrain(constraint.foreignKey(['total'], 'customers', { name: 'fk_total' }))],
    by: 'rebuild',
    table: `(${START}, CONSTRAINT fk_total FOREIGN KEY (total) REFERENCES customers (id))`,
  },
  {
    does: 'a foreign key with all that it can say',
    schema: CUSTOMERS + ORDERS,
    operations: [
      orders.constrain(
        constraint.foreignKey(
          ['total'],
          'customers',
          { onDelete: 'set null', onUpdate: 'cascade', deferrable: true, initiallyDeferred: true },
          ['code'],
        ),
      ),
    ],
    by: 'rebuild',
    table: `(${START}, FOREIGN KEY (total) REFERENCES customers (code) ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED)`,
  },
  {
    does: 'a foreign key to its own table',
    operations: [
      orders.add(column('parent', 'integer')),
      orders.constrain(constraint.foreignKey(['parent'], 'orders', { name: 'fk_parent' })),
    ],
    by: 'rebuild',
    table: `(${START}, parent INTEGER, CONSTRAINT fk_parent FOREIGN KEY (parent) REFERENCES orders (id))`,
  },
  {
    does: 'UNIQUE',
    operations: [orders.constrain(constraint.unique(['total'], 'uq_total'))],
    by: 'rebuild',
    table: `(${START}, CONSTRAINT uq_total UNIQUE (total))`,
  },
  {
    does: 'UNIQUE on what it adds',
    operations: [
      orders.add(column('code', 'text')),
      orders.constrain(constraint.unique(['code', 'total'], 'uq_code')),
    ],
    by: 'rebuild',
    table: `(${START}, code TEXT, CONSTRAINT uq_code UNIQUE (code, total))`,
  },
  {
    does: 'CHECK',
    operations: [orders.constrain(constraint.check('total > 0', 'ck_total'))],
    by: 'alter',
    table: `(${START}, CONSTRAINT ck_total CHECK (total > 0))`,
  },
  {
    does: 'CHECK by a rebuild',
    operations: [orders.constrain(constraint.check('total > 0', 'ck_total'))],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(${START}, CONSTRAINT ck_total CHECK (total > 0))`,
  },
  {
    does: 'CHECK without a name',
    operations: [orders.constrain(constraint.check('total > 0'))],
    by: 'alter',
    table: `(${START}, CHECK (total > 0))`,
  },
  {
    does: 'CHECK that PostgreSQL would not validate, which holds at once here',
    operations: [
      {
        kind: 'addConstraint',
        table: { name: 'orders' },
        constraint: {
          ...constraint.check('total > 0', 'ck_total'),
          kind: 'check',
          notValid: true,
          expression: { sql: 'total > 0', functions: [], columns: [], provesNotNull: [] },
        },
      },
      { kind: 'validateConstraint', table: { name: 'orders' }, name: 'ck_total' },
    ],
    by: 'alter',
    table: `(${START}, CONSTRAINT ck_total CHECK (total > 0))`,
  },
  {
    does: 'a primary key, which is NOT NULL as in PostgreSQL, and numbers the rows',
    schema: `CREATE TABLE orders (number INTEGER, note TEXT); INSERT INTO orders VALUES (4, 'a'), (9, 'b')`,
    operations: [orders.constrain(constraint.primaryKey(['number'], 'pk_orders'))],
    by: 'rebuild',
    table: '(number INTEGER NOT NULL, note TEXT, CONSTRAINT pk_orders PRIMARY KEY (number))',
  },
  {
    does: 'another primary key',
    operations: [
      orders.dropConstraint('orders_pkey'),
      orders.constrain(constraint.primaryKey(['note', 'total'], 'pk_orders')),
    ],
    by: 'rebuild',
    table:
      '(id INTEGER NOT NULL, note VARCHAR(50) NOT NULL, total INTEGER NOT NULL, CONSTRAINT pk_orders PRIMARY KEY (note, total))',
  },
  {
    does: 'NOT NULL with a name',
    operations: [orders.constrain({ kind: 'notNull', name: 'nn_total', column: 'total' })],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER CONSTRAINT nn_total NOT NULL)',
  },
  {
    does: 'all kinds at once',
    schema: CUSTOMERS + ORDERS,
    operations: [
      orders.constrain(constraint.foreignKey(['total'], 'customers', { name: 'fk_total' })),
      orders.constrain(constraint.unique(['note'], 'uq_note')),
      orders.constrain(constraint.check('total > 0', 'ck_total')),
      orders.index('ix_total', ['total']),
    ],
    by: 'rebuild',
    table: `(${START}, CONSTRAINT fk_total FOREIGN KEY (total) REFERENCES customers (id), CONSTRAINT uq_note UNIQUE (note), CONSTRAINT ck_total CHECK (total > 0))`,
    others: { ix_total: 'CREATE INDEX ix_total ON orders (total)' },
  },
]

const ALL_KINDS = `${CUSTOMERS}
CREATE TABLE orders (id INTEGER, a INTEGER CHECK (a > 0), b INTEGER UNIQUE, c INTEGER REFERENCES customers (id), d INTEGER CONSTRAINT ck_d CHECK (d > 0),
  CONSTRAINT pk_orders PRIMARY KEY (id), CONSTRAINT uq_ab UNIQUE (a, b), CONSTRAINT fk_a FOREIGN KEY (a) REFERENCES customers (id), CONSTRAINT ck_ab CHECK (a <> b), UNIQUE (c, d), CHECK (c > 0 OR d > 0));
INSERT INTO orders VALUES (1, 5, 6, 7, 8);`

const COLUMNS =
  'id INTEGER, a INTEGER CHECK (a > 0), b INTEGER UNIQUE, c INTEGER REFERENCES customers (id), d INTEGER CONSTRAINT ck_d CHECK (d > 0)'
const KEY = 'CONSTRAINT pk_orders PRIMARY KEY (id)'
const REST =
  'CONSTRAINT uq_ab UNIQUE (a, b), CONSTRAINT fk_a FOREIGN KEY (a) REFERENCES customers (id), CONSTRAINT ck_ab CHECK (a <> b), UNIQUE (c, d), CHECK (c > 0 OR d > 0)'

type Dropped = readonly [string, string, 'alter' | 'rebuild', BatchCase['options']?]

/** The constraint's name, the text behind it, and who did it. */
const DROPPED: readonly Dropped[] = [
  ['pk_orders', `(${COLUMNS}, ${REST})`, 'rebuild'],
  ['uq_ab', `(${COLUMNS},\n  ${KEY}, ${REST.replace('CONSTRAINT uq_ab UNIQUE (a, b), ', '')})`, 'rebuild'],
  ['fk_a', `(${COLUMNS},\n  ${KEY}, ${REST.replace(/CONSTRAINT fk_a .*?\(id\), /u, '')})`, 'rebuild'],
  ['ck_ab', `(${COLUMNS},\n  ${KEY}, ${REST.replace('CONSTRAINT ck_ab CHECK (a <> b), ', '')})`, 'alter'],
  [
    'CK_AB',
    `(${COLUMNS},\n  ${KEY}, ${REST.replace('CONSTRAINT ck_ab CHECK (a <> b), ', '')})`,
    'rebuild',
    { recreate: 'always' },
  ],
  ['ck_d', `(${COLUMNS.replace(' CONSTRAINT ck_d CHECK (d > 0)', '')},\n  ${KEY}, ${REST})`, 'alter'],
  [
    'ck_d',
    `(${COLUMNS.replace(' CONSTRAINT ck_d CHECK (d > 0)', '')},\n  ${KEY}, ${REST})`,
    'rebuild',
    { recreate: 'always' },
  ],
  ['orders_a_check', `(${COLUMNS.replace(' CHECK (a > 0)', '')},\n  ${KEY}, ${REST})`, 'rebuild'],
  ['orders_b_key', `(${COLUMNS.replace(' UNIQUE', '')},\n  ${KEY}, ${REST})`, 'rebuild'],
  ['orders_c_fkey', `(${COLUMNS.replace(' REFERENCES customers (id)', '')},\n  ${KEY}, ${REST})`, 'rebuild'],
  ['orders_c_d_key', `(${COLUMNS},\n  ${KEY}, ${REST.replace(' UNIQUE (c, d),', '')})`, 'rebuild'],
  ['orders_check', `(${COLUMNS},\n  ${KEY}, ${REST.replace(', CHECK (c > 0 OR d > 0)', '')})`, 'rebuild'],
  [
    'fk_orders_c_customers',
    `(${COLUMNS.replace(' REFERENCES customers (id)', '')},\n  ${KEY}, ${REST})`,
    'rebuild',
    { namingConvention: { fk: 'fk_{table}_{columns}_{referredTable}' } },
  ],
  [
    'ck_orders_a',
    `(${COLUMNS.replace(' CHECK (a > 0)', '')},\n  ${KEY}, ${REST})`,
    'rebuild',
    { namingConvention: { ck: 'ck_{table}_{column}' } },
  ],
]

const CHANGED: readonly BatchCase[] = [
  {
    does: 'drops one that is not there, and need not be',
    operations: [
      { kind: 'dropConstraint', table: { name: 'orders' }, name: 'ck_none', ifExists: true },
      orders.dropNotNull('total'),
    ],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(${START})`,
  },
  {
    does: 'drops the primary key that stands at its column, AUTOINCREMENT with it',
    schema: `CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT); INSERT INTO orders VALUES (7, 'a')`,
    operations: [orders.dropConstraint('orders_pkey')],
    by: 'rebuild',
    table: '(id INTEGER, note TEXT)',
  },
  {
    does: 'renames one with a name',
    schema: `CREATE TABLE orders (id INTEGER, CONSTRAINT "old name" UNIQUE (id)); INSERT INTO orders VALUES (7)`,
    operations: [orders.renameConstraint('old name', 'uq_id')],
    by: 'rebuild',
    table: '(id INTEGER, CONSTRAINT uq_id UNIQUE (id))',
  },
  {
    does: 'names one without a name',
    schema: `CREATE TABLE orders (id INTEGER CHECK (id > 0)); INSERT INTO orders VALUES (7)`,
    operations: [orders.renameConstraint('orders_id_check', 'ck_id')],
    by: 'rebuild',
    table: '(id INTEGER CONSTRAINT ck_id CHECK (id > 0))',
  },
  {
    does: 'defers a foreign key',
    schema: `${CUSTOMERS} CREATE TABLE orders (c INTEGER REFERENCES customers (id) NOT DEFERRABLE NOT NULL); INSERT INTO orders VALUES (7)`,
    operations: [
      {
        kind: 'alterConstraint',
        table: { name: 'orders' },
        name: 'orders_c_fkey',
        change: 'DEFERRABLE INITIALLY DEFERRED',
      },
    ],
    by: 'rebuild',
    table: '(c INTEGER REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED NOT NULL)',
  },
  {
    does: 'replaces one by another of the same name',
    schema: `CREATE TABLE orders (id INTEGER, CONSTRAINT ck CHECK (id > 0)); INSERT INTO orders VALUES (7)`,
    operations: [orders.dropConstraint('ck'), orders.constrain(constraint.check('id > 1', 'ck'))],
    by: 'alter',
    table: '(id INTEGER, CONSTRAINT ck CHECK (id > 1))',
  },
]

const INDEXED: readonly BatchCase[] = [
  {
    does: 'makes one',
    operations: [orders.index('ix_note', ['note'], true)],
    by: 'alter',
    table: `(${START})`,
    others: { ix_note: 'CREATE UNIQUE INDEX ix_note ON orders (note)' },
  },
  {
    does: 'makes one behind a rebuild',
    operations: [orders.index('ix_note', ['note'], true)],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(${START})`,
    others: { ix_note: 'CREATE UNIQUE INDEX ix_note ON orders (note)' },
  },
  {
    does: 'makes one on a column that it changes, and keeps the others',
    schema: `${ORDERS} CREATE INDEX ix_total ON orders (total);`,
    operations: [orders.changeType('note', 'text'), orders.index('ix_note', ['note'])],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note TEXT, total INTEGER)',
    others: {
      ix_note: 'CREATE INDEX ix_note ON orders (note)',
      ix_total: 'CREATE INDEX ix_total ON orders (total)',
    },
  },
  {
    does: 'drops one',
    schema: `${ORDERS} CREATE INDEX ix_note ON orders (note);`,
    operations: [orders.dropIndex('ix_note')],
    by: 'alter',
    table: `(${START})`,
    others: { ix_note: undefined },
  },
  {
    does: 'drops one with a rebuild',
    schema: `${ORDERS} CREATE INDEX ix_note ON orders (note);`,
    operations: [orders.dropIndex('ix_note')],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(${START})`,
    others: { ix_note: undefined },
  },
  {
    does: 'drops one and changes its column',
    schema: `${ORDERS} CREATE UNIQUE INDEX ix_note ON orders (note);`,
    operations: [orders.dropIndex('ix_note'), orders.changeType('note', 'text')],
    by: 'rebuild',
    table: '(id INTEGER NOT NULL PRIMARY KEY, note TEXT, total INTEGER)',
    others: { ix_note: undefined },
  },
  {
    does: 'drops one and its column',
    schema: `${ORDERS} CREATE INDEX ix_note ON orders (note);`,
    operations: [orders.dropIndex('ix_note'), orders.drop('note')],
    by: 'alter',
    table: '(id INTEGER NOT NULL PRIMARY KEY, total INTEGER)',
    others: { ix_note: undefined },
  },
  {
    does: 'makes another in the place of one',
    schema: `${ORDERS} CREATE INDEX ix_note ON orders (note);`,
    operations: [
      orders.dropIndex('ix_note'),
      orders.index('ix_note', ['note', 'total']),
      orders.setDefault('note', ''),
    ],
    by: 'rebuild',
    table: `(id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50) DEFAULT '', total INTEGER)`,
    others: { ix_note: 'CREATE INDEX ix_note ON orders (note, total)' },
  },
  {
    does: 'gives one another name without a rebuild, and its table is the one that it is on',
    schema: `${ORDERS} CREATE INDEX ix_note ON orders (lower(note)) WHERE total > 5;`,
    operations: [{ kind: 'renameIndex', index: { name: 'ix_note' }, to: 'ix_lower' }],
    by: 'alter',
    table: `(${START})`,
    others: { ix_note: undefined, ix_lower: 'CREATE INDEX ix_lower ON orders (lower(note)) WHERE total > 5' },
  },
  {
    does: 'gives one another name',
    schema: `${ORDERS} CREATE INDEX ix_note ON orders (lower(note)) WHERE total > 5;`,
    operations: [
      { kind: 'renameIndex', index: { name: 'ix_note' }, to: 'ix_lower' },
      orders.dropNotNull('total'),
    ],
    options: { recreate: 'always' },
    by: 'rebuild',
    table: `(${START})`,
    others: { ix_note: undefined, ix_lower: 'CREATE INDEX ix_lower ON orders (lower(note)) WHERE total > 5' },
  },
]

describe('batch mode adds', () => {
  it.each(ADDED)('$does', expectCase)
})

describe('batch mode drops the constraint', () => {
  const cases = DROPPED.map(([does, table, by, options = {}]) => {
    return { does, schema: ALL_KINDS, operations: [orders.dropConstraint(does)], options, by, table }
  })
  it.each(cases)('$does', expectCase)
})

describe('of constraints, batch mode', () => {
  it.each(CHANGED)('$does', expectCase)
})

describe('of indexes, batch mode', () => {
  it.each(INDEXED)('$does', expectCase)
})
