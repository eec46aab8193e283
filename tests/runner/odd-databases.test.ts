/** Databases and names that are not as one thinks: rights that are missing, quotes in names, settings that a migration changes. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetSchema } from '../../src/database/embedded.ts'
import type { Database } from '../../src/database/open-database.ts'
import { historyOf, lineOf, migrationText, updown } from './history-of.ts'
import { sharedDatabase } from '../shared-embedded.ts'

let database: Database
beforeAll(async () => {
  database = await sharedDatabase()
})
beforeEach(() => resetSchema(database.connection))

const send = (sql: string) => database.connection.query(sql)
const rows = async (sql: string) => (await send(sql)).rows
const schemaOf = async (table: string) =>
  (await rows(`SELECT schemaname FROM pg_tables WHERE tablename = '${table}'`))[0]?.['schemaname']

/** The database, and what was sent to it. */
function listening(): { readonly heard: Database; readonly sent: string[] } {
  const sent: string[] = []
  const query: Database['connection']['query'] = (sql, parameters) => {
    sent.push(sql)
    return database.connection.query(sql, parameters)
  }
  return { sent, heard: { ...database, connection: { ...database.connection, query } } }
}
const messageOf = async (run: Promise<unknown>) =>
  run.then(
    () => 'it succeeded',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
const orders = updown(
  `await op.createTable('orders', [column('id', t.integer())])`,
  `await op.dropTable('orders')`,
)

describe('a role that may not make tables', () => {
  it('is told which, and with what SQL somebody else makes them', async () => {
    await send(`CREATE ROLE clerk; REVOKE CREATE ON SCHEMA public FROM PUBLIC; SET ROLE clerk`)
    try {
      const { runner } = historyOf(lineOf({ a1: orders }), database)
      expect(await messageOf(runner.upgrade())).toMatch(
        /^The runner cannot make the table public\.alembic_version: permission denied for schema public \(42501\)\. Nothing was run\. Grant the role CREATE on the schema, or have it made: CREATE TABLE/u,
      )
    } finally {
      await send('RESET ROLE; DROP ROLE clerk')
    }
  })
})

describe('a database that is read only', () => {
  it('is told as such', async () => {
    await send('SET default_transaction_read_only = on')
    try {
      const { runner } = historyOf(lineOf({ a1: orders }), database)
      expect(await messageOf(runner.upgrade())).toMatch(
        /^The runner cannot make the table public\.alembic_version: cannot execute CREATE TABLE in a read-only transaction \(25006\)\. Nothing was run\. Connect to the primary server/u,
      )
    } finally {
      await send('RESET default_transaction_read_only')
    }
  })

  it('may be looked at, and needs nothing when nothing is to do', async () => {
    const { runner } = historyOf(lineOf({ a1: orders }), database)
    await runner.upgrade()
    await send('SET default_transaction_read_only = on')
    try {
      expect(await runner.upgrade()).toEqual({ ran: [], current: ['a1'] })
    } finally {
      await send('RESET default_transaction_read_only')
    }
  })
})

describe('names and texts that need quotes', () => {
  it.each([
    { name: 'Versions "of" o\'Hara' },
    { schema: 'Sales "2"', name: 'select' },
    { name: 'v'.repeat(63) },
  ])('are quoted: version table %o', async versionTable => {
    await send('DROP SCHEMA IF EXISTS "Sales ""2""" CASCADE; CREATE SCHEMA "Sales ""2"""')
    const { runner } = historyOf({ 'a1.ts': migrationText('o"Hara\\\\1', null, orders) }, database, {
      versionTable,
    })
    expect(await runner.upgrade()).toEqual({ ran: ['o"Hara\\1'], current: ['o"Hara\\1'] })
    expect(await runner.downgrade('base')).toEqual({ ran: ['o"Hara\\1'], current: [] })
    expect((await runner.runs()).map(({ revision, state }) => [revision, state])).toEqual([
      ['o"Hara\\1', 'applied'],
      ['o"Hara\\1', 'applied'],
    ])
    await send('DROP SCHEMA "Sales ""2""" CASCADE')
  })

  it('are kept as they are in messages and errors', async () => {
    const text = `it's "odd": \\\\n $1 ; COMMIT; -- \\u0000`
    const body = `/** ${'it\'s "odd" \\ ; COMMIT; --'} */\n${updown(`throw new Error(${JSON.stringify(text)})`)}`
    const { runner } = historyOf(lineOf({ a1: body }), database)
    await messageOf(runner.upgrade())
    expect((await runner.runs()).map(({ error }) => error)).toEqual([text.replace('\0', '')])
  })
})

describe('settings that a migration changes', () => {
  it('do not hide the tables of the runner', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: updown(`await op.execute("SELECT set_config('search_path', '', false)")`),
        b1: updown(`await op.execute('SELECT 1')`),
      }),
      database,
    )
    try {
      expect(await runner.upgrade()).toEqual({ ran: ['a1', 'b1'], current: ['b1'] })
    } finally {
      await send('RESET search_path')
    }
  })

  it('are gone with it: the next one begins as if it ran alone', async () => {
    const dumped = `await op.execute(\`SET check_function_bodies = false; SELECT pg_catalog.set_config('search_path', '', false)\`)`
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.execute('CREATE SCHEMA shop; SET search_path = shop; CREATE TABLE items (id integer)')`,
        ),
        b1: orders,
        c1: updown(dumped),
        d1: updown(
          `await op.execute("CREATE TABLE paths AS SELECT current_setting('search_path') AS path, current_setting('check_function_bodies') AS checks, current_setting('lock_timeout') AS locks")`,
        ),
      }),
      database,
    )
    await runner.upgrade()
    expect(await schemaOf('items')).toBe('shop')
    expect(await schemaOf('orders')).toBe('public')
    expect(await rows('SELECT * FROM public.paths')).toEqual([{ path: 'public', checks: 'on', locks: '5s' }])
  })

  it.each(['each', 'all', 'none'] as const)(
    'go back to what beforeRun made of them, and the row of the version table is written as before: %s',
    async transaction => {
      await send(`CREATE ROLE clerk; CREATE SCHEMA shop; GRANT CREATE, USAGE ON SCHEMA shop TO clerk`)
      try {
        const { runner } = historyOf(
          lineOf({
            a1: updown(`await op.execute("DO $$ BEGIN EXECUTE 'SET search_path = public'; END $$")`),
            b1: updown(
              transaction === 'none'
                ? `await op.execute('SET search_path = pg_catalog')`
                : `await op.execute('SET ROLE clerk')\n  await op.execute('CREATE TABLE shop.items (id integer)')`,
            ),
            c1: updown(`await op.execute('CREATE TABLE people AS SELECT current_user AS name')`),
          }),
          database,
          { transaction, beforeRun: connection => connection.query('SET search_path = shop, public') },
        )
        expect((await runner.upgrade()).current).toEqual(['c1'])
        expect(await schemaOf('people')).toBe('shop')
        expect(await rows('SELECT name FROM shop.people')).toEqual([{ name: 'postgres' }])
      } finally {
        await send(
          'RESET ROLE; RESET search_path; DROP SCHEMA shop CASCADE; DROP OWNED BY clerk; DROP ROLE clerk',
        )
      }
    },
  )

  it('are made again when a migration is gone on with behind the part that made them', async () => {
    const half = (last: string) =>
      lineOf({
        a1: `${updown(`await op.execute('CREATE SCHEMA shop; SET search_path = shop')
  await op.autocommit(() => op.execute('SET timezone = 7'))
  await op.execute('SELECT 1')
  ${last}`)}`,
      })
    const { runner, write } = historyOf(half(`await op.execute('DROP TABLE nothing')`), database)
    expect(await messageOf(runner.upgrade())).toMatch(/its first 2 operations are committed/u)
    expect(await rows(`SELECT current_setting('search_path') AS path`)).toEqual([{ path: 'public' }])
    write(
      'a1.ts',
      half(`await op.execute("CREATE TABLE items AS SELECT current_setting('timezone') AS zone")`)['a1.ts'] ??
        '',
    )
    await runner.upgrade()
    expect(await schemaOf('items')).toBe('shop')
    expect(await rows('SELECT zone FROM shop.items')).toEqual([{ zone: '<+07>-07' }])
  })

  it('cost nothing where there are none: nothing is asked behind a migration', async () => {
    const { heard, sent } = listening()
    const { runner } = historyOf(
      lineOf({
        a1: orders,
        b1: updown(`await op.execute('UPDATE orders SET id = 1; ALTER TABLE orders ALTER id SET NOT NULL')`),
      }),
      heard,
    )
    await runner.upgrade()
    expect(sent.filter(sql => sql.includes('pg_settings'))).toHaveLength(1)
  })
})

describe('a pool between the runner and the server', () => {
  it('gets a lock that no session has to keep', async () => {
    const { runner } = historyOf(lineOf({ a1: orders }), { ...database, isPooled: true })
    await runner.upgrade()
    expect(await rows('SELECT name, owner FROM migrate_lint_lock')).toEqual([
      { name: 'public.alembic_version', owner: '' },
    ])
  })
})

describe('a limit on locks of the session', () => {
  const build = lineOf({
    a1: orders,
    b1: updown(`await op.autocommit(() => op.createIndex('ix', 'orders', ['id'], { concurrently: true }))`),
  })

  it('is taken away for a concurrent build, and given back', async () => {
    const { heard, sent } = listening()
    const { runner } = historyOf(build, heard, {
      beforeRun: connection => connection.query(`SET lock_timeout = '3s'`),
    })
    await runner.upgrade()
    const about = sent.findIndex(sql => sql.startsWith('CREATE INDEX CONCURRENTLY'))
    expect(sent.slice(0, about)).toContain('SET lock_timeout = 0')
    expect(await rows(`SELECT current_setting('lock_timeout') AS limit`)).toEqual([{ limit: '3s' }])
    await send('RESET lock_timeout')
  })

  it('is not touched where there is none, since a pool gives each statement another session', async () => {
    const { heard, sent } = listening()
    const { runner } = historyOf(build, heard)
    await runner.upgrade()
    expect(sent.filter(sql => /^(?:SET|RESET) lock_timeout/u.test(sql))).toEqual([])
  })
})

describe('an update in batches that is gone on with', () => {
  it('keeps its place while the first batch fails again', async () => {
    await send('CREATE TABLE orders AS SELECT id, 0 AS seen FROM generate_series(1, 4) AS id')
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.autocommit(() => op.updateInBatches('orders', { set: { seen: sql\`seen + 1 / (3 - id)\` }, key: 'id', size: 1 }))`,
        ),
      }),
      database,
    )
    expect(await messageOf(runner.upgrade())).toMatch(/operation 1 was begun/u)
    expect(await messageOf(runner.upgrade())).toMatch(/operation 1 was begun/u)
    expect((await runner.runs()).at(-1)?.progress?.key).toBe("'2'")
    await send('DELETE FROM orders WHERE id = 3')
    await runner.upgrade()
    expect((await send('SELECT seen FROM orders WHERE id = 2')).rows).toEqual([{ seen: 1 }])
  })
})

