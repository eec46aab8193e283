/** What leads from one schema of SQLite to another, stated, and run there and back. */
import { describe, expect, it } from 'vitest'
import { provenOnSqlite, summaries } from './on-sqlite.ts'

const O = (columns: string) =>
  `CREATE TABLE orders (id INTEGER PRIMARY KEY${columns === '' ? '' : `, ${columns}`});`

type Row = readonly [from: string, to: string, ...changes: readonly string[]]

const TABLES: readonly Row[] = [
  [
    'CREATE TABLE customers (id INTEGER PRIMARY KEY);',
    `CREATE TABLE customers (id INTEGER PRIMARY KEY); CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, code VARCHAR(50) UNIQUE); CREATE INDEX ix ON orders (customer_id)`,
    'create table orders',
    'create index ix',
  ],
  [`${O('code TEXT')} CREATE INDEX ix ON orders (code)`, '', 'drop table orders'],
  [
    '',
    'CREATE TABLE z (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a); CREATE TABLE a (id INTEGER PRIMARY KEY, z INTEGER REFERENCES z)',
    'create table z',
    'create table a',
  ],
  [
    'CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a_id INTEGER REFERENCES a)',
    '',
    'drop table b',
    'drop table a',
  ],
  ['CREATE TABLE Orders (Id INTEGER PRIMARY KEY)', 'CREATE TABLE orders (id INTEGER PRIMARY KEY)'],
]

const COLUMNS: readonly Row[] = [
  [O(''), O('street VARCHAR(50)'), 'add column orders.street'],
  [O('code TEXT'), O('a INTEGER'), 'add column orders.a', 'drop column orders.code'],
  [`${O('code TEXT')} CREATE INDEX ix ON orders (code)`, O(''), 'drop index ix', 'drop column orders.code'],
  [O('note TEXT'), O('note TEXT NOT NULL'), 'change column orders.note: NOT NULL'],
  [O('note TEXT NOT NULL'), O('note TEXT'), 'change column orders.note: nullable'],
  [O('a INTEGER, b TEXT'), O('b TEXT, a INTEGER')],
  [
    O('x VARCHAR(10)'),
    O(`x VARCHAR(20) DEFAULT 'q' NOT NULL`),
    `change column orders.x: type varchar(20), default 'q', NOT NULL`,
  ],
  [O('b INTEGER'), O('b INTEGER, g INTEGER GENERATED ALWAYS AS (b * 5) STORED'), 'add column orders.g'],
  [
    `${O('b INTEGER, g INTEGER GENERATED ALWAYS AS (b * 5) STORED')} CREATE INDEX ix ON orders (g)`,
    `${O('b INTEGER, g INTEGER GENERATED ALWAYS AS (b * 42) STORED')} CREATE INDEX ix ON orders (g)`,
    'drop index ix',
    'drop column orders.g',
    'add column orders.g',
    'create index ix',
  ],
  [O('b INTEGER, g INTEGER AS (b*5) STORED'), O('b INTEGER, g INTEGER GENERATED ALWAYS AS (b  *  5) STORED')],
  [O('x TEXT'), O('x TEXT COLLATE NOCASE'), 'change column orders.x: type text'],
]

/** INTEGER of a key is the number of the row, which no other word may take from it. */
const ROWIDS: readonly Row[] = [
  ['CREATE TABLE orders (id INTEGER PRIMARY KEY)', 'CREATE TABLE orders (id BIGINT PRIMARY KEY)'],
  [
    'CREATE TABLE orders (id BIGINT PRIMARY KEY)',
    'CREATE TABLE orders (id INTEGER PRIMARY KEY)',
    'change column orders.id: type integer',
  ],
]

const type = (from: string, to: string, changed?: string): Row => [
  O(`x ${from}`),
  O(`x ${to}`),
  ...(changed === undefined ? [] : [`change column orders.x: ${changed}`]),
]

/** What SQLite takes for the same type, and a size that only one side says, is no change. */
const TYPES: readonly Row[] = [
  type('VARCHAR(30)', 'varchar(30)'),
  type('VARCHAR(30)', 'VARCHAR(40)', 'type varchar(40)'),
  type('VARCHAR(30)', 'VARCHAR'),
  type('TEXT', 'VARCHAR(255)', 'type varchar(255)'),
  type('VARCHAR(30)', 'INTEGER', 'type integer'),
  type('INTEGER', 'BIGINT', 'type bigint'),
  type('NUMERIC(8, 2)', 'NUMERIC(10, 2)', 'type numeric(10,2)'),
  type('NUMERIC(10, 5)', 'NUMERIC(10)'),
  type('NUMERIC', 'DECIMAL'),
  type('DATETIME', 'TIMESTAMP'),
  type('BOOLEAN', 'INTEGER', 'type integer'),
  type('FLOAT', 'DOUBLE PRECISION'),
  type('JSON', 'jsonb'),
]

const DEFAULTS: readonly Row[] = [
  type('TEXT', `TEXT DEFAULT 'x'`, `default 'x'`),
  type(`TEXT DEFAULT 'x'`, 'TEXT', 'no default'),
  type(`TEXT DEFAULT 'x'`, `TEXT DEFAULT 'y'`, `default 'y'`),
  type(`INTEGER DEFAULT '15'`, 'INTEGER DEFAULT 15'),
  type('NUMERIC DEFAULT 5', 'NUMERIC DEFAULT 5.0'),
  type('DATETIME DEFAULT current_timestamp', 'DATETIME DEFAULT (CURRENT_TIMESTAMP)'),
  type('BOOLEAN DEFAULT 0', 'BOOLEAN DEFAULT false'),
  type('INTEGER DEFAULT (1+2)', 'INTEGER DEFAULT (1 + 2)'),
  type('INTEGER DEFAULT (1 + 2)', 'INTEGER DEFAULT (1 + 3)', 'default (1 + 3)'),
  type('TEXT DEFAULT NULL', 'TEXT'),
]

