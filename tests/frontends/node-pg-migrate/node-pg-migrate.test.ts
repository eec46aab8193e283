/** What node-pg-migrate makes of a migration besides its calls: transactions, ways back, order, and what is not known. */
import { describe, expect, it } from 'vitest'
import { nodePgMigrate } from '../../../src/frontends/node-pg-migrate/index.ts'
import type { FrontendSettings } from '../../../src/frontends/frontend.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { textOf } from '../../../src/source/span.ts'
import { downOf, kindsOf, memoryProject, readAll } from '../memory-project.ts'

function read(text: string, settings: FrontendSettings = {}, name = '1_orders.js'): Migration {
  const [migration] = readAll(nodePgMigrate, memoryProject({ [`migrations/${name}`]: text }), settings)
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const up = (body: string): Migration => read(`exports.up = async pgm => {\n${body}\n}\n`)

const log = (operations: Migration['up']): readonly string[] =>
  operations.map(({ kind, flow, floating }) =>
    [kind, flow, floating].filter(part => part !== undefined).join(' '),
  )

describe('transactions of node-pg-migrate', () => {
  it('are one for the run, unless a direction leaves it; the others stay in theirs', () => {
    expect(up(`pgm.dropTable('orders')`)).toMatchObject({ transaction: 'run' })
    const left = read(
      `exports.up = pgm => { pgm.noTransaction(); pgm.addIndex('orders', 'id', { concurrently: true }) }\nexports.down = pgm => { pgm.dropIndex('orders', 'id') }`,
    )
    expect(left).toMatchObject({ transaction: 'query', downTransaction: 'run' })
    expect(left.breaksUpRun).toBeUndefined()
  })

  it('are as the user says, and as package.json says', () => {
    expect(read(`exports.up = pgm => { pgm.dropTable('orders') }`, { transaction: 'none' })).toMatchObject({
      transaction: 'none',
    })
    const [migration] = readAll(
      nodePgMigrate,
      memoryProject({
        'package.json': `{ "scripts": { "migrate": "node-pg-migrate --no-single-transaction" } }`,
        'db/migrations/1_orders.js': `exports.up = pgm => { pgm.dropTable('orders') }`,
      }),
    )
    expect(migration).toMatchObject({ transaction: 'migration' })
  })
})

describe('the way back of node-pg-migrate', () => {
  it('is inferred, last call first', () => {
    const migration = up(`pgm.createTable('orders', { id: 'id' }); pgm.renameTable('carts', 'baskets')`)
    expect(downOf(migration)).toMatchObject([
      { kind: 'renameTable', table: { name: 'baskets' }, to: 'carts', statement: 0, roundTrip: 0 },
      { kind: 'dropTable', table: { name: 'orders' }, statement: 1, roundTrip: 1 },
    ])
  })

  it.each([
    `pgm.dropTable('orders')`,
    `pgm.sql('SELECT 1')`,
    `await pgm.db.query('SELECT 1')`,
    `pgm.addConstraint('orders', null, { check: 'true' })`,
    `pgm.addConstraint('orders', 'orders_check', 'CHECK (true)')`,
  ])('is not there where a call has no inverse: %s', body => {
    const { down } = up(body)
    expect(down).toMatchObject({ kind: 'absent' })
    expect(down.kind === 'absent' && down.reason).toContain('cannot infer what undoes pgm.')
  })

  it('tells what may not be undone where it is not certain that it is called', () => {
    const migration = up(`if (process.env.SEED) pgm.sql('DELETE FROM orders')`)
    expect(log(downOf(migration) ?? [])).toEqual(['opaque conditional'])
  })

  it('is inferred from undefined, and refused by false, with the comment as the reason', () => {
    const created = `exports.up = pgm => { pgm.createTable('orders', {}) }\n`
    expect(kindsOf(downOf(read(`${created}exports.down = undefined`)) ?? [])).toEqual(['dropTable'])
    expect(read(`${created}exports.down = false`).down).toMatchObject({ kind: 'irreversible', reason: '' })
    const explained = read(`${created}exports.down = false // the rows are gone`).down
    expect(explained).toMatchObject({ kind: 'irreversible', reason: 'the rows are gone' })
    expect(explained.kind === 'irreversible' && textOf(explained.span)).toBe('down = false')
    expect(read(`module.exports = { up(pgm) {}, down: false }`).down.kind).toBe('irreversible')
  })

  it('is the function that says so', () => {
    const migration = read(
      `exports.up = pgm => { pgm.sql('SELECT 1') }\nexports.down = () => { throw new Error('never') }`,
    )
    expect(migration.down).toMatchObject({ kind: 'irreversible', reason: 'never' })
  })
})

describe('calls of node-pg-migrate', () => {
  it('come behind what pgm.db has sent, and need not be awaited', () => {
    const migration = up(
      `pgm.dropTable('orders'); await pgm.db.query('DELETE FROM carts'); pgm.db.query('DELETE FROM items')`,
    )
    expect(log(migration.up)).toEqual(['deleteRows', 'deleteRows eager', 'dropTable'])
    expect(migration.up.map(({ roundTrip }) => roundTrip)).toEqual([0, 1, 2])
  })

  it('stay in their order with what another file does with the builder', () => {
    const text = `const { change } = require('some-package')\nexports.up = pgm => { pgm.createTable('orders', {}); change(pgm) }`
    expect(log(read(text).up)).toEqual(['createTable', 'opaque'])
  })

  it('use the shorthands of earlier migrations, and not those of later ones', () => {
    const migrations = readAll(
      nodePgMigrate,
      memoryProject({
        'migrations/1_a.js': `exports.shorthands = { money: 'numeric(9, 2)' }\nexports.up = pgm => {}`,
        'migrations/2_b.js': `exports.shorthands = { price: { type: 'money', notNull: true }, id: 'uuid' }\nexports.up = pgm => { pgm.addColumns('orders', { a: 'price' }) }`,
        'migrations/3_c.js': `exports.up = pgm => { pgm.addColumns('orders', { b: 'price', c: 'id', d: 'late' }) }`,
        'migrations/10_d.js': `exports.shorthands = { late: 'text' }\nexports.up = pgm => {}`,
        'other/1_e.js': `exports.shorthands = { late: 'text' }\nexports.up = pgm => {}`,
      }),
    )
    const types = migrations.flatMap(({ up: operations }) =>
      operations.map(operation => operation.kind === 'addColumn' && operation.column.type?.name),
    )
    expect(types).toEqual(['numeric', 'numeric', 'uuid', 'late'])
  })

  it('write an option that is not known both ways', () => {
    const migration = up(`pgm.createIndex('orders', 'id', { concurrently: process.env.NODE_ENV !== 'test' })`)
    expect(migration.up).toMatchObject([
      { kind: 'createIndex', concurrently: true, flow: 'conditional' },
      { kind: 'createIndex', flow: 'conditional' },
    ])
  })

  it.each([
    [`pgm.createTable('orders', columns)`, 'orders'],
    [`pgm.createTable({ schema: 'shop', name: 'orders' }, { id: 'id', ...columns })`, 'orders'],
    [`pgm.addColumns('orders', { note: columns })`, 'orders'],
    [`pgm.dropColumns('orders', columns)`, 'orders'],
    [`pgm.createIndex('orders', 'id', columns)`, 'orders'],
    [`pgm.addConstraint('orders', 'orders_check', columns)`, 'orders'],
  ])('that cannot be read say which table they are about: %s', (body, table) => {
    const migration = read(
      `const { columns } = require('some-package')\nexports.up = pgm => { ${body} }\nexports.down = () => {}`,
    )
    expect(migration.up).toMatchObject([{ kind: 'opaque', reason: 'other file', tables: [{ name: table }] }])
  })

  it.each([
    [`pgm.createFunction('total', [], {}, 'SELECT 1')`, 'a function without a language is created'],
    [`pgm.createTrigger('orders', 't', { operation: 'INSERT', function: 'f' })`, 'a trigger needs a time'],
    [`pgm.createTrigger('orders', 't', { when: 'AFTER', function: 'f' })`, 'a trigger needs an operation'],
    [
      `pgm.createTrigger('orders', 't', { when: 'AFTER', operation: 'INSERT' })`,
      'a trigger needs a function',
    ],
    [`pgm.alterTable('orders', {})`, 'no table options'],
    [`pgm.alterSequence('numbers', {})`, 'no sequence options'],
    [`pgm.alterPolicy('orders', 'own', {})`, 'no policy options'],
    [`pgm.addConstraint('orders', 'c', {})`, 'no constraint options'],
    [`pgm.createIndex('orders', pgm.func('lower(a)'))`, 'an index on SQL has no name'],
    [`pgm.createIndex('orders', 'a', { nulls: 'distinct' })`, 'nulls is an option of unique indexes'],
    [`pgm.createDomain('d', 'text', { notNull: true, check: 'true' })`, 'a domain has notNull and check'],
    [`pgm.addTypeValue('t', 'a', { before: 'b', after: 'c' })`, 'before one and after another'],
    [`pgm.createTable('orders')`, 'no columns are given'],
    [`pgm.dropTable('orders', null)`, 'null is given in place of options'],
    [`pgm.createTable('orders', {}, { temporary: true, unlogged: true })`, 'temporary and unlogged'],
    [`pgm.createTable('orders', {}, { constraints: { check: 'true', comment: 'x' } })`, 'has a comment'],
  ])('that node-pg-migrate refuses are told: %s', (body, message) => {
    const [operation] = up(body).up
    expect(operation).toMatchObject({ kind: 'opaque', reason: 'unknown call' })
    expect(operation?.kind === 'opaque' && operation.message).toContain(message)
  })

  it('that do not exist are told', () => {
    expect(up(`pgm.dropEverything()`).up).toMatchObject([{ kind: 'opaque', reason: 'unknown call' }])
  })

  it('without anything to say send an empty text', () => {
    expect(log(up(`pgm.alterRole('clerk', {}); pgm.alterColumn('orders', 'id', {})`).up)).toEqual([
      'noOperation',
      'noOperation',
    ])
  })

  it('leave what is known only at run time open in names and values', () => {
    const migration = up(
      "pgm.addColumns(process.env.TABLE, { note: { type: 'text', default: process.env.NOTE } }); pgm.sql(`DROP TABLE ${process.env.OLD}`)",
    )
    expect(migration.up).toMatchObject([
      { kind: 'addColumn', table: { name: '${process.env.TABLE}' }, column: { default: { sql: '$1' } } },
      { kind: 'dropTable', table: { name: '${process.env.OLD}' } },
    ])
    expect(migration.remarks?.filter(({ kind }) => kind === 'interpolatedValue')).toEqual([])
  })

  it('point at the column among several, and at the call for one', () => {
    const migration = up(`pgm.addColumns('orders', { note: 'text', 'sent at': { type: 'date' } })`)
    expect(migration.up.map(({ span }) => textOf(span))).toEqual([
      `note: 'text'`,
      `'sent at': { type: 'date' }`,
    ])
    const [one] = up(`pgm.addColumns('orders', { note: 'text' })`).up
    expect(one && textOf(one.span)).toBe(`pgm.addColumns('orders', { note: 'text' })`)
  })
})

describe('SQL files among the migrations of node-pg-migrate', () => {
  const beside = (texts: Readonly<Record<string, string>>) =>
    readAll(
      nodePgMigrate,
      memoryProject({ 'migrations/1_a.js': `exports.up = pgm => { pgm.dropTable('carts') }`, ...texts }),
    ).slice(1)

  it('are parted by their comments, in either order', () => {
    const [forth, back, plain] = beside({
      'migrations/2_b.sql':
        '-- Up Migration\nDROP TABLE orders;\n-- Down Migration\nCREATE TABLE orders ();\n',
      'migrations/3_c.sql':
        '-- Down Migration\nCREATE TABLE orders ();\n-- Up Migration\nDROP TABLE orders;\n',
      'migrations/4_d.sql': 'DROP TABLE orders',
    })
    for (const migration of [forth, back]) {
      expect(kindsOf(migration?.up ?? [])).toEqual(['dropTable'])
      expect(kindsOf(downOf(migration) ?? [])).toEqual(['createTable'])
      expect(migration?.transaction).toBe('run')
    }
    expect(kindsOf(plain?.up ?? [])).toEqual(['dropTable'])
    expect(plain?.down).toEqual({ kind: 'absent' })
  })

  it('may be two for one migration', () => {
    const [pair, ...others] = beside({
      'migrations/2_b.up.sql': 'DROP TABLE orders',
      'migrations/2_b.down.sql': 'CREATE TABLE orders ()',
    })
    expect(others).toEqual([])
    expect(pair?.name).toBe('2_b')
    expect(kindsOf(downOf(pair) ?? [])).toEqual(['createTable'])
  })
})

describe('what cannot be read', () => {
  it.each(['', 'exports.up = (', 'exports.up = pgm => { pgm.createTable('])('%j gives no exception', text => {
    const migrations = readAll(
      nodePgMigrate,
      memoryProject({ 'migrations/1_a.js': 'exports.up = pgm => {}', 'migrations/2_b.js': text }),
    )
    expect(migrations.length).toBe(text === '' ? 1 : 2)
    if (text !== '') expect(migrations[1]?.parseErrors.length).toBeGreaterThan(0)
  })

  it('a loop without an end is told', () => {
    const migration = up(`let n = 0; for (let i = 0; i < 1e9; i++) n++; pgm.sql('SELECT ' + n)`)
    expect(migration.up.at(-1)).toMatchObject({ kind: 'opaque', reason: 'limit' })
  })

  it('shorthands in a circle are told', () => {
    const text = `exports.shorthands = { a: 'b', b: 'a' }\nexports.up = pgm => { pgm.addColumns('orders', { x: 'a' }) }`
    expect(read(text).up).toMatchObject([{ kind: 'opaque', tables: [{ name: 'orders' }] }])
  })
})
