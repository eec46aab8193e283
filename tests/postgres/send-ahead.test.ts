/** A run that does not wait for every statement: what it sends, what it says when one is refused, and when it waits. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import type { RunnerOptions } from '../../src/runner/options.ts'
import { historyOf, lineOf, updown } from '../runner/history-of.ts'
import { startServer, type Server } from './server.ts'

const orders = `await op.createTable('orders', [column('id', t.integer())])`
const index = `await op.createIndex('orders_id_idx', 'orders', ['id'])`
const customers = `await op.createTable('customers', [column('id', t.integer())])`
const missing = `await op.dropTable('bills')`

/** Milliseconds to an answer: longer than this process takes to go on. */
const FAR = 150

describe('a migration on a server', () => {
  let server: Server
  let databases = 0
  beforeAll(async () => {
    server = await startServer(16)
  })
  afterAll(() => server.stop())

  /** A new database that is far away, and what was sent to it before an answer had come. */
  const fresh = async (answerMs = 0) => {
    const name = `shop_${String(databases++)}`
    await server.createDatabase(name)
    const database = await openDatabase(server.url(name))
    onTestFinished(() => database.connection.close())
    const trips: string[][] = []
    let underway = 0
    const sending = async <T>(sql: string, send: () => Promise<T>): Promise<T> => {
      const [word = ''] = sql.trim().split(/[\s;]/u)
      if (underway++ === 0) trips.push([word])
      else trips.at(-1)?.push(word)
      try {
        return await send()
      } finally {
        await new Promise(resolve => setTimeout(resolve, answerMs))
        underway--
      }
    }
    const { connection } = database
    const watched: Connection = {
      query: (sql, parameters) => sending(sql, () => connection.query(sql, parameters)),
      ahead: (sql, begins) =>
        sending(sql, () => connection.ahead?.(sql, begins) ?? Promise.reject(new Error())),
      close: () => connection.close(),
    }
    return { database: { ...database, connection: watched }, trips }
  }

  const run = async (bodies: Readonly<Record<string, string>>, options: RunnerOptions = {}, answerMs = 0) => {
    const { database, trips } = await fresh(answerMs)
    const { runner, events } = historyOf(lineOf(bodies), database, options)
    const outcome = await runner.upgrade().then(
      ({ ran }) => ran.join(),
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    const own = trips.slice(trips.findIndex(([first]) => first === 'BEGIN'))
    const statements = events.flatMap(event => (event.kind === 'statement' ? [event.sql] : []))
    const tables = await database.connection.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename !~ 'alembic|migrate_lint' ORDER BY 1`,
    )
    return { outcome, trips: own, statements, tables: tables.rows.map(({ name }) => name), database }
  }

  it('takes two round trips when all of it changes the catalog only', async () => {
    const { outcome, trips, statements, tables } = await run(
      {
        a1: updown(`${orders}\n  ${index}`),
        b1: updown(`await op.addColumn('orders', column('note', t.text()))`),
      },
      {},
      FAR,
    )
    expect(outcome).toBe('a1,b1')
    expect(trips.slice(0, 4)).toEqual([
      ['BEGIN', 'CREATE', 'CREATE', 'SELECT', 'INSERT'],
      ['INSERT'],
      ['BEGIN', 'ALTER', 'SELECT', 'UPDATE'],
      ['INSERT'],
    ])
    expect(statements).toEqual([
      'CREATE TABLE orders (id integer)',
      'CREATE INDEX orders_id_idx ON orders (id)',
      'ALTER TABLE orders ADD COLUMN note text',
    ])
    expect(tables).toEqual(['orders'])
  })

  it('waits for what may take long, and sends nothing behind it', async () => {
    const { outcome, trips } = await run(
      {
        a1: updown(orders),
        b1: updown(`${customers}\n  ${index}\n  ${missing.replace('bills', 'customers')}`),
        c1: updown(`await op.execute('UPDATE orders SET id = 1')\n  ${customers}`),
      },
      {},
      FAR,
    )
    expect(outcome).toBe('a1,b1,c1')
    expect(trips.slice(2, 8)).toEqual([
      ['BEGIN', 'CREATE', 'CREATE'],
      ['DROP', 'SELECT', 'UPDATE'],
      ['INSERT'],
      ['BEGIN', 'UPDATE'],
      ['CREATE', 'SELECT', 'UPDATE'],
      ['INSERT'],
    ])
  })

  it.each([
    ['behind it are others', `${orders}\n  ${missing}\n  ${customers}`],
    ['it is the last', `${orders}\n  ${missing}`],
    ['nobody awaits it', `${orders}\n  op.dropTable('bills')\n  ${customers}`],
    [
      'all are awaited at once',
      `await Promise.all([${[orders, missing, customers].map(each => each.replace('await ', '')).join(', ')}])`,
    ],
    ['a question is behind it', `${missing}\n  await op.connection.query('SELECT 1')`],
    ['SQL is behind it', `${missing}\n  await op.execute('SELECT 1 / 0')`],
    [
      'the end of the transaction is behind it',
      `${missing}\n  await op.autocommit(async () => { ${orders} })`,
    ],
  ])('names the call that was refused when %s', async (_, body) => {
    const { outcome, tables } = await run({ a1: updown(body) })
    expect(outcome).toBe(
      [
        'The upgrade of a1 failed at op.dropTable: table "bills" does not exist (42P01)',
        '  file: migrations/a1.ts',
        '  statement: DROP TABLE bills',
        '  state: it was rolled back; nothing of it is in the database.',
      ].join('\n'),
    )
    expect(tables).toEqual([])
  })

  it('tells of the statements up to the one that was refused', async () => {
    const { statements } = await run({
      a1: updown(`${orders}\n  ${missing}\n  await op.execute('SELECT 1')`),
    })
    expect(statements.slice(0, 2)).toEqual(['CREATE TABLE orders (id integer)', 'DROP TABLE bills'])
  })

  it('comes to the code that catches it, at its call', async () => {
    const { outcome } = await run({
      a1: updown(
        `try { ${missing} } catch (error) { throw new Error('there are no bills', { cause: error }) }`,
      ),
    })
    expect(outcome).toMatch(/^The upgrade of a1 failed: there are no bills\n/u)
  })

  it('goes on behind a savepoint that a helper makes', async () => {
    const { database } = await fresh()
    const { runner, write } = historyOf(
      lineOf({
        a1: `import { attempt } from './helper.ts'\n${updown(`${orders}\n  await attempt(op)\n  ${customers}`)}`,
      }),
      database,
    )
    write(
      'helper.ts',
      `export async function attempt(op) {
         await op.execute('SAVEPOINT before')
         try { await op.dropTable('bills') } catch { await op.execute('ROLLBACK TO before') }
       }`,
    )
    expect(await runner.upgrade()).toMatchObject({ ran: ['a1'] })
  })

  it('is refused where a helper swallows an error without a savepoint', async () => {
    const { database } = await fresh()
    const { runner, write } = historyOf(
      lineOf({
        a1: `import { attempt } from './helper.ts'\n${updown(`${missing}\n  await attempt(op)\n  ${customers}`)}`,
      }),
      database,
    )
    write(
      'helper.ts',
      `export const attempt = async op => { try { await op.execute('SELECT 1') } catch { /* no matter */ } }`,
    )
    await expect(runner.upgrade()).rejects.toThrow(
      /^The upgrade of a1 failed at op\.dropTable: table "bills" does not exist[^]*The migration catches this error/u,
    )
  })

  it('is tried again when a lock is not free', async () => {
    const { database } = await fresh()
    const other = await server.connect(`shop_${String(databases - 1)}`)
    onTestFinished(() => other.close())
    const { runner, events } = historyOf(
      lineOf({ a1: updown(orders), b1: updown(`await op.dropTable('orders')\n  ${customers}`) }),
      database,
      {
        lockTimeout: 50,
        retryDelay: 100,
        onEvent: event => void (event.kind === 'retry' && other.query('COMMIT')),
      },
    )
    await runner.upgrade('a1')
    await other.query('BEGIN; LOCK TABLE orders')
    expect(await runner.upgrade()).toMatchObject({ ran: ['b1'], current: ['b1'] })
    expect(events).toEqual([])
  })

  it('commits nothing when its row of the version table is gone', async () => {
    const { outcome, tables } = await run({
      a1: updown(orders),
      b1: updown(`${customers}\n  await op.connection.execute('DELETE FROM alembic_version')`),
    })
    expect(outcome).toMatch(/^The upgrade of b1 failed: The row a1 of public\.alembic_version is gone/u)
    expect(tables).toEqual(['orders'])
  })

  it('commits nothing when its lock is gone', async () => {
    const { outcome, tables } = await run({
      a1: updown(orders),
      b1: updown(`await op.execute('SELECT pg_advisory_unlock_all()')\n  ${customers}`),
    })
    expect(outcome).toMatch(/^The upgrade of b1 failed: This run lost its lock on public\.alembic_version/u)
    expect(tables).toEqual(['orders'])
  })

  it('needs one round trip in a run that is one transaction', async () => {
    const { outcome, trips } = await run(
      { a1: updown(orders), b1: updown(index) },
      { transaction: 'all' },
      FAR,
    )
    expect(outcome).toBe('a1,b1')
    expect(trips.slice(0, 5)).toEqual([
      ['BEGIN'],
      ['CREATE', 'SELECT', 'INSERT', 'INSERT'],
      ['CREATE'],
      ['SELECT', 'UPDATE', 'INSERT'],
      ['COMMIT'],
    ])
  })
})
