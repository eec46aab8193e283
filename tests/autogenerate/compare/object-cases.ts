/** Pairs of schemas that differ in enums, domains, sequences, schemas and views, with the statements between them on PostgreSQL. */
import type { Case } from './table-cases.ts'

const MOOD = (values: string, rest = '') =>
  `CREATE TYPE mood AS ENUM (${values}); CREATE TABLE orders (x mood${rest});`

export const ENUMS: readonly Case[] = [
  {
    name: 'an enum with its table',
    from: '',
    to: MOOD(`'sad', 'glad'`),
    changes: [`CREATE TYPE mood AS ENUM ('sad', 'glad')`, 'CREATE TABLE orders (x mood)'],
  },
  {
    name: 'an enum that goes with its table',
    from: MOOD(`'sad', 'glad'`),
    to: '',
    changes: ['DROP TABLE orders', 'DROP TYPE mood'],
  },
  {
    name: 'a value behind the others',
    from: MOOD(`'sad', 'glad'`),
    to: MOOD(`'sad', 'glad', 'happy'`),
    changes: [`ALTER TYPE mood ADD VALUE 'happy'`],
  },
  {
    name: 'values before and between the others',
    from: MOOD(`'sad', 'glad'`),
    to: MOOD(`'awful', 'bad', 'sad', 'calm', 'glad', 'happy'`),
    changes: [
      `ALTER TYPE mood ADD VALUE 'awful' BEFORE 'sad'`,
      `ALTER TYPE mood ADD VALUE 'bad' AFTER 'awful'`,
      `ALTER TYPE mood ADD VALUE 'calm' AFTER 'sad'`,
      `ALTER TYPE mood ADD VALUE 'happy'`,
    ],
  },
  {
    name: 'a value that goes: a new type, with the default, a CHECK and an index on it',
    from: `${MOOD(`'sad', 'glad', 'happy'`, ` DEFAULT 'sad' CHECK (x <> 'glad')`)} CREATE INDEX ix ON orders (x) WHERE x = 'sad'; CREATE INDEX iy ON orders (x)`,
    to: `${MOOD(`'sad', 'glad'`, ` DEFAULT 'sad' CHECK (x <> 'glad')`)} CREATE INDEX ix ON orders (x) WHERE x = 'sad'; CREATE INDEX iy ON orders (x)`,
    changes: [
      'DROP INDEX ix',
      'ALTER TABLE orders DROP CONSTRAINT orders_x_check',
      'ALTER TYPE mood RENAME TO mood_old',
      `CREATE TYPE mood AS ENUM ('sad', 'glad')`,
      'ALTER TABLE orders ALTER COLUMN x DROP DEFAULT',
      'ALTER TABLE orders ALTER COLUMN x TYPE mood USING x::text::mood',
      `ALTER TABLE orders ALTER COLUMN x SET DEFAULT 'sad'::mood`,
      `ALTER TABLE orders ADD CONSTRAINT orders_x_check CHECK (x <> 'glad'::mood)`,
      `CREATE INDEX ix ON orders (x) WHERE x = 'sad'::mood`,
      'DROP TYPE mood_old',
    ],
  },
  {
    name: 'values in another order',
    from: `CREATE TYPE mood AS ENUM ('sad', 'glad'); CREATE TABLE orders (x mood[])`,
    to: `CREATE TYPE mood AS ENUM ('glad', 'sad'); CREATE TABLE orders (x mood[])`,
    changes: [
      'ALTER TYPE mood RENAME TO mood_old',
      `CREATE TYPE mood AS ENUM ('glad', 'sad')`,
      'ALTER TABLE orders ALTER COLUMN x TYPE mood[] USING x::text::mood[]',
      'DROP TYPE mood_old',
    ],
  },
  {
    name: 'a column that changes from one enum to another',
    from: `CREATE TYPE en AS ENUM ('a'); CREATE TABLE orders (x en DEFAULT 'a')`,
    to: `CREATE TYPE en2 AS ENUM ('a', 'b'); CREATE TABLE orders (x en2 DEFAULT 'a')`,
    changes: [
      `CREATE TYPE en2 AS ENUM ('a', 'b')`,
      'ALTER TABLE orders ALTER COLUMN x DROP DEFAULT',
      'ALTER TABLE orders ALTER COLUMN x TYPE en2 USING x::text::en2',
      `ALTER TABLE orders ALTER COLUMN x SET DEFAULT 'a'::en2`,
      'DROP TYPE en',
    ],
  },
  {
    name: 'a column of an enum that becomes text',
    from: `CREATE TYPE en AS ENUM ('a'); CREATE TABLE orders (x en)`,
    to: `CREATE TABLE orders (x text)`,
    changes: ['ALTER TABLE orders ALTER COLUMN x TYPE text', 'DROP TYPE en'],
  },
  {
    name: 'a text that becomes an enum',
    from: `CREATE TABLE orders (x text DEFAULT 'a')`,
    to: `CREATE TYPE en AS ENUM ('a'); CREATE TABLE orders (x en DEFAULT 'a')`,
    changes: [
      `CREATE TYPE en AS ENUM ('a')`,
      'ALTER TABLE orders ALTER COLUMN x DROP DEFAULT',
      'ALTER TABLE orders ALTER COLUMN x TYPE en USING x::en',
      `ALTER TABLE orders ALTER COLUMN x SET DEFAULT 'a'::en`,
    ],
  },
]

