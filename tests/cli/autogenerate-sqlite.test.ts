/** A model that grows, on SQLite, and what else `revision --autogenerate` and `check` are asked for. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/database/open-database.ts'
import { temporaryProject, type TemporaryProject } from './run-cli.ts'

const HEAD = `import { defineEnv } from 'migrate-lint/runner'
import { column, defineSchema, desc, f, sql, t, table } from 'migrate-lint/schema'

`

interface Shop extends TemporaryProject {
  /** Writes env.ts with a target of these parts, and what else it says. */
  readonly model: (parts: string, more?: string) => void
  readonly written: (name: string) => string
  readonly rows: (sql: string) => Promise<readonly unknown[]>
}

function shop(): Shop {
  const project = temporaryProject()
  onTestFinished(project.remove)
  const url = `sqlite:${project.path('shop.db')}`
  return {
    ...project,
    model: (parts, more = '') =>
      project.write(
        'migrations/env.ts',
        `${HEAD}export default defineEnv({ url: '${url}', target: defineSchema([${parts}]), ${more} })\n`,
      ),
    written: name => {
      const file = readdirSync(project.path('migrations')).find(each => each.endsWith(`_${name}.ts`)) ?? ''
      const text = readFileSync(project.path(`migrations/${file}`), 'utf8')
      return text.slice(text.indexOf('export async function upgrade'))
    },
    rows: async sql => {
      const { connection } = await openDatabase(url)
      const { rows } = await connection.query(sql)
      await connection.close()
      return rows
    },
  }
}

const orders = (...columns: readonly string[]) =>
  `table('orders', [column('id', t.integer(), { primaryKey: true }), ${columns.join(', ')}]),`

describe('a model that grows on SQLite', () => {
  it('is written, runs with rows in the tables, leads back, and forward again', async () => {
    const { model, run, rows, written, path, write } = shop()
    model(orders("column('total', t.numeric(10, 2), { nullable: false })", "column('note', t.text())"))
    expect((await run(['revision', '--autogenerate', '-m', 'shop'])).out).toMatch(
      /^ {2}create table orders\n/u,
    )
    expect(await run(['upgrade'])).toMatchObject({ code: 0, err: '' })
    expect(await run(['check'])).toMatchObject({ code: 0, err: '' })
    await rows(`INSERT INTO orders (total, note) VALUES (10, 'a'), (20, 'b')`)

    model(`
      table('customers', [column('id', t.integer(), { primaryKey: true }), column('email', t.text(), { unique: true })]),
      ${orders(
        "column('total', t.numeric(10, 2), { nullable: false, check: sql`total >= 0` })",
        "column('note', t.text(), { nullable: false, default: '' })",
        "column('customer_id', t.integer(), { references: 'customers.id', index: true })",
        "column('currency', t.text(), { nullable: false })",
      )}`)
    expect((await run(['revision', '--autogenerate', '-m', 'customers'])).code).toBe(0)
    expect(written('customers')).toBe(`\
export async function upgrade(op: Op) {
  await op.createTable('customers', [
    column('id', t.integer(), { primaryKey: true }),
    column('email', t.text(), { unique: true }),
  ])
  await op.batchAlterTable('orders', async batch => {
    await batch.alterColumn('note', { default: '' })
    await batch.alterColumn('note', { nullable: false })
    await batch.addColumn(column('customer_id', t.integer()))
    await batch.addColumn(column('currency', t.text()))
  })
  // FILL IN what the rows of orders get as currency, which is NOT NULL and has no default:
  // await op.execute(sql\`UPDATE orders SET currency = '…' WHERE currency IS NULL\`)
  await op.assert(
    sql\`SELECT NOT EXISTS (SELECT 1 FROM orders WHERE currency IS NULL)\`,
    'orders.currency has rows without a value: fill them in this migration',
  )
  await op.batchAlterTable('orders', async batch => {
    await batch.alterColumn('currency', { nullable: false })
    await batch.createCheckConstraint(null, sql\`total >= 0\`)
    await batch.createIndex('ix_orders_customer_id', ['customer_id'])
    await batch.createForeignKey(null, 'customers', ['customer_id'], ['id'])
  })
}

export async function downgrade(op: Op) {
  await op.dropIndex('ix_orders_customer_id')
  await op.batchAlterTable('orders', async batch => {
    await batch.dropConstraint('orders_customer_id_fkey')
    await batch.dropConstraint('orders_total_check')
    await batch.alterColumn('note', { default: null })
    await batch.alterColumn('note', { nullable: true })
    // drop-column-breaks-running-app: the values of orders.customer_id are gone, and applications
    // that still read it fail.
    await batch.dropColumn('customer_id')
    // drop-column-breaks-running-app: the values of orders.currency are gone, and applications that
    // still read it fail.
    await batch.dropColumn('currency')
  })
  // drop-loses-data: the rows of customers are gone, and applications that still use it fail.
  await op.dropTable('customers')
}
`)
    const failed = await run(['upgrade'])
    expect(failed.err).toContain('orders.currency has rows without a value: fill them in this migration')
    const file = readdirSync(path('migrations')).find(each => each.endsWith('_customers.ts')) ?? ''
    const text = readFileSync(path(`migrations/${file}`), 'utf8')
    write(
      `migrations/${file}`,
      text.replace(
        "// await op.execute(sql`UPDATE orders SET currency = '…'",
        "await op.execute(sql`UPDATE orders SET currency = 'EUR'",
      ),
    )
    expect(await run(['upgrade'])).toMatchObject({ code: 0, err: '' })
    expect(await run(['check'])).toMatchObject({ code: 0, err: '' })
    expect(await rows('SELECT total, note, customer_id, currency FROM orders')).toEqual([
      { total: 10, note: 'a', customer_id: null, currency: 'EUR' },
      { total: 20, note: 'b', customer_id: null, currency: 'EUR' },
    ])
    expect(await run(['downgrade', '-1'])).toMatchObject({ code: 0, err: '' })
    expect((await run(['check'])).err).toContain('1 migration to go')
    expect(await rows('SELECT * FROM orders')).toEqual([
      { id: 1, total: 10, note: 'a' },
      { id: 2, total: 20, note: 'b' },
    ])
    expect(await run(['upgrade'])).toMatchObject({ code: 0, err: '' })
    expect(await run(['check'])).toMatchObject({ code: 0, err: '' })
  })
})

