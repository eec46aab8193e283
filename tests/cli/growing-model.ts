/** A model that grows, on PostgreSQL: each step is written by a comparison, runs with rows in the tables, and leads back. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/database/open-database.ts'
import { temporaryProject, type JsonFinding } from './run-cli.ts'

const ORDER_STATE = "enumType('order_state', ['new', 'paid'])"

const FIRST = `
  ${ORDER_STATE},
  table('customers', [
    column('id', t.bigint(), { primaryKey: true, identity: true }),
    column('email', t.varchar(255), { nullable: false }),
    column('name', t.text()),
  ]),
  table('orders', [
    column('id', t.bigint(), { primaryKey: true, identity: true }),
    column('customer_id', t.bigint(), { nullable: false }),
    column('total', t.numeric(10, 2), { nullable: false, default: 0, check: sql\`total >= 0\` }),
    column('state', t.enum('order_state'), { nullable: false, default: 'new' }),
    column('remark', t.text()),
  ]),
`

const SECOND = `
  enumType('order_state', ['new', 'paid', 'sent']),
  table('shops', [column('id', t.integer(), { primaryKey: true }), column('city', t.text())]),
  table('customers', [
    column('id', t.bigint(), { primaryKey: true, identity: true }),
    column('email', t.varchar(320), { nullable: false, unique: true }),
    column('name', t.text(), { nullable: false }),
  ]),
  table('orders', [
    column('id', t.bigint(), { primaryKey: true, identity: true }),
    column('customer_id', t.bigint(), { nullable: false, references: 'customers.id', index: true }),
    column('shop_id', t.integer(), { references: 'shops.id' }),
    column('total', t.numeric(10, 2), { nullable: false, default: 0, check: sql\`total >= 0\` }),
    column('state', t.enum('order_state'), { nullable: false, default: 'new' }),
    column('currency', t.char(3), { nullable: false }),
    column('token', t.uuid(), { nullable: false, default: sql\`gen_random_uuid()\` }),
  ], {
    indexes: [{ name: 'ix_orders_paid', columns: [desc('id')], where: sql\`state = 'paid'\` }],
  }),
`

/** The tests, which build on each other; one session serves all commands, because an embedded one takes seconds to open. */
export function itGrows(open: () => Promise<Database>): void {
  const project = temporaryProject()
  let database: Database
  beforeAll(async () => {
    database = await open()
    Reflect.set(globalThis, 'shopDatabase', database)
  })
  afterAll(async () => {
    project.remove()
    await database.connection.close()
  })

  function model(parts: string): void {
    project.write(
      'migrations/env.ts',
      `import { defineEnv } from 'migrate-lint/runner'
import { column, defineSchema, desc, enumType, sql, t, table } from 'migrate-lint/schema'

export default defineEnv({
  database: Reflect.get(globalThis, 'shopDatabase'),
  target: defineSchema([${parts}]),
})
`,
    )
  }

  function written(name: string): string {
    const file = readdirSync(project.path('migrations')).find(each => each.endsWith(`_${name}.ts`))
    return file === undefined ? '' : readFileSync(project.path(`migrations/${file}`), 'utf8')
  }

  /** The functions without the head. */
  const body = (text: string) => text.slice(text.indexOf('export async function upgrade'))

  const rows = async (sql: string) => (await database.connection.query(sql)).rows

  it('is written for an empty database as somebody would write it', async () => {
    model(FIRST)
    const ran = await project.run(['revision', '--autogenerate', '-m', 'shop'])
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(
      /^ {2}create enum order_state\n {2}create table customers\n {2}create table orders\ncreated migrations\/\w+_shop\.ts\n$/u,
    )
    expect(body(written('shop'))).toBe(`\
export async function upgrade(op: Op) {
  await op.createEnum('order_state', ['new', 'paid'])
  await op.createTable('customers', [
    column('id', t.bigint(), { identity: true, primaryKey: true }),
    column('email', t.varchar(255), { nullable: false }),
    column('name', t.text()),
  ])
  await op.createTable('orders', [
    column('id', t.bigint(), { identity: true, primaryKey: true }),
    column('customer_id', t.bigint(), { nullable: false }),
    column('total', t.numeric(10, 2), { nullable: false, default: 0, check: sql\`total >= 0\` }),
    column('state', t.enum('order_state'), { nullable: false, default: 'new' }),
    column('remark', t.text()),
  ])
}

export async function downgrade(op: Op) {
  // drop-loses-data: the rows of customers are gone, and applications that still use it fail.
  await op.dropTable('customers')
  // drop-loses-data: the rows of orders are gone, and applications that still use it fail.
  await op.dropTable('orders')
  await op.dropEnum('order_state')
}
`)
  })

  it('refuses the next one until this one is applied, as Alembic does', async () => {
    const ran = await project.run(['revision', '--autogenerate', '-m', 'again'])
    expect(ran.code).toBe(1)
    expect(ran.err).toMatch(/^Target database is not up to date\.\n {2}1 migration to go, beginning with/u)
  })

  it('is what check finds once it is applied', async () => {
    expect((await project.run(['upgrade'])).code).toBe(0)
    expect(await project.run(['check'])).toEqual({
      code: 0,
      out: 'Every migration is applied, and no file has changed since.\nThe database is as the target wants it.\n',
      err: '',
    })
    const again = await project.run(['revision', '--autogenerate', '-m', 'nothing'])
    expect(again).toEqual({
      code: 0,
      out: 'The database is as the target wants it: there is nothing to write.\n',
      err: '',
    })
    expect(readdirSync(project.path('migrations'))).toHaveLength(2)
  })

  it('shows in check what the next step lacks', async () => {
    await rows(`INSERT INTO customers (email, name) VALUES ('a@b.c', 'Ann'), ('d@e.f', 'Dan')`)
    await rows(`INSERT INTO orders (customer_id, total) VALUES (1, 10), (2, 20)`)
    model(SECOND)
    const ran = await project.run(['check'])
    expect(ran.code).toBe(1)
    expect(ran.out).toBe('')
    expect(ran.err).toBe(`\
note: Column orders.currency is NOT NULL and has no default: say in the migration what the rows get that are there.
New upgrade operations detected; \`migrate-lint revision --autogenerate\` writes them:
  add value sent to enum order_state
  change column customers.email: type varchar(320)
  change column customers.name: NOT NULL
  add constraint customers.customers_email_key
  add column orders.shop_id
  add column orders.currency
  add column orders.token
  create index ix_orders_customer_id
  create index ix_orders_paid
  drop column orders.remark   loses data
  create table shops
  add constraint orders.orders_customer_id_fkey
  add constraint orders.orders_shop_id_fkey
`)
  })

  it('is written in forms that block nobody', async () => {
    expect((await project.run(['revision', '--autogenerate', '-m', 'sales'])).code).toBe(0)
    expect(body(written('sales'))).toBe(`\
export async function upgrade(op: Op) {
  await op.addEnumValue('order_state', 'sent')
  await op.alterColumn('customers', 'email', { type: t.varchar(320) })
  await op.addColumn('orders', column('shop_id', t.integer()))
  await op.addColumn('orders', column('currency', t.char(3)))
  await op.addColumn('orders', column('token', t.uuid()))
  await op.alterColumn('orders', 'token', { default: sql\`gen_random_uuid()\` })
  await op.createTable('shops', [
    column('id', t.integer(), { primaryKey: true }),
    column('city', t.text()),
  ])
  await op.createForeignKey(
    'orders_customer_id_fkey',
    'orders',
    'customers',
    ['customer_id'],
    ['id'],
    { notValid: true },
  )
  await op.createForeignKey('orders_shop_id_fkey', 'orders', 'shops', ['shop_id'], ['id'], {
    notValid: true,
  })
  await op.autocommit(async () => {
    await op.setNotNull('customers', 'name', { via: 'check' })
    await op.createIndex('customers_email_key', 'customers', ['email'], {
      unique: true,
      concurrently: true,
    })
    // FILL IN what the rows of orders get as currency, which is NOT NULL and has no default:
    // await op.updateInBatches('orders', { set: { currency: '…' }, where: sql\`currency IS NULL\` })
    await op.assert(
      sql\`SELECT NOT EXISTS (SELECT 1 FROM orders WHERE currency IS NULL)\`,
      'orders.currency has rows without a value: fill them in this migration',
    )
    await op.setNotNull('orders', 'currency', { via: 'check' })
    await op.updateInBatches('orders', {
      set: { token: sql\`gen_random_uuid()\` },
      where: sql\`token IS NULL\`,
    })
    await op.setNotNull('orders', 'token', { via: 'check' })
    await op.createIndex('ix_orders_customer_id', 'orders', ['customer_id'], { concurrently: true })
    await op.createIndex('ix_orders_paid', 'orders', [desc('id')], {
      where: sql\`state = 'paid'\`,
      concurrently: true,
    })
    await op.validateConstraint('orders_customer_id_fkey', 'orders')
    await op.validateConstraint('orders_shop_id_fkey', 'orders')
  })
  await op.createUniqueConstraint('customers_email_key', 'customers', [], {
    usingIndex: 'customers_email_key',
  })
  // drop-column-breaks-running-app: the values of orders.remark are gone, and applications that
  // still read it fail.
  await op.dropColumn('orders', 'remark')
}

export async function downgrade(op: Op) {
  // Enum order_state loses sent: a new type takes its place, which stops at a row that has such a
  // value. Where a value only got another name, write op.execute("ALTER TYPE order_state RENAME
  // VALUE …") instead.
  await op.dropConstraint('orders_customer_id_fkey', 'orders')
  await op.dropConstraint('orders_shop_id_fkey', 'orders')
  await op.dropConstraint('customers_email_key', 'customers')
  await op.execute(sql\`ALTER TYPE order_state RENAME TO order_state_old\`)
  await op.createEnum('order_state', ['new', 'paid'])
  // change-type-rewrites-table: nobody reads or writes customers until all of its rows are written
  // anew.
  await op.alterColumn('customers', 'email', { type: t.varchar(255) })
  await op.alterColumn('customers', 'name', { nullable: true })
  await op.alterColumn('orders', 'state', { default: null })
  await op.autocommit(async () => {
    await op.dropIndex('ix_orders_customer_id', { table: 'orders', concurrently: true })
    await op.dropIndex('ix_orders_paid', { table: 'orders', concurrently: true })
  })
  // change-type-rewrites-table: nobody reads or writes orders until all of its rows are written
  // anew.
  await op.alterColumn('orders', 'state', {
    type: t.enum('order_state'),
    using: sql\`state::text::order_state\`,
  })
  await op.alterColumn('orders', 'state', { default: 'new' })
  // The values of orders.remark do not come back.
  await op.addColumn('orders', column('remark', t.text()))
  // drop-column-breaks-running-app: the values of orders.shop_id are gone, and applications that
  // still read it fail.
  await op.dropColumn('orders', 'shop_id')
  // drop-column-breaks-running-app: the values of orders.currency are gone, and applications that
  // still read it fail.
  await op.dropColumn('orders', 'currency')
  // drop-column-breaks-running-app: the values of orders.token are gone, and applications that
  // still read it fail.
  await op.dropColumn('orders', 'token')
  // drop-loses-data: the rows of shops are gone, and applications that still use it fail.
  await op.dropTable('shops')
  await op.dropEnum('order_state_old')
}
`)
  })

  it('has no error of the linter but for what has no other form', async () => {
    const { out } = await project.run(['lint', 'migrations', '-f', 'json'])
    const found = JSON.parse(out) as { findings: readonly (JsonFinding & { severity: string })[] }
    expect(found.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect([...new Set(found.findings.map(({ rule }) => rule))].sort()).toEqual([
      'check-on-new-column-breaks-writers',
      'drop-column-breaks-running-app',
      'foreign-key-without-index',
      'mixed-schema-and-data',
    ])
  })

  it('stops where somebody has to say what rows get, and goes on from there', async () => {
    const failed = await project.run(['upgrade'])
    expect(failed.code).toBe(2)
    expect(failed.err).toContain('orders.currency has rows without a value: fill them in this migration')
    const file = readdirSync(project.path('migrations')).find(each => each.endsWith('_sales.ts')) ?? ''
    const text = written('sales').replace(
      "// await op.updateInBatches('orders', { set: { currency: '…' }",
      "await op.updateInBatches('orders', { set: { currency: 'EUR' }",
    )
    project.write(`migrations/${file}`, text)
    expect(await project.run(['upgrade'])).toMatchObject({ code: 0, err: '' })
    expect(
      await rows('SELECT count(DISTINCT token) AS tokens, min(currency) AS currency FROM orders'),
    ).toEqual([{ tokens: '2', currency: 'EUR' }])
    expect(await project.run(['check'])).toMatchObject({ code: 0, err: '' })
  })

  it('leads back, and forward again', async () => {
    expect(await project.run(['downgrade', '-1'])).toMatchObject({ code: 0, err: '' })
    const behind = await project.run(['check'])
    expect(behind.err).toContain('1 migration to go')
    expect(await project.run(['upgrade'])).toMatchObject({ code: 0, err: '' })
    expect(await project.run(['check'])).toMatchObject({ code: 0, err: '' })
  })
}
