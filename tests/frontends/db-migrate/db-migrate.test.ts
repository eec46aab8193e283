import { describe, expect, it } from 'vitest'
import { dbMigrate } from '../../../src/frontends/db-migrate/index.ts'
import { knex } from '../../../src/frontends/knex/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { findMigrations } from '../../../src/project/find-migrations.ts'
import { sql } from '../../../src/frontends/sql/index.ts'
import { downOf, kindsOf, memoryProject, readAll } from '../memory-project.ts'
import { loaderFiles } from './sql-loader.ts'

const PATH = 'migrations/20240101000000-orders.js'

function read(text: string, more: Readonly<Record<string, string>> = {}): Migration {
  const [migration] = readAll(dbMigrate, memoryProject({ ...more, [PATH]: text }))
  if (!migration) throw new Error('no migration was found')
  return migration
}

/** What `up` does with `db` and `callback`: `floating` behind what nobody waits for. */
function up(body: string, before = ''): readonly string[] {
  return read(
    `${before}\nexports.up = function (db, callback) {\n${body}\n}\nexports.down = db => db.runSql('SELECT 1')`,
  ).up.map(({ kind, flow, floating }) =>
    [kind, flow, floating && `floating ${floating}`].filter(each => each !== undefined).join(' '),
  )
}

const DROP = `db.runSql('DROP TABLE orders'`

describe('migrations of db-migrate are found', () => {
  const text = (body: string) => `exports.up = ${body}\nexports.down = ${body}\n`

  it.each([
    ['a callback', text('function (db, callback) { db.dropTable("orders", callback) }')],
    ['a promise', text('db => db.dropTable("orders")')],
    ['an object', `module.exports = { up: (db, cb) => ${DROP}, cb), down: (db, cb) => cb() }`],
    [
      'modules of ECMAScript',
      'export async function up(db) { await db.runSql("SELECT 1") }\nexport async function down(db) {}',
    ],
    [
      'the setup alone',
      'var dbm; exports.setup = o => { dbm = o.dbmigrate }\nexports.up = function (db) { return null }',
    ],
    ['types', `exports.up = function (database: any, done) { database.createTable('orders', {}, done) }`],
  ])('by %s', (_, source) => {
    const path = PATH.replace('.js', '.ts')
    expect(dbMigrate.find(memoryProject({ [path]: source })).map(({ name }) => name)).toEqual([
      '20240101000000-orders',
    ])
  })

  it.each([
    ['Knex', text('knex => knex.schema.dropTable("orders")')],
    ['Knex by another name', text('db => db.schema.dropTable("orders")')],
    ['Knex and a table', text('db => db("orders").insert({ id: 1 })')],
    ['Kysely', text('async db => { await db.schema.dropTable("orders").execute() }')],
    [
      'Sequelize',
      text('(queryInterface, Sequelize) => queryInterface.addColumn("orders", "total", Sequelize.INTEGER)'),
    ],
    [
      'Sequelize by another name',
      text('(db, Sequelize) => db.addColumn("orders", "total", { type: Sequelize.INTEGER })'),
    ],
    ['node-pg-migrate', text('pgm => { pgm.createTable("orders", {}) }')],
    ['migrate-mongo', text('async (db, client) => { await db.collection("orders").drop() }')],
    ['MikroORM', text('({ context }) => context.createTable("orders")')],
    ['a typed parameter', 'export const up = (db: Knex) => db.createTable("orders")'],
    ['no functions', 'exports.config = { db: 1 }'],
    ['nothing', ''],
  ])('and not those of %s', (_, source) => {
    const path = PATH.replace('.js', '.ts')
    expect(dbMigrate.find(memoryProject({ [path]: source }))).toEqual([])
  })

  it('by names that the runner can read, in the order of their times', () => {
    const body = text('db => db.runSql("SELECT 1")')
    const files = memoryProject({
      'migrations/20240103000000-c.js': body,
      'migrations/20240101000000-a.js': body,
      'migrations/20240102000000-b.js': text('function () { return null }'),
      'migrations/20240104000000-d.js': 'exports.up = function (db { ',
      'migrations/index.js': body,
      'migrations/2024-e.js': body,
      'migrations/20240105000000-types.d.ts': 'export function up(db: any): void',
      'migrations/billing/20240101000000-f.js': body,
      'node_modules/x/20240101000000-g.js': body,
    })
    expect(dbMigrate.find(files).map(({ history, name }) => `${history} ${name}`)).toEqual([
      'migrations 20240101000000-a',
      'migrations 20240102000000-b',
      'migrations 20240103000000-c',
      'migrations 20240104000000-d',
      'migrations/billing 20240101000000-f',
    ])
  })

  it('and go to no other frontend', () => {
    const files = memoryProject({ [PATH]: text('db => db.insert("orders", ["id"], [1])') })
    const histories = findMigrations([knex, dbMigrate, sql], files)
    expect(histories.map(({ frontend }) => frontend.name)).toEqual(['db-migrate'])
  })
})