const BEFORE = orders("column('note', t.text())")
const AFTER = orders("column('remark', t.text())")

/** A shop whose database is as the first model says. */
async function opened(): Promise<Shop> {
  const made = shop()
  made.model(BEFORE)
  await made.run(['revision', '--autogenerate', '-m', 'shop'])
  expect(await made.run(['upgrade'])).toMatchObject({ code: 0 })
  return made
}

describe('a rename', () => {
  it('is a drop and an add, unless somebody says so', async () => {
    const { model, run } = await opened()
    model(AFTER)
    expect((await run(['revision', '--autogenerate', '-m', 'remark'])).out).toMatch(
      /^ {2}add column orders\.remark\n {2}drop column orders\.note {3}loses data\ncreated /u,
    )
  })

  it.each([['orders.note:orders.remark'], ['orders.note:remark']])('is told by --rename %s', async rename => {
    const { model, run, written } = await opened()
    model(AFTER)
    const ran = await run(['revision', '--autogenerate', '-m', 'remark', '--rename', rename])
    expect(ran.out).toMatch(/^ {2}rename column orders\.note to remark\ncreated /u)
    expect(written('remark')).toBe(`\
export async function upgrade(op: Op) {
  // rename-breaks-running-app: applications that still say orders.note fail.
  await op.alterColumn('orders', 'note', { renameTo: 'remark' })
}

export async function downgrade(op: Op) {
  // rename-breaks-running-app: applications that still say orders.remark fail.
  await op.alterColumn('orders', 'remark', { renameTo: 'note' })
}
`)
  })

  it('of a table is told by --rename orders:purchases', async () => {
    const { model, run } = await opened()
    model(BEFORE.replace("'orders'", "'purchases'"))
    const ran = await run(['revision', '--autogenerate', '-m', 'x', '--rename', 'orders:purchases'])
    expect(ran.out).toMatch(/^ {2}rename table orders to purchases\ncreated /u)
  })

  it('is asked for on a terminal', async () => {
    const { model, run } = await opened()
    model(AFTER)
    const asked: string[] = []
    const ask = (question: string) => {
      asked.push(question)
      return Promise.resolve('yes')
    }
    const ran = await run(['revision', '--autogenerate', '-m', 'a'], { ask })
    expect(ran.err).toBe('Column orders.note is dropped and orders.remark is added, both text.\n')
    expect(asked).toEqual(['Is it a rename? [y/N] '])
    expect(ran.out).toMatch(/^ {2}rename column orders\.note to remark\n/u)
  })

  it('is never asked for in CI', async () => {
    const { model, run } = await opened()
    model(AFTER)
    const ask = () => Promise.reject(new Error('nobody sits there'))
    const ran = await run(['revision', '--autogenerate', '-m', 'a'], { ask, env: { CI: 'true' } })
    expect(ran.out).toContain('drop column orders.note')
  })

  it('that names nothing is refused', async () => {
    const { model, run } = await opened()
    model(AFTER)
    const ran = await run([
      'revision',
      '--autogenerate',
      '-m',
      'x',
      '--rename',
      'orders.nothing:orders.remark',
    ])
    expect(ran).toEqual({
      code: 2,
      out: '',
      err: 'error: --rename: the database has no table and no column orders.nothing\n',
    })
  })
})

