/** Pairs of schemas that differ in tables and columns, with the statements that lead from the one to the other on PostgreSQL. */

/** Two schemas and what is between them. */
export interface Case {
  readonly name: string
  readonly from: string
  readonly to: string
  /** The statements, in order. */
  readonly changes: readonly string[]
}

const P = 'CREATE TABLE customers (id integer PRIMARY KEY);'
const O = (columns: string) =>
  `CREATE TABLE orders (id integer PRIMARY KEY${columns === '' ? '' : `, ${columns}`});`

export const TABLES: readonly Case[] = [
  {
    name: 'a new table with a key, a foreign key and a UNIQUE, then its index',
    from: P,
    to: `${P} CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer CONSTRAINT fk_orders_customers REFERENCES customers,
      code varchar(50) CONSTRAINT uq_orders_code UNIQUE); CREATE INDEX ix_orders_customer_id ON orders (customer_id);`,
    changes: [
      'CREATE TABLE orders (id integer CONSTRAINT orders_pkey PRIMARY KEY, customer_id integer, code varchar(50), CONSTRAINT uq_orders_code UNIQUE (code), CONSTRAINT fk_orders_customers FOREIGN KEY (customer_id) REFERENCES customers (id))',
      'CREATE INDEX ix_orders_customer_id ON orders (customer_id)',
    ],
  },
  {
    name: 'a table that goes, its index before it',
    from: `${O('code text')} CREATE INDEX ix_orders_code ON orders (code);`,
    to: '',
    changes: ['DROP INDEX ix_orders_code', 'DROP TABLE orders'],
  },
  {
    name: 'new tables, the one that is referred to first',
    from: '',
    to: `CREATE TABLE z_customers (id integer PRIMARY KEY); CREATE TABLE a_orders (customer_id integer REFERENCES z_customers);`,
    changes: [
      'CREATE TABLE z_customers (id integer CONSTRAINT z_customers_pkey PRIMARY KEY)',
      'CREATE TABLE a_orders (customer_id integer, CONSTRAINT a_orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES z_customers (id))',
    ],
  },
  {
    name: 'tables that go, the one that refers to the other first',
    from: `CREATE TABLE a_customers (id integer PRIMARY KEY); CREATE TABLE b_orders (customer_id integer REFERENCES a_customers);`,
    to: '',
    changes: ['DROP TABLE b_orders', 'DROP TABLE a_customers'],
  },
  {
    name: 'new tables that refer to each other: one foreign key comes behind both',
    from: '',
    to: `CREATE TABLE customers (id integer PRIMARY KEY, last_order integer); CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers);
      ALTER TABLE customers ADD CONSTRAINT fk_last_order FOREIGN KEY (last_order) REFERENCES orders;`,
    changes: [
      'CREATE TABLE orders (id integer CONSTRAINT orders_pkey PRIMARY KEY, customer_id integer)',
      'CREATE TABLE customers (id integer CONSTRAINT customers_pkey PRIMARY KEY, last_order integer, CONSTRAINT fk_last_order FOREIGN KEY (last_order) REFERENCES orders (id))',
      'ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id)',
    ],
  },
  {
    name: 'tables that refer to each other and go: one foreign key goes before both',
    from: `CREATE TABLE customers (id integer PRIMARY KEY, last_order integer); CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers);
      ALTER TABLE customers ADD CONSTRAINT fk_last_order FOREIGN KEY (last_order) REFERENCES orders;`,
    to: '',
    changes: [
      'ALTER TABLE customers DROP CONSTRAINT fk_last_order',
      'DROP TABLE orders',
      'DROP TABLE customers',
    ],
  },
  {
    name: 'a table that becomes another: made and dropped, where nobody says that it is renamed',
    from: 'CREATE TABLE old_orders (id integer)',
    to: 'CREATE TABLE orders (id integer)',
    changes: ['CREATE TABLE orders (id integer)', 'DROP TABLE old_orders'],
  },
  {
    name: 'a table that becomes another with the names of its indexes: dropped before it is made',
    from: 'CREATE TABLE old_orders (id integer); CREATE INDEX ix_orders ON old_orders (id)',
    to: 'CREATE TABLE orders (id integer); CREATE INDEX ix_orders ON orders (id)',
    changes: [
      'DROP INDEX ix_orders',
      'DROP TABLE old_orders',
      'CREATE TABLE orders (id integer)',
      'CREATE INDEX ix_orders ON orders (id)',
    ],
  },
  {
    name: 'a partitioned table with a partition',
    from: '',
    to: "CREATE TABLE orders (day date) PARTITION BY RANGE (day); CREATE TABLE orders_old PARTITION OF orders FOR VALUES FROM (MINVALUE) TO ('2020-01-01')",
    changes: [
      'CREATE TABLE orders (day date) PARTITION BY RANGE (day)',
      "CREATE TABLE orders_old PARTITION OF orders FOR VALUES FROM (MINVALUE) TO ('2020-01-01')",
    ],
  },
  {
    name: 'a serial key: the sequence comes with the table',
    from: '',
    to: 'CREATE TABLE orders (id bigserial PRIMARY KEY)',
    changes: ['CREATE TABLE orders (id bigserial CONSTRAINT orders_pkey PRIMARY KEY)'],
  },
]

