import { describe, expect, it } from 'vitest'
import { sql } from '../../../src/frontends/sql/index.ts'
import { memoryProject } from '../memory-project.ts'

/** The names found, history by history. */
function found(paths: readonly string[], named?: readonly string[]): Readonly<Record<string, string[]>> {
  const files = memoryProject(Object.fromEntries(paths.map(path => [path, 'SELECT 1'])), named)
  const histories: Record<string, string[]> = {}
  for (const { history, name } of sql.find(files)) (histories[history] ??= []).push(name)
  return histories
}

describe('finding SQL migrations', () => {
  it('joins up and down files and orders their numbers as numbers', () => {
    expect(
      found([
        'db/10_orders.down.sql',
        'db/10_orders.up.sql',
        'db/2_customers.down.sql',
        'db/2_customers.up.sql',
      ]),
    ).toEqual({ db: ['2_customers', '10_orders'] })
  })

  it('takes the files of a folder down for the ways back of those above it', () => {
    const files = memoryProject({
      'db/migrations/2024.01.01T10.00.00.orders.sql': 'create table orders (id int)',
      'db/migrations/2024.01.02T10.00.00.items.sql': 'create table items (id int)',
      'db/migrations/down/2024.01.01T10.00.00.orders.sql': 'drop table orders',
      'db/migrations/customers.sql': 'create table customers (id int)',
      'db/migrations/down/customers.sql': 'drop table customers',
    })
    expect(sql.find(files).map(({ history, name, downPath }) => [history, name, downPath])).toEqual([
      ['db/migrations', '2024.01.01T10.00.00.orders', 'db/migrations/down/2024.01.01T10.00.00.orders.sql'],
      ['db/migrations', '2024.01.02T10.00.00.items', undefined],
      ['db/migrations', 'customers', 'db/migrations/down/customers.sql'],
    ])
    expect(found(['migrations/down/1_orders.sql', 'migrations/down/2_items.sql'])).toEqual({
      'migrations/down': ['1_orders', '2_items'],
    })
  })

  it('takes a folder with up.sql for one migration of the folder above', () => {
    const paths = [
      'migrations/2024-01-01-000000_orders/up.sql',
      'migrations/2024-01-01-000000_orders/down.sql',
    ]
    expect(found(paths)).toEqual({ migrations: ['2024-01-01-000000_orders'] })
  })

  it('orders Flyway files by version, looks below the location and puts the repeatable ones last', () => {
    expect(
      found([
        'db/migration/V1.10__items.sql',
        'db/migration/V1.9__orders.sql',
        'db/migration/2024/V1_2__customers.sql',
        'db/migration/R__reports.sql',
        'db/migration/U1.9__orders.sql',
      ]),
    ).toEqual({ 'db/migration': ['V1_2__customers', 'V1.9__orders', 'V1.10__items', 'R__reports'] })
  })

  it('reads every file of a folder called migrations, but no dump and no seed', () => {
    expect(
      found([
        'migrations/orders.sql',
        'migrations/schema.sql',
        'migrations/seed.sql',
        'schema.sql',
        'structure.sql',
      ]),
    ).toEqual({ migrations: ['orders'] })
  })

  it('reads numbered files together in any folder, but not seeds, queries or files of src', () => {
    expect(
      found([
        'db/changes/0001_customers.sql',
        'db/changes/0002_orders.sql',
        'db/seeds/0001_customers.sql',
        'db/seeds/0002_orders.sql',
        'queries/01_orders.sql',
        'queries/02_customers.sql',
        'src/1_orders.sql',
        'src/2_customers.sql',
        'reports/orders.sql',
      ]),
    ).toEqual({ 'db/changes': ['0001_customers', '0002_orders'] })
  })

  it('looks into folders below migrations for numbered files', () => {
    expect(found(['migrations/tenant/0002-orders.sql', 'migrations/sql/helper.sql'])).toEqual({
      'migrations/tenant': ['0002-orders'],
    })
  })

  it('keeps the committed and the current files of graphile-migrate in one history', () => {
    expect(
      found([
        'migrations/afterReset.sql',
        'migrations/committed/000001.sql',
        'migrations/committed/000002.sql',
        'migrations/current.sql',
      ]),
    ).toEqual({ migrations: ['000001', '000002', 'current/current'] })
  })

  it('leaves Prisma’s and Drizzle’s files and node_modules to others', () => {
    expect(
      found([
        'prisma/migrations/20240101000000_init/migration.sql',
        'drizzle/0000_init.sql',
        'drizzle/0001_orders.sql',
        'drizzle/meta/_journal.json',
        'node_modules/tool/migrations/0001_init.sql',
      ]),
    ).toEqual({})
  })

  it('takes a file that the user names wherever it lies, with the down file beside it', () => {
    const files = memoryProject({ 'orders.up.sql': 'SELECT 1', 'orders.down.sql': 'SELECT 1' }, [
      'orders.up.sql',
    ])
    expect(sql.find(files)).toMatchObject([{ name: 'orders', downPath: 'orders.down.sql', knowsDown: true }])
    expect(found(['schema.sql'], ['schema.sql'])).toEqual({ '': ['schema'] })
  })
})
