/** One change of a table with rows, and what the table is behind it. */
import { expect } from 'vitest'
import type { BareOperation } from '../../../src/model/operation.ts'
import type { BatchOptions } from '../../../src/runner/batch/batch-options.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

export interface BatchCase {
  readonly does: string
  /** Absent: `ORDERS`. */
  readonly schema?: string
  readonly operations: readonly BareOperation[]
  readonly options?: BatchOptions
  /** Whether SQLite's own ALTER TABLE did it. */
  readonly by: 'alter' | 'rebuild' | 'nothing'
  /** The text of `orders` behind its name. */
  readonly table: string
  /** Texts of other objects. */
  readonly others?: Readonly<Record<string, string | undefined>>
  /** Rows of `orders`; absent: values of columns that keep their name are as before, in each row. */
  readonly rows?: readonly Readonly<Record<string, unknown>>[]
}

/** The table of most cases. */
export const ORDERS = `
CREATE TABLE orders (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(50), total INTEGER);
INSERT INTO orders VALUES (1, 'red', 5), (2, '22', 6), (3, '8.5', 7);
`

/** Does it, and compares. */
export async function expectCase(each: BatchCase): Promise<void> {
  const database = await openTestDatabase(each.schema ?? ORDERS)
  const before = await database.rows('SELECT * FROM orders ORDER BY rowid')
  const sent = await database.batch(each.operations, each.options)
  expect(textOf((await database.sqlOf('orders')) ?? '')).toBe(each.table)
  expect(
    sent.some(sql => sql.startsWith('DROP TABLE')) ? 'rebuild' : sent.length > 0 ? 'alter' : 'nothing',
  ).toBe(each.by)
  for (const [name, sql] of Object.entries(each.others ?? {})) expect(await database.sqlOf(name)).toBe(sql)
  await expectRows(database, each, before)
  expect(await database.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  await database.connection.close()
}

async function expectRows(
  database: TestDatabase,
  each: BatchCase,
  before: NonNullable<BatchCase['rows']>,
): Promise<void> {
  if (each.rows) {
    expect(await database.rows('SELECT * FROM orders ORDER BY 1')).toEqual(each.rows)
    return
  }
  const after = await database.rows('SELECT * FROM orders ORDER BY rowid')
  expect(after).toHaveLength(before.length)
  after.forEach((row, index) => {
    const kept = Object.keys(before[index] ?? {}).filter(name => name in row)
    expect(kept.map(name => [name, row[name]])).toEqual(kept.map(name => [name, before[index]?.[name]]))
  })
}

function textOf(sql: string): string {
  return sql.replace(/^CREATE TABLE "?orders"? ?/u, '')
}