export const COLUMNS: readonly Case[] = [
  {
    name: 'a column',
    from: O(''),
    to: O('street varchar(50)'),
    changes: ['ALTER TABLE orders ADD COLUMN street varchar(50)'],
  },
  {
    name: 'columns in the order of the target',
    from: O(''),
    to: O('z integer, a integer'),
    changes: ['ALTER TABLE orders ADD COLUMN z integer', 'ALTER TABLE orders ADD COLUMN a integer'],
  },
  {
    name: 'a NOT NULL column with a default',
    from: O(''),
    to: O(`state text NOT NULL DEFAULT 'new'`),
    changes: [`ALTER TABLE orders ADD COLUMN state text DEFAULT ('new'::text) NOT NULL`],
  },
  {
    name: 'a column with a foreign key',
    from: P + O(''),
    to: P + O('customer_id integer CONSTRAINT fk_orders_customers REFERENCES customers'),
    changes: [
      'ALTER TABLE orders ADD COLUMN customer_id integer',
      'ALTER TABLE orders ADD CONSTRAINT fk_orders_customers FOREIGN KEY (customer_id) REFERENCES customers (id)',
    ],
  },
  {
    name: 'a column with an index',
    from: O(''),
    to: `${O('code text')} CREATE INDEX ix_orders_code ON orders (code)`,
    changes: ['ALTER TABLE orders ADD COLUMN code text', 'CREATE INDEX ix_orders_code ON orders (code)'],
  },
  {
    name: 'a column that goes, its index before it',
    from: `${O('code text')} CREATE INDEX code_idx ON orders (code)`,
    to: O(''),
    changes: ['DROP INDEX code_idx', 'ALTER TABLE orders DROP COLUMN code'],
  },
  {
    name: 'a column that becomes another: added and dropped, where nobody says that it is renamed',
    from: O('a integer'),
    to: O('b integer'),
    changes: ['ALTER TABLE orders ADD COLUMN b integer', 'ALTER TABLE orders DROP COLUMN a'],
  },
  {
    name: 'NOT NULL',
    from: O('note text'),
    to: O('note text NOT NULL'),
    changes: ['ALTER TABLE orders ALTER COLUMN note SET NOT NULL'],
  },
  {
    name: 'nullable',
    from: O('note text NOT NULL'),
    to: O('note text'),
    changes: ['ALTER TABLE orders ALTER COLUMN note DROP NOT NULL'],
  },
  {
    name: 'the order of columns is nothing',
    from: O('a integer, b text'),
    to: O('b text, a integer'),
    changes: [],
  },
  {
    name: 'type, default and NOT NULL of one column',
    from: O('x varchar(10)'),
    to: O(`x varchar(20) NOT NULL DEFAULT 'q'`),
    changes: [
      'ALTER TABLE orders ALTER COLUMN x TYPE varchar(20)',
      `ALTER TABLE orders ALTER COLUMN x SET DEFAULT 'q'::character varying`,
      'ALTER TABLE orders ALTER COLUMN x SET NOT NULL',
    ],
  },
  {
    name: 'a column that is computed',
    from: O('b integer'),
    to: O('b integer, g integer GENERATED ALWAYS AS (b * 5) STORED'),
    changes: ['ALTER TABLE orders ADD COLUMN g integer GENERATED ALWAYS AS (b * 5) STORED'],
  },
  {
    name: 'a column that is computed otherwise, with its index',
    from: `${O('b integer, g integer GENERATED ALWAYS AS (b * 5) STORED')} CREATE INDEX ix_g ON orders (g)`,
    to: `${O('b integer, g integer GENERATED ALWAYS AS (b * 42) STORED')} CREATE INDEX ix_g ON orders (g)`,
    changes: [
      'DROP INDEX ix_g',
      'ALTER TABLE orders DROP COLUMN g',
      'ALTER TABLE orders ADD COLUMN g integer GENERATED ALWAYS AS (b * 42) STORED',
      'CREATE INDEX ix_g ON orders (g)',
    ],
  },
  {
    name: 'a column that is computed in the same way, written otherwise',
    from: O('b integer, g integer GENERATED ALWAYS AS (b*5) STORED'),
    to: O('b integer, g integer GENERATED ALWAYS AS (b *  5) STORED'),
    changes: [],
  },
  {
    name: 'a column that is not computed any more',
    from: O('b integer, g integer GENERATED ALWAYS AS (b * 5) STORED'),
    to: O('b integer, g integer'),
    changes: ['ALTER TABLE orders ALTER COLUMN g DROP EXPRESSION'],
  },
  {
    name: 'the type of a column that another is computed from',
    from: O('b integer, g integer GENERATED ALWAYS AS (b * 5) STORED'),
    to: O('b bigint, g integer GENERATED ALWAYS AS (b * 5) STORED'),
    changes: [
      'ALTER TABLE orders DROP COLUMN g',
      'ALTER TABLE orders ALTER COLUMN b TYPE bigint',
      'ALTER TABLE orders ADD COLUMN g integer GENERATED ALWAYS AS (b * 5) STORED',
    ],
  },
  {
    name: 'an identity',
    from: O('n integer NOT NULL'),
    to: O('n integer GENERATED BY DEFAULT AS IDENTITY (START WITH 2)'),
    changes: ['ALTER TABLE orders ALTER COLUMN n ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 2)'],
  },
  {
    name: 'an identity for a column that took nulls',
    from: O('n integer'),
    to: O('n integer GENERATED ALWAYS AS IDENTITY'),
    changes: [
      'ALTER TABLE orders ALTER COLUMN n SET NOT NULL',
      'ALTER TABLE orders ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY',
    ],
  },
  {
    name: 'no identity',
    from: O('n integer GENERATED BY DEFAULT AS IDENTITY (START WITH 2)'),
    to: O('n integer NOT NULL'),
    changes: ['ALTER TABLE orders ALTER COLUMN n DROP IDENTITY'],
  },
  {
    name: 'an identity that takes no other numbers',
    from: O('n integer GENERATED BY DEFAULT AS IDENTITY'),
    to: O('n integer GENERATED ALWAYS AS IDENTITY'),
    changes: ['ALTER TABLE orders ALTER COLUMN n SET GENERATED ALWAYS'],
  },
  {
    name: 'all options of an identity',
    from: O('n integer GENERATED ALWAYS AS IDENTITY'),
    to: O(
      'n integer GENERATED ALWAYS AS IDENTITY (INCREMENT 5 MINVALUE 10 MAXVALUE 1000 START 20 CACHE 3 CYCLE)',
    ),
    changes: [
      'ALTER TABLE orders ALTER COLUMN n SET INCREMENT BY 5 SET MINVALUE 10 SET MAXVALUE 1000 SET START WITH 20 RESTART WITH 20 SET CACHE 3 SET CYCLE',
    ],
  },
  {
    name: 'a serial column becomes an identity',
    from: O('n serial'),
    to: O('n integer GENERATED BY DEFAULT AS IDENTITY'),
    changes: [
      'ALTER TABLE orders ALTER COLUMN n DROP DEFAULT',
      'DROP SEQUENCE orders_n_seq',
      'ALTER TABLE orders ALTER COLUMN n ADD GENERATED BY DEFAULT AS IDENTITY',
    ],
  },
  {
    name: 'a column becomes serial',
    from: O('n integer NOT NULL'),
    to: O('n serial'),
    changes: [
      'CREATE SEQUENCE orders_n_seq AS integer OWNED BY orders.n',
      `ALTER TABLE orders ALTER COLUMN n SET DEFAULT nextval('orders_n_seq'::regclass)`,
    ],
  },
  {
    name: 'a serial column becomes wider, and its sequence with it',
    from: O('n serial'),
    to: O('n bigserial'),
    changes: ['ALTER TABLE orders ALTER COLUMN n TYPE bigint', 'ALTER SEQUENCE orders_n_seq AS bigint'],
  },
  {
    name: 'a comment on a table that goes, and one on a column that changes',
    from: `${O('note text')} COMMENT ON TABLE orders IS 'hi'; COMMENT ON COLUMN orders.note IS 'a'`,
    to: `${O('note text')} COMMENT ON COLUMN orders.note IS 'it''s b'`,
    changes: ['COMMENT ON TABLE orders IS NULL', `COMMENT ON COLUMN orders.note IS 'it''s b'`],
  },
  {
    name: 'row level security',
    from: O(''),
    to: `${O('')} ALTER TABLE orders ENABLE ROW LEVEL SECURITY`,
    changes: ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY'],
  },
]

