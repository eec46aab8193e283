/** Pairs of schemas that differ in indexes and constraints, with the statements between them on PostgreSQL. */
import type { Case } from './table-cases.ts'

const T = 'CREATE TABLE orders (id integer PRIMARY KEY, x text, y text, z integer);'
const onTable = (name: string, from: string, to: string, ...changes: readonly string[]): Case => ({
  name,
  from: `${T} ${from}`,
  to: `${T} ${to}`,
  changes,
})

const index = (from: string, to: string, ...changes: readonly string[]): Case =>
  onTable(
    `${from} → ${to}`,
    `CREATE INDEX ix ON orders ${from}`,
    `CREATE INDEX ix ON orders ${to}`,
    ...changes,
  )

/** Dropped, and made as it is to be. */
const other = (from: string, to: string, created = to): Case =>
  index(from, to, 'DROP INDEX ix', `CREATE INDEX ix ON orders ${created}`)

export const INDEXES: readonly Case[] = [
  onTable('an index', '', 'CREATE INDEX ix ON orders (x)', 'CREATE INDEX ix ON orders (x)'),
  onTable('no index', 'CREATE INDEX ix ON orders (x)', '', 'DROP INDEX ix'),
  onTable(
    'an index that becomes unique',
    'CREATE INDEX ix ON orders (x)',
    'CREATE UNIQUE INDEX ix ON orders (x)',
    'DROP INDEX ix',
    'CREATE UNIQUE INDEX ix ON orders (x)',
  ),
  other('(x)', '(x, y)'),
  other('(x, y)', '(y, x)'),
  other('(x)', '(x DESC)'),
  other('(x)', '(x NULLS FIRST)'),
  other('(x DESC)', '(x DESC NULLS LAST)'),
  index('(x)', '(x ASC)'),
  index('(x)', '(x NULLS LAST)'),
  index('(x DESC)', '(x DESC NULLS FIRST)'),
  index('USING btree (x)', '(x)'),
  other('(lower(x))', '(upper(x))'),
  other('(lower(x))', '(lower(y))'),
  other('(lower(x), y)', '(y, lower(x))'),
  other('((x || y))', '((y || x))'),
  index('(lower(x))', '(lower( x ))'),
  index('(lower(x) DESC)', '(lower(x) DESC NULLS FIRST)'),
  index('((z + 1))', '((z+1))'),
  other(`(x) WHERE y = 'a'`, `(x) WHERE y = 'b'`, `(x) WHERE y = 'b'::text`),
  other('(x)', '(x) WHERE z > 0'),
  index(`(x) WHERE y = 'a'`, `(x) WHERE (y = 'a'::text)`),
  other('(x)', 'USING hash (x)'),
  other('(x)', '(x text_pattern_ops)'),
  other('(x)', '(x COLLATE "C")'),
  other('(x)', '(x) INCLUDE (y)'),
  index('(x) INCLUDE (y)', '(x) INCLUDE (y)'),
  onTable(
    'NULLS NOT DISTINCT',
    'CREATE UNIQUE INDEX ix ON orders (x)',
    'CREATE UNIQUE INDEX ix ON orders (x) NULLS NOT DISTINCT',
    'DROP INDEX ix',
    'CREATE UNIQUE INDEX ix ON orders (x) NULLS NOT DISTINCT',
  ),
  onTable(
    'another name',
    'CREATE INDEX ix ON orders (x)',
    'CREATE INDEX ix2 ON orders (x)',
    'ALTER INDEX ix RENAME TO ix2',
  ),
  onTable(
    'a name in other letters',
    'CREATE INDEX "SomeIx" ON orders (x)',
    'CREATE INDEX someix ON orders (x)',
    'ALTER INDEX "SomeIx" RENAME TO someix',
  ),
  onTable('no name of its own', 'CREATE INDEX ix ON orders (x)', 'CREATE INDEX ON orders (x)'),
  onTable(
    'a name that was cut',
    `CREATE INDEX ix_${'o'.repeat(80)} ON orders (x)`,
    `CREATE INDEX ix_${'o'.repeat(70)} ON orders (x)`,
  ),
  onTable(
    'a name that another table had',
    'CREATE TABLE a_items (x text); CREATE TABLE customers (x text); CREATE INDEX ix ON customers (x)',
    'CREATE TABLE a_items (x text); CREATE TABLE customers (x text); CREATE INDEX ix ON a_items (x)',
    'DROP INDEX ix',
    'CREATE INDEX ix ON a_items (x)',
  ),
]

