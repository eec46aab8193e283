import { describe, expect, it } from 'vitest'
import { mikroOrm } from '../../../src/frontends/mikro-orm/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { textOf } from '../../../src/source/span.ts'
import { kindsOf, memoryProject, readAll } from '../memory-project.ts'

const PATH = 'src/migrations/Migration20240101000000.ts'
const IMPORT = `import { Migration } from '@mikro-orm/migrations'\n`

function read(text: string, others: Readonly<Record<string, string>> = {}): Migration {
  const [migration] = readAll(mikroOrm, memoryProject({ [PATH]: text, ...others }))
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const up = (body: string, members = ''): Migration =>
  read(`${IMPORT}export class Migration1 extends Migration {\n async up() {\n${body}\n}\n${members}}\n`)

const isFound = (text: string): boolean => mikroOrm.find(memoryProject({ [PATH]: text })).length === 1

describe('finding MikroORM migrations', () => {
  it('tells them by the class that they extend', () => {
    const body = `{ async up() { this.addSql('select 1') } }`
    expect(isFound(`${IMPORT}export class M extends Migration ${body}`)).toBe(true)
    expect(isFound(`${IMPORT}export default class extends Migration ${body}`)).toBe(true)
    expect(
      isFound(
        `import { Migration as Base } from '@mikro-orm/migrations'\nexport class M extends Base ${body}`,
      ),
    ).toBe(true)
    expect(
      isFound(`import * as m from '@mikro-orm/migrations'\nexport class M extends m.Migration ${body}`),
    ).toBe(true)
    expect(
      isFound(
        `import { Migration } from '@medusajs/framework/mikro-orm/migrations'\nexport class M extends Migration { async up() {} }`,
      ),
    ).toBe(true)
    expect(isFound(`import { Base } from '@acme/migrations'\nexport class M extends Base ${body}`)).toBe(true)
    expect(
      isFound(
        `const { Migration } = require('@mikro-orm/migrations')\nmodule.exports = class M extends Migration ${body}`,
      ),
    ).toBe(true)
    expect(
      isFound(
        `const { Migration } = require('@mikro-orm/migrations')\nmodule.exports = { M: class extends Migration ${body} }`,
      ),
    ).toBe(true)
  })

  it('leaves all else alone', () => {
    expect(
      isFound(
        `import { Migration } from '@mikro-orm/migrations-mongodb'\nexport class M extends Migration { async up() { await this.getCollection('orders').drop() } }`,
      ),
    ).toBe(false)
    expect(
      isFound(
        `import { MigrationInterface } from 'typeorm'\nexport class M implements MigrationInterface { async up(queryRunner) { await queryRunner.query('addSql') } }`,
      ),
    ).toBe(false)
    expect(
      isFound(
        `${IMPORT}export abstract class Base extends Migration { async up() { this.addSql('select 1') } }`,
      ),
    ).toBe(false)
    expect(
      isFound(
        `${IMPORT}export class Base extends Migration { protected addTable() { this.addSql('select 1') } }`,
      ),
    ).toBe(false)
    expect(
      isFound(`${IMPORT}class Hidden extends Migration { async up() { this.addSql('select 1') } }`),
    ).toBe(false)
    expect(isFound(`export class Sql { addSql() {} up() { this.addSql('select 1') } }`)).toBe(false)
    expect(isFound(`${IMPORT}export { Migration }`)).toBe(false)
    expect(isFound('')).toBe(false)
  })

  it('orders by file name, folder by folder, and keeps a broken file among them', () => {
    const text = (name: string) =>
      `${IMPORT}export class ${name} extends Migration { async up() { this.addSql('select 1') } }`
    const files = memoryProject({
      'modules/order/migrations/Migration20240202.ts': text('Zeta'),
      'modules/order/migrations/Migration20240101_initial.ts': text('Alpha'),
      'modules/order/migrations/Migration20240303.ts': `${IMPORT}export class {`,
      'modules/order/migrations/.snapshot-orders.json': '{}',
      'modules/order/migrations/index.ts': `export * from './Migration20240202'`,
      'modules/cart/migrations/Migration20240505.ts': text('Cart'),
    })
    expect(mikroOrm.find(files).map(({ history, name }) => `${history} ${name}`)).toEqual([
      'modules/cart/migrations Migration20240505',
      'modules/order/migrations Migration20240101_initial',
      'modules/order/migrations Migration20240202',
      'modules/order/migrations Migration20240303',
    ])
    const broken = readAll(mikroOrm, files).at(-1)
    expect(broken?.parseErrors).toHaveLength(1)
    expect(broken?.up).toEqual([])
  })

  it('calls the classes of a list by their names', () => {
    const files = memoryProject({
      'src/migrations.ts': `${IMPORT}
        export class First extends Migration { async up() { this.addSql('drop table orders') } }
        export class Second extends Migration { async up() { this.addSql('drop table items') } }`,
    })
    expect(mikroOrm.find(files).map(({ name }) => name)).toEqual(['First', 'Second'])
    expect(readAll(mikroOrm, files).map(migration => migration.up)).toMatchObject([
      [{ table: { name: 'orders' } }],
      [{ table: { name: 'items' } }],
    ])
  })
})

describe('transactions of MikroORM', () => {
  it('is one for all pending migrations unless a migration or the settings opt out', () => {
    const sql = `this.addSql('drop table orders')`
    expect(up(sql).transaction).toBe('run')
    expect(up(sql, 'isTransactional() { return false }').transaction).toBe('query')
    expect(up(sql, 'isTransactional(): boolean { return true }').transaction).toBe('run')
    expect(up(sql, 'isTransactional = () => false').transaction).toBe('query')
    const text = `${IMPORT}export class M extends Migration { async up() { ${sql} } }`
    const settings = (migrations: string) => ({
      'src/mikro-orm.config.ts': `import { defineConfig } from '@mikro-orm/postgresql'\nexport default defineConfig({ migrations: ${migrations} })`,
    })
    expect(read(text, settings('{ allOrNothing: false }')).transaction).toBe('migration')
    expect(read(text, settings('{ transactional: false }')).transaction).toBe('query')
    expect(read(text, settings('{ path: "dist" }')).transaction).toBe('run')
    const [given] = readAll(mikroOrm, memoryProject({ [PATH]: text }), { transaction: 'none' })
    expect(given?.transaction).toBe('query')
  })

  it('knows from the driver of the settings that the database is another one', () => {
    const text = `${IMPORT}export class M extends Migration { async up() { this.addSql('alter table \`orders\` add \`note\` text null') } }`
    const mysql = {
      'mikro-orm.config.ts': `import { defineConfig } from '@mikro-orm/mysql'\nexport default defineConfig({})`,
    }
    expect(read(text, mysql)).toMatchObject({ dialect: 'mysql', parseErrors: [] })
  })
})

describe('the way back in MikroORM', () => {
  it('is absent, empty, irreversible or a base class’s', () => {
    expect(up(`this.addSql('select 1')`).down).toEqual({ kind: 'absent' })
    expect(up(`this.addSql('select 1')`, 'async down() {}').down).toMatchObject({
      kind: 'operations',
      operations: [],
    })
    expect(up(`this.addSql('select 1')`, `async down() { throw new Error('gone') }`).down).toMatchObject({
      kind: 'irreversible',
      reason: 'gone',
    })
    expect(
      read(`${IMPORT}
        class Base extends Migration { async down() { this.addSql('drop table orders') } }
        export class M extends Base { async up() { this.addSql('create table orders (id int)') } }`).down,
    ).toMatchObject({ operations: [{ kind: 'dropTable' }] })
  })
})

describe('what MikroORM sends, and when', () => {
  it('sends what was added behind what was executed, numbered anew', () => {
    const { up: operations } = up(`
      this.addSql('drop table orders')
      await this.execute('drop table items')
      this.addSql('drop table customers; drop table carts')
      await this.execute('drop table lines')`)
    expect(operations).toMatchObject([
      { table: { name: 'items' }, statement: 0, roundTrip: 0 },
      { table: { name: 'lines' }, statement: 1, roundTrip: 1 },
      { table: { name: 'orders' }, statement: 2, roundTrip: 2 },
      { table: { name: 'customers' }, statement: 3, roundTrip: 3 },
      { table: { name: 'carts' }, statement: 4, roundTrip: 3 },
    ])
  })

  it('needs no await for what is added, but for what is executed', () => {
    const { up: operations } = up(`
      this.addSql('drop table orders')
      this.execute('drop table items')
      this.getKnex().raw('drop table customers')
      ;['a', 'b'].forEach(async name => { await this.execute('select 1'); this.addSql('drop table ' + name) })`)
    expect(operations.map(({ kind, floating }) => [kind, floating])).toEqual([
      ['dropTable', 'eager'],
      ['noOperation', 'callback'],
      ['noOperation', 'callback'],
      ['dropTable', 'lazy'],
      ['dropTable', undefined],
      ['dropTable', 'callback'],
      ['dropTable', 'callback'],
    ])
  })

  it('keeps the doubts under which something is added', () => {
    const { up: operations } = up(`
      if (process.env.FULL) this.addSql('drop table orders')
      const rows = await this.execute("select 1 from pg_class where relname = 'items'")
      if (rows.length) this.addSql('drop table items')
      for (const { name } of await this.execute('select name from shops')) this.addSql(\`drop table "\${name}"\`)`)
    expect(operations.map(({ kind, flow }) => [kind, flow])).toEqual([
      ['selectRows', undefined],
      ['selectRows', undefined],
      ['dropTable', 'conditional'],
      ['dropTable', 'guarded'],
      ['dropTable', 'repeated'],
    ])
  })

  it('points at the SQL', () => {
    const { up: operations } = up(
      `this.addSql(\`alter table orders add column note text, drop column memo;\`)`,
    )
    expect(operations.map(({ span }) => textOf(span))).toEqual(['drop column memo', 'add column note text'])
  })
})

describe('what is not known in MikroORM migrations', () => {
  it('is opaque with a reason', () => {
    const { up: operations } = read(`${IMPORT}import { makeSql, help } from '@acme/sql'
      export class M extends Migration {
        async up() {
          this.addSql(makeSql('orders'))
          this.addSql(42)
          await help(this)
          this.addSql(this.getKnex()('orders').where({ id: 1 }).whereRaw('x').update({ note: 'late' }))
          await this.getKnex().schema.createTable('carts', t => t.increments())
          await this.getEntityManager().nativeDelete(Order, { id: 1 })
          this.frobnicate()
        }
      }`)
    expect(kindsOf(operations)).toEqual(Array.from({ length: operations.length }, () => 'opaque'))
    expect(operations.map(each => each.kind === 'opaque' && each.reason)).toEqual([
      'other file',
      'unknown call',
      'other file',
      'unknown call',
      'other file',
      'unknown call',
      'unknown call',
    ])
  })

  it('is what builders of Knex make, whose table is told', () => {
    const { up: operations } = up(`
      const knex = this.getKnex()
      this.addSql(knex.schema.createTable('carts', t => { t.increments() }).toQuery())
      this.addSql(knex('orders').insert({ id: 1 }).toQuery())
      const rows = await knex.select('id').from('orders')
      if (!(await knex.schema.hasTable('items'))) await knex.raw('create table items (id int)')`)
    expect(operations).toMatchObject([
      { kind: 'selectRows', reads: [{ name: 'orders' }], resultUsed: true },
      { kind: 'createTable', flow: 'guarded' },
      { kind: 'opaque', tables: [{ name: 'carts' }] },
      { kind: 'opaque', tables: [{ name: 'orders' }] },
    ])
    expect(operations.filter(({ floating }) => floating)).toEqual([])
  })

  it('shows a value that is not known as a parameter, and a name as a placeholder', () => {
    const { up: operations } = up(`
      await this.execute('update ?? set note = ? where id = ?', [process.env.TABLE, process.env.NOTE, 1])`)
    expect(operations).toMatchObject([
      {
        kind: 'updateRows',
        table: { name: '${process.env.TABLE}' },
        set: [{ column: 'note', value: { sql: '$1' } }],
      },
    ])
  })

  it('is what stands in a base that is not read', () => {
    const { up: operations } = read(`import { Base } from '@acme/migrations'
      export class M extends Base { async up() { this.addSql('drop table orders'); await this.execute('drop table items') } }`)
    expect(operations).toMatchObject([{ table: { name: 'items' } }, { table: { name: 'orders' } }])
  })

  it('ends for endless code', () => {
    const { up: operations } = up(
      `this.addSql('drop table orders'); for (let i = 0, sum = 0; i < 1e9; i++) sum += i`,
    )
    expect(operations).toMatchObject([{ kind: 'dropTable' }, { kind: 'opaque', reason: 'limit' }])
  })

  it('reads a syntax error in the SQL as one', () => {
    const migration = up(`this.addSql('alter tabel orders add note text')`)
    expect(migration.parseErrors).toHaveLength(1)
    expect(migration.up).toMatchObject([{ kind: 'opaque', reason: 'syntax error' }])
  })
})
