/** What rebuilds of other tools lose or stumble over, one thing after the other. */
import { describe, expect, it } from 'vitest'
import type { BareOperation } from '../../../src/model/operation.ts'
import type { BatchOptions } from '../../../src/runner/batch/batch-options.ts'
import { openTestDatabase } from './database.ts'
import { column, constraint, on, sql } from './operations.ts'

const users = on('users')

interface Kept {
  readonly what: string
  readonly schema: string
  readonly operations?: readonly BareOperation[]
  readonly options?: BatchOptions
  /** A query, and its rows behind the rebuild. */
  readonly asks: Readonly<Record<string, readonly unknown[]>>
}

const text = (name: string) => `SELECT replace(sql, '"', '') AS x FROM sqlite_master WHERE name = '${name}'`
const REBUILD = [users.setDefault('bar', 5)]

const KEPT: readonly Kept[] = [
  {
    what: 'AUTOINCREMENT, with the numbers that were given and deleted',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, bar INT); INSERT INTO users VALUES (9, 1), (20, 2); DELETE FROM users WHERE id = 20',
    asks: {
      [text('users')]: ['CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, bar INT DEFAULT 5)'],
      'INSERT INTO users (bar) VALUES (3) RETURNING id': [21],
      'SELECT count(*) FROM sqlite_sequence': [1],
    },
  },
  {
    what: 'the numbers of a table that is empty by now',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, bar INT); INSERT INTO users VALUES (20, 2); DELETE FROM users',
    asks: { 'INSERT INTO users (bar) VALUES (3) RETURNING id': [21] },
  },
  {
    what: 'COLLATE',
    schema: `CREATE TABLE users (email TEXT COLLATE NOCASE, bar INT); INSERT INTO users VALUES ('Ada', 1)`,
    asks: { [`SELECT count(*) FROM users WHERE email = 'ADA'`]: [1] },
  },
  {
    what: 'a CHECK without a name, at a column and by itself',
    schema: 'CREATE TABLE users (n INT CHECK (n > 0), bar INT, CHECK (n < 9))',
    asks: { [text('users')]: ['CREATE TABLE users (n INT CHECK (n > 0), bar INT DEFAULT 5, CHECK (n < 9))'] },
  },
  {
    what: 'a trigger, which the rebuild does not fire',
    schema: `CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE TABLE log (x); CREATE TRIGGER trg AFTER INSERT ON users BEGIN INSERT INTO log VALUES (new.id); END; INSERT INTO users VALUES (1, 1)`,
    asks: {
      'SELECT count(*) FROM log': [1],
      [text('trg')]: ['CREATE TRIGGER trg AFTER INSERT ON users BEGIN INSERT INTO log VALUES (new.id); END'],
    },
  },
  {
    what: 'indexes on expressions, descending, partial, unique and collated',
    schema: `CREATE TABLE users (email TEXT, bar INT); CREATE INDEX a ON users (lower(email)); CREATE INDEX b ON users (bar DESC); CREATE INDEX c ON users (bar) WHERE bar > 5; CREATE UNIQUE INDEX d ON users (email COLLATE NOCASE)`,
    asks: {
      [text('a')]: ['CREATE INDEX a ON users (lower(email))'],
      [text('b')]: ['CREATE INDEX b ON users (bar DESC)'],
      [text('c')]: ['CREATE INDEX c ON users (bar) WHERE bar > 5'],
      [text('d')]: ['CREATE UNIQUE INDEX d ON users (email COLLATE NOCASE)'],
    },
  },
  {
    what: 'STRICT and WITHOUT ROWID',
    schema: `CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT) WITHOUT ROWID, STRICT; INSERT INTO users VALUES (1, 2)`,
    asks: {
      [text('users')]: [
        'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT DEFAULT 5) WITHOUT ROWID, STRICT',
      ],
    },
  },
  {
    what: 'generated columns, computed anew',
    schema:
      'CREATE TABLE users (bar INT, v INT AS (bar * 2), s INT GENERATED ALWAYS AS (bar * 3) STORED); INSERT INTO users (bar) VALUES (2)',
    asks: { 'SELECT v + s FROM users': [10] },
  },
  {
    what: 'a view on the table, and a view on that view',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE VIEW v AS SELECT id, bar FROM users; CREATE VIEW w AS SELECT bar FROM v; INSERT INTO users VALUES (1, 2)',
    asks: { 'SELECT bar FROM w': [2], [text('v')]: ['CREATE VIEW v AS SELECT id, bar FROM users'] },
  },
  {
    what: 'children that ON DELETE CASCADE would delete',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE TABLE c (uid INTEGER REFERENCES users (id) ON DELETE CASCADE); INSERT INTO users VALUES (1, 2); INSERT INTO c VALUES (1)',
    asks: {
      'SELECT count(*) FROM c': [1],
      "SELECT on_delete FROM pragma_foreign_key_list('c')": ['CASCADE'],
      'PRAGMA foreign_keys': [1],
    },
  },
  {
    what: 'children that refuse to lose their parent',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE TABLE c (uid INTEGER REFERENCES users (id)); INSERT INTO users VALUES (1, 2); INSERT INTO c VALUES (1)',
    asks: { 'SELECT count(*) FROM c': [1], 'SELECT count(*) FROM users': [1] },
  },
  {
    what: 'a foreign key to its own table, with children and parents',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT, parent INT CONSTRAINT fk_n REFERENCES users (id) ON DELETE CASCADE); INSERT INTO users VALUES (1, 2, NULL), (2, 2, 1), (3, 2, 2)',
    asks: {
      'SELECT count(*) FROM users': [3],
      'DELETE FROM users WHERE id = 1 RETURNING id': [1],
      'SELECT count(*) AS left_behind FROM users': [0],
    },
  },
  {
    what: 'names of constraints, however they are written on one line',
    schema:
      'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT, CONSTRAINT fk_p FOREIGN KEY(bar) REFERENCES p(id) ON DELETE CASCADE, CONSTRAINT uq UNIQUE (bar))',
    operations: [users.rename('bar', 'q'), users.dropConstraint('uq')],
    asks: {
      [text('users')]: [
        'CREATE TABLE users (id INTEGER PRIMARY KEY, q INT, CONSTRAINT fk_p FOREIGN KEY(q) REFERENCES p(id) ON DELETE CASCADE)',
      ],
    },
  },
  {
    what: 'one constraint where a column and its type make one',
    schema: 'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT)',
    operations: [
      users.add(column('flag', 'boolean', { constraints: [constraint.check('flag IN (0, 1)', 'ck_flag')] })),
      ...REBUILD,
    ],
    asks: {
      [text('users')]: [
        'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT DEFAULT 5, flag BOOLEAN CONSTRAINT ck_flag CHECK (flag IN (0, 1)))',
      ],
    },
  },
  {
    what: 'a name of any length',
    schema: `CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE TABLE ${'a'.repeat(90)} (id INTEGER PRIMARY KEY, bar INT); INSERT INTO ${'a'.repeat(90)} VALUES (1, 2)`,
    operations: [on('a'.repeat(90)).setDefault('bar', 5)],
    asks: { [`SELECT bar FROM ${'a'.repeat(90)}`]: [2], 'SELECT count(*) FROM sqlite_master': [2] },
  },
  {
    what: 'names with blanks, quotes and capitals',
    schema: `CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE TABLE "My ""own"" 'table'" ("a b" INT, [c d] INT, \`e\` INT); INSERT INTO "My ""own"" 'table'" VALUES (1, 2, 3); CREATE INDEX "ix 1" ON "My ""own"" 'table'" ("a b")`,
    operations: [on(`My "own" 'table'`).setDefault('c d', 5), on(`My "own" 'table'`).drop('e')],
    asks: {
      [`SELECT "a b" + "c d" FROM "My ""own"" 'table'"`]: [3],
      [text('ix 1')]: [`CREATE INDEX ix 1 ON My own 'table' (a b)`],
    },
  },
  {
    what: 'rowids that nothing names, at which a full-text table points',
    schema: `CREATE TABLE users (bar INT, note TEXT); INSERT INTO users (rowid, bar, note) VALUES (7, 1, 'red'), (40, 2, 'blue'); CREATE VIRTUAL TABLE search USING fts5(note, content=users); INSERT INTO search(search) VALUES ('rebuild')`,
    asks: {
      [`SELECT rowid FROM search WHERE search MATCH 'blue'`]: [40],
      'SELECT rowid FROM users ORDER BY rowid': [7, 40],
    },
  },
  {
    what: 'what ANALYZE found out',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE INDEX ix ON users (bar); INSERT INTO users VALUES (1, 2), (2, 2); ANALYZE',
    asks: { [`SELECT stat FROM sqlite_stat1 WHERE tbl = 'users'`]: ['2 2'] },
  },
  {
    what: 'big numbers, blobs, texts that look like numbers, and NULL',
    schema: `CREATE TABLE users (bar, big INTEGER, note); INSERT INTO users VALUES (x'00ff', 9223372036854775807, '007'), (NULL, 1.5, 1e300)`,
    operations: [users.setDefault('big', 1)],
    asks: {
      [`SELECT typeof(bar) || quote(bar) || typeof(big) || big || typeof(note) || note AS x FROM users LIMIT 1`]:
        [`blobX'00FF'integer9223372036854775807text007`],
      'SELECT typeof(big) FROM users WHERE bar IS NULL': ['real'],
    },
  },
  {
    what: 'the data of a table that another connection of names would confuse: a column called as the table',
    schema: 'CREATE TABLE users (users INT, bar INT, id INT); INSERT INTO users VALUES (1, 2, 3)',
    operations: [users.setDefault('users', 4), users.changeType('bar', 'integer', 'users + id')],
    asks: { 'SELECT bar FROM users': [4] },
  },
  {
    what: 'a table whose text has comments with words of the language',
    schema: `CREATE TABLE users (id INTEGER PRIMARY KEY, /* CHECK (bar), "quoted */ bar INT -- DEFAULT 1, it's ) not
      , note TEXT DEFAULT ') -- no /* comment' -- the end
    ); INSERT INTO users (id) VALUES (1)`,
    asks: {
      'SELECT note FROM users': [') -- no /* comment'],
      [`SELECT dflt_value FROM pragma_table_info('users') WHERE name = 'bar'`]: ['5'],
    },
  },
  {
    what: 'a second table whose trigger and foreign key lead to the first',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE TABLE o (id INTEGER PRIMARY KEY, u INT REFERENCES users); CREATE TRIGGER t AFTER INSERT ON o BEGIN UPDATE users SET bar = bar + 1 WHERE id = new.u; END; INSERT INTO users VALUES (1, 1)',
    asks: {
      'INSERT INTO o VALUES (1, 1) RETURNING id': [1],
      'SELECT bar FROM users': [2],
      'SELECT "table" FROM pragma_foreign_key_list(\'o\')': ['users'],
    },
  },
  {
    what: 'a trigger on a view of it',
    schema:
      'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); CREATE VIEW v AS SELECT id FROM users; CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN INSERT INTO users (id) VALUES (new.id); END',
    asks: { 'INSERT INTO v VALUES (7) RETURNING id': [7], 'SELECT bar FROM users': [5] },
  },
  {
    what: 'ON CONFLICT',
    schema: `CREATE TABLE users (bar INT, code TEXT UNIQUE ON CONFLICT REPLACE); INSERT INTO users VALUES (1, 'a')`,
    asks: { [`INSERT INTO users VALUES (2, 'a') RETURNING bar`]: [2], 'SELECT count(*) FROM users': [1] },
  },
  {
    what: 'a default that is computed, of a new column in the middle',
    schema: 'CREATE TABLE users (id INTEGER PRIMARY KEY, bar INT); INSERT INTO users VALUES (1, 2)',
    operations: [users.add(column('x', 'integer', { default: sql('40 + 2') }))],
    options: { positions: { x: { after: 'id' } } },
    asks: {
      'SELECT x FROM users': [42],
      [text('users')]: ['CREATE TABLE users (id INTEGER PRIMARY KEY, x INTEGER DEFAULT (40 + 2), bar INT)'],
    },
  },
]

describe('a rebuild keeps', () => {
  it.each(KEPT)('$what', async ({ schema, operations = REBUILD, options, asks }) => {
    const database = await openTestDatabase(schema)
    const sent = await database.batch(operations, options)
    expect(sent.some(each => each.startsWith('DROP TABLE'))).toBe(true)
    for (const [query, expected] of Object.entries(asks)) {
      const rows = await database.rows(query)
      expect([query, rows.map(row => Object.values(row)[0])]).toEqual([query, expected])
    }
    expect(await database.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })
})