const constraint = (name: string, from: string, to: string, ...changes: readonly string[]): Case => ({
  name,
  from: `CREATE TABLE orders (x integer, y integer${from === '' ? '' : `, ${from}`})`,
  to: `CREATE TABLE orders (x integer, y integer${to === '' ? '' : `, ${to}`})`,
  changes: changes.map(change => `ALTER TABLE orders ${change}`),
})

export const UNIQUES: readonly Case[] = [
  constraint('a UNIQUE', '', 'CONSTRAINT uq UNIQUE (x)', 'ADD CONSTRAINT uq UNIQUE (x)'),
  constraint('no UNIQUE', 'CONSTRAINT uq UNIQUE (x)', '', 'DROP CONSTRAINT uq'),
  constraint(
    'other columns',
    'CONSTRAINT uq UNIQUE (x)',
    'CONSTRAINT uq UNIQUE (x, y)',
    'DROP CONSTRAINT uq',
    'ADD CONSTRAINT uq UNIQUE (x, y)',
  ),
  constraint('a name that the target does not give', 'CONSTRAINT uq UNIQUE (x)', 'UNIQUE (x)'),
  constraint('a name that PostgreSQL gave', 'UNIQUE (x)', 'CONSTRAINT uq UNIQUE (x)'),
  constraint('without a name', '', 'UNIQUE (x)', 'ADD CONSTRAINT orders_x_key UNIQUE (x)'),
  constraint(
    'another name',
    'CONSTRAINT uq UNIQUE (x)',
    'CONSTRAINT uq_orders UNIQUE (x)',
    'RENAME CONSTRAINT uq TO uq_orders',
  ),
  constraint(
    'deferrable',
    'CONSTRAINT uq UNIQUE (x)',
    'CONSTRAINT uq UNIQUE (x) DEFERRABLE INITIALLY DEFERRED',
    'DROP CONSTRAINT uq',
    'ADD CONSTRAINT uq UNIQUE (x) DEFERRABLE INITIALLY DEFERRED',
  ),
  onTable(
    'an index that becomes a constraint',
    'CREATE INDEX ix_x ON orders (x)',
    'ALTER TABLE orders ADD CONSTRAINT uq_x UNIQUE (x)',
    'DROP INDEX ix_x',
    'ALTER TABLE orders ADD CONSTRAINT uq_x UNIQUE (x)',
  ),
  onTable(
    'a constraint that becomes an index of the same name',
    'ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (x)',
    'CREATE UNIQUE INDEX uq ON orders (x)',
    'ALTER TABLE orders DROP CONSTRAINT uq',
    'CREATE UNIQUE INDEX uq ON orders (x)',
  ),
]

export const CHECKS: readonly Case[] = [
  constraint('a CHECK', '', 'CONSTRAINT ck CHECK (x > 0)', 'ADD CONSTRAINT ck CHECK (x > 0)'),
  constraint('no CHECK', 'CONSTRAINT ck CHECK (x > 0)', '', 'DROP CONSTRAINT ck'),
  constraint(
    'another condition',
    'CONSTRAINT ck CHECK (x > 0)',
    'CONSTRAINT ck CHECK (x > 1)',
    'DROP CONSTRAINT ck',
    'ADD CONSTRAINT ck CHECK (x > 1)',
  ),
  constraint(
    'the same condition, written otherwise',
    'CONSTRAINT ck CHECK (x>0)',
    'CONSTRAINT ck CHECK ( (x) > 0)',
  ),
  constraint('without a name', '', 'CHECK (x > 0)', 'ADD CONSTRAINT orders_x_check CHECK (x > 0)'),
  constraint('without a name on both sides', 'CHECK (x > 0), CHECK (y > 0)', 'CHECK (y > 0), CHECK (x > 0)'),
  constraint(
    'another name',
    'CONSTRAINT ck CHECK (x > 0)',
    'CONSTRAINT ck_orders CHECK (x > 0)',
    'RENAME CONSTRAINT ck TO ck_orders',
  ),
  {
    name: 'a condition on a column of which the type changes',
    from: `CREATE TABLE orders (x varchar(10) CHECK (x IN ('a', 'b')), y integer CONSTRAINT ck CHECK (y > 0))`,
    to: `CREATE TABLE orders (x text CHECK (x IN ('a', 'b')), y bigint CONSTRAINT ck CHECK (y > 0))`,
    changes: ['ALTER TABLE orders ALTER COLUMN x TYPE text', 'ALTER TABLE orders ALTER COLUMN y TYPE bigint'],
  },
  {
    name: 'one that rows may break so far',
    from: 'CREATE TABLE orders (x integer); ALTER TABLE orders ADD CONSTRAINT ck CHECK (x > 0) NOT VALID',
    to: 'CREATE TABLE orders (x integer CONSTRAINT ck CHECK (x > 0))',
    changes: ['ALTER TABLE orders VALIDATE CONSTRAINT ck'],
  },
]

