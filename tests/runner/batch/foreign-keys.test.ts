/** Foreign keys around a migration. */
import { describe, expect, it } from 'vitest'
import {
  checkForeignKeys,
  foreignKeyViolations,
  withForeignKeysOff,
} from '../../../src/runner/batch/foreign-keys.ts'
import { openTestDatabase } from './database.ts'

const SHOP = `
CREATE TABLE customers (id INTEGER PRIMARY KEY);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id));
CREATE TABLE codes (code TEXT PRIMARY KEY, customer_id INTEGER REFERENCES customers (id)) WITHOUT ROWID;
INSERT INTO customers VALUES (1);
INSERT INTO orders VALUES (1, 1);
`

const OFF = 'PRAGMA foreign_keys = OFF'
const states = async (shop: Awaited<ReturnType<typeof openTestDatabase>>) => [
  (await shop.rows('PRAGMA foreign_keys'))[0]?.foreign_keys,
  (await shop.rows('PRAGMA legacy_alter_table'))[0]?.legacy_alter_table,
]

describe('around a migration, foreign keys', () => {
  it('are off while it works, and on again behind', async () => {
    const shop = await openTestDatabase(SHOP)
    expect(await withForeignKeysOff(shop.connection, () => states(shop))).toEqual([0, 0])
    expect(await states(shop)).toEqual([1, 0])
  })

  it('stay off where they were', async () => {
    const shop = await openTestDatabase(`${SHOP} ${OFF};`)
    await withForeignKeysOff(shop.connection, async () => undefined)
    expect(await states(shop)).toEqual([0, 0])
  })

  it('are on again behind a failure too, and so is the way tables are renamed', async () => {
    const shop = await openTestDatabase(SHOP)
    const work = withForeignKeysOff(shop.connection, async () => {
      await shop.run('PRAGMA legacy_alter_table = ON')
      throw new Error('the migration failed')
    })
    await expect(work).rejects.toThrow('the migration failed')
    expect(await states(shop)).toEqual([1, 0])
  })

  it('are missed when a transaction is left open, in which they cannot be switched on again', async () => {
    const shop = await openTestDatabase(SHOP)
    await expect(withForeignKeysOff(shop.connection, () => shop.run('BEGIN'))).rejects.toThrow(
      'Foreign keys cannot be switched on inside of a transaction: end the one that is open when the migration ends.',
    )
  })

  it('cannot be switched inside of a transaction, where the switch would silently do nothing', async () => {
    const shop = await openTestDatabase(SHOP)
    await shop.run('BEGIN')
    await expect(withForeignKeysOff(shop.connection, async () => undefined)).rejects.toThrow(
      'Foreign keys cannot be switched off inside of a transaction: end the one that is open before the migration begins.',
    )
  })
})

interface Case {
  readonly what: string
  readonly before?: string
  readonly migration: string
  /** Absent when there is nothing to say. */
  readonly says?: string
}

const CASES: readonly Case[] = [
  { what: 'rows that all have a parent', migration: 'INSERT INTO orders VALUES (2, 1), (3, NULL)' },
  {
    what: 'a row without',
    migration: 'INSERT INTO orders VALUES (7, 99)',
    says: "The migration leaves rows that refer to nothing: row 7 of orders refers to customers with customer_id = '99'. Correct them in the migration, before it ends.",
  },
  {
    what: 'a row of a table without rowid',
    migration: `INSERT INTO codes VALUES ('a', 99)`,
    says: 'a row of codes refers to customers.',
  },
  {
    what: 'many rows',
    migration: 'INSERT INTO orders SELECT value, value FROM generate_rows',
    before:
      'CREATE TABLE generate_rows (value); INSERT INTO generate_rows VALUES (11), (12), (13), (14), (15), (16), (17)',
    says: "row 15 of orders refers to customers with customer_id = '15', and 2 more.",
  },
  {
    what: 'a row without parent that was there before',
    before: `INSERT INTO orders VALUES (7, 99)`,
    migration: 'INSERT INTO orders VALUES (8, 1)',
  },
  {
    what: 'a second one beside the one that was there before',
    before: `INSERT INTO orders VALUES (7, 99)`,
    migration: 'INSERT INTO orders VALUES (8, 99)',
    says: "refer to nothing: row 8 of orders refers to customers with customer_id = '99'.",
  },
  {
    what: 'a key that lost what made it unique',
    before: `CREATE TABLE cities (name TEXT UNIQUE); CREATE TABLE shops (city TEXT REFERENCES cities (name)); INSERT INTO cities VALUES ('Rome'); INSERT INTO shops VALUES ('Rome')`,
    migration: `CREATE TABLE t (name TEXT); INSERT INTO t SELECT name FROM cities; DROP TABLE cities; ALTER TABLE t RENAME TO cities`,
    says: 'shops refers to columns of cities that no primary key or unique constraint covers (foreign key mismatch - "shops" referencing "cities").',
  },
  {
    what: 'a key that could not be checked before',
    before: `CREATE TABLE cities (name TEXT); CREATE TABLE shops (city TEXT REFERENCES cities (name)); INSERT INTO shops VALUES ('Rome')`,
    migration: 'INSERT INTO orders VALUES (8, 1)',
  },
]

describe('before a migration ends, its rows are checked:', () => {
  it.each(CASES)('$what', async ({ before, migration, says }) => {
    const shop = await openTestDatabase(SHOP)
    await shop.run(OFF)
    if (before !== undefined) await shop.run(before)
    const known = await foreignKeyViolations(shop.connection)
    await shop.run(migration)
    const check = checkForeignKeys(shop.connection, known)
    if (says === undefined) await expect(check).resolves.toBeUndefined()
    else await expect(check).rejects.toThrow(says)
  })
})
