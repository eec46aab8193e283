/** A run as a script: what another program runs gives the same database as the runner does. */
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { resetSchema } from '../../src/database/embedded.ts'
import { introspect } from '../../src/database/introspect.ts'
import { openDatabase, type Database } from '../../src/database/open-database.ts'
import { differencesOf } from '../../src/schema/differences.ts'
import { historyOf, lineOf, updown } from './history-of.ts'
import { sharedDatabase } from '../shared-embedded.ts'

const SHOP = lineOf({
  a1: updown(
    `await op.createTable('users', [column('id', t.serial(), { primaryKey: true }), column('email', t.varchar(255))])
  await op.bulkInsert('users', [{ email: "o'hara@example.com" }])`,
    `await op.dropTable('users')`,
  ),
  b1: updown(
    `await op.addColumn('users', column('phone', t.varchar(20)))
  await op.execute("UPDATE users SET phone = '' WHERE phone IS NULL")
  await op.alterColumn('users', 'phone', { nullable: false })`,
    `await op.dropColumn('users', 'phone')`,
  ),
  c1: updown(
    `await op.autocommit(async () => {
    await op.createIndex('ix_users_phone', 'users', ['phone'], { concurrently: true })
  })
  await op.assert('SELECT count(*) = 1 FROM users', 'one user is there')`,
    `await op.dropIndex('ix_users_phone', { table: 'users' })`,
  ),
})

describe('a script for PostgreSQL', () => {
  let database: Database
  beforeAll(async () => {
    database = await sharedDatabase()
  })
  beforeEach(() => resetSchema(database.connection))

  /** As psql does it: statement by statement. */
  const play = async (script: string) => {
    for (const statement of script.split(/;\n\n/u)) await database.connection.query(statement)
  }

  it('makes the same schema as the run, up and down', async () => {
    const { runner } = historyOf(SHOP, database)
    await runner.upgrade()
    await database.connection.query('DROP TABLE migrate_lint_history')
    const byRun = await introspect(database.connection)
    await resetSchema(database.connection)
    await play(await runner.script('upgrade', 'head'))
    expect(differencesOf(byRun, await introspect(database.connection))).toEqual([])
    expect((await runner.status()).current).toEqual(['c1'])
    await play(await runner.script('downgrade', 'head:a1'))
    expect((await runner.status()).current).toEqual(['a1'])
  })

  it('prints transactions as the runner makes them, each with its guard', async () => {
    const { runner } = historyOf(SHOP, database)
    const script = await runner.script('upgrade', 'b1:head')
    expect(script.replaceAll(/DO \$guard\$ .* \$guard\$/gu, 'DO guard')).toBe(
      [
        '-- Run it so that it stops at the first error: psql -v ON_ERROR_STOP=1 -f script.sql',
        '-- Running upgrade b1 -> c1',
        'DO guard;',
        'CREATE INDEX CONCURRENTLY ix_users_phone ON users (phone);',
        'BEGIN;',
        'DO guard;',
        'DO guard;',
        `UPDATE alembic_version SET version_num = 'c1' WHERE version_num = 'b1';`,
        'COMMIT;\n',
      ].join('\n\n'),
    )
  })

  it('gives back what a migration sets in the session, before the version table is written', async () => {
    const { runner } = historyOf(
      lineOf({
        a1: updown(
          `await op.execute("SET ROLE postgres; SELECT pg_catalog.set_config('search_path', '', false); SET shop.tenant = '7'")`,
        ),
        b1: updown(`await op.createTable('orders', [column('id', t.integer())])`),
      }),
      database,
    )
    const script = await runner.script('upgrade', 'head')
    expect(script).toContain(
      'RESET ROLE;\n\nRESET search_path;\n\nRESET shop.tenant;\n\nINSERT INTO alembic_version',
    )
    await play(script)
    expect((await runner.status()).current).toEqual(['b1'])
    await database.connection.query('SELECT id FROM public.orders')
  })

  it('stops where the database is not where the script begins', async () => {
    const { runner } = historyOf(SHOP, database)
    await runner.upgrade('a1')
    const script = await runner.script('upgrade', 'b1:head')
    await expect(play(script)).rejects.toThrow(
      'this script is for a database at revision b1: nothing of this transaction is done',
    )
  })

  it('is refused for a migration that asks the database', async () => {
    const asks = updown(
      `const [row] = await op.connection.query('SELECT 1 AS one')\n  await op.execute(\`SELECT \${row.one}\`)`,
    )
    const { runner } = historyOf(lineOf({ a1: asks }), database)
    await expect(runner.script('upgrade', 'head')).rejects.toThrow(
      /^a1 cannot be printed as a script \(migrations\/a1\.ts\): op\.connection\.query wants rows/u,
    )
    const [plan] = await runner.plan('upgrade')
    expect(plan?.open).toMatch(/wants rows/u)
  })

  it('that goes back must know where it begins', async () => {
    const { runner } = historyOf(SHOP, database)
    await expect(runner.script('downgrade', 'a1')).rejects.toThrow(/has to know where it begins/u)
  })
})

describe('a script for SQLite', () => {
  const open = async () => {
    const database = await openDatabase('sqlite::memory:')
    onTestFinished(() => database.connection.close())
    return database
  }
  const schemaOf = async ({ connection }: Database) =>
    (
      await connection.query(
        `SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'migrate_lint%' ORDER BY name`,
      )
    ).rows

  it('rebuilds tables without a database to look at', async () => {
    const byRun = await open()
    await historyOf(SHOP, byRun).runner.upgrade()
    const byScript = await open()
    const { runner } = historyOf(SHOP, byScript)
    await byScript.connection.query(await runner.script('upgrade', 'b1', 'sqlite'))
    await byScript.connection.query(await runner.script('upgrade', 'b1:c1', 'sqlite'))
    expect((await runner.status()).current).toEqual(['c1'])
    const plain = (rows: Awaited<ReturnType<typeof schemaOf>>) =>
      JSON.stringify(rows).replaceAll('IF NOT EXISTS ', '')
    expect(plain(await schemaOf(byScript))).toBe(plain(await schemaOf(byRun)))
  })

  it('rebuilds a table that no migration makes, as the migration describes it', async () => {
    const wider = `await op.batchAlterTable('legacy', async batch => {
    await batch.alterColumn('code', { type: t.varchar(20) })
  }, { copyFrom: { columns: [column('id', t.integer(), { primaryKey: true }), column('code', t.varchar(10))] } })`
    const { runner } = historyOf(lineOf({ a1: updown(wider) }), await open())
    const script = await runner.script('upgrade', 'head', 'sqlite')
    expect(script).toContain('_ml_tmp_legacy')
    expect(script).not.toContain('VARCHAR(10)')
  })

  it('stops where the database is not where the script begins', async () => {
    const database = await open()
    const { runner } = historyOf(SHOP, database)
    await runner.upgrade('a1')
    await expect(
      database.connection.query(await runner.script('upgrade', 'b1:c1', 'sqlite')),
    ).rejects.toThrow(/this script is for a database at revision b1/u)
  })
})
