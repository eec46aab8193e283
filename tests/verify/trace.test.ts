import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { resetSchema } from '../../src/database/embedded.ts'
import { traceMigration, traceStatement } from '../../src/verify/trace.ts'
import { sharedEmbedded } from '../shared-embedded.ts'

const SHOP = `
  CREATE TABLE customers (id int PRIMARY KEY, name text);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, note text, total int);
  CREATE TABLE notes (id int);
  INSERT INTO customers SELECT n, 'name' FROM generate_series(1, 50) n;
  INSERT INTO orders SELECT n, n, 'note', n FROM generate_series(1, 50) n;
  ALTER TABLE orders ADD CONSTRAINT total_present CHECK (total IS NOT NULL)`

describe('a trace', () => {
  let connection: Connection

  beforeAll(async () => {
    connection = await sharedEmbedded()
  })
  beforeEach(async () => {
    await resetSchema(connection)
    await connection.query(SHOP)
  })

  const tables = async () => {
    const { rows } = await connection.query(
      `SELECT relname FROM pg_class WHERE relkind = 'r' AND oid >= 16384`,
    )
    return rows.map(row => row['relname'])
  }

  it('names dropped relations as they were', async () => {
    const { locks } = await traceStatement(connection, 'DROP TABLE orders')
    expect(locks.filter(({ relationKind }) => relationKind === 'table')).toEqual([
      { relation: 'public.customers', relationKind: 'table', modes: ['AccessExclusiveLock'] },
      { relation: 'public.orders', relationKind: 'table', modes: ['AccessExclusiveLock'] },
    ])
  })

  it('names renamed relations as they were', async () => {
    const { locks } = await traceStatement(connection, 'ALTER TABLE notes RENAME TO remarks')
    expect(locks.map(({ relation }) => relation)).toEqual(['public.notes'])
  })

  it('sees a rewrite and its indexes', async () => {
    const seen = await traceStatement(connection, 'ALTER TABLE orders ALTER COLUMN id TYPE bigint')
    expect(seen.rewritten).toEqual(['public.orders'])
    expect(seen.indexBuilds).toEqual([{ index: 'orders_pkey', table: 'orders' }])
  })

  it('sees the rewrite of an empty table', async () => {
    const seen = await traceStatement(connection, 'ALTER TABLE notes ALTER COLUMN id TYPE bigint')
    expect(seen).toMatchObject({ rewritten: ['public.notes'], emptied: [] })
  })

  it('tells a truncation from a rewrite', async () => {
    const seen = await traceStatement(connection, 'TRUNCATE orders')
    expect(seen).toMatchObject({ rewritten: [], emptied: ['public.orders'] })
  })

  it('sees a scan, how many rows, and what for', async () => {
    const { scanned } = await traceStatement(connection, 'ALTER TABLE orders ALTER COLUMN note SET NOT NULL')
    expect(scanned).toEqual([
      {
        relation: 'public.orders',
        relationKind: 'table',
        scans: 1,
        rows: 50,
        evidence: ['verifying table "orders"'],
      },
    ])
  })

  it('sees why no scan was needed', async () => {
    const seen = await traceStatement(connection, 'ALTER TABLE orders ALTER COLUMN total SET NOT NULL')
    expect(seen.scanned).toEqual([])
    expect(seen.messages.join()).toContain('sufficient to prove that it does not contain nulls')
  })

  it('counts changed rows', async () => {
    const { written } = await traceStatement(connection, 'UPDATE orders SET total = 1 WHERE id <= 20')
    expect(written).toEqual([{ relation: 'public.orders', relationKind: 'table', rows: 20 }])
  })

  it('sees the error, and what the server did before it', async () => {
    const { error, messages } = await traceStatement(
      connection,
      'ALTER TABLE orders ADD COLUMN paid int NOT NULL',
    )
    expect(error?.sqlstate).toBe('23502')
    expect(messages).toContain('verifying table "orders"')
  })

  it('leaves the transaction around it usable after an error', async () => {
    await connection.query('BEGIN')
    await traceStatement(connection, 'SELECT nothing')
    await connection.query('CREATE TABLE drafts (id int)')
    await connection.query('COMMIT')
    expect(await tables()).toContain('drafts')
  })

  it('commits what it runs by itself', async () => {
    await traceStatement(connection, 'CREATE TABLE drafts (id int)')
    await connection.query('ROLLBACK')
    expect(await tables()).toContain('drafts')
  })

  it('runs a statement plain that takes no transaction, and says so', async () => {
    const seen = await traceStatement(connection, 'CREATE INDEX CONCURRENTLY orders_note ON orders (note)')
    expect(seen).toMatchObject({ transactional: false, locks: [] })
    expect(seen.error).toBeUndefined()
    expect(seen.indexBuilds).toEqual([{ index: 'orders_note', table: 'orders' }])
  })

  it('does not run it plain inside of a transaction', async () => {
    const [, seen] = await traceMigration(
      connection,
      ['CREATE TABLE drafts (id int)', 'CREATE INDEX CONCURRENTLY orders_note ON orders (note)'],
      { transaction: true },
    )
    expect(seen?.error?.sqlstate).toBe('25001')
    expect(await tables()).not.toContain('drafts')
  })

  it('sees a deferred constraint refuse at the end', async () => {
    await connection.query(
      'ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey DEFERRABLE INITIALLY DEFERRED',
    )
    const seen = await traceStatement(connection, 'UPDATE orders SET customer_id = 999 WHERE id = 1')
    expect(seen.error?.sqlstate).toBe('23503')
  })

  it('leaves out relations that the migration made', async () => {
    const seen = await traceMigration(
      connection,
      [
        'CREATE TABLE drafts (id int)',
        'ALTER TABLE drafts ALTER COLUMN id TYPE bigint',
        'CREATE INDEX ON drafts (id)',
      ],
      { transaction: false },
    )
    expect(seen.map(({ locks, rewritten, scanned }) => [locks, rewritten, scanned])).toEqual([
      [[], [], []],
      [[], [], []],
      [[], [], []],
    ])
  })

  it('shows only new locks within one transaction', async () => {
    const seen = await traceMigration(
      connection,
      ['ALTER TABLE notes ADD COLUMN a int', 'ALTER TABLE notes ADD COLUMN b int'],
      { transaction: true },
    )
    expect(seen.map(({ locks }) => locks.length)).toEqual([1, 0])
  })

  it('follows a transaction that the migration makes', async () => {
    const seen = await traceMigration(
      connection,
      ['BEGIN', 'ALTER TABLE notes ADD COLUMN a int', 'COMMIT', 'VACUUM notes'],
      { transaction: false },
    )
    expect(seen.map(({ error }) => error)).toEqual([undefined, undefined, undefined, undefined])
    expect(seen[1]?.locks).toHaveLength(1)
    expect(seen[3]?.transactional).toBe(false)
  })

  it('leaves nothing of a migration that fails in its own transaction', async () => {
    const seen = await traceMigration(
      connection,
      ['BEGIN', 'CREATE TABLE drafts (id int)', 'SELECT nothing', 'COMMIT'],
      {
        transaction: false,
      },
    )
    expect(seen).toHaveLength(3)
    expect(await tables()).not.toContain('drafts')
  })
})