describe('the transaction', () => {
  const text = `exports.up = db => ${DROP})`

  it('is one for each migration, unless it is switched off', () => {
    expect(read(text).transaction).toBe('migration')
    expect(read(text, { '.db-migraterc': '{"non-transactional": true}' }).transaction).toBe('none')
    const files = memoryProject({ [PATH]: text })
    expect(readAll(dbMigrate, files, { transaction: 'none' })[0]?.transaction).toBe('none')
  })

  it('cannot be ended by a migration that runs in none', () => {
    const ending = `exports.up = (db, callback) => db.endMigration(callback)`
    expect(kindsOf(read(ending).up)).toEqual(['transactionControl'])
    expect(read(ending, { '.db-migraterc': '{"non-transactional": true}' }).up).toEqual([])
  })

  it('is not asked of another database', () => {
    const settings = {
      'database.json': '{"dev": {"driver": "mysql"}, "test": {"driver": {"require": "db-migrate-mysql"}}}',
    }
    expect(read(text, settings).dialect).toBe('mysql')
    expect(read(text, { 'database.json': '{"dev": {"driver": "pg"}}' }).dialect).toBeUndefined()
    expect(read(text, { 'database.json': '{"dev": {"driver": {"ENV": "DRIVER"}}}' }).dialect).toBeUndefined()
    expect(read(text, { 'database.json': '{' }).dialect).toBeUndefined()
  })
})

describe('what the runner waits for', () => {
  it.each([
    ['a promise', `return ${DROP})`],
    ['the callback', `${DROP}, callback)`],
    [
      'the callback in a callback',
      `${DROP}, (error, result) => { if (error) return callback(error); callback() })`,
    ],
    ['the callback behind then', `${DROP}).then(() => callback(), callback)`],
    ['the callback in an async function', `(async () => { await ${DROP}); callback() })()`],
    ['a callback made of a promise', `new Promise(resolve => ${DROP}, resolve)).then(() => callback())`],
    [
      'promisify',
      `const run = require('util').promisify(db.runSql.bind(db)); run('DROP TABLE orders').then(() => callback())`,
    ],
    ['a callback that is called later', `${DROP}, () => setTimeout(callback, 10))`],
    ['a callback of something unknown', `${DROP}, error => finish(error, callback))`],
    ['async.series', `require('async').series([next => ${DROP}, next)], callback)`],
    ['async.each', `require('async').each(['orders'], (name, next) => db.dropTable(name, next), callback)`],
    ['a promise that is rejected later', `return (async () => { await ${DROP}); throw new Error('no') })()`],
    ['a promise of async', `return require('async').series([next => ${DROP}, next)])`],
  ])('is %s', (_, body) => {
    expect(up(body)).toEqual(['dropTable'])
  })

  it.each([
    ['a promise that is dropped', `${DROP}); callback()`],
    ['a callback that is called at once', `${DROP}, callback())`],
    ['a callback that is never called', `${DROP}, error => { console.log(error) })`],
    ['a callback that is called beside it', `${DROP}, () => {}); callback()`],
    ['a task that never calls back', `require('async').series([next => ${DROP})], callback)`],
    ['an async function in a callback', `db.all('SELECT 1', async () => { await ${DROP}) })`],
  ])('is not %s', (_, body) => {
    expect(up(body).filter(each => each.startsWith('dropTable'))).toEqual(['dropTable floating eager'])
  })

  it('is told of a callback that is called instead of passed', () => {
    const { remarks } = read(`exports.up = (db, callback) => { ${DROP}, callback()) }`)
    expect(remarks?.map(({ kind }) => kind)).toEqual(['calledCallback'])
  })

  it('is a loop over rows whose statements float', () => {
    const body = `db.runSql('SELECT * FROM orders', (error, { rows }) => {
      rows.forEach(row => db.runSql('UPDATE orders SET total = ? WHERE id = ?', [row.total, row.id]))
      callback()
    })`
    expect(up(body)).toEqual(['selectRows', 'updateRows repeated floating callback'])
  })
})

describe('the way back', () => {
  it('is none where the callback gets an error, or the promise is rejected', () => {
    const forward = `exports.up = db => ${DROP})\n`
    expect(read(`${forward}exports.down = (db, callback) => callback(new Error('gone'))`).down).toMatchObject(
      { kind: 'irreversible', reason: 'gone' },
    )
    expect(read(`${forward}exports.down = () => Promise.reject(new Error('gone'))`).down).toMatchObject({
      kind: 'irreversible',
      reason: 'gone',
    })
    expect(read(forward).down).toEqual({ kind: 'absent' })
    expect(downOf(read(`${forward}exports.down = () => null`))).toEqual([])
  })
})

