/** The schemas of the recorded comparisons of Alembic 1.19.2, by their names, and where ours says more. */

export interface AlembicCase {
  readonly name: string
  readonly from: string
  readonly to: string
  /** Where SQLite writes it otherwise. */
  readonly sqlite?: { readonly from: string; readonly to: string }
  /** What ours finds where Alembic finds less, or says it worse; for one of the databases where the other is the same. */
  readonly better?: Better | undefined
}

export interface Better {
  readonly postgresql?: readonly string[]
  readonly sqlite?: readonly string[]
}

const t = (columns: string, rest = '') =>
  `CREATE TABLE t (id integer PRIMARY KEY${columns && `, ${columns}`}); ${rest}`

const same = (name: string, from: string, to: string, better?: Better): AlembicCase => ({
  name,
  from,
  to,
  better,
})
const both = (...operations: readonly string[]): Better => ({ postgresql: operations, sqlite: operations })

/** One column of two types. */
const type = (name: string, from: string, to: string, better?: Better): AlembicCase =>
  same(`type ${name}`, t(`x ${from}`), t(`x ${to}`), better)

const CP = 'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE q (id integer PRIMARY KEY);'
const fk = (name: string, from: string, to: string, better?: Better): AlembicCase => {
  const table = (constraint: string) =>
    `${CP} CREATE TABLE c (id integer PRIMARY KEY, pid integer${constraint && `, ${constraint}`})`
  return same(`fk ${name}`, table(from), table(to), better)
}
const FK = 'CONSTRAINT fk FOREIGN KEY (pid) REFERENCES p (id)'

const index = (name: string, from: string, to: string, better?: Better): AlembicCase =>
  same(
    `index ${name}`,
    t('x text, y text', from && `CREATE ${from}`),
    t('x text, y text', to && `CREATE ${to}`),
    better,
  )

const constraint = (name: string, from: string, to: string, better?: Better): AlembicCase =>
  same(
    name,
    t(`x integer, y integer${from && `, ${from}`}`),
    t(`x integer, y integer${to && `, ${to}`}`),
    better,
  )

const enumeration = (name: string, from: string, to: string, better?: Better): AlembicCase => ({
  ...same(name, from, to, better),
  sqlite: { from: enumOfSqlite(from), to: enumOfSqlite(to) },
})

/** SQLAlchemy makes a VARCHAR of it, without a CHECK. */
function enumOfSqlite(sql: string): string {
  return sql.replace(/CREATE TYPE \w+ AS ENUM [^;]*;/u, '').replace(/\be en\d?\b/u, 'e varchar(1)')
}

const EN = (values: string, column = 'e en') =>
  `CREATE TYPE ${column.slice(2)} AS ENUM (${values}); ${t(column)}`

