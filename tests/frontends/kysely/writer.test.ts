import { describe, expect, it } from 'vitest'
import { kysely } from '../../../src/frontends/kysely/index.ts'
import { nextMigrationName } from '../../../src/frontends/kysely/migration-names.ts'
import { printedCall } from '../../../src/frontends/kysely/printed-calls.ts'
import type { Changes } from '../../../src/frontends/writer.ts'
import type { BareOperation } from '../../../src/model/operation.ts'
import { memoryProject } from '../memory-project.ts'

const HEAD = `import { type Kysely, sql } from 'kysely'\n`

/** The body of `up` after the first way to wait for its first floating operation. */
function waited(body: string, async = true): string | undefined {
  const head = `${HEAD}export ${async ? 'async ' : ''}function up(db: Kysely<any>) { `
  const text = `${head}${body} }`
  const files = memoryProject({ 'migrations/1.ts': text })
  const [source] = kysely.find(files)
  if (!source) throw new Error('it was not found to be a migration')
  const migration = kysely.read(source, files, {})
  const operation = migration.up.find(({ floating }) => floating !== undefined)
  if (!operation) throw new Error('nothing floats')
  const ways = kysely.writer?.await?.({ migration, source, files, operation, operations: migration.up }) ?? []
  return ways[0] && applied(text, ways[0]).slice(head.length, -2)
}

function applied(text: string, { edits }: Changes): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((all, { span, text: now }) => all.slice(0, span.start) + now + all.slice(span.end), text)
}

describe('waiting for what floats', () => {
  it('executes a builder, and waits for it', () => {
    expect(waited(`db.schema.dropTable('a')`)).toBe(`await db.schema.dropTable('a').execute()`)
    expect(waited(`await db.schema.dropTable('a')`)).toBe(`await db.schema.dropTable('a').execute()`)
    expect(waited(`return db.schema.dropTable('a')`, false)).toBe(`return db.schema.dropTable('a').execute()`)
    expect(waited(`db.schema.dropTable('a')`, false)).toBe(`return db.schema.dropTable('a').execute()`)
    expect(waited(`await Promise.all([db.deleteFrom('a').where('id', '=', 1)])`)).toBe(
      `await Promise.all([db.deleteFrom('a').where('id', '=', 1).execute()])`,
    )
  })

  it('executes a template on the database', () => {
    expect(waited('sql`drop table a`')).toBe('await sql`drop table a`.execute(db)')
    expect(waited('await sql.raw(`drop table a`)')).toBe('await sql.raw(`drop table a`).execute(db)')
  })

  it('waits for what is executed', () => {
    expect(waited(`db.schema.dropTable('a').execute()`)).toBe(`await db.schema.dropTable('a').execute()`)
    expect(waited('sql`drop table a`.execute(db)')).toBe('await sql`drop table a`.execute(db)')
  })
})

describe('printing operations', () => {
  it.each<readonly [BareOperation, string]>([
    [
      { kind: 'dropTable', table: { schema: 'sales', name: 'orders' }, ifExists: true, cascade: true },
      `db.schema.dropTable('sales.orders').ifExists().cascade().execute()`,
    ],
    [
      { kind: 'dropIndex', index: { name: 'orders_customer' }, concurrently: true },
      'sql`DROP INDEX CONCURRENTLY orders_customer`.execute(db)',
    ],
    [
      { kind: 'dropIndex', index: { schema: 'sales', name: 'orders_customer' } },
      'sql`DROP INDEX sales.orders_customer`.execute(db)',
    ],
    [
      { kind: 'refreshView', view: { name: 'totals' }, concurrently: true },
      `db.schema.refreshMaterializedView('totals').concurrently().execute()`,
    ],
    [
      { kind: 'dropConstraint', table: { name: 'orders' }, name: 'orders_total', ifExists: true },
      `db.schema.alterTable('orders').dropConstraint('orders_total').ifExists().execute()`,
    ],
    [
      { kind: 'renameTable', table: { name: 'orders' }, to: 'purchases' },
      `db.schema.alterTable('orders').renameTo('purchases').execute()`,
    ],
    [
      { kind: 'dropColumn', table: { name: 'orders' }, column: 'note', cascade: true },
      'sql`ALTER TABLE orders DROP COLUMN note CASCADE`.execute(db)',
    ],
  ])('%j', (operation, text) => {
    expect(printedCall(operation, 'db')).toBe(text)
  })
})

describe('the names of new migrations', () => {
  it('go on as those that are there', () => {
    expect(nextMigrationName(['0001_orders', '0002_customers'], 'validate orders')).toBe(
      '0003_validate_orders',
    )
    expect(nextMigrationName(['1700000000000_orders'], 'validate orders')).toBe(
      '1700000001000_validate_orders',
    )
    expect(nextMigrationName(['2025-05-29T16:37:15.360Z_orders'], 'validate orders')).toBe(
      '2025-05-29T16:37:16.360Z_validate_orders',
    )
    expect(nextMigrationName(['20250901T184612-orders'], 'validate orders')).toBe(
      '20250901T184613-validate-orders',
    )
    expect(nextMigrationName(['orders'], 'validate orders')).toBeUndefined()
  })
})