const T = 'CREATE TABLE orders (id INTEGER PRIMARY KEY, x TEXT, y TEXT);'
const index = (from: string, to: string, ...changes: readonly string[]): Row => [
  `${T} ${from}`,
  `${T} ${to}`,
  ...changes,
]
const MADE_ANEW = ['drop index ix', 'create index ix'] as const

const INDEXES: readonly Row[] = [
  index('', 'CREATE INDEX ix ON orders (x)', 'create index ix'),
  index('CREATE INDEX ix ON orders (x)', '', 'drop index ix'),
  index('CREATE INDEX ix ON orders (x)', 'CREATE INDEX ix ON orders (x, y)', ...MADE_ANEW),
  index('CREATE INDEX ix ON orders (x)', 'CREATE UNIQUE INDEX ix ON orders (x)', ...MADE_ANEW),
  index('CREATE INDEX ix ON orders (x)', 'CREATE INDEX ix ON orders (x DESC)', ...MADE_ANEW),
  index('CREATE INDEX ix ON orders (lower(x))', 'CREATE INDEX ix ON orders (upper(x))', ...MADE_ANEW),
  index('CREATE INDEX ix ON orders (lower(x))', 'CREATE INDEX ix ON orders (LOWER( x ))'),
  index(
    `CREATE INDEX ix ON orders (x) WHERE y = 'a'`,
    `CREATE INDEX ix ON orders (x) WHERE y = 'b'`,
    ...MADE_ANEW,
  ),
  index(`CREATE INDEX ix ON orders (x) WHERE y='a'`, `CREATE INDEX ix ON orders (x) WHERE (y = 'a')`),
  index(
    'CREATE INDEX ix ON orders (x)',
    'CREATE INDEX ix2 ON orders (x)',
    'drop index ix',
    'create index ix2',
  ),
  index('CREATE INDEX SomeIx ON orders (x)', 'CREATE INDEX someix ON orders (x)'),
]

const constraint = (from: string, to: string, ...changes: readonly string[]): Row => [
  `CREATE TABLE customers (id INTEGER PRIMARY KEY); CREATE TABLE people (id INTEGER PRIMARY KEY); CREATE TABLE orders (x INTEGER, y INTEGER${from === '' ? '' : `, ${from}`})`,
  `CREATE TABLE customers (id INTEGER PRIMARY KEY); CREATE TABLE people (id INTEGER PRIMARY KEY); CREATE TABLE orders (x INTEGER, y INTEGER${to === '' ? '' : `, ${to}`})`,
  ...changes.map(change => change.replace(/(drop|add|rename) /u, '$1 constraint orders.')),
]
const FK = 'CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers (id)'

const CONSTRAINTS: readonly Row[] = [
  constraint('', 'CONSTRAINT uq UNIQUE (x)', 'add uq'),
  constraint('CONSTRAINT uq UNIQUE (x)', '', 'drop uq'),
  constraint('CONSTRAINT uq UNIQUE (x)', 'CONSTRAINT uq UNIQUE (x, y)', 'drop uq', 'add uq'),
  constraint('CONSTRAINT uq UNIQUE (x)', 'UNIQUE (x)'),
  constraint('', 'UNIQUE (x)', 'add UNIQUE (x)'),
  constraint('UNIQUE (x)', '', 'drop UNIQUE (x)'),
  constraint('', 'CONSTRAINT ck CHECK (x > 0)', 'add ck'),
  constraint('CONSTRAINT ck CHECK (x>0)', 'CONSTRAINT ck CHECK ( (x > 0) )'),
  constraint('CONSTRAINT ck CHECK (x > 0)', 'CONSTRAINT ck CHECK (x > 1)', 'drop ck', 'add ck'),
  constraint('CHECK (x > 0)', 'CHECK (x > 1)', 'drop CHECK (x > 0)', 'add CHECK (x > 1)'),
  constraint('CHECK (x > 0 OR x IS NULL)', '', 'drop CHECK (x > 0 OR x IS NULL)'),
  constraint('CONSTRAINT ck CHECK (x > 0)', 'CONSTRAINT ck2 CHECK (x > 0)', 'rename ck to ck2'),
  constraint('', 'PRIMARY KEY (x, y)', 'add PRIMARY KEY (x, y)'),
  constraint('PRIMARY KEY (x)', 'PRIMARY KEY (x, y)', 'drop PRIMARY KEY (x)', 'add PRIMARY KEY (x, y)'),
  constraint('', FK, 'add fk'),
  constraint(FK, '', 'drop fk'),
  constraint(FK, 'FOREIGN KEY (x) REFERENCES customers'),
  constraint(FK, `${FK} ON DELETE CASCADE`, 'drop fk', 'add fk'),
  constraint(FK, `${FK} ON DELETE NO ACTION`),
  constraint(FK, `${FK} DEFERRABLE INITIALLY DEFERRED`, 'drop fk', 'add fk'),
  constraint(FK, FK.replace('customers', 'people'), 'drop fk', 'add fk'),
]

describe.each([
  ['tables', TABLES],
  ['columns', COLUMNS],
  ['rowids', ROWIDS],
  ['types', TYPES],
  ['defaults', DEFAULTS],
  ['indexes', INDEXES],
  ['constraints', CONSTRAINTS],
])('%s', (_, rows) => {
  it.each(rows)('%s → %s', async (from, to, ...changes) => {
    expect(summaries((await provenOnSqlite(from, to)).changes)).toEqual(changes)
  })
})