const type = (from: string, to: string, ...changes: readonly string[]): Case => ({
  name: `${from} → ${to}`,
  from: O(`x ${from}`),
  to: O(`x ${to}`),
  changes: changes.map(change => `ALTER TABLE orders ALTER COLUMN x ${change}`),
})

/** Alembic takes a varchar without a length, and a numeric without a scale, for equal to any: PostgreSQL does not. */
export const TYPES: readonly Case[] = [
  type('varchar(30)', 'character varying(30)'),
  type('varchar(30)', 'varchar(40)', 'TYPE varchar(40)'),
  type('varchar(30)', 'varchar', 'TYPE varchar'),
  type('text', 'varchar(255)', 'TYPE varchar(255)'),
  type('varchar(10)', 'text', 'TYPE text'),
  type('varchar(30)', 'integer', 'TYPE integer USING x::integer'),
  type('integer', 'bigint', 'TYPE bigint'),
  type('bigint', 'integer', 'TYPE integer'),
  type('smallint', 'integer', 'TYPE integer'),
  type('numeric(8,2)', 'numeric(10,2)', 'TYPE numeric(10, 2)'),
  type('numeric(10,5)', 'numeric(10)', 'TYPE numeric(10, 0)'),
  type('numeric(10)', 'numeric(10,5)', 'TYPE numeric(10, 5)'),
  type('numeric(8,0)', 'numeric(8,2)', 'TYPE numeric(8, 2)'),
  type('numeric', 'decimal'),
  type('timestamp', 'timestamptz', 'TYPE timestamptz'),
  type('boolean', 'integer', 'TYPE integer USING x::integer'),
  type('char(1)', 'varchar(1)', 'TYPE varchar(1)'),
  type('json', 'jsonb', 'TYPE jsonb'),
  type('integer[]', 'text[]', 'TYPE text[]'),
  type('uuid', 'text', 'TYPE text'),
  {
    ...type('text', 'uuid', 'TYPE uuid USING x::uuid'),
    from: `${O('x text')} INSERT INTO orders VALUES (1, '00000000-0000-0000-0000-000000000001')`,
  },
  type('float', 'numeric', 'TYPE numeric'),
  type('float', 'double precision'),
  type('date', 'timestamptz', 'TYPE timestamptz'),
  type('json', 'integer', 'TYPE integer USING x::text::integer'),
  type('text', 'text COLLATE "C"', 'TYPE text COLLATE "C"'),
  type('text COLLATE "C"', 'integer', 'TYPE integer USING x::integer'),
  type('text COLLATE "C"', 'text', 'TYPE text COLLATE "default"'),
  type(
    `text DEFAULT '1'`,
    `integer DEFAULT 1`,
    'DROP DEFAULT',
    'TYPE integer USING x::integer',
    'SET DEFAULT 1',
  ),
  type(`varchar(5) DEFAULT 'a'`, `text DEFAULT 'a'`, 'TYPE text'),
]

