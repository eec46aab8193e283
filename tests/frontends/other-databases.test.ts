/** Migrations for other databases: told by folder, file name, and by what a whole history says. */
import { describe, expect, it } from 'vitest'
import { databaseOf, inOneDialect } from '../../src/frontends/other-databases.ts'
import { knex } from '../../src/frontends/knex/index.ts'
import { sql } from '../../src/frontends/sql/index.ts'
import { typeorm } from '../../src/frontends/typeorm/index.ts'
import { memoryProject, readAll } from './memory-project.ts'

const migration = (statement: string): string =>
  `import { MigrationInterface, QueryRunner } from 'typeorm'
export class AddNote1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner) { await queryRunner.query(\`${statement}\`) }
  async down(queryRunner: QueryRunner) {}
}
`

describe('the database of a path', () => {
  it.each([
    ['migrations/mysql/1-orders.ts', 'MySQL'],
    ['migrations/mariadb/1-orders.ts', 'MySQL'],
    ['mysql/migrations/1-orders.ts', 'MySQL'],
    ['server/db/migrations-sqlite/2.0.0.js', 'SQLite'],
    ['migration/mssql/1-orders.ts', 'SQL Server'],
    ['migration/cockroachdb/1-orders.ts', 'CockroachDB'],
    ['migrations/1-orders.mysql.ts', 'MySQL'],
    ['migrations/oracle/1-orders.ts', 'Oracle'],
    ['oracle/src/migrations/1-orders.ts', undefined],
    ['mysql-import/migrations/1-orders.ts', undefined],
    ['migrations/postgres/1-orders.ts', undefined],
    ['sqlite/migrations/postgres/1-orders.ts', undefined],
    ['migrations/mysql.ts', undefined],
    ['migrations/1-orders.ts', undefined],
  ])('%s', (path, title) => {
    expect(databaseOf(path)?.title).toBe(title)
  })
})

describe('a migration in a folder of another database', () => {
  it('of TypeORM has no parse errors, and its code is read', () => {
    const files = memoryProject({
      'migration/mssql/1.ts': migration('DROP INDEX "orders_note" ON "orders"'),
    })
    const [read] = readAll(typeorm, files)
    expect(read).toMatchObject({ dialect: 'other', parseErrors: [] })
    expect(read?.up).toMatchObject([
      {
        kind: 'opaque',
        reason: 'other dialect',
        message: 'This is SQL for SQL Server, which is not read.',
      },
    ])
    expect(read?.down).toMatchObject({ kind: 'operations', operations: [] })
  })

  it('of Knex keeps what the builder says', () => {
    const files = memoryProject({
      'migrations-sqlite/1.js':
        "exports.up = async knex => { await knex.schema.dropTable('orders'); await knex.raw('ALTER TABEL orders') }\nexports.down = knex => {}",
    })
    const [read] = readAll(knex, files)
    expect(read).toMatchObject({ dialect: 'sqlite', parseErrors: [] })
    expect(read?.up).toMatchObject([{ kind: 'dropTable' }, { kind: 'opaque', reason: 'other dialect' }])
  })

  it.each([
    ['module.exports = { client: "mysql2", connection: {} }', 'mysql'],
    ['export default { client: "better-sqlite3" }', 'sqlite'],
    ['module.exports = { development: { client: "sqlite3" }, production: { client: "mysql2" } }', 'mysql'],
    ['module.exports = { development: { client: "sqlite3" }, production: { client: "pg" } }', undefined],
    ['module.exports = { client: process.env.DB_CLIENT || "mysql" }', undefined],
    ['const { config } = require("./dist/config"); module.exports = config', undefined],
    ['module.exports = {}', undefined],
  ])('of Knex follows the knexfile: %s', (text, dialect) => {
    const files = memoryProject({
      'db/migrations/1.js': `exports.up = knex => knex.raw('SELECT 1')`,
      'knexfile.js': text,
    })
    expect(readAll(knex, files).map(each => each.dialect)).toEqual([dialect])
  })

  it('of Knex goes by its own folder before the knexfile', () => {
    const files = memoryProject({
      'migrations/postgres/1.js': `exports.up = knex => knex.raw('SELECT 1')`,
      'knexfile.js': 'module.exports = { client: "mysql2" }',
    })
    expect(readAll(knex, files).map(each => each.dialect)).toEqual([undefined])
  })

  it('still tells code that is broken', () => {
    const files = memoryProject({
      'mysql/1.ts': `${migration('SELECT 1')}\nexport const broken = (`,
    })
    expect(readAll(typeorm, files).every(({ parseErrors }) => parseErrors.length > 0)).toBe(true)
  })
})

describe('a history', () => {
  const table = 'CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT);'
  const dialects = (texts: Readonly<Record<string, string>>) =>
    inOneDialect(readAll(sql, memoryProject(texts))).map(({ dialect }) => dialect)

  it('is for the database in whose language one of its statements is', () => {
    const texts = { 'migrations/1.sql': table, 'migrations/2.sql': 'ALTER TABLE orders ADD note VARCHAR(9);' }
    expect(dialects(texts)).toEqual(['sqlite', 'sqlite'])
  })

  it('is not decided by one statement among those of PostgreSQL', () => {
    const texts = {
      'migrations/1.sql': table,
      'migrations/2.sql': "UPDATE orders SET note = 'x'::text WHERE id = 1;",
    }
    expect(dialects(texts)).toEqual([undefined, undefined])
  })

  it('keeps a real mistake', () => {
    const texts = { 'migrations/1.sql': 'ALTER TABEL orders ADD note text;' }
    const [read] = inOneDialect(readAll(sql, memoryProject(texts)))
    expect(read?.dialect).toBeUndefined()
    expect(read?.parseErrors).toHaveLength(1)
  })
})
