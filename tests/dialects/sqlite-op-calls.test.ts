import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/database/sqlite.ts'
import { nativelyAlters, sqlite } from '../../src/dialects/sqlite.ts'
import { OP_CALLS } from './op-calls.ts'

/** 75 calls of `op` with the SQL that Alembic 1.19 gives for SQLite; not part of the repository. */
const RECORD = resolve(import.meta.dirname, '../../../shared/cases/runner/ops_sql.txt')

const REBUILD = 'cannot do that'
const CONDITION = 'has no IF EXISTS and no IF NOT EXISTS'

/**
 * Where ours is another text: what Alembic does there — `nothing` (it raises), `invalid` (SQLite refuses its text, on
 * a table with a row at the latest), `less` (it runs and does less than was asked), `same` (another spelling) — and
 * what ours is: SQL, or what the refusal says. Refusals that SQLite has no word for are done by a rebuild.
 */
const DIFFERENCES: Readonly<Record<string, readonly [alembic: string, ours: string | RegExp]>> = {
  'add_column now()': ['invalid', /has not the same value in all rows/u],
  'add_column if_not_exists': ['invalid', new RegExp(CONDITION, 'u')],
  'add_column fk': ['nothing', /adds CHECK constraints only/u],
  'add_column unique=True': ['nothing', /adds CHECK constraints only/u],
  'add_column pk': ['invalid', /numbers the rows only where the column alone is the primary key/u],
  'add_column pk inline': ['invalid', /adds no column that is a key/u],
  'add_column Boolean': ['same', 'ALTER TABLE users ADD COLUMN b BOOLEAN DEFAULT false NOT NULL'],
  'add_column Enum': [
    'less',
    "ALTER TABLE users ADD COLUMN s VARCHAR(9) CHECK (s IN ('enabled', 'disabled', 'suspended'))",
  ],
  'add_column Enum non-native+check': [
    'less',
    "ALTER TABLE users ADD COLUMN s VARCHAR(1); ALTER TABLE users ADD CONSTRAINT st CHECK (s IN ('a', 'b'))",
  ],
  'add_column Computed': ['invalid', /is STORED/u],
  'add_column Identity': ['invalid', /numbers the rows only where/u],
  'drop_column if_exists': ['invalid', new RegExp(CONDITION, 'u')],
  'alter default set': ['invalid', new RegExp(REBUILD, 'u')],
  'alter default text': ['invalid', new RegExp(REBUILD, 'u')],
  'alter default drop': ['invalid', new RegExp(REBUILD, 'u')],
  'alter type': ['invalid', new RegExp(REBUILD, 'u')],
  'alter type using': ['invalid', new RegExp(REBUILD, 'u')],
  'alter comment': ['nothing', ''],
  'alter comment None': ['nothing', ''],
  'alter all': ['nothing', new RegExp(REBUILD, 'u')],
  'alter identity set': ['nothing', new RegExp(REBUILD, 'u')],
  'alter identity drop': ['nothing', new RegExp(REBUILD, 'u')],
  'alter identity change': ['nothing', new RegExp(REBUILD, 'u')],
  'alter Boolean->Integer w/constraint': ['invalid', new RegExp(REBUILD, 'u')],
  'create_index desc': ['invalid', 'CREATE INDEX ix_u_e ON users (email DESC)'],
  'create_index gin+ops': ['less', /SQLite has btree indexes only/u],
  create_unique: ['nothing', /adds CHECK constraints only/u],
  'create_unique deferrable': ['nothing', /compares keys row by row/u],
  'create_unique None': ['nothing', /adds CHECK constraints only/u],
  create_check: ['nothing', 'ALTER TABLE users ADD CONSTRAINT ck_u CHECK (age > 0)'],
  'create_check not valid': ['nothing', 'ALTER TABLE users ADD CONSTRAINT ck_u CHECK (age > 0)'],
  create_pk: ['nothing', /adds CHECK constraints only/u],
  create_fk: ['nothing', /adds CHECK constraints only/u],
  'create_fk full': ['nothing', /cannot lead into another database/u],
  'create_fk not valid': ['nothing', /adds CHECK constraints only/u],
  'create_fk None': ['nothing', /adds CHECK constraints only/u],
  create_exclude: ['nothing', /has no EXCLUDE/u],
  'drop_constraint fk': ['nothing', 'ALTER TABLE orders DROP CONSTRAINT fk_o'],
  'drop_constraint ifx': ['nothing', new RegExp(CONDITION, 'u')],
  'create_table enum': [
    'less',
    "CREATE TABLE t (id INTEGER NOT NULL, e VARCHAR(1) CHECK (e IN ('a', 'b')), PRIMARY KEY (id))",
  ],
  create_table_comment: ['invalid', ''],
  drop_table_comment: ['invalid', ''],
  'batch add': ['nothing', 'ALTER TABLE users ADD COLUMN foo INTEGER; ALTER TABLE users DROP COLUMN bar'],
}

