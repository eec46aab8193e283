/** The commands that work on a database, on files of SQLite. */
import { existsSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lineOf, migrationText, updown } from '../runner/history-of.ts'
import { temporaryProject, type TemporaryProject } from './run-cli.ts'

const FILES = lineOf({
  a1: updown(
    `await op.createTable('users', [column('id', t.serial(), { primaryKey: true }), column('email', t.varchar(255))])
  await op.bulkInsert('users', [{ email: 'ann@example.com' }])`,
    `await op.dropTable('users')`,
  ),
  b1: updown(
    `await op.addColumn('users', column('phone', t.varchar(20)))`,
    `await op.dropColumn('users', 'phone')`,
  ),
})

const ENV = `import { defineEnv } from 'migrate-lint/runner'\nexport default defineEnv({ url: 'sqlite:' + import.meta.dirname + '/../shop.db' })\n`

function shop(files: Readonly<Record<string, string>> = FILES, env = ENV): TemporaryProject {
  const project = temporaryProject({ 'migrations/env.mjs': env })
  onTestFinished(() => project.remove())
  for (const [path, text] of Object.entries(files)) project.write(`migrations/${path}`, text)
  return project
}

/** Times and folders differ from run to run. */
const timeless = (text: string) =>
  text.replaceAll(/\d+(?:\.\d)? m?s\b/gu, 'T').replaceAll(/sqlite:\S*\/(?=\w+\.db)/gu, 'sqlite:')

describe('upgrade and downgrade', () => {
  it('say what they run as Alembic does, and where the database is then', async () => {
    const { run } = shop()
    const up = await run(['upgrade'])
    expect({ ...up, out: timeless(up.out) }).toEqual({
      code: 0,
      err: '',
      out: 'Database sqlite:shop.db\nRunning upgrade  -> a1\nRunning upgrade a1 -> b1\n2 migrations in T. The database is at b1.\n',
    })
    expect(timeless((await run(['upgrade'])).out)).toBe(
      'Database sqlite:shop.db\nThere is nothing to do: the database is at b1.\n',
    )
    const down = await run(['downgrade', '-1'])
    expect(timeless(down.out)).toBe(
      'Database sqlite:shop.db\nRunning downgrade b1 -> a1\n1 migration in T. The database is at a1.\n',
    )
    const base = await run(['downgrade', 'base'])
    expect(timeless(base.out)).toBe(
      'Database sqlite:shop.db\nRunning downgrade a1 -> \n1 migration in T. The database is at the base.\n',
    )
  })

  it('give one object per line to programs', async () => {
    const { run } = shop()
    const lines = (await run(['upgrade', 'a1', '--json'])).out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as unknown)
    expect(lines).toEqual([
      { kind: 'started', revision: 'a1', parents: [], direction: 'upgrade', message: '', resumedAt: 0 },
      { kind: 'statement', revision: 'a1', sql: expect.stringMatching(/^CREATE TABLE users/u) as unknown },
      { kind: 'statement', revision: 'a1', sql: `INSERT INTO users (email) VALUES ('ann@example.com')` },
      { kind: 'done', revision: 'a1', direction: 'upgrade', durationMs: expect.any(Number) as unknown },
      { kind: 'report', ran: ['a1'], current: ['a1'] },
    ])
  })

  it('name the migration, the call, the statement and the state when one fails', async () => {
    const { run, write } = shop()
    write(
      'migrations/c1.ts',
      migrationText('c1', 'b1', updown(`await op.execute('UPDATE nobody SET x = 1')`)),
    )
    const { code, err } = await run(['upgrade'])
    expect({ code, err }).toEqual({
      code: 2,
      err: [
        'error: The upgrade of c1 failed at op.execute: no such table: nobody (SQLITE_ERROR)',
        '  file: migrations/c1.ts',
        '  statement: UPDATE nobody SET x = 1',
        '  state: it was rolled back; nothing of it is in the database.\n',
      ].join('\n'),
    })
    expect((await run(['current'])).out).toBe('b1\n')
  })

  it.each([
    [['upgrade', 'zz'], "Can't locate revision identified by 'zz'"],
    [['downgrade', 'base', '--url', 'mysql://shop'], 'No database is known by the scheme mysql.'],
    [['upgrade', '--database', 'billing'], 'there is no database billing: env.ts names none'],
    [['downgrade'], "missing required argument 'target'"],
    [['downgrade', 'a1', '--sql'], 'A script that goes back has to know where it begins.'],
    [['upgrade', '--sql', '--dialect', 'oracle'], 'there is no dialect oracle'],
  ])('%j is wrong use, and says so', async (argv, message) => {
    const { code, err } = await shop().run(argv)
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(err).not.toContain('bug')
  })

  it('print a script for the dialect of the url', async () => {
    const { out } = await shop().run(['upgrade', 'a1:b1', '--sql'])
    expect(out).toContain('sqlite3 -bail')
    expect(out).toContain('ALTER TABLE users ADD COLUMN phone VARCHAR(20);')
    const postgres = await shop().run(['upgrade', 'head', '--sql', '--dialect', 'postgres'])
    expect(postgres.out).toContain('CREATE TABLE users (id serial PRIMARY KEY, email varchar(255));')
  })

  it('ask the linter first with --policy', async () => {
    const { run, write } = shop()
    const notNull = `await op.alterColumn('users', 'email', { nullable: false })`
    write('migrations/c1.ts', migrationText('c1', 'b1', updown(notNull)))
    const { code, out, err } = await run(['upgrade', '--policy', '--url', 'pglite:'])
    expect({ code, out }).toEqual({ code: 2, out: 'Database pglite:\n' })
    expect(err).toContain('error: The policy refuses this run; nothing was changed:\n  migrations/c1.ts:7:')
    expect(err).toContain('Setting users.email NOT NULL reads the whole table.')
    expect(err).toContain('(set-not-null-scans-table)\n')
  })
})

