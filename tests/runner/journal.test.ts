/** What is kept of a migration that is not one transaction: by what is new, and readable as earlier versions kept it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../src/database/open-database.ts'
import { historyOf, lineOf, updown } from './history-of.ts'

let database: Database
let sent: string[]
beforeEach(async () => {
  const opened = await openDatabase('sqlite::memory:')
  sent = []
  const { connection } = opened
  database = {
    ...opened,
    connection: {
      close: () => connection.close(),
      query(sql, parameters) {
        sent.push(sql)
        return connection.query(sql, parameters)
      },
    },
  }
})
afterEach(() => database.connection.close())

const rows = async (sql: string) => (await database.connection.query(sql)).rows
const apart = (up: string) => `${updown(up)}\nexport const transaction = false`
const inserts = (count: number) =>
  `for (let id = 1; id <= ${count}; id++) await op.execute('INSERT INTO orders VALUES (' + id + ')')`
const orders = `await op.execute('CREATE TABLE orders (id integer)')`

describe('the journal', () => {
  it('grows by what is new: the last part of many costs what the second did', async () => {
    const { runner } = historyOf(lineOf({ a1: apart(`${orders}\n  ${inserts(200)}`) }), database)
    await runner.upgrade()
    const kept = sent.filter(sql => sql.includes('migrate_lint_history') && sql.endsWith('COMMIT'))
    const lengths = kept.slice(1, -1).map(sql => sql.length)
    expect(lengths).toHaveLength(200)
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(10)
  })

  it('is one row of the history once the migration is applied, and is no run of its own before', async () => {
    const files = (last: string) => lineOf({ a1: apart(`${orders}\n  ${inserts(3)}\n  ${last}`) })
    const { runner, write } = historyOf(files(`await op.execute('DROP TABLE customers')`), database)
    await expect(runner.upgrade()).rejects.toThrow(/its first 4 operations are committed/u)
    expect((await runner.runs()).map(({ revision, state }) => `${revision} ${state}`)).toEqual(['a1 failed'])
    expect((await runner.status()).unfinished).toHaveLength(1)
    write('a1.ts', files(`await op.execute('DELETE FROM orders WHERE id = 1')`)['a1.ts'] ?? '')
    await runner.upgrade()
    expect(await rows('SELECT id FROM orders ORDER BY id')).toEqual([{ id: 2 }, { id: 3 }])
    expect(await rows('SELECT state, progress, error FROM migrate_lint_history')).toEqual([
      { state: 'applied', progress: null, error: null },
    ])
  })

  it('goes on behind what an earlier version kept in the row of the run, stopped again half way', async () => {
    const files = (last: string) => lineOf({ a1: apart(`${orders}\n  ${inserts(3)}\n  ${last}`) })
    const { runner, write } = historyOf(files(`await op.execute('DROP TABLE customers')`), database)
    // The first 16 digits of the SHA-256 of each statement, as `printf %s … | sha256sum` gives them.
    const done = ['48211407f54a9f8f', 'bc8beec347d4a882']
    await database.connection.query(
      `CREATE TABLE orders (id integer);
       INSERT INTO orders VALUES (1);
       CREATE TABLE migrate_lint_history (id INTEGER PRIMARY KEY, revision TEXT NOT NULL, direction VARCHAR(9) NOT NULL, state VARCHAR(8) NOT NULL, checksum VARCHAR(64), message TEXT, started_at TEXT NOT NULL, duration_ms INTEGER, progress TEXT, error TEXT, tool_version TEXT, actor TEXT);
       INSERT INTO migrate_lint_history (revision, direction, state, started_at, progress)
         VALUES ('a1', 'upgrade', 'started', '2026-01-01T00:00:00.000Z', '{"done":${JSON.stringify(done)}}')`,
    )
    await expect(runner.upgrade()).rejects.toThrow(/its first 4 operations are committed/u)
    write('a1.ts', files(`await op.execute('DELETE FROM orders WHERE id = 1')`)['a1.ts'] ?? '')
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect(await rows('SELECT id FROM orders ORDER BY id')).toEqual([{ id: 2 }, { id: 3 }])
  })

  it('keeps each answer by its number, so that one that was asked anew takes none from those behind it', async () => {
    const asking = (last: string) =>
      apart(`${orders}
  const many = await op.connection.query('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) SELECT i FROM n')
  const [{ count }] = await op.connection.query('SELECT count(*) AS count FROM orders')
  await op.execute('INSERT INTO orders VALUES (' + (many.length + Number(count)) + ')')
  ${last}`)
    const { runner, write } = historyOf(lineOf({ a1: asking(`await op.execute('DROP TABLE x')`) }), database)
    for (let run = 0; run < 2; run++) await expect(runner.upgrade()).rejects.toThrow(/first 2 operations/u)
    write('a1.ts', lineOf({ a1: asking(`await op.execute('INSERT INTO orders VALUES (7)')`) })['a1.ts'] ?? '')
    await runner.upgrade()
    expect(await rows('SELECT id FROM orders ORDER BY id')).toEqual([{ id: 7 }, { id: 1500 }])
  })

  it('is one row for all batches of an update', async () => {
    const walk = `await op.updateInBatches('orders', { set: { total: 0 }, key: 'id', size: 1 })`
    const { runner } = historyOf(
      lineOf({
        a1: apart(
          `await op.execute('CREATE TABLE orders (id integer primary key, total integer)')
  await op.execute('INSERT INTO orders VALUES (1, 1), (2, 2), (3, 3), (4, 4)')
  ${walk}
  await op.execute('DROP TABLE x')`,
        ),
      }),
      database,
    )
    await expect(runner.upgrade()).rejects.toThrow(/first 3 operations are committed/u)
    expect(await rows(`SELECT count(*) AS parts FROM migrate_lint_history WHERE state = 'part'`)).toEqual([
      { parts: 3 },
    ])
  })
})