const byDefault = (t: string, from: string, to: string, ...changes: readonly string[]): Case => ({
  ...type(`${t} ${from}`.trim(), `${t} ${to}`.trim(), ...changes),
})

export const DEFAULTS: readonly Case[] = [
  byDefault('text', '', `DEFAULT 'x'`, `SET DEFAULT 'x'::text`),
  byDefault('text', `DEFAULT 'x'`, '', 'DROP DEFAULT'),
  byDefault('text', `DEFAULT 'x'`, `DEFAULT 'y'`, `SET DEFAULT 'y'::text`),
  byDefault('integer', `DEFAULT '15'`, 'DEFAULT 15'),
  byDefault('integer', 'DEFAULT 15', 'DEFAULT 16', 'SET DEFAULT 16'),
  byDefault('numeric', 'DEFAULT 5', 'DEFAULT 5.0'),
  byDefault('numeric', 'DEFAULT 5.25', 'DEFAULT 5.5', 'SET DEFAULT 5.5'),
  byDefault('timestamptz', 'DEFAULT now()', 'DEFAULT CURRENT_TIMESTAMP'),
  byDefault(
    'timestamptz',
    'DEFAULT now()',
    `DEFAULT now() + interval '1 day'`,
    `SET DEFAULT now() + '1 day'::interval`,
  ),
  byDefault('uuid', 'DEFAULT gen_random_uuid()', 'DEFAULT gen_random_uuid()'),
  byDefault('text', `DEFAULT 'has '' quote'`, `DEFAULT 'has '' quote'`),
  byDefault('text', `DEFAULT '//slash'`, `DEFAULT '//slash'`),
  byDefault('text', `DEFAULT ''`, `DEFAULT ''`),
  byDefault('text', `DEFAULT ''`, '', 'DROP DEFAULT'),
  byDefault('text', 'DEFAULT NULL', ''),
  byDefault('boolean', 'DEFAULT false', `DEFAULT 'f'`),
  byDefault('boolean', 'DEFAULT false', 'DEFAULT true', 'SET DEFAULT true'),
  byDefault('integer[]', `DEFAULT '{}'::integer[]`, `DEFAULT '{}'`),
  byDefault('jsonb', `DEFAULT '{"a": 1}'`, `DEFAULT '{"a":1}'::jsonb`),
  byDefault('integer', 'DEFAULT -5', `DEFAULT '-5'::integer`),
  byDefault('double precision', 'DEFAULT random()', 'DEFAULT random()'),
  {
    name: 'a serial column whose table was renamed, so that its sequence has another name',
    from: 'CREATE TABLE old_orders (id serial); ALTER TABLE old_orders RENAME TO orders',
    to: 'CREATE TABLE orders (id serial)',
    changes: [],
  },
  {
    name: 'a sequence that no column owns',
    from: `CREATE SEQUENCE numbers; CREATE TABLE orders (id integer DEFAULT nextval('numbers'))`,
    to: `CREATE SEQUENCE numbers; CREATE TABLE orders (id integer DEFAULT nextval('numbers'))`,
    changes: [],
  },
]
