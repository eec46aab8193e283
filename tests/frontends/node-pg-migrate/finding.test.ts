/** Which files are migrations of node-pg-migrate, and in which order its runner applies them. */
import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import { nodePgMigrate } from '../../../src/frontends/node-pg-migrate/index.ts'
import { memoryProject } from '../memory-project.ts'

const isFound = (text: string, path = 'migrations/1_orders.ts'): boolean =>
  nodePgMigrate.find(memoryProject({ [path]: text })).length === 1

const found = (texts: Readonly<Record<string, string>>): readonly string[] =>
  nodePgMigrate.find(memoryProject(texts)).flatMap(({ paths }) => paths)

const DROPS = `exports.up = pgm => pgm.dropTable('orders')`

describe('finding migrations of node-pg-migrate', () => {
  it.each([
    DROPS,
    `exports.up = (pgm) => {}\nexports.down = false`,
    `module.exports = { up(pgm) { pgm.sql('SELECT 1') } }`,
    `export default { up: async pgm => { pgm.noTransaction() } }`,
    `import type { MigrationBuilder } from 'node-pg-migrate'\nexport async function up(db: MigrationBuilder) { help(db) }`,
    `import * as NPM from 'node-pg-migrate'\nexport const up = (b: NPM.MigrationBuilder): void => {}`,
    `exports.shorthands = undefined\nexports.up = builder => { builder.createTable('orders', {}) }`,
    `/** @param db {import('node-pg-migrate').MigrationBuilder} */\nexport const up = db => { db.dropTable('orders') }`,
    `import { PgLiteral } from 'node-pg-migrate'\nexport const up = db => { db.addColumn('orders', { at: new PgLiteral('now()') }) }`,
    `exports.up = m => { m.addColumns('orders', { note: 'text' }); m.dropTable('carts') }`,
    `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.down = exports.up = void 0;\nexports.up = pgm => { pgm.dropTable('orders') };`,
    `import { MigrationBuilder } from 'node-pg-migrate'\nexport const up = ({ sql }: MigrationBuilder) => sql('SELECT 1')`,
  ])('takes %s', text => {
    expect(isFound(text)).toBe(true)
  })

  it.each([
    `exports.up = knex => knex.schema.dropTable('orders')`,
    `exports.up = (queryInterface, Sequelize) => queryInterface.addColumn('orders', 'note', Sequelize.TEXT)`,
    `exports.up = function (db, callback) { db.createTable('orders', { id: 'int' }, callback) }`,
    `exports.up = db => db.runSql('DROP TABLE orders')`,
    `import type { Kysely } from 'kysely'\nexport async function up(db: Kysely<any>) { await db.schema.createIndex('pgm').execute() }`,
    `export class Orders1 { async up(queryRunner) { await queryRunner.createIndex('orders', {}) } }`,
    `export const shorthands = { id: 'uuid' }`,
    `export const down = 1, up = 2 // pgm`,
    `import { MigrationBuilder } from 'node-pg-migrate'\nexport function addStamps(pgm: MigrationBuilder) { pgm.sql('up') }`,
    `import { runner } from 'node-pg-migrate'\nexport const up = options => runner({ ...options, direction: 'up' })`,
    `export const up = (sql) => sql\`SELECT 1 -- pgm\``,
  ])('leaves %s', text => {
    expect(isFound(text)).toBe(false)
  })

  it('does not share a migration with Knex', () => {
    const files = memoryProject({ 'migrations/1_orders.js': DROPS })
    expect(knex.find(files)).toEqual([])
  })

  it('leaves declarations, tests, hidden files, packages, and templates and helpers beside numbered files', () => {
    const texts = {
      'migrations/1_orders.js': DROPS,
      'migrations/.template.js': DROPS,
      'migrations/template.js': DROPS,
      'migrations/1_orders.d.ts': 'export declare function up(pgm: unknown): void',
      'migrations/2_orders.test.js': DROPS,
      'node_modules/orders/migrations/1_orders.js': DROPS,
    }
    expect(found(texts)).toEqual(['migrations/1_orders.js'])
  })

  it('takes what the runner would load among migrations: files that do nothing, that cannot be parsed, and SQL', () => {
    const texts = {
      'migrations/1_orders.js': DROPS,
      'migrations/2_nothing.js': 'exports.up = () => {}',
      'migrations/3_broken.js': 'exports.up = (',
      'migrations/4_rows.sql': 'DELETE FROM orders',
      'migrations/5_helped.js': `const { change } = require('./help')\nexports.up = db => change(db)`,
      'migrations/6_other.js': `exports.up = knex => knex.schema.dropTable('orders')`,
      'migrations/8_passed_on.js': `const { up } = require('some-package')\nexports.up = up`,
      'migrations/7_constants.js': `exports.TABLE = 'orders'`,
    }
    expect(found(texts).map(path => path.slice('migrations/'.length, 'migrations/'.length + 1))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '8',
    ])
  })

  it('goes by the number, seventeen digits being a time, then by the name as people sort', () => {
    const names = [
      '20240102030405678_utc.js',
      '1704164645678_timestamp_same_as_utc.js',
      '1704164645677_before.js',
      '10_b.js',
      '9_a.js',
      '10_a2.js',
      '10_a10.js',
    ]
    expect(found(Object.fromEntries(names.map(name => [`migrations/${name}`, DROPS])))).toEqual(
      [
        '9_a.js',
        '10_a2.js',
        '10_a10.js',
        '10_b.js',
        '1704164645677_before.js',
        '1704164645678_timestamp_same_as_utc.js',
        '20240102030405678_utc.js',
      ].map(name => `migrations/${name}`),
    )
  })

  it('gives files of one name one version, as the runner does', () => {
    const files = memoryProject({
      'migrations/1_a.js': DROPS,
      'migrations/1_a.ts': DROPS,
      'migrations/1_b.ts': DROPS,
    })
    expect(nodePgMigrate.find(files).map(({ version }) => version)).toEqual(['1_a', '1_a', '1_b'])
  })

  it('gives every folder a history of its own, whose runner refuses what comes late', () => {
    const sources = nodePgMigrate.find(memoryProject({ 'a/1_x.js': DROPS, 'b/1_y.ts': DROPS }))
    expect(sources).toMatchObject([
      { name: '1_x', history: 'a', late: 'refuses' },
      { name: '1_y', history: 'b', late: 'refuses' },
    ])
  })
})
