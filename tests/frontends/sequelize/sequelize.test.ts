import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import { sequelize } from '../../../src/frontends/sequelize/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { textOf } from '../../../src/source/span.ts'
import { downOf, kindsOf, memoryProject, readAll } from '../memory-project.ts'

function read(text: string, name = '20240101-orders.js'): Migration {
  const [migration] = readAll(sequelize, memoryProject({ [`migrations/${name}`]: text }))
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const up = (body: string): Migration =>
  read(`module.exports = { up: async (queryInterface, Sequelize) => {\n${body}\n}, down: async () => {} }\n`)

const isFound = (text: string): boolean =>
  sequelize.find(memoryProject({ 'migrations/1.ts': text })).length === 1

describe('finding Sequelize migrations', () => {
  it('tells them by the name, the type or the use of the parameter', () => {
    expect(isFound(`module.exports = { up: (queryInterface, Sequelize) => Promise.resolve() }`)).toBe(true)
    expect(isFound(`exports.up = async qi => { await qi.addColumn('a', 'b', 'text') }`)).toBe(true)
    expect(
      isFound(
        `import type { QueryInterface } from 'sequelize'\nexport async function up(db: QueryInterface) { await help(db) }`,
      ),
    ).toBe(true)
    expect(
      isFound(`module.exports = { up: async db => { await db.bulkInsert('orders', [{ id: 1 }]) } }`),
    ).toBe(true)
    expect(isFound(`exports.up = (db, { DataTypes }) => db.addColumn('a', 'b', DataTypes.TEXT)`)).toBe(true)
    expect(isFound(`module.exports = { up: ({ sequelize }) => sequelize.query('SELECT 1') }`)).toBe(true)
    expect(isFound(`export default { async up(queryInterface) {}, async down(queryInterface) {} }`)).toBe(
      true,
    )
    expect(
      isFound(`export default class AddNote { async up(queryInterface) { await queryInterface.x() } }`),
    ).toBe(true)
  })

  it('tells them by what Umzug hands over', () => {
    expect(isFound(`export const up = async ({ context: queryInterface }) => {}`)).toBe(true)
    expect(
      isFound(
        `exports.up = async ({ context: { queryInterface } }) => { await queryInterface.dropTable('a') }`,
      ),
    ).toBe(true)
    expect(isFound(`exports.up = async ({ context }) => { await context.removeConstraint('a', 'b') }`)).toBe(
      true,
    )
    expect(isFound(`exports.up = async params => { await params.context.sequelize.query('SELECT 1') }`)).toBe(
      true,
    )
    expect(isFound(`export const up = async ({ context: pool }) => { await pool.query('SELECT 1') }`)).toBe(
      false,
    )
  })

  it('leaves other frameworks alone', () => {
    expect(
      isFound(`exports.up = function (db, callback) { db.createTable('orders', {}, callback) } // sequelize`),
    ).toBe(false)
    expect(
      isFound(`exports.up = async db => { await db.addColumn('a', 'b', {}); await db.runSql('SELECT 1') }`),
    ).toBe(false)
    expect(isFound(`exports.up = pgm => { pgm.createTable('a', {}); pgm.addConstraint('a', 'b', {}) }`)).toBe(
      false,
    )
    expect(isFound(`exports.up = knex => knex.schema.dropTable('sequelize')`)).toBe(false)
    expect(
      isFound(
        `import { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) { await db.schema.dropTable('a').execute() } // sequelize`,
      ),
    ).toBe(false)
    expect(
      isFound(`export class Up { async up(queryRunner) { await queryRunner.dropTable('sequelize') } }`),
    ).toBe(false)
    expect(isFound(`module.exports = (sequelize, DataTypes) => sequelize.define('up', {})`)).toBe(false)
  })

  it('is not taken for Knex', () => {
    const files = memoryProject({
      'migrations/1.js': `module.exports = { up: (queryInterface) => queryInterface.dropTable('a') }`,
    })
    expect(knex.find(files)).toEqual([])
  })

  it('takes what lies among migrations, and no seeders, models or types', () => {
    const text = `module.exports = { up: queryInterface => queryInterface.dropTable('a') }`
    const files = memoryProject({
      '.sequelizerc': `const path = require('path')\nmodule.exports = { 'seeders-path': path.resolve('db', 'fill') }`,
      'db/migrations/1-a.js': text,
      'db/migrations/2-nothing.js': `module.exports = { up: () => Promise.resolve(), down: () => {} }`,
      'db/migrations/3-broken.js': 'module.exports = { up: (queryInterface) => {',
      'db/migrations/4-helper.js': `const { help } = require('../help')\nexports.up = db => help(db)`,
      'db/migrations/5-knex.js': `exports.up = async db => { await db.schema.dropTable('a') }`,
      'db/migrations/index.js': `exports.up = () => {}`,
      'db/migrations/types.d.ts': 'export function up(queryInterface: QueryInterface): void',
      'db/seeders/1-rows.js': text,
      'src/seed/1-rows.js': text,
    })
    expect(sequelize.find(files).map(({ name }) => name)).toEqual([
      '1-a',
      '2-nothing',
      '3-broken',
      '4-helper',
    ])
    expect(readAll(sequelize, files).map(({ parseErrors }) => parseErrors.length)).toEqual([0, 0, 1, 0])
  })

  it('takes what a compiler made of TypeScript', () => {
    const { up: operations } = read(`"use strict";
      var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
        function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
        return new (P || (P = Promise))(function (resolve, reject) {
          function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
          function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
          function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
          step((generator = generator.apply(thisArg, _arguments || [])).next());
        });
      };
      Object.defineProperty(exports, "__esModule", { value: true });
      exports.down = exports.up = void 0;
      const sequelize_1 = require("sequelize");
      const up = ({ context: queryInterface }) => __awaiter(void 0, void 0, void 0, function* () {
        yield queryInterface.addColumn("orders", "note", { type: sequelize_1.DataTypes.STRING });
      });
      exports.up = up;
    `)
    expect(operations).toMatchObject([{ kind: 'addColumn', column: { type: { name: 'varchar' } } }])
    expect(operations[0]?.floating).toBeUndefined()
  })

  it('orders by file name, folder by folder', () => {
    const text = `module.exports = { up: queryInterface => queryInterface.dropTable('a') }`
    const files = memoryProject({
      'b/20240102-b.js': text,
      'b/20240101-c.js': text,
      'a/20250101-a.ts': text,
    })
    expect(sequelize.find(files).map(({ history, name }) => `${history} ${name}`)).toEqual([
      'a 20250101-a',
      'b 20240101-c',
      'b 20240102-b',
    ])
  })

  it('takes what is listed for Umzug, in the order of the list', () => {
    const files = memoryProject({
      'src/umzug.ts': `
        import { Umzug, SequelizeStorage } from 'umzug'
        import { sequelize } from './db'
        export const umzug = new Umzug({
          migrations: [
            { name: 'b-orders', up: async ({ context }) => { await context.createTable('orders', {}) } },
            { name: 'a-note', async up({ context: queryInterface }) { await queryInterface.dropTable('notes') }, down: async () => {} },
          ],
          context: sequelize.getQueryInterface(),
          storage: new SequelizeStorage({ sequelize }),
        })`,
      'src/list.js': `module.exports = [{ name: 'one', up: async ({ context: queryInterface }) => queryInterface.dropTable('a') }]`,
      'src/other.js': `module.exports = [{ name: 'one', up: async ({ context: pool }) => pool.query('SELECT 1') }]`,
    })
    const migrations = readAll(sequelize, files)
    expect(sequelize.find(files).map(({ history, name }) => `${history} ${name}`)).toEqual([
      'src/list.js one',
      'src/umzug.ts b-orders',
      'src/umzug.ts a-note',
    ])
    expect(migrations.map(migration => kindsOf(migration.up))).toEqual([
      ['dropTable'],
      ['createTable'],
      ['dropTable'],
    ])
    expect(migrations[2]?.down.kind).toBe('operations')
  })

  it('follows the database that all environments of the settings name', () => {
    const text = `module.exports = { up: queryInterface => queryInterface.sequelize.query('ALTER TABLE a MODIFY b INT') }`
    const dialectOf = (path: string, config: string): unknown =>
      readAll(sequelize, memoryProject({ 'db/migrations/1.js': text, [path]: config }))[0]?.dialect
    expect(
      dialectOf('config/config.json', `{ "test": { "dialect": "sqlite" }, "live": { "dialect": "mysql" } }`),
    ).toBe('mysql')
    expect(
      dialectOf(
        'config/config.js',
        `module.exports = { test: { dialect: 'sqlite' }, live: { dialect: 'postgres' } }`,
      ),
    ).toBeUndefined()
    expect(dialectOf('db/config/database.js', `module.exports = { dialect: 'mysql' }`)).toBe('mysql')
  })
})

describe('what runs and what does not', () => {
  it('marks calls that are neither awaited nor returned', () => {
    const { up: operations } = up(`
      queryInterface.addColumn('orders', 'a', Sequelize.TEXT)
      await queryInterface.addColumn('orders', 'b', Sequelize.TEXT)
    `)
    expect(operations.map(({ kind, floating }) => [kind, floating])).toEqual([
      ['addColumn', 'eager'],
      ['addColumn', undefined],
    ])
  })

  it('waits for all promises of a list, but not for a list that is only returned', () => {
    const all = up(`return Promise.all([queryInterface.dropTable('a'), queryInterface.dropTable('b')])`)
    expect(all.up.map(({ floating }) => floating)).toEqual([undefined, undefined])
    const list = up(`return [queryInterface.dropTable('a'), queryInterface.dropTable('b')]`)
    expect(list.up.map(({ floating }) => floating)).toEqual(['eager', 'eager'])
  })

  it('sends each call in a round trip of its own, and the statements of one call together', () => {
    const { up: operations } = up(`
      await queryInterface.addColumn('orders', 'state', { type: Sequelize.ENUM('new') })
      await queryInterface.dropTable('items')
    `)
    expect(operations.map(({ kind, roundTrip }) => [kind, roundTrip])).toEqual([
      ['createEnum', 0],
      ['addColumn', 0],
      ['dropTable', 1],
    ])
  })

  it('marks what a look into the database decides', () => {
    const { up: operations } = up(`
      const columns = await queryInterface.describeTable('orders')
      if (columns.note) return
      await queryInterface.addColumn('orders', 'note', Sequelize.TEXT)
    `)
    expect(operations.map(({ kind, flow }) => [kind, flow])).toEqual([['addColumn', 'guarded']])
  })
})

describe('transactions', () => {
  it('surrounds what gets the transaction', () => {
    const { up: operations, transaction } = up(`
      await queryInterface.sequelize.transaction(async t => {
        await queryInterface.dropTable('orders', { transaction: t })
      })
    `)
    expect(transaction).toBe('none')
    expect(kindsOf(operations)).toEqual(['transactionControl', 'dropTable', 'transactionControl'])
  })

  it('leaves out what no call can get: a transaction that the callback does not use is empty', () => {
    const { up: operations } = up(`
      await queryInterface.sequelize.transaction(async () => {
        await queryInterface.addIndex('orders', ['id'], { concurrently: true })
      })
      await queryInterface.sequelize.transaction(async t => {
        await queryInterface.dropTable('orders')
      })
    `)
    expect(kindsOf(operations)).toEqual([
      ...['transactionControl', 'transactionControl', 'createIndex'],
      ...['transactionControl', 'transactionControl', 'dropTable'],
    ])
  })

  it('reads both ends of a transaction that the code ends', () => {
    const { up: operations } = up(`
      const t = await queryInterface.sequelize.transaction()
      try {
        await queryInterface.dropTable('orders', { transaction: t })
        await t.commit()
      } catch (error) {
        await t.rollback()
        throw error
      }
    `)
    expect(operations).toMatchObject([
      { kind: 'transactionControl', action: 'begin', byFramework: true },
      { kind: 'dropTable' },
      { kind: 'transactionControl', action: 'commit' },
      { kind: 'transactionControl', action: 'rollback', flow: 'conditional' },
    ])
  })
})

describe('what cannot be read', () => {
  it('says why, and which table it is about', () => {
    const { up: operations } = read(`
      import { columns } from './columns'
      export async function up(queryInterface, Sequelize) {
        await queryInterface.createTable('orders', { id: Sequelize.INTEGER, ...columns })
        await queryInterface.addColumn('orders', 'note', columns.note)
        await queryInterface.addConstraint('orders', { fields: ['a'], type: 'default', defaultValue: 1 })
        await queryInterface.frobnicate('orders')
        await queryInterface.dropAllTables()
      }`)
    expect(operations.map(({ kind, ...rest }) => [kind, 'reason' in rest && rest.reason])).toEqual([
      ['opaque', 'other file'],
      ['opaque', 'other file'],
      ['opaque', 'unknown call'],
      ['opaque', 'unknown call'],
      ['opaque', 'query result'],
    ])
    expect(operations[0]).toMatchObject({ tables: [{ name: 'orders' }] })
    expect(operations[2]).toMatchObject({
      message: 'Sequelize refuses the call: DEFAULT is no constraint of PostgreSQL.',
    })
  })

  it('keeps names that are known only at run time as placeholders', () => {
    const { up: operations } = up('await queryInterface.addIndex(process.env.TABLE, ["id"])')
    expect(operations).toMatchObject([{ kind: 'createIndex', table: { name: '${process.env.TABLE}' } }])
  })

  it('reads a call whose options differ only in what is not sent', () => {
    const { up: operations } = up(`
      const options = process.env.CI ? { logging: false } : { benchmark: true }
      await queryInterface.dropTable('orders', options)
      await queryInterface.removeIndex('orders', 'by_note', options)
    `)
    expect(kindsOf(operations)).toEqual(['dropTable', 'dropIndex'])
  })

  it('reads rows that are known only at run time as an insertion', () => {
    const { up: operations } = up(`
      const rows = await queryInterface.sequelize.query('SELECT 1')
      await queryInterface.bulkInsert('orders', rows.map(row => ({ id: row.id })))
    `)
    expect(operations[1]).toMatchObject({ kind: 'insertRows', table: { name: 'orders' } })
  })

  it('survives anything', () => {
    expect(() => read('module.exports = { up: (queryInterface', '1.js')).toThrow('not found')
    expect(isFound('')).toBe(false)
    const endless = up('for (let i = 0; i < 1e7; i++) {}')
    expect(endless.up.at(-1)).toMatchObject({ kind: 'opaque', reason: 'limit' })
    const odd = up(`
      await queryInterface.addIndex()
      await queryInterface.createTable('a', null)
      await queryInterface.addColumn('a', 'b', { type: Sequelize.ENUM })
      await queryInterface.changeColumn({}, undefined, 5)
      await queryInterface.sequelize.query()
      await queryInterface.sequelize.query('SELECT :a', { replacements: {} })
      await queryInterface.bulkDelete('a', { b: {} })
    `)
    expect(kindsOf(odd.up)).toEqual(Array.from({ length: 7 }, () => 'opaque'))
  })
})

describe('places', () => {
  it('points at the call, and inside of SQL at the statement', () => {
    const { up: operations } = up(`
      await queryInterface.addColumn('orders', 'note', { type: Sequelize.TEXT })
      await queryInterface.sequelize.query('DROP TABLE a; DROP TABLE b')
    `)
    expect(operations.map(({ span }) => textOf(span))).toEqual([
      "queryInterface.addColumn('orders', 'note', { type: Sequelize.TEXT })",
      'DROP TABLE a',
      'DROP TABLE b',
    ])
  })
})

describe('the way back', () => {
  it('is absent, or irreversible where it only throws', () => {
    expect(read(`exports.up = queryInterface => queryInterface.dropTable('a')`).down.kind).toBe('absent')
    const thrown = read(
      `module.exports = { up: queryInterface => {}, down: () => { throw new Error('no way') } }`,
    )
    expect(thrown.down).toMatchObject({ kind: 'irreversible', reason: 'no way' })
    const both = read(
      `module.exports = { up: queryInterface => {}, down: queryInterface => queryInterface.dropTable('a') }`,
    )
    expect(kindsOf(downOf(both) ?? [])).toEqual(['dropTable'])
  })
})
