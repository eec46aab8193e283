import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { textOf } from '../../../src/source/span.ts'
import { kindsOf, memoryProject, readAll } from '../memory-project.ts'

function read(text: string, name = '20240101_orders.ts'): Migration {
  const [migration] = readAll(knex, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const up = (body: string): Migration => read(`export async function up(knex) {\n${body}\n}\n`)

const isFound = (text: string): boolean => knex.find(memoryProject({ 'migrations/1.ts': text })).length === 1

describe('finding Knex migrations', () => {
  it('tells them by what is done with the parameter, whatever it is called', () => {
    expect(isFound(`exports.up = function (db) { return db.schema.dropTable('orders') }`)).toBe(true)
    expect(
      isFound(`export const up = (k) => k.raw('SELECT 1')\nexport const down = k => k('orders').del()`),
    ).toBe(true)
    expect(isFound(`module.exports = { async up(db) { await db('orders').del() } }`)).toBe(true)
    expect(isFound(`export default { up: async (knex) => {}, down: async (knex) => {} }`)).toBe(true)
    expect(
      isFound(`import type { Knex } from 'knex'\nexport async function up(db: Knex) { await help(db) }`),
    ).toBe(true)
    expect(isFound(`exports.up = knex => {}\nexports.down = knex => {}`)).toBe(true)
  })

  it('leaves other frameworks alone', () => {
    const kysely = `import { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) { await db.schema.dropTable('orders').execute() }`
    expect(isFound(kysely)).toBe(false)
    expect(
      isFound(`export async function up(db) { await db.schema.dropTable('orders').execute() } // knex`),
    ).toBe(false)
    expect(isFound(`module.exports = { up: (queryInterface) => queryInterface.dropTable('knex') }`)).toBe(
      false,
    )
    expect(isFound(`exports.up = pgm => { pgm.sql('SELECT 1') } // not knex`)).toBe(false)
    expect(isFound(`export class Up { async up(queryRunner) { await queryRunner.query('knex') } }`)).toBe(
      false,
    )
    expect(isFound(`export function knexConfig() { return { up: 1 } }`)).toBe(false)
  })

  it('takes what lies among migrations and does nothing, or leaves all to a helper', () => {
    const files = memoryProject({
      'migrations/1_orders.js': `exports.up = knex => knex.raw('SELECT 1')`,
      'migrations/2_nothing.js': `exports.up = () => Promise.resolve()\nexports.down = () => Promise.resolve()`,
      'migrations/3_helper.js': `const { help } = require('../help')\nexports.up = db => help(db)`,
      'migrations/4_kysely.js': `exports.up = async db => { await db.schema.dropTable('a').execute() }`,
      'migrations/5_help.js': `exports.help = () => {}`,
      'elsewhere/1_nothing.js': `exports.up = () => {}\nexports.down = () => {}`,
    })
    expect(knex.find(files).map(({ name }) => name)).toEqual(['1_orders', '2_nothing', '3_helper'])
  })

  it('orders by file name, folder by folder, and keeps a broken file among them', () => {
    const text = `exports.up = knex => knex.raw('SELECT 1')`
    const files = memoryProject({
      'b/migrations/2_b.js': text,
      'b/migrations/10_a.js': text,
      'b/migrations/3_broken.js': 'exports.up = knex => {',
      'a/migrations/9_z.js': text,
      'b/migrations/types.d.ts': 'export function up(knex: Knex): void',
    })
    expect(knex.find(files).map(({ history, name }) => `${history} ${name}`)).toEqual([
      'a/migrations 9_z',
      'b/migrations 10_a',
      'b/migrations 2_b',
      'b/migrations 3_broken',
    ])
    const broken = readAll(knex, files).at(-1)
    expect(broken?.parseErrors).toHaveLength(1)
    expect(broken?.up).toEqual([])
  })
})

describe('what Knex never runs', () => {
  it('marks builders that are neither awaited nor returned', () => {
    const { up: operations } = up(`
      knex.schema.alterTable('orders', t => t.string('note'))
      await knex('orders').where('id', 1).del()
      knex('customers').insert({ name: 'Ada' })
      knex.raw('ANALYZE orders')
    `)
    expect(operations.map(({ kind, floating }) => [kind, floating])).toEqual([
      ['deleteRows', undefined],
      ['addColumn', 'lazy'],
      ['insertRows', 'lazy'],
      ['maintenance', 'lazy'],
    ])
  })

  it('marks a builder that a callback of then forgets to return', () => {
    const { up: operations } = up(`
      return knex.schema.dropTable('orders').then(() => {
        knex('customers').del()
      })
    `)
    expect(operations.map(({ kind, floating }) => [kind, floating])).toEqual([
      ['dropTable', undefined],
      ['deleteRows', 'lazy'],
    ])
  })

  it('tells a builder that then has started from one that nothing starts', () => {
    const { up: operations } = up(`
      knex.raw('ANALYZE orders').then(() => knex.raw('ANALYZE items'))
      knex.raw('ANALYZE customers')
    `)
    expect(operations.map(({ floating }) => floating)).toEqual(['eager', 'eager', 'lazy'])
  })

  it('does not mark what is a part of something else', () => {
    const { up: operations } = up(`
      const now = knex.raw('now()')
      const lost = knex('lost').select('order_id')
      await knex('orders').whereIn('id', lost).update({ seen: now })
    `)
    expect(operations.map(({ kind, floating }) => [kind, floating])).toEqual([['updateRows', undefined]])
  })

  it('waits for what a guard returns on one side', () => {
    const { up: operations } = up(`
      return knex.schema.hasTable('orders').then(exists => {
        if (!exists) return knex.schema.createTable('orders', t => t.increments())
      })
    `)
    expect(operations).toMatchObject([{ kind: 'createTable', flow: 'guarded' }])
    expect(operations[0]?.floating).toBeUndefined()
  })
})

describe('reading Knex migrations', () => {
  it('points at the call of each column, key and index', () => {
    const { up: operations } = up(`
      await knex.schema.alterTable('orders', t => {
        t.string('email')
        t.integer('customer_id').references('id').inTable('customers')
        t.dropColumn('note')
      })
    `)
    expect(operations.map(({ span }) => textOf(span))).toEqual([
      "t.string('email')",
      "t.integer('customer_id')",
      "references('id')",
      "t.dropColumn('note')",
    ])
  })

  it('marks columns that are added under a condition', () => {
    const { up: operations } = up(`
      const has = await knex.schema.hasColumn('orders', 'note')
      await knex.schema.alterTable('orders', t => {
        t.string('email')
        if (!has) t.string('note')
        if (process.env.FULL) t.index(['email'])
      })
    `)
    expect(operations.map(({ kind, flow, statement }) => [kind, flow, statement])).toEqual([
      ['addColumn', undefined, 0],
      ['addColumn', 'guarded', 1],
      ['createIndex', 'conditional', 2],
    ])
  })

  it('keeps names that are known only at run time, equal wherever they are equal', () => {
    const { up: operations, parseErrors } = up(`
      const schema = process.env.DB_SCHEMA
      await knex.schema.withSchema(schema).createTable('orders', t => t.increments())
      await knex.raw(\`CREATE INDEX orders_idx ON \${schema}.orders (id)\`)
      await knex(\`\${schema}.orders\`).update({ total: Number(process.env.TOTAL) })
    `)
    expect(parseErrors).toEqual([])
    const [created, index, update] = operations
    expect(created).toMatchObject({ kind: 'createTable', table: { name: 'orders' } })
    expect(index).toMatchObject({ kind: 'createIndex', table: { name: 'orders' } })
    expect(update).toMatchObject({ kind: 'updateRows', table: { name: 'orders' } })
  })

  it('does not lose what it cannot read', () => {
    const { up: operations } = up(`
      await knex.schema.createTable('orders', t => t.money('total'))
      await knex.schema.truncateEverything()
      await knex.migrate.latest()
      await knex.raw(text())
      await knex('orders').insert(rows())
      await knex('orders').insert({ tags: ['new', tag()] })
    `)
    expect(kindsOf(operations)).toEqual([
      'opaque',
      'createTable',
      'opaque',
      'opaque',
      'opaque',
      'insertRows',
      'insertRows',
    ])
  })

  it('says how the runner wraps and why there is no way back', () => {
    const migration = read(`
      exports.config = { transaction: false }
      exports.up = knex => knex.raw('SELECT 1')
      exports.down = () => { throw new Error('the rows are gone') }
    `)
    expect(migration.transaction).toBe('none')
    expect(migration.down).toMatchObject({ kind: 'irreversible', reason: 'the rows are gone' })
    expect(up(`await knex.raw('SELECT 1')`)).toMatchObject({ transaction: 'run', down: { kind: 'absent' } })
  })
})
