/** What the migrations of a project share in a run: names by convention, and errors that none of them loses. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase, type Database } from '../../src/database/open-database.ts'
import { historyOf, lineOf, updown } from './history-of.ts'

async function openFresh(): Promise<Database> {
  const database = await openDatabase('sqlite::memory:')
  onTestFinished(() => database.connection.close())
  return database
}

const tables = async ({ connection }: Database) =>
  (await connection.query("SELECT name, sql FROM sqlite_master WHERE name IN ('orders', 'carts')")).rows

describe('the migrations of a project', () => {
  it('name what has no name by the convention of the environment, and drop it by that name', async () => {
    const database = await openFresh()
    const bodies = {
      a1: updown(
        `await op.createTable('orders', [column('id', t.integer()), column('total', t.integer())], { uniques: [['id', 'total']] })`,
      ),
      b1: updown(`await op.dropConstraint('uq_orders_id_total', 'orders')`),
    }
    const { runner } = historyOf(lineOf(bodies), database, {
      namingConvention: { uq: 'uq_{table}_{columns}' },
    })
    await runner.upgrade('a1')
    expect((await tables(database))[0]?.['sql']).toContain('CONSTRAINT uq_orders_id_total UNIQUE')
    await runner.upgrade()
    expect((await tables(database))[0]?.['sql']).not.toContain('UNIQUE')
  })

  it('send nothing behind the rollback when they throw while calls wait', async () => {
    const database = await openFresh()
    const bodies = {
      a1: updown(`void op.createTable('orders', [column('id', t.integer())])
  void op.createTable('carts', [column('id', t.integer())])
  throw new Error('no customers')`),
    }
    const { runner } = historyOf(lineOf(bodies), database)
    await expect(runner.upgrade()).rejects.toThrow('no customers')
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(await tables(database)).toEqual([])
  })
})
