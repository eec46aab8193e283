import { describe, expect, it } from 'vitest'
import { postgresJs } from '../../../src/frontends/postgres-js/index.ts'
import type { Migration } from '../../../src/model/migration.ts'
import { memoryProject, readAll } from '../memory-project.ts'

const PATH = 'migrations/00001-orders.js'

type Files = Readonly<Record<string, string>>

function read(text: string, others: Files = {}): Migration {
  const [migration] = readAll(postgresJs, memoryProject({ [PATH]: text, ...others }))
  if (!migration) throw new Error('it was not found to be a migration')
  return migration
}

const up = (body: string): Migration => read(`export const up = async sql => {\n${body}\n}\n`)

/** What the queries say, as PostgreSQL prints them. */
const printed = (body: string): readonly unknown[] =>
  up(body).up.map(operation => ('sql' in operation ? operation.sql : operation.kind))

const isFound = (text: string): boolean => postgresJs.find(memoryProject({ [PATH]: text })).length === 1

describe('finding migrations for Postgres.js', () => {
  it('tells them by the tag that the parameter is', () => {
    expect(isFound('exports.up = async sql => { await sql`DROP TABLE orders` }')).toBe(true)
    expect(isFound('exports.up = async client => { await client`DROP TABLE orders` }')).toBe(true)
    expect(isFound('export default async function (sql) { await sql`DROP TABLE orders` }')).toBe(true)
    expect(isFound('export const up = async ({ sql }) => { await sql`DROP TABLE orders` }')).toBe(true)
    expect(isFound("export const up = sql => sql.unsafe('DROP TABLE orders')")).toBe(true)
    expect(isFound('export const up = sql => sql.begin(async tx => { await tx`DROP TABLE orders` })')).toBe(
      true,
    )
  })

  it('leaves other frameworks alone', () => {
    expect(
      isFound(
        "import { sql } from 'kysely'\nexport async function up(db) { await sql`DROP TABLE orders`.execute(db) }",
      ),
    ).toBe(false)
    expect(
      isFound(
        "import { sql } from 'slonik'\nexport const up = pool => pool.query(sql.unsafe`DROP TABLE orders`)",
      ),
    ).toBe(false)
    expect(
      isFound('exports.up = ({ context: { connection, sql } }) => connection.query(sql`DROP TABLE orders`)'),
    ).toBe(false)
    expect(isFound('exports.up = knex => knex.raw(`DROP TABLE orders`)')).toBe(false)
    expect(isFound('exports.up = client => client.query(`DROP TABLE orders`)')).toBe(false)
    expect(isFound('export const format = html => html`<p>up</p>`')).toBe(false)
    expect(isFound('')).toBe(false)
  })

  it('knows the folders of postgres-shift, and the order', () => {
    const text = 'export default async function (sql) { await sql`DROP TABLE orders` }'
    const files = memoryProject({
      'migrations/00002_items/index.js': text,
      'migrations/00001_orders/index.js': text,
      'migrations/00010_nothing/index.js': 'export default async function () {}',
      'package.json': '{ "dependencies": { "postgres-shift": "1" } }',
    })
    expect(postgresJs.find(files).map(({ history, name }) => `${history} ${name}`)).toEqual([
      'migrations 00001_orders',
      'migrations 00002_items',
      'migrations 00010_nothing',
    ])
    expect(readAll(postgresJs, files)[0]).toMatchObject({ transaction: 'run', down: { kind: 'absent' } })
  })
})

describe('transactions around migrations for Postgres.js', () => {
  it('are the runner’s', () => {
    const text = 'exports.up = async sql => { await sql`DROP TABLE orders` }'
    expect(read(text).transaction).toBe('migration')
    expect(read(text, { 'package.json': '{ "devDependencies": { "ley": "1" } }' }).transaction).toBe('run')
    expect(up('await sql.begin(tx => [tx`DROP TABLE orders`])').transaction).toBe('query')
    expect(up('await sql`CREATE INDEX CONCURRENTLY ON a (b)`').transaction).toBe('query')
  })
})

describe('reading migrations for Postgres.js', () => {
  it('writes builders by the keyword before them', () => {
    expect(printed('await sql`INSERT INTO a ${sql([{ x: 1, y: 2 }, { x: 3, y: 4 }], "x", "y")}`')).toEqual([
      'INSERT INTO a (x, y) VALUES ($1, $2), ($3, $4)',
    ])
    expect(printed('await sql`UPDATE a SET ${sql({ x: 1 })} WHERE y IN ${sql([1, 2])}`')).toEqual([
      'UPDATE a SET x = $1 WHERE y IN ($2, $3)',
    ])
    expect(printed('await sql`SELECT ${sql(["x", "b.y"])} FROM ${sql("s.a")}`')).toEqual([
      'SELECT x, b.y FROM s.a',
    ])
    expect(printed('await sql`UPDATE a SET x = ${sql.array([1])}, y = ${sql.json({})}`')).toEqual([
      'UPDATE a SET x = $1, y = $2',
    ])
  })

  it('reads files of SQL where they stand', () => {
    const { up: operations } = read(
      `import { join } from 'node:path'
      export const up = async sql => {
        await sql.file('sql/orders.sql')
        await sql.file(join(import.meta.dirname, 'items.sql'))
      }
      export const down = async sql => { await sql\`DROP TABLE orders\` }`,
      { 'sql/orders.sql': 'DROP TABLE orders', 'migrations/items.sql': 'DROP TABLE items' },
    )
    expect(operations.map(({ kind, span }) => [kind, span.file.path])).toEqual([
      ['dropTable', 'sql/orders.sql'],
      ['dropTable', 'migrations/items.sql'],
    ])
  })

  it('never runs what is not awaited', () => {
    const { up: operations } = up(
      'sql`DROP TABLE a`\nawait sql`DROP TABLE b`\nsql.unsafe("DROP TABLE c")\nconst lost = sql`DROP TABLE d`.execute()',
    )
    expect(operations.map(({ kind, floating }) => [kind, floating])).toEqual([
      ['dropTable', undefined],
      ['dropTable', 'eager'],
      ['dropTable', 'lazy'],
      ['dropTable', 'lazy'],
    ])
  })

  it('says why something is not read', () => {
    const { up: operations, parseErrors } = read(`import { help } from '@acme/help'
      export const up = async sql => {
        const rows = await sql\`SELECT name FROM shops\`
        await sql\`INSERT INTO a \${sql(rows)}\`
        await help(sql)
        await sql.unsafe(process.env.SQL)
        await sql.file('orders.sql')
      }`)
    expect(parseErrors).toEqual([])
    expect(operations.map(each => (each.kind === 'opaque' ? each.reason : each.kind))).toEqual([
      'selectRows',
      'run-time value',
      'other file',
      'run-time value',
      'other file',
    ])
  })

  it('ends for endless code', () => {
    const { up: operations } = up('await sql`SELECT 1`; for (let i = 0, sum = 0; i < 1e9; i++) sum += i')
    expect(operations.at(-1)).toMatchObject({ kind: 'opaque', reason: 'limit' })
  })
})