describe('several databases', () => {
  const ENV_OF_TWO = `export default {
  databases: {
    shop: { url: 'sqlite:' + import.meta.dirname + '/../shop.db' },
    billing: { url: 'sqlite:' + import.meta.dirname + '/../billing.db' },
  },
}\n`

  it('are taken in order, or one by name', async () => {
    const { run } = shop(FILES, ENV_OF_TWO)
    expect(timeless((await run(['upgrade', 'a1'])).out)).toBe(
      'shop, sqlite:shop.db:\nRunning upgrade  -> a1\n1 migration in T. The database is at a1.\nbilling, sqlite:billing.db:\nRunning upgrade  -> a1\n1 migration in T. The database is at a1.\n',
    )
    await run(['upgrade', '--database', 'billing'])
    expect((await run(['current'])).out).toBe('shop:\na1\nbilling:\nb1 (head)\n')
    expect((await run(['current', '--database', 'shopp'])).err).toContain('there is no database shopp')
  })
})

describe('relative paths', () => {
  const env = (url: string) => `export default { url: '${url}' }\n`
  const configured = { 'migrate-lint.config.json': '{ "runner": { "folders": "db/migrations" } }' }

  function project(files: Readonly<Record<string, string>>): TemporaryProject {
    const made = temporaryProject(files)
    onTestFinished(() => made.remove())
    for (const [path, text] of Object.entries(FILES)) made.write(`db/migrations/${path}`, text)
    made.write('src/index.ts', '')
    return made
  }

  it('of env.ts begin where the configuration lies, wherever the command is run', async () => {
    const { run, path } = project({ ...configured, 'db/migrations/env.mjs': env('sqlite:./shop.db') })
    expect((await run(['upgrade'], { cwd: path('src') })).code).toBe(0)
    expect((await run(['current'])).out).toBe('b1 (head)\n')
    expect([existsSync(path('shop.db')), existsSync(path('src/shop.db'))]).toEqual([true, false])
  })

  it('of several databases do so with their folders', async () => {
    const { run, path } = project({
      ...configured,
      'db/migrations/env.mjs': `export default { databases: { shop: { url: 'sqlite:shop.db', folders: './db/migrations' } } }\n`,
    })
    expect(await run(['upgrade'], { cwd: path('src') })).toMatchObject({ code: 0, err: '' })
    expect((await run(['current'])).out).toBe('b1 (head)\n')
  })

  it('of a target do so as well', async () => {
    const { run, path } = project({
      ...configured,
      'schema.sql': 'CREATE TABLE invoices (id integer PRIMARY KEY);',
      'db/migrations/env.mjs': `import { sqlFile } from 'migrate-lint/schema'\nexport default { url: 'sqlite:./shop.db', target: sqlFile('schema.sql') }\n`,
    })
    await run(['upgrade'], { cwd: path('src') })
    const { err } = await run(['check'], { cwd: path('src') })
    expect(err).toContain('create table invoices')
  })

  it('of --url begin where the command is run, and so do those of env.ts without a configuration', async () => {
    const { run, path } = project({ 'db/migrations/env.mjs': env('sqlite:./shop.db') })
    const flags = ['--folder', '../db/migrations']
    await run(['upgrade', ...flags], { cwd: path('src') })
    await run(['upgrade', ...flags, '--url', 'sqlite:./other.db'], { cwd: path('src') })
    expect([existsSync(path('src/shop.db')), existsSync(path('src/other.db'))]).toEqual([true, true])
  })
})

