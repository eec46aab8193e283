/** The own model as a target, on SQLite: the target is made in memory and read as the database is. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { column, defineSchema, desc, sql, t, table, view } from '../../src/autogenerate/index.ts'
import { readSchemas } from '../../src/autogenerate/read-schemas.ts'
import { wantedSchema, type Target } from '../../src/autogenerate/target.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { expectSame } from './states.ts'

async function readBeside(sql: string, target: Target) {
  const database = await openDatabase('sqlite::memory:')
  onTestFinished(() => database.connection.close())
  await database.connection.query(sql)
  const { operations } = await wantedSchema(target, { dialect: 'sqlite', cwd: '/' })
  return readSchemas(database, operations)
}

const SHOP = defineSchema({
  orders: table(
    'orders',
    [
      column('id', t.integer(), { primaryKey: true, identity: true }),
      column('customer_id', t.integer(), {
        nullable: false,
        references: { table: 'customers', onDelete: 'cascade' },
        index: true,
      }),
      column('state', t.enum(['new', 'paid'], { name: 'order_state' }), { nullable: false, default: 'new' }),
      column('total', t.numeric(10, 2), { nullable: false, default: 0, check: sql`total >= 0` }),
      column('placed_at', t.timestamp(), { nullable: false, default: sql`CURRENT_TIMESTAMP` }),
      column('is_paid', t.boolean(), { default: false }),
      column('gross', t.real(), { generated: sql`total * 1.19`, stored: false }),
      column('code', t.text(), { collation: 'nocase', unique: true }),
    ],
    {
      checks: [{ name: 'ck_orders_code', condition: sql`length(code) = 5 OR code <> ''` }],
      indexes: [{ name: 'ix_orders_new', columns: [desc('placed_at')], where: sql`state = 'new'` }],
    },
  ),
  customers: table(
    'customers',
    [column('id', t.integer(), { primaryKey: true }), column('email', t.varchar(100))],
    {
      strict: false,
      uniques: [{ name: 'uq_customers_email', columns: ['email'] }],
    },
  ),
  paid: view('paid', sql`SELECT id FROM orders WHERE is_paid`),
})

const SHOP_SQL = `
  CREATE TABLE customers (id INTEGER PRIMARY KEY, email VARCHAR(100), CONSTRAINT uq_customers_email UNIQUE (email));
  CREATE TABLE "orders" (id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customers ON DELETE CASCADE,
    state VARCHAR(4) DEFAULT 'new' NOT NULL CHECK ("state" in ('new','paid')), total NUMERIC(10,2) NOT NULL DEFAULT 0 CHECK(("orders".total>=0)),
    placed_at DATETIME NOT NULL DEFAULT (current_timestamp), is_paid BOOLEAN DEFAULT 0,
    gross REAL AS ([total] * 1.19), -- with tax
    code TEXT COLLATE NOCASE UNIQUE, CONSTRAINT ck_orders_code CHECK (LENGTH(code) == 5 or code != ''));
  CREATE INDEX ix_orders_customer_id ON orders (customer_id);
  CREATE INDEX ix_orders_new ON orders (placed_at DESC) WHERE state = 'new';
  CREATE VIEW paid AS select id from orders where is_paid;`

describe('a model on SQLite', () => {
  it('reads as the database that has what it says, however that was written', async () => {
    expectSame(await readBeside(SHOP_SQL, SHOP), 'sqlite')
  })

  it('keeps STRICT and WITHOUT ROWID apart from other tables', async () => {
    const countries = (options: object) =>
      defineSchema([table('countries', [column('code', t.text(), { primaryKey: true })], options)])
    const text = 'CREATE TABLE countries (code TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID'
    expectSame(await readBeside(text, countries({ strict: true, withoutRowid: true })), 'sqlite')
    const { wanted, found } = await readBeside(text, countries({}))
    expect(wanted.tables.get('public.countries')).not.toHaveProperty('strict', true)
    expect(found.tables.get('public.countries')).toMatchObject({ strict: true, withoutRowid: true })
  })

  it('leaves out what it does not name: triggers, virtual tables, and tables of the runner', async () => {
    expectSame(
      await readBeside(
        `${SHOP_SQL}; CREATE TRIGGER t AFTER INSERT ON orders BEGIN SELECT 1; END; CREATE VIRTUAL TABLE search USING fts5(body);
         CREATE TABLE alembic_version (version_num); CREATE TABLE migrate_lint_history (id)`,
        SHOP,
      ),
      'sqlite',
    )
  })

  it('says which part of it SQLite refuses', async () => {
    const wrong = (columns: readonly ReturnType<typeof column>[]) => defineSchema([table('orders', columns)])
    await expect(readBeside('', wrong([column('tags', t.array(t.text()))]))).rejects.toThrow(
      'The target cannot be made: createTable orders: Column tags of orders with the type text[]: SQLite has no arrays.',
    )
    await expect(readBeside('', wrong([column('a', t.text()), column('A', t.text())]))).rejects.toThrow(
      'The target cannot be made: createTable orders: duplicate column name: A',
    )
  })
})
