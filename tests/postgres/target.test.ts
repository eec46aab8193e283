/** A target on a real server: what others do meanwhile, who may, what pg_dump writes, and what stays when it is killed. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { column, defineSchema, sql, sqlFile, t, table, view } from '../../src/autogenerate/index.ts'
import { readSchemas } from '../../src/autogenerate/read-schemas.ts'
import { wantedSchema, type Target } from '../../src/autogenerate/target.ts'
import { ConnectionLost, type Connection } from '../../src/database/connection.ts'
import { catalogOf } from '../autogenerate/catalog.ts'
import { expectSame } from '../autogenerate/states.ts'
import { installedServer, OUTER_VERSIONS } from './binaries.ts'
import { startServer, type Server } from './server.ts'

const FOLDER = mkdtempSync(join(tmpdir(), 'migrate-lint-target-'))
const SHOP = join(import.meta.dirname, '../../fixtures/schema/shop.sql')

const ORDERS_SQL = `
  CREATE TABLE customers (id integer PRIMARY KEY); CREATE SCHEMA auth; CREATE TABLE auth.users (id integer PRIMARY KEY);
  CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer REFERENCES customers, user_id integer REFERENCES auth.users)`

const ORDERS = [
  table('customers', [column('id', t.integer(), { primaryKey: true })]),
  table('orders', [
    column('id', t.serial(), { primaryKey: true }),
    column('customer_id', t.integer(), { references: 'customers.id' }),
    column('user_id', t.integer(), { references: 'auth.users.id' }),
  ]),
]

/** The version of pg_dump here, if there is one. */
function dumper(): number {
  try {
    return Number(/\d+/u.exec(execFileSync('pg_dump', ['--version'], { encoding: 'utf8' }))?.[0])
  } catch {
    return 0
  }
}

for (const version of OUTER_VERSIONS) {
  describe.skipIf(installedServer(version) === undefined)(`a target on PostgreSQL ${version}`, () => {
    let server: Server
    const sessions: Connection[] = []
    let count = 0
    beforeAll(async () => {
      server = await startServer(version)
    })
    afterEach(() => Promise.all(sessions.splice(0).map(session => session.close())))
    afterAll(async () => {
      await server.stop()
      rmSync(FOLDER, { recursive: true, force: true })
    })

    /** A new database, with two sessions. */
    async function open(setup: string) {
      const name = `shop_${++count}`
      await server.createDatabase(name)
      const [own, other] = [await server.connect(name), await server.connect(name)]
      sessions.push(own, other)
      await own.query(setup)
      await own.query('RESET search_path')
      return { name, own, other }
    }

    async function read(connection: Connection, target: Target) {
      const { operations } = await wantedSchema(target, { dialect: 'postgres', cwd: FOLDER })
      const database = {
        dialect: 'postgres',
        kind: 'postgres',
        connection,
        serverVersion: String(version),
      } as const
      return readSchemas(database, operations)
    }

    it('waits for nobody who writes, and sees no temporary tables', async () => {
      const { own, other } = await open(ORDERS_SQL)
      await other.query('CREATE TEMPORARY TABLE carts (id integer)')
      await other.query(
        'BEGIN; INSERT INTO customers VALUES (1); INSERT INTO auth.users VALUES (1); INSERT INTO orders VALUES (1, 1, 1)',
      )
      expectSame(await read(own, defineSchema(ORDERS)))
      await other.query('ROLLBACK')
    })

    it('leaves nothing behind when its session is ended', async () => {
      const { own, other } = await open(ORDERS_SQL)
      const before = await catalogOf(other)
      const [{ pid } = {}] = (await own.query('SELECT pg_backend_pid() AS pid')).rows
      const slow = view('slow', sql`SELECT pg_sleep(60) IS NULL AS slept`, { materialized: true })
      const reading = read(own, defineSchema([...ORDERS, slow])).catch((error: unknown) => error)
      const isAsleep = async () =>
        (
          await other.query(
            `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = ${String(pid)}`,
          )
        ).rows.length > 0
      while (!(await isAsleep())) await new Promise(resolve => setTimeout(resolve, 20))
      await other.query(`SELECT pg_terminate_backend(${String(pid)})`)
      expect(await reading).toBeInstanceOf(ConnectionLost)
      expect(await catalogOf(other)).toEqual(before)
    })

    it('says what a role needs that may not create a schema', async () => {
      const { own } = await open(
        `${ORDERS_SQL}; DROP ROLE IF EXISTS reader; CREATE ROLE reader; SET ROLE reader`,
      )
      await expect(read(own, defineSchema(ORDERS))).rejects.toThrow(
        /permission denied for database shop_\d \(42501\). Grant the role CREATE on the database, or compare with a copy of it.$/u,
      )
      await own.query('RESET ROLE; SET default_transaction_read_only = on')
      await expect(read(own, defineSchema(ORDERS))).rejects.toThrow('Connect to the primary server')
    })

    it.skipIf(dumper() < version)('is what pg_dump writes', async () => {
      const setup = `${readFileSync(SHOP, 'utf8')}; COMMENT ON COLUMN orders.id IS 'a number';
        CREATE TABLE billing.rates (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 7), currency text, PRIMARY KEY (id, currency)) PARTITION BY LIST (currency);
        CREATE TABLE billing.rates_eur PARTITION OF billing.rates FOR VALUES IN ('EUR'); CREATE INDEX ON billing.rates (currency)`
      const { name, own } = await open(setup)
      const dump = execFileSync('pg_dump', ['--schema-only', '-h', server.socket, '-U', 'postgres', name])
      writeFileSync(join(FOLDER, 'schema.sql'), dump)
      expectSame(await read(own, sqlFile('schema.sql')))
    })
  })
}