describe('current and check', () => {
  it('fail where not all is applied', async () => {
    const { run } = shop()
    await run(['upgrade', 'a1'])
    expect(await run(['current'])).toEqual({
      code: 0,
      out: 'a1\n',
      err: 'note: 1 migration to go, beginning with b1 (migrations/b1.ts).\n',
    })
    expect(await run(['current', '--check-heads'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('Database is not on all head revisions.') as unknown,
    })
    expect(await run(['check'])).toEqual({
      code: 1,
      out: '',
      err: 'Target database is not up to date.\n  1 migration to go, beginning with b1 (migrations/b1.ts).\n',
    })
    await run(['upgrade'])
    expect((await run(['check'])).code).toBe(0)
    expect(JSON.parse((await run(['current', '--json'])).out)).toEqual([
      { current: ['b1'], pending: [], unfinished: [], changed: [], unchecked: [] },
    ])
  })

  it('tell of files that were changed, until they are accepted', async () => {
    const { run, write } = shop()
    await run(['upgrade'])
    write('migrations/a1.ts', FILES['a1.ts']?.replace('varchar(255)', 'varchar(100)') ?? '')
    expect(await run(['verify-checksums'])).toMatchObject({
      code: 1,
      out: 'a1  migrations/a1.ts was changed after it was applied\n',
    })
    expect((await run(['check'])).err).toContain('migrations/a1.ts was changed after a1 was applied.')
    expect(await run(['repair'])).toEqual({ code: 0, out: 'a1 is accepted as its file is now.\n', err: '' })
    expect((await run(['check'])).code).toBe(0)
  })
})

describe('stamp', () => {
  it('runs nothing', async () => {
    const { run } = shop()
    expect((await run(['stamp', 'head'])).out).toBe('The version table says b1 now. Nothing was run.\n')
    expect(timeless((await run(['upgrade'])).out)).toBe(
      'Database sqlite:shop.db\nThere is nothing to do: the database is at b1.\n',
    )
  })

  it('looks first whether the last run of the other runner ended well', async () => {
    const { openDatabase } = await import('../../src/database/open-database.ts')
    const { run, path } = shop()
    expect(await run(['stamp', 'a1', '--from', 'knex'])).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'knex_migrations of knex cannot be read (no such table: knex_migrations). Nothing was stamped.',
      ) as unknown,
    })
    const { connection } = await openDatabase(`sqlite:${path('shop.db')}`)
    await connection.query(`CREATE TABLE knex_migrations (id INTEGER PRIMARY KEY, name TEXT);
      INSERT INTO knex_migrations (name) VALUES ('1_users.js'), ('2_phone.js');
      CREATE TABLE knex_migrations_lock (is_locked INTEGER); INSERT INTO knex_migrations_lock VALUES (1)`)
    expect((await run(['stamp', 'a1', '--from', 'knex'])).err).toContain('knex_migrations_lock is locked')
    await connection.query('UPDATE knex_migrations_lock SET is_locked = 0')
    expect((await run(['stamp', 'a1', '--from', 'knex'])).out).toBe(
      'knex_migrations has 2 applied migrations, the last of them 2_phone.js.\nThe version table says a1 now. Nothing was run.\n',
    )
    await connection.close()
  })
})

describe('plan', () => {
  it('shows statements, transactions and locks, and changes nothing', async () => {
    const { run } = shop()
    await run(['upgrade', 'a1'])
    expect((await run(['plan'])).out).toBe(
      'upgrade b1  migrations/b1.ts\n  in a transaction:\n    ALTER TABLE users ADD COLUMN phone VARCHAR(20)\n',
    )
    expect(JSON.parse((await run(['plan', '--json', '--down'])).out)).toMatchObject({
      migrations: [
        { revision: 'a1', direction: 'downgrade', statements: [{ sql: 'DROP TABLE users', transaction: 1 }] },
      ],
    })
  })
})
