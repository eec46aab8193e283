/** A history that has every way in which a migration can meet the end of its process, and leaves a trace of each step. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A migration without its frame: the exports that it adds, and the bodies of its directions. */
interface Draft {
  readonly name: string
  readonly exports?: string
  readonly up: string
  readonly down: string
}

/** How many rows the big table has: an index on them takes long enough to be killed at. */
export interface Size {
  readonly orders: number
}

/** Leaves a row in the audit table: two with the same text show that a step was done twice. */
function audited(step: string): string {
  return `await op.execute("INSERT INTO audit (step) VALUES ('${step}')")`
}

const drafts = ({ orders }: Size): readonly Draft[] => [
  {
    name: 'shop',
    up: `
      await op.createTable('audit', [column('id', t.serial(), { primaryKey: true }), column('step', t.text(), { nullable: false })])
      await op.createTable('customers', [column('id', t.integer(), { primaryKey: true }), column('email', t.text(), { nullable: false })])
      await op.createTable('orders', [column('id', t.integer(), { primaryKey: true }), column('customer_id', t.integer(), { nullable: false }), column('total', t.integer())])
      ${audited('shop')}`,
    down: `await op.dropTable('orders'); await op.dropTable('customers'); await op.dropTable('audit')`,
  },
  {
    name: 'rows',
    up: `
      ${audited('rows begin')}
      await op.bulkInsert('customers', Array.from({ length: 3000 }, (_, id) => ({ id, email: 'customer' + id + '@example.com' })), { chunk: 250 })
      await op.execute('INSERT INTO orders SELECT id, id % 3000, id % 97 FROM generate_series(1, ${orders}) id')
      ${audited('rows end')}`,
    down: `await op.execute('DELETE FROM orders'); await op.execute('DELETE FROM customers')`,
  },
  {
    name: 'status',
    up: `
      await op.addColumn('orders', column('status', t.text()))
      await op.createIndex('customers_email_idx', 'customers', ['email'])
      ${audited('status')}`,
    down: `await op.dropIndex('customers_email_idx'); await op.dropColumn('orders', 'status')`,
  },
  {
    name: 'indexes',
    exports: 'export const transaction = false',
    up: `
      ${audited('indexes begin')}
      await op.createIndex('orders_customer_id_idx', 'orders', ['customer_id'], { concurrently: true })
      ${audited('indexes between')}
      await op.createIndex('orders_total_idx', 'orders', ['total', 'customer_id'], { concurrently: true })
      await op.addColumn('orders', column('note', t.text()))
      ${audited('indexes end')}`,
    down: `
      await op.dropColumn('orders', 'note')
      await op.dropIndex('orders_total_idx', { concurrently: true })
      await op.dropIndex('orders_customer_id_idx', { concurrently: true })`,
  },
  {
    name: 'backfill',
    exports: 'export const transaction = false',
    up: `
      ${audited('backfill begin')}
      await op.updateInBatches('orders', { set: { status: sql\`'open'\`, total: sql\`total + 1000\` }, where: sql\`status IS NULL\`, size: ${Math.ceil(orders / 12)} })
      ${audited('backfill end')}`,
    down: `await op.execute('UPDATE orders SET status = NULL, total = total - 1000')`,
  },
  {
    name: 'required',
    up: `
      await op.setNotNull('orders', 'status', { via: 'check' })
      ${audited('required')}`,
    down: `await op.alterColumn('orders', 'status', { nullable: true })`,
  },
  {
    name: 'block',
    up: `
      await op.addColumn('customers', column('name', t.text()))
      ${audited('block before')}
      await op.autocommit(async () => {
        await op.createIndex('orders_status_idx', 'orders', ['status', 'id'], { concurrently: true })
        ${audited('block inside')}
      })
      await op.execute("UPDATE customers SET name = 'customer ' || id")
      ${audited('block after')}`,
    down: `
      await op.autocommit(async () => {
        await op.dropIndex('orders_status_idx', { concurrently: true })
      })
      await op.dropColumn('customers', 'name')`,
  },
  {
    name: 'raw',
    up: `
      await op.execute(\`
        CREATE FUNCTION order_count(customer int) RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT count(*) FROM orders WHERE customer_id = customer $$;
        CREATE VIEW open_orders AS SELECT id, customer_id FROM orders WHERE status = 'open';
        UPDATE customers SET email = upper(email);\`)
      ${audited('raw')}`,
    down: `
      await op.execute('DROP VIEW open_orders; DROP FUNCTION order_count; UPDATE customers SET email = lower(email)')`,
  },
  {
    name: 'keys',
    up: `
      await op.createForeignKey('orders_customer_id_fkey', { table: 'orders', columns: ['customer_id'], references: { table: 'customers', columns: ['id'] }, notValid: true })
      ${audited('keys')}`,
    down: `await op.dropConstraint('orders_customer_id_fkey', 'orders')`,
  },
  {
    name: 'valid',
    up: `
      await op.validateConstraint('orders_customer_id_fkey', 'orders')
      ${audited('valid')}`,
    down: '',
  },
  {
    name: 'unique',
    exports: 'export const transaction = false',
    up: `
      await op.createIndex('customers_email_key', 'customers', ['email'], { unique: true, concurrently: true })
      ${audited('unique between')}
      await op.dropIndex('customers_email_idx', { concurrently: true })
      ${audited('unique end')}`,
    down: `
      await op.createIndex('customers_email_idx', 'customers', ['email'], { concurrently: true })
      await op.dropIndex('customers_email_key', { concurrently: true })`,
  },
  {
    name: 'totals',
    up: `
      await op.addColumn('customers', column('spent', t.bigint(), { nullable: false, default: 0 }))
      const rows = await op.connection.query('SELECT customer_id, sum(total) AS spent FROM orders WHERE customer_id < 40 GROUP BY 1 ORDER BY 1')
      for (const { customer_id, spent } of rows) {
        await op.connection.execute('UPDATE customers SET spent = spent + $1::bigint WHERE id = $2', [spent, customer_id])
      }
      ${audited('totals')}`,
    down: `await op.dropColumn('customers', 'spent')`,
  },
]

/** Ids of the migrations, from the first to the last. */
export function revisionsOf(size: Size): readonly string[] {
  return drafts(size).map(({ name }, index) => `${String(index + 1).padStart(2, '0')}${name}`)
}

/** Writes the history into a new folder. */
export function writeHistory(folder: string, size: Size): void {
  mkdirSync(folder, { recursive: true })
  const ids = revisionsOf(size)
  for (const [index, draft] of drafts(size).entries()) {
    const id = ids[index] ?? ''
    writeFileSync(join(folder, `${id}.ts`), sourceOf(draft, id, ids[index - 1]))
  }
}

function sourceOf({ exports = '', up, down }: Draft, id: string, parent: string | undefined): string {
  return `
import { column, sql, t, type Op } from 'migrate-lint/runner'

export const revision = '${id}'
export const downRevision = ${parent === undefined ? 'null' : `'${parent}'`}
${exports}

export async function upgrade(op: Op): Promise<void> {${up}
}

export async function downgrade(op: Op): Promise<void> {${down}
}
`
}
