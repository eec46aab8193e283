/** What a migration uses of other files of its project, in every way to say so. */
import { describe, expect, it } from 'vitest'
import { knex } from '../../../src/frontends/knex/index.ts'
import { projectOf } from '../project.ts'
import { placed, readWith, upOf } from './importing.ts'

const up = (body: string, head = ''): string =>
  `${head}\nexport async function up(knex) {\n  ${body}\n}\nexport async function down(knex) {}\n`

/** A helper in all its forms, and how the migration gets at it; all of them drop the table of orders. */
const WAYS: readonly (readonly [helper: string, head: string, body: string])[] = [
  [
    `export const TABLE = 'orders'`,
    `import { TABLE } from '../helpers'`,
    'await knex.schema.dropTable(TABLE)',
  ],
  [
    `export const TABLE = 'orders'`,
    `import { TABLE as T } from '../helpers'`,
    'await knex.schema.dropTable(T)',
  ],
  [
    `export const TABLE = 'orders'`,
    `import { TABLE } from '../helpers.js'`,
    'await knex.schema.dropTable(TABLE)',
  ],
  [
    `export const TABLE = 'orders'`,
    `import { TABLE } from '../helpers.ts'`,
    'await knex.schema.dropTable(TABLE)',
  ],
  [`export default 'orders'`, `import table from '../helpers'`, 'await knex.schema.dropTable(table)'],
  [
    `export const TABLE = 'orders'`,
    `import * as all from '../helpers'`,
    'await knex.schema.dropTable(all.TABLE)',
  ],
  [
    `export const TABLE = 'orders'`,
    `import * as all from '../helpers'`,
    `await knex.schema.dropTable(all['TABLE'])`,
  ],
  [
    `const t = 'orders'; export { t as TABLE }`,
    `import { TABLE } from '../helpers'`,
    'await knex.schema.dropTable(TABLE)',
  ],
  [
    `const t = 'orders'; export { t as default }`,
    `import t from '../helpers'`,
    'await knex.schema.dropTable(t)',
  ],
  [`export let T = 'a'; T = 'orders'`, `import { T } from '../helpers'`, 'await knex.schema.dropTable(T)'],
  [
    `export enum Table { Orders = 'orders' }`,
    `import { Table } from '../helpers'`,
    'await knex.schema.dropTable(Table.Orders)',
  ],
  [
    `export const enum Table { Orders = 'orders' }`,
    `import { Table } from '../helpers'`,
    'await knex.schema.dropTable(Table.Orders)',
  ],
  [
    `export const T = { a: { b: 'orders' } } as const`,
    `import { T } from '../helpers'`,
    'await knex.schema.dropTable(T.a.b)',
  ],
  [
    `export const [, T] = ['a', 'orders']`,
    `import { T } from '../helpers'`,
    'await knex.schema.dropTable(T)',
  ],
  [
    `export const { T } = { T: 'orders' }`,
    `import { T } from '../helpers'`,
    'await knex.schema.dropTable(T)',
  ],
  [
    `export const drop = (k, t) => k.schema.dropTable(t)`,
    `import { drop } from '../helpers'`,
    `await drop(knex, 'orders')`,
  ],
  [
    `export function drop(k) { return k.schema.dropTable('orders') }`,
    `import { drop } from '../helpers'`,
    'await drop(knex)',
  ],
  [
    `export default async k => { await k.schema.dropTable('orders') }`,
    `import drop from '../helpers'`,
    'await drop(knex)',
  ],
  [
    `export default function drop(k) { return k.schema.dropTable('orders') }`,
    `import drop from '../helpers'`,
    'return drop(knex)',
  ],
  [
    `export class H { static drop(k) { return k.schema.dropTable('orders') } }`,
    `import { H } from '../helpers'`,
    'await H.drop(knex)',
  ],
  [
    `export class H { constructor(k) { this.k = k } drop() { return this.k.schema.dropTable('orders') } }`,
    `import { H } from '../helpers'`,
    'await new H(knex).drop()',
  ],
  [
    `export class H { table = 'orders'; get name() { return this.table } }`,
    `import { H } from '../helpers'`,
    'await knex.schema.dropTable(new H().name)',
  ],
  [
    `export default class { static TABLE = 'orders' }`,
    `import H from '../helpers'`,
    'await knex.schema.dropTable(H.TABLE)',
  ],
  [
    `export const h = { drop(k) { return k.schema.dropTable('orders') } }`,
    `import { h } from '../helpers'`,
    'await h.drop(knex)',
  ],
  [
    `export const h = { get table() { return 'orders' } }`,
    `import { h } from '../helpers'`,
    'await knex.schema.dropTable(h.table)',
  ],
  [
    `export const drop = (...fs) => async k => { for (const f of fs) await f(k) }`,
    `import { drop } from '../helpers'`,
    `await drop(k => k.schema.dropTable('orders'))(knex)`,
  ],
  [
    `exports.TABLE = 'orders'`,
    `const { TABLE } = require('../helpers')`,
    'await knex.schema.dropTable(TABLE)',
  ],
  [
    `exports.TABLE = 'orders'`,
    `const { TABLE: t } = require('../helpers')`,
    'await knex.schema.dropTable(t)',
  ],
  [
    `module.exports = { TABLE: 'orders' }`,
    `const all = require('../helpers')`,
    'await knex.schema.dropTable(all.TABLE)',
  ],
  [`module.exports = 'orders'`, `const table = require('../helpers')`, 'await knex.schema.dropTable(table)'],
  [`module.exports.TABLE = 'orders'`, '', `await knex.schema.dropTable(require('../helpers').TABLE)`],
  [`module.exports = k => k.schema.dropTable('orders')`, '', `await require('../helpers')(knex)`],
  [`module.exports = { a: 'orders' }`, `import all from '../helpers'`, 'await knex.schema.dropTable(all.a)'],
  [`module.exports = { a: 'orders' }`, `import { a } from '../helpers'`, 'await knex.schema.dropTable(a)'],
  [
    `module.exports = { a: 'orders' }`,
    `import * as all from '../helpers'`,
    'await knex.schema.dropTable(all.a)',
  ],
  [`exports.a = 'orders'`, `import all from '../helpers'`, 'await knex.schema.dropTable(all.a)'],
  [`export = { a: 'orders' }`, `import all = require('../helpers')`, 'await knex.schema.dropTable(all.a)'],
  [`export const a = 'orders'`, `import all = require('../helpers')`, 'await knex.schema.dropTable(all.a)'],
  [
    `export const a = 'orders'`,
    '',
    `const { a } = await import('../helpers'); await knex.schema.dropTable(a)`,
  ],
  [`export default 'orders'`, '', `await knex.schema.dropTable((await import('../helpers')).default)`],
  [
    `module.exports = { a: 'orders' }`,
    '',
    `const { default: all } = await import('../helpers'); await knex.schema.dropTable(all.a)`,
  ],
  [`export const a = 'orders'`, '', `const h = 'helpers'; await knex.schema.dropTable(require('../' + h).a)`],
  [
    `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'orders'`,
    `import t from '../helpers'`,
    'await knex.schema.dropTable(t)',
  ],
  [
    `Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return 'orders' } })`,
    `const { a } = require('../helpers')`,
    'await knex.schema.dropTable(a)',
  ],
]