/** What the calls find, with a row in each table. */
const TABLES: Readonly<Record<string, string>> = {
  users:
    "age INTEGER, email TEXT DEFAULT 'a@b.example', a TEXT, b TEXT, bar INTEGER, v INTEGER, doc TEXT, deleted_at TEXT",
  orders: 'uid INTEGER, CONSTRAINT fk_o CHECK (uid > 0)',
  user: 'name TEXT',
  a: 'name TEXT',
  account: 'id INTEGER, name TEXT',
}

function schemaFor(title: string): string {
  const extra = new Map([
    [/^add_column Boolean/u, 'ALTER TABLE users DROP COLUMN b'],
    [/^add_column Enum non-native/u, 'DELETE FROM users'],
    [/^add_column pk/u, 'CREATE TABLE users (email TEXT); INSERT INTO users VALUES (1)'],
    [/^(?:drop_column|execute str)/u, 'ALTER TABLE users ADD COLUMN phone TEXT'],
    [/^alter /u, 'ALTER TABLE users ADD COLUMN n INTEGER; CREATE TABLE t (id INTEGER, q BOOLEAN)'],
    [/^drop_index/u, 'CREATE INDEX ix_u_e ON users (email)'],
    [
      /schema$/u,
      "ATTACH ':memory:' AS app; ATTACH ':memory:' AS s; CREATE TABLE app.users (id INTEGER); CREATE TABLE s.a (id INTEGER)",
    ],
    [/^rename_table$/u, ''],
    [/^drop_table$/u, 'CREATE TABLE t (id INTEGER)'],
  ])
  const own = [...extra].filter(([pattern]) => pattern.test(title)).map(([, sql]) => sql)
  const tables = Object.entries(TABLES)
    .filter(([name]) => !own.some(sql => sql.includes(`CREATE TABLE ${name} `)))
    .map(([name, columns]) => {
      const id = columns.startsWith('id') ? '' : 'id INTEGER PRIMARY KEY, '
      const [first] = columns.split(' ')
      return `CREATE TABLE "${name}" (${id}${columns}); INSERT INTO "${name}" (${first ?? ''}) VALUES (1)`
    })
  return [...tables, ...own].join(';')
}

async function runs(title: string, sql: string): Promise<string | undefined> {
  const database = await openSqlite(':memory:')
  try {
    await database.query(schemaFor(title))
    await database.query(sql)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await database.close()
  }
}

/** White space, case and the comments of ours are no difference. */
function plain(sql: string): string {
  return sql
    .replace(/^--.*$/gmu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/ ?([(),;=]) ?/gu, '$1')
    .replace(/;+$|^;+/gu, '')
    .replace(/;+/gu, ';')
    .trim()
}

function ours(title: string): string | Error {
  try {
    return sqlite.printOperations(OP_CALLS[title] ?? []).join(';\n')
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

function recorded(): readonly (readonly [title: string, alembic: string])[] {
  return readFileSync(RECORD, 'utf8')
    .split(/^## /mu)
    .slice(1)
    .map(section => {
      const [title = ''] = section.split('\n')
      return [title, section.slice(section.indexOf('[sqlite]') + '[sqlite]'.length).trim()] as const
    })
}

describe.skipIf(!existsSync(RECORD))('a call of op gives, against Alembic on SQLite,', () => {
  const cases = existsSync(RECORD) ? recorded() : []

  it('operations for each record', () => {
    expect(cases.map(([title]) => title).sort()).toEqual(Object.keys(OP_CALLS).sort())
  })

  it.each(cases.filter(([title]) => !(title in DIFFERENCES)))('the same: %s', async (title, alembic) => {
    const text = ours(title)
    expect(text).toEqual(expect.any(String))
    expect(plain(String(text))).toBe(plain(alembic))
  })

  it.each(cases.filter(([title]) => title in DIFFERENCES))('more: %s', async (title, alembic) => {
    const [what, expected] = DIFFERENCES[title] ?? ['', '']
    const text = ours(title)
    if (typeof expected === 'string') expect(plain(String(text))).toBe(plain(expected))
    else expect(String(text instanceof Error ? text.message : '')).toMatch(expected)
    expect(plain(String(text))).not.toBe(plain(alembic))
    if (what === 'nothing') expect(alembic).toContain('!!')
    else if (what === 'invalid') expect(await runs(title, alembic)).toBeDefined()
    else expect(await runs(title, alembic)).toBeUndefined()
  })

  const texts = cases
    .map(([title]) => [title, ours(title)] as const)
    .filter(([, text]) => typeof text === 'string')
  it.each(texts)('SQL that runs: %s', async (title, text) => {
    const database = await openSqlite(':memory:')
    const { rows } = await database.query('SELECT sqlite_version() AS version')
    await database.close()
    if (!OP_CALLS[title]?.every(each => nativelyAlters(each, String(rows[0]?.['version'])))) return
    // Rows without a value stop it, as they do in PostgreSQL.
    const error = title === 'add_column NOT NULL no default' ? /default value NULL/u : undefined
    const told = await runs(title, String(text))
    if (error) expect(told).toMatch(error)
    else expect(told).toBeUndefined()
  })
})
