import { describe, expect, it } from 'vitest'
import { drizzle } from '../../../src/frontends/drizzle/index.ts'
import { kindsOf, memoryProject, readAll } from '../memory-project.ts'

const journal = (dialect: string, ...tags: readonly string[]): string =>
  JSON.stringify({
    version: '7',
    dialect,
    entries: tags.map((tag, idx) => ({ idx, tag, breakpoints: true })),
  })

describe('Drizzle', () => {
  it('applies what the journal names, in its order', () => {
    const files = memoryProject({
      'drizzle/meta/_journal.json': journal('postgresql', '0001_items', '0000_orders', '0002_gone'),
      'drizzle/0000_orders.sql': 'SELECT 1',
      'drizzle/0001_items.sql': 'SELECT 1',
      'drizzle/notes.sql': 'SELECT 1',
    })
    expect(drizzle.find(files).map(({ name }) => name)).toEqual(['0001_items', '0000_orders'])
  })

  it('sends the pieces between breakpoints apart, all migrations in one transaction', () => {
    const [migration] = readAll(
      drizzle,
      memoryProject({
        'drizzle/meta/_journal.json': journal('postgresql', '0000_orders'),
        'drizzle/0000_orders.sql':
          'CREATE TABLE "orders" ("id" serial);--> statement-breakpoint\nALTER TABLE "orders" ADD COLUMN "total" integer;\n' +
          '--> statement-breakpoint\nALTER TABLE "orders" ADD CONSTRAINT "orders_customer_fk" FOREIGN KEY ("total") REFERENCES "customers"("id");\n',
      }),
    )
    expect(migration).toMatchObject({ transaction: 'run', down: { kind: 'unsupported' }, parseErrors: [] })
    expect(migration?.up.map(({ kind, roundTrip, statement }) => [kind, statement, roundTrip])).toEqual([
      ['createTable', 0, 0],
      ['addColumn', 1, 1],
      ['addConstraint', 2, 2],
    ])
  })

  it('reads the folders of version 1, and SQLite in its own grammar', () => {
    const [migration] = readAll(
      drizzle,
      memoryProject({
        'drizzle/20240101000000_init/migration.sql': 'CREATE TABLE `orders` (`id` integer);',
        'drizzle/20240101000000_init/snapshot.json': '{"dialect":"sqlite"}',
      }),
    )
    expect(migration).toMatchObject({ name: '20240101000000_init', dialect: 'sqlite' })
    expect(kindsOf(migration?.up ?? [])).toEqual(['createTable'])
  })

  it('takes a broken journal for no journal', () => {
    expect(drizzle.find(memoryProject({ 'd/meta/_journal.json': '{', 'd/0000_a.sql': 'SELECT 1' }))).toEqual(
      [],
    )
  })
})