export const KEYS: readonly Case[] = [
  constraint('a key', '', 'PRIMARY KEY (x)', 'ADD CONSTRAINT orders_pkey PRIMARY KEY (x)'),
  constraint(
    'a key of more columns',
    'PRIMARY KEY (x)',
    'PRIMARY KEY (x, y)',
    'DROP CONSTRAINT orders_pkey',
    'ADD CONSTRAINT orders_pkey PRIMARY KEY (x, y)',
  ),
  constraint(
    'another name',
    'CONSTRAINT pk PRIMARY KEY (x)',
    'CONSTRAINT pk_orders PRIMARY KEY (x)',
    'RENAME CONSTRAINT pk TO pk_orders',
  ),
  {
    name: 'a key that a foreign key stands on',
    from: 'CREATE TABLE customers (id integer, code integer UNIQUE, CONSTRAINT pk PRIMARY KEY (id)); CREATE TABLE orders (x integer, CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers (id))',
    to: 'CREATE TABLE customers (id integer UNIQUE, code integer UNIQUE, CONSTRAINT pk PRIMARY KEY (id, code)); CREATE TABLE orders (x integer, CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers (id))',
    changes: [
      'ALTER TABLE orders DROP CONSTRAINT fk',
      'ALTER TABLE customers DROP CONSTRAINT pk',
      'ALTER TABLE customers ADD CONSTRAINT customers_id_key UNIQUE (id)',
      'ALTER TABLE customers ADD CONSTRAINT pk PRIMARY KEY (id, code)',
      'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers (id)',
    ],
  },
]

const TARGETS = `CREATE TABLE customers (id integer PRIMARY KEY, a integer, b integer, UNIQUE (a, b)); CREATE TABLE people (id integer PRIMARY KEY);`
const foreignKey = (name: string, from: string, to: string, ...changes: readonly string[]): Case => {
  const table = constraint(name, from, to, ...changes)
  return { ...table, from: TARGETS + table.from, to: TARGETS + table.to }
}
const FK = 'CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers (id)'
const otherKey = (name: string, from: string, to: string): Case =>
  foreignKey(name, from, to, 'DROP CONSTRAINT fk', `ADD ${to}`)

