/** Where findings stand about what other files say, and that nobody changes it from the migration. */
import { describe, expect, it } from 'vitest'
import { typeorm } from '../../../src/frontends/typeorm/index.ts'
import { codeWriter } from '../../../src/frontends/typescript/code-writer.ts'
import type { Operation } from '../../../src/model/operation.ts'
import { projectOf } from '../project.ts'
import { MIGRATION, placed, readWith } from './importing.ts'

const up = (head: string, body: string): string =>
  `${head}\nexport async function up(knex) {\n  ${body}\n}\nexport async function down() {}\n`

const IMPORT = `import { note, SQL, NAME, both, outer } from '../helpers'`

/** The helper of each case, what the migration says, and where its operations then stand. */
const PLACES: readonly {
  readonly helper: string
  readonly body: string
  readonly spans: readonly string[]
  readonly written: readonly (string | undefined)[]
}[] = [
  {
    helper: `export const note = k => k.raw('ALTER TABLE orders ADD COLUMN note text')`,
    body: 'await note(knex)',
    spans: ['note(knex)'],
    written: ['ALTER TABLE orders ADD COLUMN note text'],
  },
  {
    helper: `export const outer = k => inner(k)\nconst inner = k => k.raw('DROP TABLE orders')`,
    body: 'await outer(knex)',
    spans: ['outer(knex)'],
    written: ['DROP TABLE orders'],
  },
  {
    helper: `export const SQL = 'DROP TABLE orders; DROP TABLE customers'`,
    body: 'await knex.raw(SQL)',
    spans: ['knex.raw(SQL)', 'knex.raw(SQL)'],
    written: ['DROP TABLE orders', 'DROP TABLE customers'],
  },
  {
    helper: `export const SQL = 'DROP TABLE orders'`,
    body: 'await knex.raw(`${SQL}; DROP TABLE customers`)',
    spans: ['${SQL}', 'DROP TABLE customers'],
    written: ['DROP TABLE orders', undefined],
  },
  {
    helper: `export const NAME = 'orders'`,
    body: 'await knex.raw(`DROP TABLE ${NAME}`)',
    spans: ['DROP TABLE ${NAME}'],
    written: [undefined],
  },
  {
    helper: `export const NAME = 'orders'`,
    body: 'await knex.schema.dropTable(NAME)',
    spans: ['knex.schema.dropTable(NAME)'],
    written: [undefined],
  },
  {
    helper: `export const both = async (k, f) => { await k.raw('DROP TABLE orders'); await f(k) }`,
    body: `await both(knex, k => k.raw('DROP TABLE customers'))`,
    spans: [`both(knex, k => k.raw('DROP TABLE customers'))`, 'DROP TABLE customers'],
    written: ['DROP TABLE orders', undefined],
  },
  {
    helper: `export const note = (k, sql) => k.raw(sql)`,
    body: `await note(knex, 'DROP TABLE orders')`,
    spans: ['DROP TABLE orders'],
    written: [undefined],
  },
]

describe('the place of what another file says', () => {
  for (const { helper, body, spans, written } of PLACES) {
    it(`${helper} | ${body}`, () => {
      const { up: operations } = readWith({ 'src/helpers.ts': helper }, up(IMPORT, body))
      expect(operations.map(({ span }) => placed(span))).toEqual(spans.map(each => `${MIGRATION}: ${each}`))
      const elsewhere = written.map(each => each && `src/helpers.ts: ${each}`)
      expect(operations.map(({ writtenAt }) => placed(writtenAt))).toEqual(elsewhere)
    })
  }

  it('is the call of the factory when another file makes the whole migration', () => {
    const helper = `exports.dropping = table => ({ up: knex => knex.schema.dropTable(table), down: knex => knex.raw('') })`
    const { up: operations, span } = readWith(
      { 'src/helpers.js': helper },
      `const { dropping } = require('../helpers')\nmodule.exports = dropping('orders')\n`,
      'src/migrations/001_orders.js',
    )
    expect(operations.map(each => placed(each.span))).toEqual([
      `src/migrations/001_orders.js: dropping('orders')`,
    ])
    expect(placed(span)).toBe(`src/migrations/001_orders.js: dropping('orders')`)
  })

  it('is the class when another file says what it does', () => {
    const files = projectOf({
      'src/base.ts': `import { QueryRunner } from 'typeorm'\nexport abstract class Dropping {\n  abstract table: string\n  async up(queryRunner: QueryRunner) { await queryRunner.dropTable(this.table) }\n  async down(queryRunner: QueryRunner) {}\n}\n`,
      'src/migrations/1700000000000-orders.ts': `import { Dropping } from '../base'\nexport class Orders1700000000000 extends Dropping {\n  table = 'orders'\n}\n`,
    })
    const [source] = typeorm.find(files)
    const migration = source && typeorm.read(source, files, {})
    expect(migration?.up).toMatchObject([{ kind: 'dropTable', table: { name: 'orders' } }])
    expect(migration?.up.map(({ span }) => placed(span))).toEqual([
      'src/migrations/1700000000000-orders.ts: class Orders1700000000000 extends Dropping {',
    ])
  })

  it('leaves out what the comments of the other file switch off', () => {
    const helper = `export const SQL = '-- migrate-lint-disable-next-line\\nDROP TABLE orders'`
    const migration = readWith({ 'src/helpers.ts': helper }, up(IMPORT, 'await knex.raw(SQL)'))
    expect(migration.comments).toEqual([])
  })

  it('is not where a fix may write', () => {
    const helper = `export const note = k => k.raw('DROP TABLE orders')`
    const files = projectOf({ 'src/helpers.ts': helper, [MIGRATION]: up(IMPORT, 'await note(knex)') })
    const migration = readWith({ 'src/helpers.ts': helper }, up(IMPORT, 'await note(knex)'))
    const [operation] = migration.up
    const writer = codeWriter({ call: () => `knex.raw('')`, down: 'down', parameter: 'knex' })
    const source = { framework: 'knex', name: 'orders', history: 'src/migrations', paths: [MIGRATION] }
    const at = { migration, source, files, operation: operation as Operation, operations: migration.up }
    const instead = { kind: 'dropTable', table: { name: 'orders' } } as never
    expect([
      ...writer.replace(at, [instead]),
      ...writer.before(at, [instead]),
      ...writer.name(at, 'x'),
    ]).toEqual([])
  })
})

describe('waiting', () => {
  it.each([
    ['note(knex)', ['lazy']],
    ['await note(knex)', [undefined]],
    ['return note(knex)', [undefined]],
    ['await Promise.all([note(knex)])', [undefined]],
  ])('is told across files: %s', (body, floating) => {
    const helper = `export const note = async k => { await k.schema.dropTable('orders') }\nexport const lost = k => { k.schema.dropTable('orders') }`
    const { up: operations } = readWith({ 'src/helpers.ts': helper }, up(IMPORT, body))
    expect(operations.map(each => each.floating && 'lazy')).toEqual(floating)
  })

  it('is told of the helper itself', () => {
    const helper = `export const note = async k => { k.schema.dropTable('orders') }`
    const { up: operations } = readWith({ 'src/helpers.ts': helper }, up(IMPORT, 'await note(knex)'))
    expect(operations.map(({ floating }) => floating)).toEqual(['lazy'])
  })
})
