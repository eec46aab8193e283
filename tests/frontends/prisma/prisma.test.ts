import { describe, expect, it } from 'vitest'
import { prisma } from '../../../src/frontends/prisma/index.ts'
import { kindsOf, memoryProject, readAll } from '../memory-project.ts'

const TABLE =
  '-- CreateTable\nCREATE TABLE "orders" ("id" SERIAL NOT NULL, CONSTRAINT "orders_pkey" PRIMARY KEY ("id"));\n'

describe('Prisma', () => {
  it('finds migrations by their folder’s name and orders them by it', () => {
    const files = memoryProject({
      'prisma/schema.prisma': '',
      'prisma/migrations/20240201000000_items/migration.sql': TABLE,
      'prisma/migrations/20240101000000_orders/migration.sql': TABLE,
      'docs/migration.sql': TABLE,
    })
    expect(prisma.find(files).map(({ history, name }) => [history, name])).toEqual([
      ['prisma/migrations', '20240101000000_orders'],
      ['prisma/migrations', '20240201000000_items'],
    ])
  })

  it('reads a file as one query without a way back', () => {
    const [migration] = readAll(
      prisma,
      memoryProject({
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
        'prisma/migrations/0_init/migration.sql': `${TABLE}\nCREATE INDEX "orders_id_idx" ON "orders"("id");\n`,
      }),
    )
    expect(migration).toMatchObject({ name: '0_init', transaction: 'query', down: { kind: 'unsupported' } })
    expect(migration?.up.map(({ kind, roundTrip }) => [kind, roundTrip])).toEqual([
      ['createTable', 0],
      ['createIndex', 0],
    ])
    expect(migration?.comments.map(({ text }) => text.trim())).toEqual(['CreateTable'])
  })

  it('does not read the SQL of another provider as PostgreSQL', () => {
    const [migration] = readAll(
      prisma,
      memoryProject({
        'prisma/migrations/migration_lock.toml': '# keep\nprovider = "mysql"\n',
        'prisma/migrations/20240101000000_init/migration.sql':
          'CREATE TABLE `orders` (`id` INT AUTO_INCREMENT);',
      }),
    )
    expect(migration).toMatchObject({ dialect: 'mysql', parseErrors: [] })
    expect(kindsOf(migration?.up ?? [])).toEqual(['opaque'])
  })

  it('leaves the folders of Drizzle alone', () => {
    const files = memoryProject({
      'drizzle/20240101000000_init/migration.sql': TABLE,
      'drizzle/20240101000000_init/snapshot.json': '{}',
    })
    expect(prisma.find(files)).toEqual([])
  })
})