describe('programs', () => {
  it('read what changed and where it was written, and what check finds', async () => {
    const { model, run } = await opened()
    model(AFTER)
    expect(JSON.parse((await run(['check', '--json'])).out)).toMatchObject([
      {
        pending: [],
        changes: [
          { summary: 'add column orders.remark' },
          { summary: 'drop column orders.note', losesData: true },
        ],
        remarks: [],
        notCompared: [],
      },
    ])
    const { code, out, err } = await run([
      'revision',
      '--autogenerate',
      '-m',
      'x',
      '--json',
      '--rev-id',
      'b1',
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      revision: 'b1',
      path: 'migrations/b1_x.ts',
      changes: [
        { summary: 'add column orders.remark' },
        { summary: 'drop column orders.note', losesData: true },
      ],
    })
  })

  it('read that there is nothing to write', async () => {
    const { run } = await opened()
    const ran = await run(['revision', '--autogenerate', '-m', 'x', '--json'])
    expect(JSON.parse(ran.out)).toEqual({ revision: null, changes: [], remarks: [], notCompared: [] })
  })
})

describe('an empty migration', () => {
  it('is written where somebody asks for it', async () => {
    const { run, written } = await opened()
    expect((await run(['revision', '--autogenerate', '-m', 'empty', '--allow-empty'])).code).toBe(0)
    expect(written('empty')).toBe(
      'export async function upgrade() {\n  // There is nothing to do.\n}\n\nexport async function downgrade() {\n  // There is nothing to do.\n}\n',
    )
  })
})

describe('what env.ts says of the comparison', () => {
  it('is heard: hooks, batches and a naming convention', async () => {
    const { model, run, written } = await opened()
    const more = `renderAsBatch: true,
      compareType: () => false,
      includeName: (name, type) => type !== 'column' || name !== 'note',
      namingConvention: { ck: 'ck_{table}_{name}' },`
    model(
      `${orders("column('remark', t.varchar(20))")}
       table('carts', [column('id', t.integer())], { checks: [{ name: f('carts_id_positive'), condition: sql\`id > 0\` }] })`,
      more,
    )
    expect((await run(['revision', '--autogenerate', '-m', 'carts'])).err).toBe('')
    expect(written('carts')).toBe(`\
export async function upgrade(op: Op) {
  await op.createTable('carts', [
    column('id', t.integer(), { check: { name: f('carts_id_positive'), condition: sql\`id > 0\` } }),
  ])
  await op.batchAlterTable('orders', async batch => {
    await batch.addColumn(column('remark', t.varchar(20)))
  })
}

export async function downgrade(op: Op) {
  await op.batchAlterTable('orders', async batch => {
    // drop-column-breaks-running-app: the values of orders.remark are gone, and applications that
    // still read it fail.
    await batch.dropColumn('remark')
  })
  // drop-loses-data: the rows of carts are gone, and applications that still use it fail.
  await op.dropTable('carts')
}
`)
  })

  it('is said for each database by itself', async () => {
    const { write, run, path } = shop()
    for (const name of ['sales', 'stock']) write(`migrations/${name}/readme.md`, '')
    const database = (name: string, parts: string) =>
      `${name}: { url: 'sqlite:${path(`${name}.db`)}', folders: 'migrations/${name}', target: defineSchema([${parts}]) }`
    write(
      'migrations/env.ts',
      `${HEAD}export default defineEnv({ databases: { ${database('sales', BEFORE)}, ${database('stock', AFTER)} } })\n`,
    )
    expect(await run(['revision', '--autogenerate', '-m', 'a', '--database', 'sales'])).toMatchObject({
      err: '',
      code: 0,
    })
    expect((await run(['upgrade', '--database', 'sales'])).code).toBe(0)
    const { code, err } = await run(['check'])
    expect({ code, err }).toEqual({
      code: 1,
      err: 'New upgrade operations detected; `migrate-lint revision --autogenerate` writes them:\n  stock: create table orders\n',
    })
  })
})
