/** The project that every host lints: one index that blocks writes, in each of the languages. */

const TYPEORM = `import type { MigrationInterface, QueryRunner } from 'typeorm'

export class Index1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`SET LOCAL lock_timeout = '5s'\`)
    await queryRunner.query(\`CREATE INDEX "orders_total_idx" ON "orders" ("total")\`)
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`DROP INDEX "orders_total_idx"\`)
  }
}
`

const KNEX = `exports.up = async knex => {
  await knex.raw('CREATE INDEX orders_total_idx ON orders (total)')
}
exports.down = async knex => {
  await knex.raw('DROP INDEX orders_total_idx')
}
`

const SQL = `CREATE INDEX orders_total_idx ON orders (total);\n`

/** By path. */
export const FILES = {
  'src/migrations/1700000000001-Index.ts': TYPEORM,
  'knex/migrations/20260101000000_index.js': KNEX,
  'db/migrations/1_index.sql': SQL,
} as const

/** What every host has to find in each of them. */
export const RULE = 'create-index-blocks-writes'

export type Path = keyof typeof FILES

/** All of them, and those that are code. */
export const ALL = Object.keys(FILES) as readonly Path[]
export const CODE = ALL.filter(path => !path.endsWith('.sql'))
