/** Whatever is done to whatever table: no row is lost, and what no operation touches stays as it is written. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BatchError } from '../../../../src/runner/batch/batch-error.ts'
import type { BatchOptions } from '../../../../src/runner/batch/batch-options.ts'
import { ailmentsOf } from '../../../../src/runner/batch/health.ts'
import { openTestDatabase, type TestDatabase } from '../database.ts'
import { drawFrom } from './draw.ts'
import { randomEdits, type Edited, type Rows } from './random-edits.ts'
import { randomShop, type RandomShop } from './random-shop.ts'
import { elements, fill, plain, schemaOf } from './shop-text.ts'

const RUNS = Number(process.env.LOSSLESS_RUNS ?? 1000)

describe('batch mode', () => {
  it(`loses nothing in ${RUNS} random schemas with random edits`, { timeout: 600_000 }, async () => {
    const outcomes = { done: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.gen(), async generate => {
        const draw = drawFrom(generate)
        const shop = randomShop(draw)
        const database = await openTestDatabase(schemaOf(shop))
        const before = await rowsByKey(database, shop)
        const { options, ...edited } = randomEdits(draw, shop, before)
        try {
          outcomes[edited.refused ? 'refused' : 'done']++
          await (edited.refused ? expectRefused : expectKept)(database, shop, edited, options, before)
        } catch (error) {
          const story = [
            schemaOf(shop),
            ...edited.operations.map(each => JSON.stringify(each)),
            JSON.stringify(options),
          ]
          throw new Error(story.join('\n'), { cause: error })
        } finally {
          await database.connection.close()
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(outcomes.done).toBeGreaterThan(RUNS * 0.6)
  })
})

async function expectRefused(
  database: TestDatabase,
  shop: RandomShop,
  { operations }: Edited,
  options: BatchOptions,
): Promise<void> {
  const world = await around(database)
  await expect(database.batch(operations, options)).rejects.toThrow(BatchError)
  expect(await around(database)).toEqual(world)
  expect(plain((await database.sqlOf('customers')) ?? '')).toBe(textOf(shop))
}

async function expectKept(
  database: TestDatabase,
  _old: RandomShop,
  edited: Edited,
  options: BatchOptions,
  before: Rows,
): Promise<void> {
  const world = await around(database)
  await database.batch(edited.operations, options)
  const { shop, converted } = edited
  expect(plain((await database.sqlOf('customers')) ?? '')).toBe(textOf(shop))
  for (const { name, template } of [...shop.indexes, ...shop.views, ...shop.triggers]) {
    expect(plain((await database.sqlOf(name ?? '')) ?? 'gone')).toBe(plain(fill(shop, template)))
  }
  const shared = (rows: Rows, keys: readonly string[]) =>
    rows.map(row => keys.map(key => (converted.includes(key) ? asText(row[key]) : row[key])))
  const kept = shop.columns.map(({ key }) => key).filter(key => before[0]?.[key] !== undefined)
  expect(shared(await rowsByKey(database, shop), [...kept, 'rowid'])).toEqual(
    shared(before, [...kept, 'rowid']),
  )
  expect(await around(database)).toEqual(world)
  expect(await database.rows('PRAGMA foreign_key_check')).toEqual([])
  expect(await database.rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(await ailmentsOf(database.connection, [])).toEqual(new Map())
}

/** Rows in the order of their ids, by the keys of the columns. */
async function rowsByKey(database: TestDatabase, shop: RandomShop): Promise<Rows> {
  const hidden = shop.options.includes('ROWID') ? '' : 'rowid AS _rowid, '
  const id = fill(shop, '{id}')
  const rows = await database.rows(`SELECT ${hidden}* FROM customers ORDER BY ${id}`)
  return rows.map(row => ({
    rowid: row._rowid,
    ...Object.fromEntries(shop.columns.map(({ key, name }) => [key, row[name]])),
  }))
}

/** What the edits do not concern: children, parents, the log that triggers write, the sequence, the session. */
async function around(database: TestDatabase): Promise<unknown> {
  const hasSequence = (await database.sqlOf('sqlite_sequence')) !== undefined
  return {
    orders: await database.rows('SELECT * FROM orders ORDER BY id'),
    cities: await database.rows('SELECT count(*) AS n FROM cities'),
    log: await database.rows('SELECT * FROM log'),
    sequence: hasSequence
      ? await database.rows('SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name')
      : [],
    enforced: await database.rows('PRAGMA foreign_keys'),
    legacy: await database.rows('PRAGMA legacy_alter_table'),
  }
}

function textOf(shop: RandomShop): string {
  return plain(`CREATE TABLE customers (${elements(shop).join(', ')})${shop.options}`)
}

function asText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value as number)
}
