/** Running migrations on SQLite: the same files, tables rebuilt without losing a row. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase, type Database } from '../../src/database/open-database.ts'
import { historyOf, lineOf, updown } from './history-of.ts'

async function openFresh(): Promise<Database> {
  const database = await openDatabase('sqlite::memory:')
  onTestFinished(() => database.connection.close())
  return database
}

const SHOP = updown(
  `await op.createTable('users', [column('id', t.serial(), { primaryKey: true }), column('email', t.varchar(255), { nullable: false })])
  await op.createTable('orders', [column('id', t.serial(), { primaryKey: true }), column('user_id', t.integer(), { nullable: false })], {
    foreignKeys: [{ name: 'fk_orders_user', columns: ['user_id'], references: { table: 'users', columns: ['id'] }, onDelete: 'cascade' }],
  })
  await op.bulkInsert('users', [{ email: 'ann@example.com' }, { email: "o'hara@example.com" }])
  await op.bulkInsert('orders', [{ user_id: 1 }, { user_id: 2 }])`,
  `await op.dropTable('orders')
  await op.dropTable('users')`,
)

describe('migrations on SQLite', () => {
  it('rebuild a table that is referred to, and lose no row of either', async () => {
    const database = await openFresh()
    const wider = updown(
      `await op.batchAlterTable('users', async batch => {
    await batch.alterColumn('email', { type: t.varchar(500), existing: { type: t.varchar(255) } })
    await batch.createUniqueConstraint('uq_users_email', ['email'])
  })`,
      `await op.batchAlterTable('users', async batch => {
    await batch.dropConstraint('uq_users_email', { type: 'unique' })
    await batch.alterColumn('email', { type: t.varchar(255) })
  })`,
    )
    const { runner } = historyOf(lineOf({ a1: SHOP, b1: wider }), database)
    const query = async (sql: string) => (await database.connection.query(sql)).rows
    await runner.upgrade()
    expect(await query('SELECT id, user_id FROM orders')).toEqual([
      { id: 1, user_id: 1 },
      { id: 2, user_id: 2 },
    ])
    expect(await query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }])
    await runner.downgrade('-1')
    expect(await query('SELECT count(*) AS users FROM users')).toEqual([{ users: 2 }])
    expect(await runner.upgrade()).toEqual({ ran: ['b1'], current: ['b1'] })
  })

  it('stop before COMMIT when rows would refer to nothing', async () => {
    const database = await openFresh()
    const { runner } = historyOf(
      lineOf({ a1: SHOP, b1: updown(`await op.execute('DELETE FROM users WHERE id = 1')`) }),
      database,
    )
    await expect(runner.upgrade()).rejects.toThrow(/leaves rows that refer to nothing: row 1 of orders/u)
    expect((await database.connection.query('SELECT count(*) AS n FROM users')).rows).toEqual([{ n: 2 }])
  })

  it('do not answer for rows that referred to nothing before', async () => {
    const database = await openFresh()
    const { runner } = historyOf(lineOf({ a1: SHOP, b1: updown(`await op.execute('SELECT 1')`) }), database)
    await runner.upgrade('a1')
    await database.connection.query('PRAGMA foreign_keys = OFF; DELETE FROM users WHERE id = 2')
    expect(await runner.upgrade()).toEqual({ ran: ['b1'], current: ['b1'] })
  })

  it('change in one transaction each, which a failure takes back', async () => {
    const database = await openFresh()
    const broken = updown(
      `await op.alterColumn('users', 'email', { nullable: true })\n  await op.execute('INSERT INTO nobody VALUES (1)')`,
    )
    const { runner } = historyOf(lineOf({ a1: SHOP, b1: broken }), database)
    await expect(runner.upgrade()).rejects.toThrow(
      /no such table: nobody[\s\S]*state: it was rolled back; nothing of it is in the database\./u,
    )
    const { rows } = await database.connection.query(
      `SELECT "notnull" FROM pragma_table_info('users') WHERE name = 'email'`,
    )
    expect(rows).toEqual([{ notnull: 1 }])
  })

  it('go on behind the parts that are committed', async () => {
    const database = await openFresh()
    const body = `${updown(`await op.addColumn('users', column('phone', t.text()))
  await op.updateInBatches('users', { set: { phone: '' }, where: sql\`phone IS NULL\`, size: 1 })
  await op.assert('SELECT count(*) > 2 FROM users', 'a third user is missing')`)}\nexport const transaction = false`
    const { runner } = historyOf(lineOf({ a1: SHOP, b1: body }), database)
    await expect(runner.upgrade()).rejects.toThrow(/a third user is missing \(the query gave 0\)/u)
    await database.connection.query("INSERT INTO users (email) VALUES ('cid@example.com')")
    expect(await runner.upgrade()).toEqual({ ran: ['b1'], current: ['b1'] })
  })

  it('say that the disk is full, and keep nothing of the migration', async () => {
    const database = await openFresh()
    const fill = updown(
      `await op.execute('CREATE TABLE logs AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT hex(zeroblob(100)) AS text FROM n')`,
    )
    const { runner } = historyOf(lineOf({ a1: SHOP, b1: fill }), database, {
      beforeRun: connection => connection.query('PRAGMA max_page_count = 100'),
    })
    await expect(runner.upgrade()).rejects.toThrow(
      /SQLITE_FULL[\s\S]*state: it was rolled back; nothing of it is in the database\.\n {2}remedy: The disk is full\. Make room, then run it again\./u,
    )
    expect((await database.connection.query('PRAGMA integrity_check')).rows).toEqual([
      { integrity_check: 'ok' },
    ])
    expect((await runner.status()).current).toEqual(['a1'])
  })

  it('run once when several processes begin at the same moment', async () => {
    const database = await openFresh()
    const { folder } = historyOf(
      lineOf({ a1: SHOP, b1: updown(`await op.addColumn('users', column('phone', t.text()))`) }),
      database,
    )
    const url = `sqlite:${join(folder, 'shop.db')}`
    const codes = await Promise.all([1, 2, 3].map(() => upgradeInProcess(folder, url)))
    expect(codes).toEqual([0, 0, 0])
    const file = await openDatabase(url)
    expect(
      (await file.connection.query('SELECT revision, state FROM migrate_lint_history ORDER BY id')).rows,
    ).toEqual([
      { revision: 'a1', state: 'applied' },
      { revision: 'b1', state: 'applied' },
    ])
    await file.connection.close()
  })
})

function upgradeInProcess(cwd: string, url: string): Promise<number | null> {
  const code = `import { createRunner } from ${JSON.stringify(join(import.meta.dirname, '../../dist/src/runner/index.js'))}
await createRunner({ cwd: ${JSON.stringify(cwd)}, url: ${JSON.stringify(url)} }).upgrade()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' })
  return new Promise(resolve => child.once('exit', resolve))
}