export const ALEMBIC: readonly AlembicCase[] = [
  same(
    'new table with pk, unique, fk, index',
    'CREATE TABLE p (id integer PRIMARY KEY);',
    'CREATE TABLE p (id integer PRIMARY KEY); CREATE TABLE c (id integer PRIMARY KEY, pid integer CONSTRAINT fk_c_p REFERENCES p, e varchar(50) CONSTRAINT uq_c_e UNIQUE); CREATE INDEX ix_c_pid ON c (pid)',
  ),
  same('dropped table (with index)', t('x integer', 'CREATE INDEX ix_t_x ON t (x)'), ''),
  same(
    'two new tables, fk dependency order',
    '',
    'CREATE TABLE a_parent (id integer PRIMARY KEY); CREATE TABLE z_child (id integer PRIMARY KEY, a integer REFERENCES a_parent)',
  ),
  same(
    'two dropped tables, fk dependency order',
    'CREATE TABLE a (id integer PRIMARY KEY); CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a)',
    '',
    both('dropTable b', 'dropTable a'),
  ),
  same(
    'renamed table -> drop+create',
    'CREATE TABLE old_t (id integer PRIMARY KEY)',
    'CREATE TABLE new_t (id integer PRIMARY KEY)',
  ),
  same('added nullable column', t(''), t('street varchar(50)')),
  // Rows would refuse the column: the CHECK keeps them out.
  same(
    'added NOT NULL column no default (rendered as is)',
    'CREATE TABLE t (id integer CHECK (id < 0))',
    'CREATE TABLE t (id integer CHECK (id < 0), street varchar(50) NOT NULL)',
  ),
  same(
    'added column with fk',
    'CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE o (id integer PRIMARY KEY)',
    'CREATE TABLE u (id integer PRIMARY KEY); CREATE TABLE o (id integer PRIMARY KEY, user_id integer CONSTRAINT fk_o_u REFERENCES u)',
  ),
  same('added column with index=True', t(''), t('x integer', 'CREATE INDEX ix_t_x ON t (x)')),
  same('dropped column + its index', t('pw varchar(50)', 'CREATE INDEX pw_idx ON t (pw)'), t('')),
  same('renamed column -> add+drop', t('a integer'), t('b integer')),
  same('two added columns keep model order', t(''), t('z integer, a integer')),
  same('nullable True -> False', t('n varchar(50)'), t('n varchar(50) NOT NULL')),
  same('nullable False -> True', t('n varchar(50) NOT NULL'), t('n varchar(50)')),
  // A primary key is never null on PostgreSQL, and SQLite counts the rows by it.
  same('pk column nullable flag ignored', t(''), t(''), both()),
  same('column order change only -> nothing', t('a integer, b text'), t('b text, a integer')),
  type('VARCHAR(30) -> String(30)', 'varchar(30)', 'varchar(30)'),
  type('VARCHAR(30) -> String(40)', 'varchar(30)', 'varchar(40)'),
  type('VARCHAR(30) -> String()', 'varchar(30)', 'varchar', { postgresql: ['alterColumn t.x'] }),
  type('Text() -> String(255)', 'text', 'varchar(255)'),
  type('String(10) -> Text()', 'varchar(10)', 'text'),
  type('VARCHAR(30) -> Integer()', 'varchar(30)', 'integer'),
  type('Integer() -> BigInteger()', 'integer', 'bigint'),
  type('BigInteger() -> Integer()', 'bigint', 'integer'),
  type('SmallInteger() -> Integer()', 'smallint', 'integer'),
  type('Numeric(8,2) -> Numeric(10,2)', 'numeric(8,2)', 'numeric(10,2)'),
  type('Numeric(10,5) -> Numeric(10)', 'numeric(10,5)', 'numeric(10)', { postgresql: ['alterColumn t.x'] }),
  type('Numeric(8,0) -> Numeric(8,2)', 'numeric(8,0)', 'numeric(8,2)'),
  type('Numeric() -> DECIMAL()', 'numeric', 'decimal'),
  type('DateTime() -> DateTime(timezone=True)', 'timestamp', 'timestamp with time zone'),
  type('Boolean() -> Integer()', 'boolean', 'integer'),
  type('Float() -> Numeric()', 'float', 'numeric'),
  type('CHAR() -> String(1)', 'char', 'varchar(1)'),
  type('JSON() -> Text()', 'json', 'text'),
  {
    ...type('Date() -> DateTime()', 'date', 'timestamp'),
    sqlite: { from: t('x DATE'), to: t('x DATETIME') },
  },
  { ...type('LargeBinary() -> Text()', 'bytea', 'text'), sqlite: { from: t('x BLOB'), to: t('x TEXT') } },
  type('Integer() -> Integer()', 'integer', 'integer'),
  type('json -> jsonb', 'json', 'jsonb'),
  type('int[] -> text[]', 'integer[]', 'text[]'),
  type('uuid -> text', 'uuid', 'text'),
  enumeration('enum value added (not detected)', EN(`'a', 'b'`), EN(`'a', 'b', 'c'`), {
    postgresql: ['addEnumValue en'],
  }),
  enumeration('enum -> text', EN(`'a', 'b'`), t('e text'), {
    postgresql: ['alterColumn t.e', 'dropType en'],
  }),
  enumeration('enum renamed', EN(`'a', 'b'`), EN(`'a', 'b'`, 'e en2'), {
    postgresql: ['createEnum en2', 'alterColumn t.e', 'dropType en'],
  }),
  enumeration('enum column added', t(''), EN(`'a', 'b'`), { postgresql: ['createEnum en', 'addColumn t.e'] }),
  same('collation changed', t('x text'), t('x text COLLATE "C"'), { postgresql: ['alterColumn t.x'] }),
  same(`default none -> 'x'`, t('x text'), t(`x text DEFAULT 'x'`)),
  same(`default 'x' -> none`, t(`x text DEFAULT 'x'`), t('x text')),
  same(`default 'x' -> 'y'`, t(`x text DEFAULT 'x'`), t(`x text DEFAULT 'y'`)),
  same(`default 'x' same`, t(`x text DEFAULT 'x'`), t(`x text DEFAULT 'x'`)),
  same(`default int '15' -> text('15') equal`, t(`x integer DEFAULT '15'`), t('x integer DEFAULT 15')),
  same('default 5 vs 5.0 numeric', t('x numeric DEFAULT 5'), t('x numeric DEFAULT 5.0'), { sqlite: [] }),
  {
    ...same('default now() same', t('x timestamp DEFAULT now()'), t('x timestamp DEFAULT now()')),
    sqlite: {
      from: t('x DATETIME DEFAULT CURRENT_TIMESTAMP'),
      to: t('x DATETIME DEFAULT (CURRENT_TIMESTAMP)'),
    },
  },
  same(
    'default now() vs CURRENT_TIMESTAMP',
    t('x timestamptz DEFAULT now()'),
    t('x timestamptz DEFAULT CURRENT_TIMESTAMP'),
  ),
  same('default false', t('x boolean DEFAULT false'), t('x boolean DEFAULT false')),
  same(
    'default uuid fn changes value each call',
    t('x uuid DEFAULT gen_random_uuid()'),
    t('x uuid DEFAULT gen_random_uuid()'),
  ),
  same('default random() volatile same text', t('x float DEFAULT random()'), t('x float DEFAULT random()')),
  same('default array literal', t(`x integer[] DEFAULT '{}'::integer[]`), t(`x integer[] DEFAULT '{}'`)),
  same('default jsonb literal', t(`x jsonb DEFAULT '{}'::jsonb`), t(`x jsonb DEFAULT '{}'`)),
  {
    ...same(
      'serial pk no default diff',
      'CREATE TABLE t (id serial PRIMARY KEY)',
      'CREATE TABLE t (id serial PRIMARY KEY)',
    ),
    sqlite: { from: t(''), to: t('') },
  },
  same('computed added column', t('b integer'), t('b integer, g integer GENERATED ALWAYS AS (b*5) STORED')),
  same(
    'computed expr changed -> warn only',
    t('b integer, g integer GENERATED ALWAYS AS (b*5) STORED'),
    t('b integer, g integer GENERATED ALWAYS AS (b*42) STORED'),
    both('dropColumn t.g', 'addColumn t.g'),
  ),
  same(
    'computed whitespace only',
    t('b integer, g integer GENERATED ALWAYS AS (b*5) STORED'),
    t('b integer, g integer GENERATED ALWAYS AS (b *  5) STORED'),
  ),
  same(
    'plain -> identity',
    t(''),
    'CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY (START 2) PRIMARY KEY)',
  ),
  same(
    'identity -> plain',
    'CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY (START 2) PRIMARY KEY)',
    t(''),
  ),
  same(
    'identity always False->True',
    'CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)',
    'CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY)',
  ),
  index('added', '', 'INDEX ix ON t (x)'),
  index('removed', 'INDEX ix ON t (x)', ''),
  index('columns changed', 'INDEX ix ON t (x)', 'INDEX ix ON t (x, y)'),
  index('column order changed', 'INDEX ix ON t (x, y)', 'INDEX ix ON t (y, x)'),
  index('becomes unique', 'INDEX ix ON t (x)', 'UNIQUE INDEX ix ON t (x)'),
  index('asc->desc', 'INDEX ix ON t (x)', 'INDEX ix ON t (x DESC)'),
  index('expr added', '', 'INDEX ix ON t (lower(x))', both('createIndex ix')),
  index(
    'partial where changed (not detected)',
    `INDEX ix ON t (x) WHERE y = 'a'`,
    `INDEX ix ON t (x) WHERE y = 'b'`,
    both('dropIndex ix', 'createIndex ix'),
  ),
  index('method btree->hash (not detected)', 'INDEX ix ON t (x)', 'INDEX ix ON t USING hash (x)', {
    postgresql: ['dropIndex ix', 'createIndex ix'],
  }),
  index('renamed -> drop+create', 'INDEX ix ON t (x)', 'INDEX ix2 ON t (x)', {
    postgresql: ['renameIndex ix'],
  }),
  // SQLite takes the two for one name.
  index('name case changed', 'INDEX "SomeIx" ON t (x)', 'INDEX someix ON t (x)', {
    postgresql: ['renameIndex SomeIx'],
    sqlite: [],
  }),
  constraint('unique added (named)', '', 'CONSTRAINT uq UNIQUE (x)'),
  constraint('unique removed (named)', 'CONSTRAINT uq UNIQUE (x)', ''),
  constraint('unique columns changed, same name', 'CONSTRAINT uq UNIQUE (x)', 'CONSTRAINT uq UNIQUE (x, y)'),
  constraint('unnamed unique in model, named in db, same cols', 'CONSTRAINT uq UNIQUE (x)', 'UNIQUE (x)'),
  // PostgreSQL's name for it, where Alembic has none that could be dropped.
  constraint('unnamed unique added', '', 'UNIQUE (x)', { postgresql: ['addConstraint t_x_key'] }),
  same(
    'unique constraint -> unique index same name',
    t('x integer, CONSTRAINT uq UNIQUE (x)'),
    t('x integer', 'CREATE UNIQUE INDEX ix ON t (x)'),
  ),
  same(
    'index -> unique constraint',
    t('x integer', 'CREATE INDEX ix_t_x ON t (x)'),
    t('x integer, CONSTRAINT uq_x UNIQUE (x)'),
  ),
  same(
    'unique=True + index=True on new table',
    '',
    'CREATE TABLE n (x varchar(5)); CREATE UNIQUE INDEX ix_n_x ON n (x)',
  ),
  constraint('unique deferrable changed', 'CONSTRAINT uq UNIQUE (x)', 'CONSTRAINT uq UNIQUE (x) DEFERRABLE', {
    postgresql: ['dropConstraint uq', 'addConstraint uq'],
  }),
  fk('added', '', FK),
  fk('removed', FK, ''),
  fk('same, unnamed in model', FK, 'FOREIGN KEY (pid) REFERENCES p (id)'),
  fk('renamed only (no change)', FK, FK.replace('fk', 'fk2'), both('renameConstraint fk')),
  fk('ondelete added', FK, `${FK} ON DELETE CASCADE`),
  fk('ondelete case-insensitive', `${FK} ON DELETE cascade`, `${FK} ON DELETE CASCADE`),
  fk('ondelete NO ACTION == none', FK, `${FK} ON DELETE NO ACTION`),
  fk('onupdate removed', `${FK} ON UPDATE CASCADE`, FK),
  fk('deferrable added', FK, `${FK} DEFERRABLE INITIALLY DEFERRED`),
  fk('target table changed', FK, FK.replace(' p ', ' q ')),
  same(
    'composite fk added',
    'CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE c (pa integer, pb integer)',
    'CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b)); CREATE TABLE c (pa integer, pb integer, CONSTRAINT fk FOREIGN KEY (pa, pb) REFERENCES p (a, b))',
  ),
  same(
    'self-referential fk unchanged',
    t('pid integer REFERENCES t (id)'),
    t('pid integer REFERENCES t (id)'),
  ),
  constraint('check added (named)', '', 'CONSTRAINT ck CHECK (x>0)'),
  constraint('check removed (named)', 'CONSTRAINT ck CHECK (x>0)', ''),
  constraint(
    'check expr changed same name (not detected)',
    'CONSTRAINT ck CHECK (x>0)',
    'CONSTRAINT ck CHECK (x>1)',
    both('dropConstraint ck', 'addConstraint ck'),
  ),
  constraint('unnamed check added (not detected)', '', 'CHECK (x>0)', {
    postgresql: ['addConstraint t_x_check'],
    sqlite: ['addConstraint'],
  }),
  {
    ...same(
      'pk column added to composite (not detected)',
      'CREATE TABLE t (id integer NOT NULL, b integer NOT NULL, PRIMARY KEY (id))',
      'CREATE TABLE t (id integer NOT NULL, b integer NOT NULL, PRIMARY KEY (id, b))',
      {
        postgresql: ['dropConstraint t_pkey', 'addConstraint t_pkey'],
        sqlite: ['dropConstraint t_pkey', 'addConstraint'],
      },
    ),
  },
  same('table comment added', t(''), t('', `COMMENT ON TABLE t IS 'hi'`)),
  same('table comment removed', t('', `COMMENT ON TABLE t IS 'hi'`), t('')),
  same(
    'column comment changed',
    t('x integer', `COMMENT ON COLUMN t.x IS 'a'`),
    t('x integer', `COMMENT ON COLUMN t.x IS 'b'`),
  ),
  same(
    'many changes on one column -> one alter_column',
    t('x varchar(10)'),
    t(`x varchar(20) DEFAULT 'q' NOT NULL`),
  ),
  same('version table ignored', 'CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)', ''),
  same('batch rendering', t('x integer'), t('y integer')),
]
