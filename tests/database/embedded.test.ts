import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseError, type Connection } from '../../src/database/connection.ts'
import { readsFromClient } from '../../src/database/copy-from-client.ts'
import { openEmbedded, resetSchema } from '../../src/database/embedded.ts'
import { itGivesPlainValues } from './values.ts'

describe('the embedded PostgreSQL', () => {
  let connection: Connection

  beforeAll(async () => {
    connection = await openEmbedded()
  })
  beforeEach(() => resetSchema(connection))
  afterAll(() => connection.close())

  it('gives the rows of the last statement', async () => {
    const { rows } = await connection.query('SELECT 1 AS one; SELECT 2 AS two')
    expect(rows).toEqual([{ two: 2 }])
  })

  it('takes parameters', async () => {
    const { rows } = await connection.query('SELECT $1::int + 1 AS next', [41])
    expect(rows).toEqual([{ next: 42 }])
  })

  itGivesPlainValues(() => connection)

  it('gives what the server says besides', async () => {
    const { notices } = await connection.query('DROP TABLE IF EXISTS orders')
    expect(notices).toEqual([{ severity: 'NOTICE', message: 'table "orders" does not exist, skipping' }])
  })

  it('refuses with the SQLSTATE of the server', async () => {
    const refusal = await connection.query('SELECT total FROM orders').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(DatabaseError)
    expect(refusal).toMatchObject({
      sqlstate: '42P01',
      sql: 'SELECT total FROM orders',
      details: { position: 19 },
    })
  })

  it('refuses to wait for rows that never come, and goes on', async () => {
    await connection.query('CREATE TABLE orders (id int)')
    await expect(connection.query('COPY orders FROM STDIN')).rejects.toMatchObject({ sqlstate: '0A000' })
    await expect(connection.query('SELECT 1 AS one')).resolves.toMatchObject({ rows: [{ one: 1 }] })
  })

  it.each(['citext', 'pgcrypto', 'uuid-ossp', 'pg_trgm', 'btree_gist', 'hstore'])(
    'has the extension %s',
    async name => {
      await connection.query(`CREATE EXTENSION "${name}"`)
    },
  )

  const COUNTS = `
    SELECT (SELECT count(*)::int FROM pg_class) AS relations, (SELECT count(*)::int FROM pg_type) AS types,
      (SELECT count(*)::int FROM pg_proc) AS functions, (SELECT count(*)::int FROM pg_roles) AS roles,
      (SELECT count(*)::int FROM pg_namespace WHERE nspname !~ '^pg_') AS schemas,
      (SELECT count(*)::int FROM pg_depend) AS dependencies, (SELECT count(*)::int FROM pg_cast) AS casts,
      (SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public') AS public,
      current_setting('search_path') AS path, current_setting('timezone') AS zone`

  it('is as new after a reset', async () => {
    const before = await connection.query(COUNTS)
    await connection.query(`
      CREATE EXTENSION citext; CREATE ROLE clerk; CREATE SCHEMA billing AUTHORIZATION clerk;
      CREATE TYPE status AS ENUM ('open'); CREATE TABLE billing.orders (id int, label citext, status status);
      GRANT SELECT ON billing.orders TO clerk; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO clerk;
      CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
      CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION noted();
      CREATE PUBLICATION all_orders FOR ALL TABLES; CREATE CAST (text AS status) WITH INOUT;
      ALTER ROLE postgres SET timezone = 'Asia/Tokyo'; SET timezone = 'Europe/Paris'; SET search_path = billing;
      CREATE TEMP TABLE scratch (id int); DROP SCHEMA public CASCADE`)
    await resetSchema(connection)
    expect((await connection.query(COUNTS)).rows).toEqual(before.rows)
  })

  it('can be reset from a failed transaction', async () => {
    await connection.query('BEGIN; CREATE TABLE orders (id int)')
    await connection.query('SELECT nothing').catch(() => undefined)
    await resetSchema(connection)
    await expect(connection.query('SELECT FROM orders')).rejects.toMatchObject({ sqlstate: '42P01' })
  })
})

describe('a statement that reads its rows from the client', () => {
  it.each([
    'COPY orders FROM STDIN',
    'copy orders (id, note) from stdin with (format csv)',
    'SELECT 1; -- first\n COPY orders FROM /* here */ STDIN',
  ])('is %s', sql => {
    expect(readsFromClient(sql)).toBe(true)
  })

  it.each([
    "COPY orders FROM '/tmp/stdin.csv'",
    'COPY orders TO STDOUT',
    "SELECT 'x; COPY orders FROM STDIN'",
    '-- COPY orders FROM STDIN\nSELECT 1',
    'DO $$ BEGIN -- ; COPY orders FROM STDIN\n END $$',
    'SELECT "stdin" FROM orders',
  ])('is not %s', sql => {
    expect(readsFromClient(sql)).toBe(false)
  })
})