describe('the files that `db-migrate create --sql-file` makes', () => {
  const name = '20240101000000-orders'

  it.each(['sqlFileLoaderTemplate', 'sqlFileLoaderIgnoreOnInitTemplate'] as const)(
    'are read as %s says',
    template => {
      const files = memoryProject(loaderFiles(name, template))
      const [migration] = readAll(dbMigrate, files)
      expect(kindsOf(migration?.up ?? [])).toEqual(['createTable', 'createIndex'])
      expect(kindsOf(downOf(migration) ?? [])).toEqual(['dropTable'])
      expect(migration?.up[0]?.span.file.path).toBe(`migrations/sqls/${name}-up.sql`)
      expect(migration?.up.some(({ floating }) => floating)).toBe(false)
      expect(migration?.comments.map(({ span }) => span.file.path)).toContain(
        `migrations/sqls/${name}-down.sql`,
      )
      expect(migration?.files.map(({ path }) => path)).toEqual([
        `migrations/${name}.js`,
        `migrations/sqls/${name}-up.sql`,
        `migrations/sqls/${name}-down.sql`,
      ])
    },
  )

  it('are no migrations of their own', () => {
    const histories = findMigrations([dbMigrate, sql], memoryProject(loaderFiles(name)))
    expect(histories.flatMap(({ sources }) => sources.map(({ framework }) => framework))).toEqual([
      'db-migrate',
    ])
  })

  it('are missed where they are not there', () => {
    const { [`migrations/sqls/${name}-up.sql`]: _, ...files } = loaderFiles(name)
    const [migration] = readAll(dbMigrate, memoryProject(files))
    expect(migration?.up).toMatchObject([{ kind: 'opaque', reason: 'other file' }])
  })
})

describe('a row that is inserted', () => {
  it.each([
    ["db.insert('orders', ['id', 'note'], [1, { text: 'late' }])", 'insertRows'],
    ["db.insert('orders', Object.keys(row), Object.values(row))", 'insertRows'],
    ["db.insert('orders', ['id', 'note'], [1])", 'opaque'],
    ["db.insert('orders', ['id', 'note'], [[1, 'late']])", 'opaque'],
  ])('is read from %s as %s', (call, kind) => {
    expect(up(`return ${call}`, "const row = require('company-rows')")).toEqual([kind])
  })
})

describe('what db-migrate does not do', () => {
  it.each([
    [
      'a default of null',
      `db.createTable('orders', { total: { type: 'int', defaultValue: null } }, callback)`,
    ],
    [
      'a special default',
      `db.addColumn('orders', 'at', { type: 'date', defaultValue: { special: 'NOW' } }, callback)`,
    ],
    ['a column without a type', `db.addColumn('orders', 'total', { notNull: true }, callback)`],
    ['columns that are not known', `db.createTable('orders', columnsOf(), callback)`],
    ['a change that is not known', `db.changeColumn('orders', 'total', changeOf(), callback)`],
    [
      'a mapping that is not known',
      `db.addForeignKey('orders', 'customers', 'fk', mappingOf(), {}, callback)`,
    ],
    ['rows as objects', `db.insert('orders', [{ id: 1 }], callback)`],
    ['more values than columns', `db.insert('orders', ['id'], [1, 2], callback)`],
    ['a method of another driver', `db.createCollection('orders', callback)`],
    ['its inner methods', `return db._insertKV('settings', 'a', 'b')`],
    ['seeds', `seed.seed('orders'); callback()`],
  ])('is opaque: %s', (_, body) => {
    const before =
      'let seed; exports.setup = (options, link) => { seed = link }; exports.other = db => db.runSql("")'
    const operations = up(body, before)
    expect(operations.map(each => each.split(' ')[0])).toEqual(['opaque'])
  })

  it('reads on behind what it could not read', () => {
    expect(up(`db.createTable('orders', columnsOf(), () => ${DROP}, callback))`)).toEqual([
      'opaque',
      'dropTable',
    ])
  })

  it('never throws on broken code', () => {
    for (const text of [
      '',
      'exports.up = function (db',
      'exports.up = 1',
      `exports.up = db => { for (;;) db.runSql('SELECT 1') }`,
    ]) {
      for (const migration of readAll(
        dbMigrate,
        memoryProject({ [PATH]: text, 'migrations/20230101000000-a.js': `exports.up = db => ${DROP})` }),
      )) {
        expect(migration.name).not.toBe('')
      }
    }
  })
})