export const DOMAINS: readonly Case[] = [
  {
    name: 'a domain with its table',
    from: '',
    to: `CREATE DOMAIN price AS numeric(10, 2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE >= 0); CREATE TABLE orders (x price)`,
    changes: [
      'CREATE DOMAIN price AS numeric(10, 2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE >= (0)::numeric)',
      'CREATE TABLE orders (x price)',
    ],
  },
  {
    name: 'a domain of which all changes that can',
    from: `CREATE DOMAIN price AS integer DEFAULT 0 CONSTRAINT positive CHECK (VALUE >= 0); CREATE TABLE orders (x price)`,
    to: `CREATE DOMAIN price AS integer NOT NULL CONSTRAINT positive CHECK (VALUE > 0); CREATE TABLE orders (x price)`,
    changes: [
      'ALTER DOMAIN price DROP DEFAULT',
      'ALTER DOMAIN price SET NOT NULL',
      'ALTER DOMAIN price DROP CONSTRAINT positive',
      'ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0)',
    ],
  },
]

export const OBJECTS: readonly Case[] = [
  {
    name: 'a sequence that no column owns',
    from: 'CREATE TABLE orders (id integer)',
    to: `CREATE SEQUENCE numbers; CREATE TABLE orders (id integer DEFAULT nextval('numbers'))`,
    changes: [
      'CREATE SEQUENCE numbers',
      `ALTER TABLE orders ALTER COLUMN id SET DEFAULT nextval('numbers'::regclass)`,
    ],
  },
]

const V = 'CREATE TABLE orders (id integer, total numeric);'

export const VIEWS: readonly Case[] = [
  {
    name: 'a view and one that reads it',
    from: V,
    to: `${V} CREATE VIEW open AS SELECT id FROM orders; CREATE VIEW b_first AS SELECT id FROM open LIMIT 1`,
    changes: [
      'CREATE VIEW open AS SELECT id\n   FROM orders',
      'CREATE VIEW b_first AS SELECT id\n   FROM open\n LIMIT 1',
    ],
  },
  {
    name: 'a view that another reads and that changes',
    from: `${V} CREATE VIEW open AS SELECT id FROM orders; CREATE VIEW b_first AS SELECT id FROM open LIMIT 1`,
    to: `${V} CREATE VIEW open AS SELECT id FROM orders WHERE total > 0; CREATE VIEW b_first AS SELECT id FROM open LIMIT 1`,
    changes: [
      'DROP VIEW b_first',
      'DROP VIEW open',
      'CREATE VIEW open AS SELECT id\n   FROM orders\n  WHERE total > 0::numeric',
      'CREATE VIEW b_first AS SELECT id\n   FROM open\n LIMIT 1',
    ],
  },
  {
    name: 'a view that goes, where another stays',
    from: `${V} CREATE VIEW a AS SELECT id FROM orders; CREATE VIEW b AS SELECT id FROM orders`,
    to: `${V} CREATE VIEW a AS SELECT id FROM orders`,
    changes: ['DROP VIEW b'],
  },
]

/** Targets without views. */
export const KEPT_VIEWS: readonly Case[] = [
  {
    name: 'views of which the target knows none: they stay',
    from: `${V} CREATE VIEW a AS SELECT id FROM orders`,
    to: 'CREATE TABLE orders (id integer, total numeric, note text)',
    changes: ['ALTER TABLE orders ADD COLUMN note text'],
  },
  {
    name: 'a materialized view in the way of a type, with its index',
    from: `${V} CREATE MATERIALIZED VIEW a AS SELECT id FROM orders; CREATE UNIQUE INDEX ix ON a (id)`,
    to: 'CREATE TABLE orders (id bigint, total numeric)',
    changes: [
      'DROP MATERIALIZED VIEW a',
      'ALTER TABLE orders ALTER COLUMN id TYPE bigint',
      'CREATE MATERIALIZED VIEW a AS SELECT id\n   FROM orders',
      'CREATE UNIQUE INDEX ix ON a (id)',
    ],
  },
]
