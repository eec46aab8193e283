/** Changes of a schema, written so that a team can run them on a busy database. */
import { describe, expect, it } from 'vitest'
import { renderBlocks } from '../../src/autogenerate/render-migration.ts'
import { safeForms, type SafeSettings } from '../../src/autogenerate/safe-forms.ts'
import { NOTHING_KNOWN } from '../../src/frontends/migrate-lint/calls/names.ts'
import { unplaced } from '../../src/model/operation.ts'
import { historyOf, operationsOf } from '../schema/history.ts'

const SHOP = historyOf(`
  CREATE TABLE customers (id bigint PRIMARY KEY, email text, name text);
  CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, total numeric(10, 2), note text);
  CREATE INDEX orders_note ON orders (note);
  CREATE TYPE order_state AS ENUM ('new');
  CREATE TABLE events (day date, kind text) PARTITION BY RANGE (day);
`)

const STYLE = { quote: "'", indent: '  ', width: 100, semicolons: false } as const

function written(sql: string, settings: Partial<SafeSettings> = {}): string {
  const all = { dialect: 'postgres', serverVersion: '18.1', ...settings } as const
  const blocks = safeForms(operationsOf(sql).map(unplaced), SHOP, all)
  return renderBlocks(blocks, { dialect: all.dialect, style: STYLE, known: NOTHING_KNOWN }).lines.join('\n')
}

describe('on PostgreSQL', () => {
  it('an index of a table that is there is built and dropped without blocking anyone', () => {
    expect(
      written('CREATE INDEX orders_total ON orders (total DESC) WHERE total > 0; DROP INDEX orders_note'),
    ).toBe(`\
await op.autocommit(async () => {
  await op.createIndex('orders_total', 'orders', [desc('total')], {
    where: sql\`total > 0\`,
    concurrently: true,
  })
  await op.dropIndex('orders_note', { table: 'orders', concurrently: true })
})`)
  })

  it('what concerns a new table is done as it stands', () => {
    const sql = `CREATE TABLE carts (id bigint PRIMARY KEY); CREATE INDEX carts_id ON carts (id);
      ALTER TABLE carts ADD CONSTRAINT carts_id_check CHECK (id > 0)`
    expect(written(sql)).toBe(`\
await op.createTable('carts', [
  column('id', t.bigint(), { primaryKey: true }),
])
await op.createIndex('carts_id', 'carts', ['id'])
await op.createCheckConstraint('carts_id_check', 'carts', sql\`id > 0\`)`)
  })

  it('foreign keys and checks are added first and validated afterwards', () => {
    const sql = `ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);
      ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total > 0)`
    expect(written(sql)).toBe(`\
await op.createForeignKey(
  'orders_customer_id_fkey',
  'orders',
  'customers',
  ['customer_id'],
  ['id'],
  { notValid: true },
)
await op.createCheckConstraint('orders_total_positive', 'orders', sql\`total > 0\`, {
  notValid: true,
})
await op.autocommit(async () => {
  await op.validateConstraint('orders_customer_id_fkey', 'orders')
  await op.validateConstraint('orders_total_positive', 'orders')
})`)
  })

  it('a unique constraint takes over an index, and a foreign key that points at it comes after that', () => {
    const sql = `ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE NULLS NOT DISTINCT (email);
      ALTER TABLE orders ADD FOREIGN KEY (note) REFERENCES customers (email)`
    expect(written(sql)).toBe(`\
await op.autocommit(async () => {
  await op.createIndex('customers_email_key', 'customers', ['email'], {
    unique: true,
    nullsNotDistinct: true,
    concurrently: true,
  })
})
await op.createUniqueConstraint('customers_email_key', 'customers', [], {
  usingIndex: 'customers_email_key',
})
await op.createForeignKey('orders_note_fkey', 'orders', 'customers', ['note'], ['email'], {
  notValid: true,
})
await op.autocommit(async () => {
  await op.validateConstraint('orders_note_fkey', 'orders')
})`)
  })

  it('a column that may not be null is filled where nobody can tell with what, and fails until somebody does', () => {
    expect(
      written(
        'ALTER TABLE orders ADD COLUMN currency text NOT NULL; ALTER TABLE orders ALTER total SET NOT NULL',
      ),
    ).toBe(`\
await op.addColumn('orders', column('currency', t.text()))
await op.autocommit(async () => {
  // FILL IN what the rows of orders get as currency, which is NOT NULL and has no default:
  // await op.updateInBatches('orders', { set: { currency: '…' }, where: sql\`currency IS NULL\` })
  await op.assert(
    sql\`SELECT NOT EXISTS (SELECT 1 FROM orders WHERE currency IS NULL)\`,
    'orders.currency has rows without a value: fill them in this migration',
  )
  await op.setNotNull('orders', 'currency', { via: 'check' })
  await op.setNotNull('orders', 'total', { via: 'check' })
})`)
  })

  it('a default that is another for each row fills the rows that are there in batches', () => {
    const sql = `ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
      ALTER TABLE orders ADD COLUMN placed_at timestamptz NOT NULL DEFAULT now()`
    expect(written(sql)).toBe(`\
await op.addColumn('orders', column('token', t.uuid()))
await op.alterColumn('orders', 'token', { default: sql\`gen_random_uuid()\` })
await op.addColumn(
  'orders',
  column('placed_at', t.timestamptz(), { nullable: false, default: sql\`now()\` }),
)
await op.autocommit(async () => {
  await op.updateInBatches('orders', {
    set: { token: sql\`gen_random_uuid()\` },
    where: sql\`token IS NULL\`,
  })
  await op.setNotNull('orders', 'token', { via: 'check' })
})`)
  })

  it('a value of an enum is committed before what needs it', () => {
    const sql = `ALTER TYPE order_state ADD VALUE 'paid';
      ALTER TABLE orders ADD COLUMN state order_state NOT NULL DEFAULT 'paid'`
    expect(written(sql)).toBe(`\
await op.autocommit(async () => {
  await op.addEnumValue('order_state', 'paid')
})
await op.addColumn(
  'orders',
  column('state', t.type('order_state'), { nullable: false, default: 'paid' }),
)`)
  })

  it('what loses data or breaks an application says so, with the rule that says more', () => {
    const sql = `ALTER TABLE orders RENAME note TO remark; ALTER TABLE orders ALTER total TYPE text;
      ALTER TABLE orders DROP COLUMN total; DROP TABLE customers`
    expect(written(sql)).toBe(`\
// rename-breaks-running-app: applications that still say orders.note fail.
await op.alterColumn('orders', 'note', { renameTo: 'remark' })
// change-type-rewrites-table: nobody reads or writes orders until all of its rows are written
// anew.
await op.alterColumn('orders', 'total', { type: t.text() })
// drop-column-breaks-running-app: the values of orders.total are gone, and applications that
// still read it fail.
await op.dropColumn('orders', 'total')
// drop-loses-data: the rows of customers are gone, and applications that still use it fail.
await op.dropTable('customers')`)
  })

  it('a partitioned table takes a check as others do, and its index as it stands', () => {
    const sql = `ALTER TABLE events ADD CONSTRAINT events_kind_known CHECK (kind <> '');
      CREATE INDEX events_day ON events (day)`
    expect(written(sql)).toBe(`\
await op.createCheckConstraint('events_kind_known', 'events', sql\`kind <> ''\`, { notValid: true })
await op.autocommit(async () => {
  await op.validateConstraint('events_kind_known', 'events')
})
// index-on-partitioned-parent: nobody writes to events until the indexes of all partitions are
// built.
await op.createIndex('events_day', 'events', ['day'])`)
  })

  it('an exclusion constraint has no other form', () => {
    expect(written('ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (note WITH =)')).toBe(`\
// add-unique-blocks-table: nobody reads or writes orders until the index of the constraint is
// built.
await op.createExcludeConstraint('apart', 'orders', [['note', '=']], { using: 'gist' })`)
  })

  it('a table without a key of one column is filled at once', () => {
    expect(written('ALTER TABLE events ADD COLUMN token uuid DEFAULT gen_random_uuid()')).toBe(`\
await op.addColumn('events', column('token', t.uuid()))
await op.alterColumn('events', 'token', { default: sql\`gen_random_uuid()\` })
await op.autocommit(async () => {
  await op.execute(sql\`UPDATE events SET token = gen_random_uuid() WHERE token IS NULL\`)
})`)
  })

  it('an index that stands on a dropped column goes before it', () => {
    expect(written('DROP INDEX orders_note; ALTER TABLE orders DROP COLUMN note, ADD COLUMN remark text'))
      .toBe(`\
await op.autocommit(async () => {
  await op.dropIndex('orders_note', { table: 'orders', concurrently: true })
})
// drop-column-breaks-running-app: the values of orders.note are gone, and applications that still
// read it fail.
await op.dropColumn('orders', 'note')
await op.addColumn('orders', column('remark', t.text()))`)
  })
})

