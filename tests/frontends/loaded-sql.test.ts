/** Every framework of code reads the files of SQL that its migrations load. */
import { describe, expect, it } from 'vitest'
import type { Frontend } from '../../src/frontends/frontend.ts'
import { dbMigrate } from '../../src/frontends/db-migrate/index.ts'
import { knex } from '../../src/frontends/knex/index.ts'
import { kysely } from '../../src/frontends/kysely/index.ts'
import { migrateLint } from '../../src/frontends/migrate-lint/index.ts'
import { mikroOrm } from '../../src/frontends/mikro-orm/index.ts'
import { nodePgMigrate } from '../../src/frontends/node-pg-migrate/index.ts'
import { sequelize } from '../../src/frontends/sequelize/index.ts'
import { typeorm } from '../../src/frontends/typeorm/index.ts'
import { textOf } from '../../src/source/span.ts'
import { memoryProject, readAll } from './memory-project.ts'

const SQL = '-- What is sold.\nCREATE TABLE orders (id bigint PRIMARY KEY);\n'

const HEAD = `import { readFileSync } from 'node:fs'\nimport { join } from 'node:path'\n
const load = name => readFileSync(join(__dirname, 'sql', \`\${name}.sql\`), 'utf8')\n`

const FRAMEWORKS: readonly (readonly [Frontend, string])[] = [
  [dbMigrate, `export const up = (db, callback) => db.runSql(load('orders'), callback)`],
  [knex, `export const up = knex => knex.raw(load('orders'))`],
  [
    kysely,
    `import { Kysely, sql } from 'kysely'\nexport async function up(db: Kysely<unknown>) { await sql.raw(load('orders')).execute(db) }`,
  ],
  [
    migrateLint,
    `export const revision = 'a'\nexport const downRevision = null\nexport async function upgrade(op) { await op.execute(load('orders')) }`,
  ],
  [
    mikroOrm,
    `import { Migration } from '@mikro-orm/migrations'\nexport class Orders extends Migration { async up() { this.addSql(load('orders')) } }`,
  ],
  [nodePgMigrate, `export const up = pgm => { pgm.sql(load('orders')) }`],
  [
    sequelize,
    `export const up = async (queryInterface, Sequelize) => { await queryInterface.sequelize.query(load('orders')) }`,
  ],
  [
    typeorm,
    `import { MigrationInterface } from 'typeorm'\nexport class Orders1700000000000 implements MigrationInterface { async up(queryRunner) { await queryRunner.query(load('orders')) } async down() {} }`,
  ],
]

describe('a file of SQL that a migration loads', () => {
  it.each(FRAMEWORKS.map(([frontend, body]) => [frontend.title, frontend, body] as const))(
    'is read for %s',
    (_, frontend, body) => {
      const files = memoryProject({
        'migrations/20240101000000-orders.ts': HEAD + body,
        'migrations/sql/orders.sql': SQL,
      })
      const [migration] = readAll(frontend, files)
      const [operation] = migration?.up ?? []
      expect(operation?.kind).toBe('createTable')
      expect(operation?.floating).toBeUndefined()
      expect(operation?.span.file.path).toBe('migrations/sql/orders.sql')
      expect(operation && textOf(operation.span)).toMatch(/^CREATE TABLE orders/u)
      expect(migration?.files.map(({ path }) => path)).toEqual([
        'migrations/20240101000000-orders.ts',
        'migrations/sql/orders.sql',
      ])
      expect(migration?.comments.map(({ text }) => text.trim())).toContain('What is sold.')
    },
  )
})
