import { describe, expect, it } from 'vitest'
import { nodePostgres } from '../../../src/frontends/node-postgres/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { memoryProject, readAll } from '../memory-project.ts'

const PATH = 'migrations/0001-orders.ts'

type Files = Readonly<Record<string, string>>

function read(text: string, others: Files = {}): Migration {
  const [migration] = readAll(nodePostgres, memoryProject({ [PATH]: text, ...others }))
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const up = (body: string): Migration => read(`export const up = async client => {\n${body}\n}\n`)

const isFound = (text: string, others: Files = {}, path = PATH): boolean =>
  nodePostgres.find(memoryProject({ [path]: text, ...others })).length === 1

describe('finding migrations for node-postgres', () => {
  it('tells them by the SQL that is sent through the parameter, or by its type', () => {
    expect(isFound(`exports.up = async client => { await client.query('DROP TABLE orders') }`)).toBe(true)
    expect(isFound(`module.exports = { up: db => db.query(\`-- orders\nDROP TABLE orders\`) }`)).toBe(true)
    expect(isFound(`export const up = async ({ pool }) => { await pool.query({ text: 'SELECT 1' }) }`)).toBe(
      true,
    )
    expect(
      isFound(
        `import type { PoolClient } from 'pg'\nexport const orders = { up(client: PoolClient) { return client.query(SQL) } }`,
        {},
        'src/orders.ts',
      ),
    ).toBe(true)
    expect(isFound(`exports.generateSql = () => 'DROP TABLE orders'`, {}, 'sql/1-orders.js')).toBe(true)
  })

  it('leaves other frameworks and other databases alone', () => {
    expect(
      isFound(`module.exports = { up: (queryInterface) => queryInterface.query('DROP TABLE orders') }`),
    ).toBe(false)
    expect(
      isFound(
        `module.exports = { up: (queryInterface) => queryInterface.sequelize.query('DROP TABLE orders') }`,
      ),
    ).toBe(false)
    expect(
      isFound(
        `export const up = async ({ context: sequelize }) => { await sequelize.query('DROP TABLE orders') }`,
      ),
    ).toBe(false)
    expect(
      isFound(
        `export async function up(queryRunner: QueryRunner) { await queryRunner.query('DROP TABLE orders') }`,
      ),
    ).toBe(false)
    expect(isFound(`export const up = async db => { await db.query('FOR o IN orders RETURN o') }`)).toBe(
      false,
    )
    expect(
      isFound(
        `export const up = async db => { await db.collection('orders').drop(); await db.query('SELECT 1') }`,
      ),
    ).toBe(false)
    expect(
      isFound(
        `import { sql } from 'slonik'\nexport const up = async pool => { await pool.query(sql\`DROP TABLE orders\`) }`,
      ),
    ).toBe(false)
    expect(isFound(`exports.up = pgm => { pgm.db.query('SELECT 1') }`)).toBe(false)
    expect(isFound(`exports.up = knex => knex.raw('SELECT 1') // .query`)).toBe(false)
    expect(
      isFound(`export const up = client => client.query('DROP TABLE orders')`, {}, 'src/levels.ts'),
    ).toBe(false)
    expect(
      isFound(`exports.up = async connection => { await connection.query('DROP TABLE orders') }`, {
        'package.json': '{ "dependencies": { "mysql2": "3" } }',
      }),
    ).toBe(false)
    expect(isFound('')).toBe(false)
  })

  it('orders by number, and keeps what does nothing or is broken', () => {
    const text = `exports.up = async client => { await client.query('SELECT 1') }`
    const files = memoryProject({
      'migrations/10_c.js': text,
      'migrations/2_b.js': `exports.up = async () => {}`,
      'migrations/1_a.js': text,
      'migrations/11_d.js': 'exports.up = async client => {',
      'migrations/index.js': `exports.all = []`,
    })
    expect(nodePostgres.find(files).map(({ name }) => name)).toEqual(['1_a', '2_b', '10_c', '11_d'])
    expect(readAll(nodePostgres, files).at(-1)?.parseErrors).toHaveLength(1)
  })
})

describe('transactions around migrations for node-postgres', () => {
  it('are the runner’s', () => {
    const text = `exports.up = async client => { await client.query('DROP TABLE orders') }`
    expect(read(text).transaction).toBe('migration')
    expect(read(text, { 'package.json': '{ "dependencies": { "ley": "1" } }' }).transaction).toBe('run')
    expect(
      up(`await client.query('BEGIN'); await client.query('DROP TABLE a'); await client.query('COMMIT')`)
        .transaction,
    ).toBe('query')
    expect(up(`await client.query('CREATE INDEX CONCURRENTLY ON a (b)')`).transaction).toBe('query')
  })
})

describe('reading migrations for node-postgres', () => {
  it('knows pg-format', () => {
    const { up: operations } = read(`import format from 'pg-format'
      export const up = async client => {
        await client.query(format('ALTER TABLE %I ADD COLUMN %I text DEFAULT %L', 'orders', 'paid at', "it's"))
        await client.query(format('INSERT INTO orders (a) VALUES (%L), (%2$L) -- 100%%', 1, null))
        await client.query(format('DROP TABLE %s', 'items'))
        await client.query('DROP TABLE ' + format.ident('Orders'))
      }`)
    expect(operations).toMatchObject([
      {
        kind: 'addColumn',
        table: { name: 'orders' },
        column: { name: 'paid at', default: { literal: "it's" } },
      },
      { kind: 'insertRows', sql: "INSERT INTO orders (a) VALUES ('1'), (NULL)" },
      { kind: 'dropTable', table: { name: 'items' } },
      { kind: 'dropTable', table: { name: 'Orders' } },
    ])
  })

  it('knows tags that bind their values', () => {
    const { up: operations } = read(`import SQL from 'sql-template-strings'
      export const up = async client => {
        await client.query(SQL\`UPDATE orders SET note = \${'late'} WHERE \${SQL\`id = \${1}\`}\`)
      }`)
    expect(operations).toMatchObject([
      { kind: 'updateRows', sql: 'UPDATE orders SET note = $1 WHERE id = $2' },
    ])
  })

  it('marks what nobody waits for, and what a guard or a loop may leave out', () => {
    const { up: operations } = up(`
      client.query('DROP TABLE a')
      const { rows } = await client.query("SELECT 1 FROM pg_class WHERE relname = 'b'")
      if (rows.length) await client.query('DROP TABLE b')
      const found = await client.query('SELECT name FROM shops')
      for (const { name } of found.rows) await client.query(\`DROP TABLE "\${name}"\`)`)
    expect(operations.map(({ kind, flow, floating }) => [kind, flow, floating])).toEqual([
      ['dropTable', undefined, 'eager'],
      ['selectRows', undefined, undefined],
      ['dropTable', 'guarded', undefined],
      ['selectRows', undefined, undefined],
      ['dropTable', 'repeated', undefined],
    ])
  })

  it('says why something is not read', () => {
    const { up: operations } = read(`import { help, SQL } from '@acme/help'
      export const up = async client => {
        await client.query('SELECT 1')
        await help(client)
        await client.query(SQL)
        await client.query(process.env.SQL)
        await client.query('ALTER TABEL a')
      }`)
    expect(operations.map(each => (each.kind === 'opaque' ? each.reason : each.kind))).toEqual([
      'noOperation',
      'other file',
      'other file',
      'run-time value',
      'syntax error',
    ])
  })

  it('ends for endless code', () => {
    const { up: operations } = up(
      `await client.query('SELECT 1'); for (let i = 0, sum = 0; i < 1e9; i++) sum += i`,
    )
    expect(operations.at(-1)).toMatchObject({ kind: 'opaque', reason: 'limit' })
  })
})
