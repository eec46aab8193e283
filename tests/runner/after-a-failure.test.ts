/** What a run says and leaves after each kind of failure, and how the next run goes on. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { resetSchema } from '../../src/database/embedded.ts'
import type { Database } from '../../src/database/open-database.ts'
import { historyOf, lineOf, updown, type TestHistory } from './history-of.ts'
import { sharedDatabase } from '../shared-embedded.ts'

let database: Database
beforeAll(async () => {
  database = await sharedDatabase()
})
beforeEach(() => resetSchema(database.connection))

const rows = async (sql: string) => (await database.connection.query(sql)).rows
const tables = async () =>
  (await rows(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`))
    .map(row => String(row['tablename']))
    .filter(name => !['alembic_version', 'migrate_lint_history'].includes(name))
const messageOf = async (run: Promise<unknown>) =>
  run.then(
    () => 'it succeeded',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
const apart = (up: string, down?: string) => `${updown(up, down)}\nexport const transaction = false`
const orders = `await op.createTable('orders', [column('id', t.integer())])`
const items = `await op.createTable('items', [column('id', t.integer())])`
const bills = `await op.createTable('bills', [column('id', t.integer())])`

describe('an error that the migration catches', () => {
  const caught = `try { await op.dropTable('customers') } catch { /* no matter */ }`

  it('is told when the transaction that it ended is used again', async () => {
    const { runner } = historyOf(lineOf({ a1: updown(`${orders}\n  ${caught}\n  ${items}`) }), database)
    expect(await messageOf(runner.upgrade())).toBe(
      [
        'The upgrade of a1 failed at op.dropTable: table "customers" does not exist (42P01)',
        '  file: migrations/a1.ts',
        '  statement: DROP TABLE customers',
        '  state: it was rolled back; nothing of it is in the database.',
        "  remedy: The migration catches this error, but PostgreSQL refuses all that follows in the same transaction. Put op.execute('SAVEPOINT before') before the call, and op.execute('ROLLBACK TO before') where the error is caught.",
      ].join('\n'),
    )
  })

  it('is told when nothing follows it', async () => {
    const { runner } = historyOf(lineOf({ a1: updown(`${orders}\n  ${caught}`) }), database)
    expect(await messageOf(runner.upgrade())).toMatch(/^The upgrade of a1 failed at op\.dropTable: table/u)
  })

  it('is not named when the code throws another one', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: updown(`try { await op.execute('SELECT 1 / 0') } catch { throw new Error('no orders') }`),
      }),
      database,
    )
    expect(await messageOf(runner.upgrade())).toMatch(/^The upgrade of a1 failed: no orders\n/u)
  })

  it('does no harm behind a savepoint', async () => {
    const saved = `await op.execute('SAVEPOINT before')
  try { await op.dropTable('customers') } catch { await op.execute('ROLLBACK TO before') }`
    const { runner } = historyOf(lineOf({ a1: updown(`${orders}\n  ${saved}\n  ${items}`) }), database)
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect(await tables()).toEqual(['items', 'orders'])
  })

  it('does no harm where each operation is committed by itself', async () => {
    const { runner } = historyOf(lineOf({ a1: apart(`${orders}\n  ${caught}\n  ${items}`) }), database)
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect(await tables()).toEqual(['items', 'orders'])
  })

  it('is caught again when the migration is gone on with', async () => {
    const files = (last: string) => lineOf({ a1: apart(`${orders}\n  ${caught}\n  ${items}\n  ${last}`) })
    const { runner, write } = historyOf(files(`await op.execute('SELECT 2 / 0')`), database)
    expect(await messageOf(runner.upgrade())).toMatch(/its first 2 operations are committed/u)
    write('a1.ts', files(bills)['a1.ts'] ?? '')
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect(await tables()).toEqual(['bills', 'items', 'orders'])
  })

  it('leaves a transaction behind op.autocommit', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `${orders}\n  try { await op.autocommit(() => op.dropTable('customers')) } catch { /* no matter */ }\n  ${items}\n  await op.execute('SELECT 2 / 0')`,
        ),
      }),
      database,
    )
    expect(await messageOf(runner.upgrade())).toMatch(/its first operation is committed/u)
    expect(await tables()).toEqual(['orders'])
  })
})

describe('a part that is done in part', () => {
  it('is told: an index that stayed INVALID', async () => {
    const unique = `await op.createIndex('ux', 'orders', ['id'], { unique: true, concurrently: true })`
    const { runner } = historyOf(
      lineOf({
        a1: updown(`${orders}\n  await op.execute('INSERT INTO orders VALUES (1), (1)')`),
        b1: apart(unique),
      }),
      database,
    )
    expect(await messageOf(runner.upgrade())).toMatch(
      /state: operation 1 was begun and may be done in part\. The next upgrade goes on with it\./u,
    )
  })

  it('is told: batches that are committed', async () => {
    const walk = `await op.updateInBatches('orders', { set: { rest: sql\`1 / (3 - id)\` }, key: 'id', size: 1 })`
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.execute('CREATE TABLE orders AS SELECT id, 0 AS rest FROM generate_series(1, 5) AS id')`,
        ),
        b1: apart(walk),
      }),
      database,
    )
    expect(await messageOf(runner.upgrade())).toMatch(/state: operation 1 was begun and may be done in part/u)
    expect(await rows('SELECT id FROM orders WHERE rest > 0')).toEqual([{ id: 2 }])
    await database.connection.query('DELETE FROM orders WHERE id = 3')
    expect(await runner.upgrade()).toEqual({ ran: ['b1'], current: ['b1'] })
    expect((await runner.runs()).at(-1)).toMatchObject({ state: 'applied', progress: undefined })
  })
})

describe('a commit that the database refuses', () => {
  const deferred = `await op.execute(\`CREATE TABLE shops (id integer PRIMARY KEY);
    CREATE TABLE sales (shop integer REFERENCES shops DEFERRABLE INITIALLY DEFERRED);
    INSERT INTO sales VALUES (7)\`)`

  it('is named as such, and leaves nothing', async () => {
    const { runner } = historyOf(lineOf({ a1: updown(deferred) }), database)
    expect(await messageOf(runner.upgrade())).toBe(
      [
        'The upgrade of a1 failed at COMMIT: insert or update on table "sales" violates foreign key constraint "sales_shop_fkey" (23503)',
        '  file: migrations/a1.ts',
        '  state: it was rolled back; nothing of it is in the database.',
      ].join('\n'),
    )
    expect(await tables()).toEqual([])
    expect((await runner.runs()).map(({ state }) => state)).toEqual(['failed'])
  })

  it('is named with the operation where that is committed by itself', async () => {
    const { runner } = historyOf(lineOf({ a1: apart(`${orders}\n  ${deferred}`) }), database)
    const message = await messageOf(runner.upgrade())
    expect(message).toMatch(/^The upgrade of a1 failed at op\.execute: insert or update on table "sales"/u)
    expect(message).not.toMatch(/migrate_lint_history/u)
  })

  it('is caught again when the migration is gone on with', async () => {
    const sales = `await op.execute(\`CREATE TABLE shops (id integer PRIMARY KEY);
    CREATE TABLE sales (shop integer REFERENCES shops DEFERRABLE INITIALLY DEFERRED)\`)`
    const sale = `try { await op.execute('INSERT INTO sales VALUES (7)') } catch { /* no matter */ }`
    const files = (last: string) => lineOf({ a1: apart(`${sales}\n  ${sale}\n  ${orders}\n  ${last}`) })
    const { runner, write } = historyOf(files(`await op.execute('SELECT 2 / 0')`), database)
    expect(await messageOf(runner.upgrade())).toMatch(/its first 3 operations are committed/u)
    write('a1.ts', files(bills)['a1.ts'] ?? '')
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect(await tables()).toEqual(['bills', 'orders', 'sales', 'shops'])
  })

  it('is not named where the code throws behind it', async () => {
    const { runner } = historyOf(lineOf({ a1: apart(`${orders}\n  throw new Error('no orders')`) }), database)
    expect(await messageOf(runner.upgrade())).toMatch(
      /^The upgrade of a1 failed: no orders\n.*its first operation is committed/su,
    )
  })

  it('is told with the state where the run is one transaction', async () => {
    const { runner } = historyOf(lineOf({ a1: updown(orders), b1: updown(deferred) }), database, {
      transaction: 'all',
    })
    expect(await messageOf(runner.upgrade())).toBe(
      [
        'The run failed at COMMIT: insert or update on table "sales" violates foreign key constraint "sales_shop_fkey" (23503)',
        '  state: all of its last transaction was rolled back: a1, b1.',
      ].join('\n'),
    )
    expect(await tables()).toEqual([])
  })
})

describe('a run that is one transaction', () => {
  it('has the limit on locks', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.execute("CREATE TABLE limits AS SELECT current_setting('lock_timeout') AS locks")`,
        ),
      }),
      database,
      { transaction: 'all', lockTimeout: 1234 },
    )
    await runner.upgrade()
    expect(await rows('SELECT locks FROM limits')).toEqual([{ locks: '1234ms' }])
  })

  /** Is refused a lock so many times, and then goes on. */
  const refused = (id: string, times: number) => `
  const tries = (Reflect.get(globalThis, '${id}') ?? 0) + 1
  Reflect.set(globalThis, '${id}', tries)
  if (tries <= ${times}) await op.execute('DO $$ BEGIN RAISE lock_not_available; END $$')`
  const retries = (events: TestHistory['events']) =>
    events.flatMap(event => (event.kind === 'retry' ? [`${event.revision} ${event.attempt}`] : []))

  it('is tried again as a whole when a lock is not free', async () => {
    const { runner, events } = historyOf(
      lineOf({ a1: updown(orders), b1: updown(`${items}${refused('whole run', 2)}`), c1: updown(bills) }),
      database,
      { transaction: 'all', retryDelay: 1 },
    )
    expect(await runner.upgrade()).toEqual({ ran: ['a1', 'b1', 'c1'], current: ['c1'] })
    expect(retries(events)).toEqual(['b1 1', 'b1 2'])
    expect(await tables()).toEqual(['bills', 'items', 'orders'])
  })

  it('is tried again behind what is committed of it, and goes no further than it was told', async () => {
    const { runner, events } = historyOf(
      lineOf({ a1: apart(orders), b1: apart(`${items}${refused('rest of run', 1)}`), c1: updown(bills) }),
      database,
      { transaction: 'all', retryDelay: 1 },
    )
    expect(await runner.upgrade('+2')).toEqual({ ran: ['a1', 'b1'], current: ['b1'] })
    expect(retries(events)).toEqual(['b1 1'])
    expect(await tables()).toEqual(['items', 'orders'])
  })

  it('fails when the lock is never free, and says what is lost', async () => {
    const { runner, events } = historyOf(
      lineOf({ a1: updown(orders), b1: updown(refused('never', 9)) }),
      database,
      { transaction: 'all', retryDelay: 1, attempts: 3 },
    )
    expect(await messageOf(runner.upgrade())).toMatch(
      /^The upgrade of b1 failed at op\.execute: .* \(55P03\)\n.*so these were rolled back as well: a1\.$/su,
    )
    expect(retries(events)).toEqual(['b1 1', 'b1 2'])
    expect(await tables()).toEqual([])
  })

  it('says that the migrations before the failed one are rolled back as well', async () => {
    const { runner } = historyOf(
      lineOf({ a1: updown(orders), b1: updown(`await op.execute('SELECT 1 / 0')`) }),
      database,
      { transaction: 'all' },
    )
    expect(await messageOf(runner.upgrade())).toMatch(
      /state of the run: it is one transaction, so these were rolled back as well: a1\.$/u,
    )
  })

  it('says so too when a file cannot be loaded', async () => {
    const { runner } = historyOf(
      { ...lineOf({ a1: updown(orders), b1: `throw new Error('no settings')\n${updown(items)}` }) },
      database,
      { transaction: 'all' },
    )
    expect(await messageOf(runner.upgrade())).toMatch(/no settings[\s\S]*rolled back as well: a1\.$/u)
    expect(await tables()).toEqual([])
  })

  it('is cut in two by a migration that cannot be in it', async () => {
    const { runner } = historyOf(
      lineOf({ a1: updown(orders), b1: apart(items), c1: updown(`await op.execute('SELECT 1 / 0')`) }),
      database,
      { transaction: 'all' },
    )
    expect(await messageOf(runner.upgrade())).toMatch(/division by zero/u)
    expect((await runner.status()).current).toEqual(['a1'])
    expect(await runner.upgrade('b1')).toEqual({ ran: ['b1'], current: ['b1'] })
  })
})

describe('a migration that is finished by hand', () => {
  const half = (up: string, down?: string) => lineOf({ a1: updown(orders), b1: apart(up, down) })

  it('is no longer gone on with when the revision above it is stamped', async () => {
    const { runner } = historyOf(half(`${items}\n  await op.execute('SELECT 1 / 0')`), database)
    await messageOf(runner.upgrade())
    await runner.stamp('b1')
    expect((await runner.status()).unfinished).toEqual([])
  })

  it('is no longer gone on with when it was undone by hand, and the revision below it is stamped', async () => {
    const { runner } = historyOf(half(`${items}\n  await op.execute('SELECT 1 / 0')`), database)
    await messageOf(runner.upgrade())
    await database.connection.query('DROP TABLE items')
    await runner.stamp('a1')
    expect((await runner.status()).unfinished).toEqual([])
    expect(await messageOf(runner.upgrade())).toMatch(/its first operation is committed/u)
  })

  it('is no longer gone on with when its downgrade was finished by hand', async () => {
    const { runner } = historyOf(
      half(items, `await op.dropTable('items')\n  await op.execute('SELECT 1 / 0')`),
      database,
    )
    await runner.upgrade()
    await messageOf(runner.downgrade('-1'))
    expect(await messageOf(runner.upgrade())).toMatch(/The downgrade of b1 stopped in the middle/u)
    await runner.stamp('a1')
    expect(await runner.upgrade()).toEqual({ ran: ['b1'], current: ['b1'] })
  })

  it('is asked for when its file is gone', async () => {
    const { runner, remove } = historyOf(half(`${items}\n  await op.execute('SELECT 1 / 0')`), database)
    await messageOf(runner.upgrade())
    remove('b1.ts')
    expect(await messageOf(runner.upgrade())).toMatch(
      /The upgrade of b1 stopped in the middle.*Its file is gone/u,
    )
  })
})

describe('a downgrade over several migrations', () => {
  it('changes nothing when one of them has no way back', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: `${updown(orders)}\nexport const downgrade = irreversible('the orders are gone')`,
        b1: updown(items, `await op.dropTable('items')`),
      }),
      database,
    )
    await runner.upgrade()
    expect(await messageOf(runner.downgrade('base'))).toMatch(/^a1 cannot be undone: the orders are gone/u)
    expect((await runner.status()).current).toEqual(['b1'])
  })
})

describe('answers that a migration asked for', () => {
  it('are the same when it is gone on with', async () => {
    const body = (last: string) =>
      apart(`const [row] = await op.connection.query<{ there: boolean }>(sql\`SELECT to_regclass('orders') IS NOT NULL AS there\`)
  if (!row?.there) ${orders}
  ${items}
  ${last}`)
    const { runner, write } = historyOf(lineOf({ a1: body(`await op.execute('SELECT 1 / 0')`) }), database)
    expect(await messageOf(runner.upgrade())).toMatch(/its first 2 operations are committed/u)
    write('a1.ts', lineOf({ a1: body(bills) })['a1.ts'] ?? '')
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect(await tables()).toEqual(['bills', 'items', 'orders'])
  })
})

describe('rows without a key', () => {
  it('are changed by op.updateInBatches as well', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.execute('CREATE TABLE orders (code integer UNIQUE, done boolean); INSERT INTO orders (code) VALUES (1), (2), (NULL)')`,
        ),
        b1: apart(`await op.updateInBatches('orders', { set: { done: true }, key: 'code' })`),
      }),
      database,
    )
    await runner.upgrade()
    expect(await rows('SELECT count(*)::int AS n FROM orders WHERE done')).toEqual([{ n: 3 }])
  })
})

describe('a procedure that commits', () => {
  it('can be called outside of a transaction', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.execute('CREATE TABLE orders (id integer); CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO orders VALUES (1); COMMIT; INSERT INTO orders VALUES (2); END $$')`,
        ),
        b1: updown(`await op.autocommit(() => op.execute('CALL fill()'))`),
      }),
      database,
    )
    expect(await runner.upgrade()).toEqual({ ran: ['a1', 'b1'], current: ['b1'] })
    expect(await rows('SELECT count(*)::int AS n FROM orders')).toEqual([{ n: 2 }])
  })
})

describe('a migration that was mended after it failed', () => {
  it('is known by the file that ended it', async () => {
    const files = (rest: string) => lineOf({ a1: apart(`${orders}\n  ${rest}`) })
    const { runner, write } = historyOf(files(`await op.dropTable('customers')`), database)
    await messageOf(runner.upgrade())
    write('a1.ts', files(items)['a1.ts'] ?? '')
    expect(await runner.upgrade()).toEqual({ ran: ['a1'], current: ['a1'] })
    expect((await runner.status()).changed).toEqual([])
  })
})
