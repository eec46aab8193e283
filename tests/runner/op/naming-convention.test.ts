/** Names that the convention gives to what has none. */
import { describe, expect, it } from 'vitest'
import { printOperation } from '../../../src/dialects/postgres.ts'
import { column, f, sql, t } from '../../../src/runner/authoring/index.ts'
import { makeOp } from '../../../src/runner/op/make-op.ts'
import { operationsOf } from '../../../src/runner/op/operations-of.ts'
import type { Op } from '../../../src/runner/op/op-types.ts'
import { nameFrom, type NamingConvention } from '../../../src/runner/naming-convention.ts'
import { collectingSink } from './collecting-sink.ts'

const CONVENTION: NamingConvention = {
  ix: 'ix_{table}_{columns}',
  uq: '%(table_name)s_%(column_0_N_name)s_uq',
  ck: 'ck_{table}_{name}',
  fk: ({ table, columns, referredTable = '' }) => `fk_${table}_${columns.join('_')}_${referredTable}`,
  pk: 'pk_{table}',
}

async function sent(run: (op: Op) => unknown, namingConvention = CONVENTION): Promise<readonly string[]> {
  const sink = collectingSink()
  await makeOp(sink, { namingConvention }).run(run)
  return sink.seen.flatMap(each => (typeof each === 'string' ? [] : operationsOf(each).map(printOperation)))
}

describe('a naming convention', () => {
  it('names the constraints of a new table, and the indexes that come with it', async () => {
    const statements = await sent(op =>
      op.createTable(
        'orders',
        [
          column('id', t.integer(), { primaryKey: true }),
          column('customer_id', t.integer(), { references: 'customers.id', index: true }),
          column('code', t.text(), { unique: true }),
        ],
        { checks: [{ name: 'positive', condition: sql`id > 0` }], uniques: [['customer_id', 'code']] },
      ),
    )
    expect(statements).toEqual([
      'CREATE TABLE orders (id integer CONSTRAINT pk_orders PRIMARY KEY, ' +
        'customer_id integer CONSTRAINT fk_orders_customer_id_customers REFERENCES customers (id), ' +
        'code text CONSTRAINT orders_code_uq UNIQUE, ' +
        'CONSTRAINT orders_customer_id_code_uq UNIQUE (customer_id, code), ' +
        'CONSTRAINT ck_orders_positive CHECK (id > 0))',
      'CREATE INDEX ix_orders_customer_id ON orders (customer_id)',
    ])
  })

  it('names what is added later without a name', async () => {
    const statements = await sent(async op => {
      await op.createForeignKey(null, 'orders', 'customers', ['customer_id'], ['id'])
      await op.createIndex(null, 'orders', ['placed_at', sql`lower(code)`])
      await op.createPrimaryKey(null, 'orders', ['id'])
      await op.batchAlterTable('orders', batch => batch.createUniqueConstraint(null, ['code']))
    })
    expect(statements).toEqual([
      'ALTER TABLE orders ADD CONSTRAINT fk_orders_customer_id_customers FOREIGN KEY (customer_id) REFERENCES customers (id)',
      'CREATE INDEX ix_orders_placed_at_code ON orders (placed_at, lower(code))',
      'ALTER TABLE orders ADD CONSTRAINT pk_orders PRIMARY KEY (id)',
      'ALTER TABLE orders ADD CONSTRAINT orders_code_uq UNIQUE (code)',
    ])
  })

  it('leaves names alone that are given, unless it asks for them', async () => {
    const statements = await sent(async op => {
      await op.createIndex('by_code', 'orders', ['code'])
      await op.createCheckConstraint('positive', 'orders', sql`id > 0`)
      await op.createCheckConstraint(f('all_positive'), 'orders', sql`id > 0`)
      await op.createCheckConstraint(null, 'orders', sql`id > 0`)
    })
    expect(statements).toEqual([
      'CREATE INDEX by_code ON orders (code)',
      'ALTER TABLE orders ADD CONSTRAINT ck_orders_positive CHECK (id > 0)',
      'ALTER TABLE orders ADD CONSTRAINT all_positive CHECK (id > 0)',
      'ALTER TABLE orders ADD CHECK (id > 0)',
    ])
  })

  it('goes along with a batch, so that what has no name can be dropped by one', async () => {
    const sink = collectingSink()
    await makeOp(sink, { namingConvention: CONVENTION }).run(op =>
      op.batchAlterTable('orders', batch => batch.dropConstraint('pk_orders')),
    )
    expect(sink.seen).toMatchObject([{ kind: 'batch', options: { namingConvention: CONVENTION } }])
  })

  it('cuts a name that is too long, and keeps two of them apart', () => {
    const long = (column: string) =>
      nameFrom('ix_{table}_{columns}', { table: 'a'.repeat(40), columns: [column] })
    const [one, two] = [long(`${'b'.repeat(40)}1`), long(`${'b'.repeat(40)}2`)]
    expect(one).toMatch(/^ix_a{40}_b{11}_[0-9a-f]{4}$/u)
    expect(two).toHaveLength(60)
    expect(one).not.toBe(two)
  })
})
