import { describe, expect, it } from 'vitest'
import { slonik } from '../../../src/frontends/slonik/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { textOf } from '../../../src/source/span.ts'
import { memoryProject, readAll } from '../memory-project.ts'

const PATH = 'migrations/2024-01-01-orders.ts'
const IMPORT = `import { sql } from 'slonik'\n`

function read(text: string, others: Readonly<Record<string, string>> = {}): Migration {
  const [migration] = readAll(slonik, memoryProject({ [PATH]: text, ...others }))
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const up = (body: string): Migration => read(`${IMPORT}export const up = async pool => {\n${body}\n}\n`)

const isFound = (text: string): boolean => slonik.find(memoryProject({ [PATH]: text })).length === 1

describe('finding migrations for slonik', () => {
  it('tells them by what is sent through the parameter', () => {
    const body = 'await pool.query(sql`drop table orders`)'
    expect(isFound(`${IMPORT}export const up = async pool => { ${body} }`)).toBe(true)
    expect(
      isFound(
        `import { sql } from '@silverhand/slonik'\nexport default { up: async pool => { ${body} }, down: async () => {} }`,
      ),
    ).toBe(true)
    expect(isFound(`import { sql } from '../lib/slonik'\nexport async function up(pool) { ${body} }`)).toBe(
      true,
    )
    expect(isFound(`exports.up = ({ slonik, sql }) => slonik.query(sql\`select true\`)`)).toBe(true)
    expect(
      isFound(
        `exports.up = async ({ context: { connection, sql } }) => { await connection.query(sql.unsafe\`select true\`) }`,
      ),
    ).toBe(true)
    expect(
      isFound(
        `import type { CommonQueryMethods } from 'slonik'\nimport { help } from './help'\nexport const up = async (pool: CommonQueryMethods) => { await help(pool.query) }`,
      ),
    ).toBe(true)
    expect(
      isFound(
        `const { sql } = require('slonik')\nmodule.exports = { up: pool => pool.any(sql\`select 1\`) }`,
      ),
    ).toBe(true)
  })

  it('leaves other frameworks alone', () => {
    expect(
      isFound(
        `import { sql } from 'kysely'\nexport async function up(db) { await sql\`drop table orders\`.execute(db) }`,
      ),
    ).toBe(false)
    expect(
      isFound(
        `import { sql } from 'drizzle-orm'\nexport async function up(db) { await db.query(sql\`drop table orders\`) }`,
      ),
    ).toBe(false)
    expect(
      isFound(`exports.up = async client => { await client.query('drop table orders') } // slonik`),
    ).toBe(false)
    expect(isFound(`exports.up = async sql => { await sql\`drop table orders\` } // slonik.query`)).toBe(
      false,
    )
    expect(isFound(`exports.up = knex => knex.raw('select 1') // sql.query slonik`)).toBe(false)
    expect(isFound(`${IMPORT}export const findOrders = pool => pool.query(sql\`select 1\`)`)).toBe(false)
    expect(isFound('')).toBe(false)
  })

  it('orders by the time in the name, and keeps what does nothing or is broken', () => {
    const text = `${IMPORT}export default { up: async pool => { await pool.query(sql\`select 1\`) }, down: async () => {} }`
    const files = memoryProject({
      'alterations/1.10.0-1700000003-c.ts': text,
      'alterations/1.2.0-1700000002-b.ts': `export default { up: async () => {}, down: async () => {} }`,
      'alterations/next-1700000004-d.ts': `${IMPORT}export default {`,
      'alterations/1.9.0-1700000001-a.ts': text,
      'alterations/types.ts': `export type Alteration = {}`,
      'alterations/utils/1700000001-help.ts': `${IMPORT}export const help = pool => pool.query(sql\`select 1\`)`,
    })
    expect(slonik.find(files).map(({ name }) => name)).toEqual([
      '1.9.0-1700000001-a',
      '1.2.0-1700000002-b',
      '1.10.0-1700000003-c',
      'next-1700000004-d',
    ])
    expect(readAll(slonik, files).at(-1)?.parseErrors).toHaveLength(1)
  })
})

describe('transactions around migrations for slonik', () => {
  it('are those of the runner: none of @slonik/migrator, one each of a project’s own', () => {
    expect(up('await pool.query(sql`drop table orders`)').transaction).toBe('migration')
    expect(
      read(`exports.up = ({ context: { connection, sql } }) => connection.query(sql\`select 1\`)`)
        .transaction,
    ).toBe('query')
    expect(up('await pool.query(sql`create index concurrently on orders (id)`)').transaction).toBe('query')
    const [given] = readAll(
      slonik,
      memoryProject({
        [PATH]: `${IMPORT}export const up = pool => pool.query(sql\`create index concurrently on orders (id)\`)`,
      }),
      { transaction: 'migration' },
    )
    expect(given?.transaction).toBe('migration')
  })

  it('hold what comes before them outside', () => {
    const migration = read(`${IMPORT}export default {
      beforeUp: async pool => { await pool.query(sql\`create index concurrently on orders (id)\`) },
      up: async pool => { await pool.query(sql\`drop table items\`) },
      down: async pool => { await pool.query(sql\`select 1\`) },
    }`)
    expect(migration).toMatchObject({ transaction: 'query', downTransaction: 'migration' })
    expect(migration.up).toMatchObject([
      { kind: 'createIndex' },
      { kind: 'transactionControl', action: 'begin', byFramework: true },
      { kind: 'dropTable' },
      { kind: 'transactionControl', action: 'commit', byFramework: true },
    ])
  })
})

describe('reading migrations for slonik', () => {
  it('points at the SQL', () => {
    const { up: operations } = up(
      'await pool.query(sql`alter table ${sql.identifier(["orders"])} add column note text`)',
    )
    expect(operations.map(({ span }) => textOf(span))).toEqual([
      'alter table ${sql.identifier(["orders"])} add column note text',
    ])
  })

  it('knows the pieces of older releases', () => {
    const { up: operations } = up(`
      await pool.query(sql\`insert into orders (id, status) values \${sql.tupleList([[1, 'open'], [2, 'paid']])}\`)
      await pool.query(sql\`delete from orders where id in (\${sql.valueList([1, 2])}) or (id, status) = \${sql.tuple([3, 'open'])}\`)
      await pool.query(sql\`select \${sql.identifierList([['a'], ['b', 'c']])} from b\`)
      await pool.query(sql\`create table items \${sql.raw('(id int default $1)', [7])}\`)`)
    expect(operations).toMatchObject([
      { kind: 'insertRows', rows: 2, columns: ['id', 'status'] },
      { kind: 'deleteRows', where: { sql: 'id IN ($1, $2) OR (id, status) = ($3, $4)' } },
      { kind: 'selectRows', sql: 'SELECT a, b.c FROM b' },
      { kind: 'createTable', columns: [{ default: { sql: '$1' } }] },
    ])
  })

  it('marks what nobody waits for, and what a guard or a loop may leave out', () => {
    const { up: operations } = up(`
      pool.query(sql\`drop table a\`)
      if (await pool.exists(sql\`select 1 from b\`)) await pool.query(sql\`drop table b\`)
      const { rows } = await pool.query(sql\`select name from shops\`)
      for (const row of rows) await pool.query(sql\`drop table \${sql.identifier([row.name])}\`)`)
    expect(operations.map(({ kind, flow, floating }) => [kind, flow, floating])).toEqual([
      ['dropTable', undefined, 'eager'],
      ['selectRows', undefined, undefined],
      ['dropTable', 'guarded', undefined],
      ['selectRows', undefined, undefined],
      ['dropTable', 'repeated', undefined],
    ])
  })

  it('takes a value that is not known for a parameter, where one can stand', () => {
    const { up: operations } = up(`
      const id = await pool.oneFirst(sql\`select id from tenants\`)
      await pool.query(sql\`update orders set tenant = \${id} where note = \${process.env.NOTE}\`)`)
    expect(operations).toMatchObject([
      { kind: 'selectRows', resultUsed: true },
      { kind: 'updateRows', set: [{ value: { sql: '$1' } }], where: { sql: 'note = $2' } },
    ])
    const { up: pieces } = read(`${IMPORT}import { table } from './tables'
      export const up = pool => pool.query(sql\`drop table \${table}\`)`)
    expect(pieces).toMatchObject([{ kind: 'dropTable', table: { name: '${table}' } }])
  })

  it('says why something is not read', () => {
    const { up: operations, parseErrors } = read(`${IMPORT}import { help } from './help'
      export const up = async pool => {
        const rows = await pool.any(sql\`select id from shops\`)
        await pool.query(sql\`insert into a (b) values \${sql.join(rows.map(row => sql\`(\${row.id})\`), sql\`, \`)}\`)
        await help(pool)
        await pool.copyFromBinary(sql\`copy a from stdin\`, [], [])
        await pool.query(process.env.SQL)
      }`)
    expect(parseErrors).toEqual([])
    expect(operations.map(each => (each.kind === 'opaque' ? each.reason : each.kind))).toEqual([
      'selectRows',
      'insertRows',
      'other file',
      'unknown call',
      'run-time value',
    ])
  })

  it('ends for endless code', () => {
    const { up: operations } = up(
      'await pool.query(sql`select 1`); for (let i = 0, sum = 0; i < 1e9; i++) sum += i',
    )
    expect(operations.at(-1)).toMatchObject({ kind: 'opaque', reason: 'limit' })
  })
})