export const FOREIGN_KEYS: readonly Case[] = [
  {
    name: 'one that rows may break, with its table: CREATE TABLE has no word for it',
    from: 'CREATE TABLE customers (id integer PRIMARY KEY)',
    to: 'CREATE TABLE customers (id integer PRIMARY KEY); CREATE TABLE orders (x integer); ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers NOT VALID, ADD CONSTRAINT ck CHECK (x > 0) NOT VALID',
    changes: [
      'CREATE TABLE orders (x integer)',
      'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers (id) NOT VALID',
      'ALTER TABLE orders ADD CONSTRAINT ck CHECK (x > 0) NOT VALID',
    ],
  },
  foreignKey('a foreign key', '', FK, `ADD ${FK}`),
  foreignKey('no foreign key', FK, '', 'DROP CONSTRAINT fk'),
  foreignKey('a name that the target does not give', FK, 'FOREIGN KEY (x) REFERENCES customers'),
  foreignKey('another name', FK, FK.replace('fk', 'fk_orders'), 'RENAME CONSTRAINT fk TO fk_orders'),
  otherKey('ON DELETE', FK, `${FK} ON DELETE CASCADE`),
  otherKey('no ON UPDATE', `${FK} ON UPDATE CASCADE`, FK),
  otherKey('another action', `${FK} ON DELETE RESTRICT`, `${FK} ON DELETE CASCADE`),
  otherKey(
    'other actions',
    `${FK} ON DELETE SET NULL ON UPDATE CASCADE`,
    `${FK} ON DELETE RESTRICT ON UPDATE SET DEFAULT`,
  ),
  foreignKey('NO ACTION is what it is without a word', FK, `${FK} ON DELETE NO ACTION ON UPDATE NO ACTION`),
  foreignKey('small letters', `${FK} ON DELETE cascade`, `${FK} ON DELETE CASCADE`),
  otherKey('deferrable', FK, `${FK} DEFERRABLE INITIALLY DEFERRED`),
  otherKey('another table', FK, FK.replace('customers', 'people')),
  foreignKey(
    'of two columns',
    '',
    'CONSTRAINT fk FOREIGN KEY (x, y) REFERENCES customers (a, b) MATCH FULL',
    'ADD CONSTRAINT fk FOREIGN KEY (x, y) REFERENCES customers (a, b) MATCH FULL',
  ),
  {
    name: 'one on the table itself',
    from: 'CREATE TABLE orders (id integer PRIMARY KEY, before integer REFERENCES orders)',
    to: 'CREATE TABLE orders (id integer PRIMARY KEY, before integer REFERENCES orders (id))',
    changes: [],
  },
  {
    name: 'the type of both its columns, where the one fits the other in between',
    from: 'CREATE TABLE customers (id integer PRIMARY KEY); CREATE TABLE orders (x integer CONSTRAINT fk REFERENCES customers)',
    to: 'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE TABLE orders (x bigint CONSTRAINT fk REFERENCES customers)',
    changes: [
      'ALTER TABLE customers ALTER COLUMN id TYPE bigint',
      'ALTER TABLE orders ALTER COLUMN x TYPE bigint',
    ],
  },
  {
    name: 'the type of both its columns, where the one does not fit the other in between',
    from: 'CREATE TABLE customers (id integer PRIMARY KEY); CREATE TABLE orders (x integer CONSTRAINT fk REFERENCES customers)',
    to: 'CREATE TABLE customers (id text PRIMARY KEY); CREATE TABLE orders (x text CONSTRAINT fk REFERENCES customers)',
    changes: [
      'ALTER TABLE orders DROP CONSTRAINT fk',
      'ALTER TABLE customers ALTER COLUMN id TYPE text',
      'ALTER TABLE orders ALTER COLUMN x TYPE text',
      'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES customers (id)',
    ],
  },
]

/** What goes and stands on what changes. */
export const IN_THE_WAY: readonly Case[] = [
  {
    name: 'a table that goes and refers to a key that changes',
    from: 'CREATE TABLE customers (id integer, code integer, CONSTRAINT pk PRIMARY KEY (id)); CREATE TABLE orders (x integer CONSTRAINT fk REFERENCES customers)',
    to: 'CREATE TABLE customers (id integer, code integer NOT NULL, CONSTRAINT pk PRIMARY KEY (code))',
    changes: [
      'ALTER TABLE orders DROP CONSTRAINT fk',
      'ALTER TABLE customers DROP CONSTRAINT pk',
      'ALTER TABLE customers ALTER COLUMN id DROP NOT NULL',
      'ALTER TABLE customers ADD CONSTRAINT pk PRIMARY KEY (code)',
      'DROP TABLE orders',
    ],
  },
]

export const EXCLUSIONS: readonly Case[] = [
  {
    name: 'an exclusion constraint of which the condition changes',
    from: 'CREATE TABLE orders (x int4range, y integer, CONSTRAINT apart EXCLUDE USING gist (x WITH &&))',
    to: 'CREATE TABLE orders (x int4range, y integer, CONSTRAINT apart EXCLUDE USING gist (x WITH &&) WHERE (y > 0))',
    changes: [
      'ALTER TABLE orders DROP CONSTRAINT apart',
      'ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (x WITH &&) WHERE (y > 0)',
    ],
  },
]