describe('op.setLocal', () => {
  const keep = (table: string) =>
    `await op.execute("CREATE TABLE ${table} AS SELECT current_setting('lock_timeout') AS value")`

  it('holds for every transaction of its migration, and for no other', async () => {
    const limit = `await op.setLocal({ lockTimeout: '1s' })`
    const { runner } = historyOf(
      lineOf({
        a1: `${updown(`${limit}\n  ${keep('apart')}`)}\nexport const transaction = false`,
        b1: updown(
          `${limit}\n  await op.autocommit(() => ${keep('inside').slice('await '.length)})\n  ${keep('behind')}`,
        ),
        c1: updown(keep('later')),
      }),
      database,
    )
    await runner.upgrade()
    for (const [table, value] of Object.entries({ apart: '1s', inside: '1s', behind: '1s', later: '5s' }))
      expect([table, (await send(`SELECT value FROM ${table}`)).rows]).toEqual([table, [{ value }]])
  })
})

describe('a session that reads backslashes in texts', () => {
  it('is told not to: a text may end with one', async () => {
    await send('SET standard_conforming_strings = off')
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.execute('CREATE TABLE paths (path text)')\n  await op.bulkInsert('paths', [{ path: 'C:' + String.fromCharCode(92) }])`,
        ),
      }),
      database,
    )
    await runner.upgrade()
    expect(await rows('SELECT path FROM paths')).toEqual([{ path: 'C:\\' }])
  })
})

describe('a version table', () => {
  it('is found where search_path finds it, as Alembic does', async () => {
    await send(
      `CREATE TABLE public.alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY); INSERT INTO alembic_version VALUES ('a1');
       CREATE SCHEMA sales; SET search_path = sales, public`,
    )
    try {
      const { runner } = historyOf(lineOf({ a1: orders }), database)
      expect(await runner.upgrade()).toEqual({ ran: [], current: ['a1'] })
    } finally {
      await send('RESET search_path; DROP SCHEMA sales CASCADE')
    }
  })
})