describe('on SQLite', () => {
  const sqlite = { dialect: 'sqlite', serverVersion: '3.45.0' } as const

  it('several changes of a table for which it is rebuilt go together', () => {
    const sql = `ALTER TABLE orders ALTER total SET NOT NULL; ALTER TABLE orders ADD COLUMN state text;
      CREATE INDEX orders_state ON orders (state)`
    expect(written(sql, sqlite)).toBe(`\
await op.batchAlterTable('orders', async batch => {
  await batch.alterColumn('total', { nullable: false })
  await batch.addColumn(column('state', t.text()))
  await batch.createIndex('orders_state', ['state'])
})`)
  })

  it('what SQLite does by itself, and a single change, needs no batch', () => {
    const sql = `ALTER TABLE orders ADD COLUMN state text; ALTER TABLE orders ADD COLUMN city text;
      ALTER TABLE customers ALTER email SET NOT NULL`
    expect(written(sql, sqlite)).toBe(`\
await op.addColumn('orders', column('state', t.text()))
await op.addColumn('orders', column('city', t.text()))
await op.alterColumn('customers', 'email', { nullable: false })`)
  })

  it('a column that may not be null is filled between two changes', () => {
    expect(written('ALTER TABLE orders ADD COLUMN currency text NOT NULL', sqlite)).toBe(`\
await op.addColumn('orders', column('currency', t.text()))
// FILL IN what the rows of orders get as currency, which is NOT NULL and has no default:
// await op.execute(sql\`UPDATE orders SET currency = '…' WHERE currency IS NULL\`)
await op.assert(
  sql\`SELECT NOT EXISTS (SELECT 1 FROM orders WHERE currency IS NULL)\`,
  'orders.currency has rows without a value: fill them in this migration',
)
await op.alterColumn('orders', 'currency', { nullable: false })`)
  })

  it('renderAsBatch puts each change of a table that is there into a batch, also on PostgreSQL', () => {
    const sql = 'ALTER TABLE orders ADD COLUMN state text; CREATE TABLE carts (id bigint)'
    for (const settings of [{ ...sqlite, renderAsBatch: true }, { renderAsBatch: true }])
      expect(written(sql, settings)).toBe(`\
await op.batchAlterTable('orders', async batch => {
  await batch.addColumn(column('state', t.text()))
})
await op.createTable('carts', [
  column('id', t.bigint()),
])`)
  })
})