describe('a value of another file', () => {
  for (const [helper, head, body] of WAYS) {
    it(`${helper} | ${head} | ${body}`, () => {
      expect(upOf(readWith({ 'src/helpers.ts': helper }, up(body, head)))).toEqual(['dropTable orders'])
    })
  }

  it('is looked for in the file that is named, and the message says which', () => {
    const { up: operations } = readWith({}, up('await drop(knex)', `import { drop } from '../helpers/drop'`))
    expect(operations).toMatchObject([{ kind: 'opaque', reason: 'other file' }])
  })
})

describe('the place of an operation that another file says', () => {
  it('is the call in the migration, and the operation knows where it is written', () => {
    const helper = `export async function audit(k, t) {\n  await k.schema.table(t, c => c.text('changed_by'))\n}`
    const { up: operations } = readWith(
      { 'src/helpers.ts': helper },
      up(`await audit(knex, 'orders')`, `import { audit } from '../helpers'`),
    )
    expect(operations.map(each => placed(each.span))).toEqual([
      `src/migrations/001_orders.ts: audit(knex, 'orders')`,
    ])
    expect(operations.map(each => placed(each.writtenAt))).toEqual([`src/helpers.ts: c.text('changed_by')`])
  })
})

describe('a linted folder that is a part of its project', () => {
  const read = (body: string): readonly string[] => {
    const migration = '001_orders.ts'
    const source = up(body, `import { load, loadFromHere } from '../load'\nimport fs from 'fs'`)
    const files = projectOf({
      [migration]: source,
      '../load.ts': `import fs from 'fs'\nexport const load = path => fs.readFileSync(__dirname + path, 'utf8')\nexport const loadFromHere = path => fs.readFileSync(path, 'utf8')`,
      '../sql/orders.sql': 'DROP TABLE orders',
      '../../package.json': '{}',
    })
    const found = { framework: 'knex', name: 'orders', history: '', paths: [migration] }
    const { up: operations } = knex.read(found, { ...files, above: ['shop', 'db', 'migrations'] }, {})
    return operations.map(({ kind, span }) => `${kind} ${placed(span) ?? ''}`)
  }

  it.each([
    `await knex.raw(load('/sql/orders.sql'))`,
    `await knex.raw(load('/../db/sql/orders.sql'))`,
    `await knex.raw(loadFromHere('db/sql/orders.sql'))`,
    `await knex.raw(fs.readFileSync(__dirname + '/../sql/orders.sql', 'utf8'))`,
  ])('reads the files above it: %s', body => {
    expect(read(body)).toEqual(['dropTable ../sql/orders.sql: DROP TABLE orders'])
  })
})

describe('migrations that another file makes', () => {
  const FACTORIES = `
    exports.dropping = table => ({
      async up(knex) { await knex.schema.dropTable(table) },
      async down(knex) { await knex.schema.createTable(table, t => t.increments()) },
    })
    exports.combine = (...all) => ({
      async up(knex) { for (const each of all) await each.up(knex) },
      async down(knex) { for (const each of all.reverse()) await each.down(knex) },
    })`

  const read = (source: string) => {
    const files = projectOf({ 'db/factories.js': FACTORIES, 'db/migrations/001_orders.js': source })
    return knex.find(files).map(each => knex.read(each, files, {}))
  }

  it.each([
    [`module.exports = dropping('orders')`, ['dropTable orders']],
    [
      `module.exports = combine(dropping('orders'), dropping('customers'))`,
      ['dropTable orders', 'dropTable customers'],
    ],
    [`export default dropping('orders')`, ['dropTable orders']],
  ])('are found and read: %s', (made, operations) => {
    const found = read(`const { dropping, combine } = require('../factories')\n${made}\n`)
    expect(found.map(upOf)).toEqual([operations])
  })

  it('are no migrations when what they are made of is not there', () => {
    expect(
      read(`const { dropping } = require('shop-factories')\nmodule.exports = dropping('orders')\n`),
    ).toEqual([])
  })
})
