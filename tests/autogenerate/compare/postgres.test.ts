/** What leads from one schema of PostgreSQL to another, stated, and run there and back. */
import { describe, expect, it } from 'vitest'
import { onPostgres, statementsOf } from './on-postgres.ts'
import { CHECKS, EXCLUSIONS, FOREIGN_KEYS, INDEXES, KEYS, UNIQUES } from './part-cases.ts'
import { COLUMNS, DEFAULTS, TABLES, TYPES } from './table-cases.ts'

const postgres = onPostgres()

describe.each([
  ['tables', TABLES],
  ['columns', COLUMNS],
  ['types', TYPES],
  ['defaults', DEFAULTS],
  ['indexes', INDEXES],
  ['UNIQUE', UNIQUES],
  ['CHECK', CHECKS],
  ['primary keys', KEYS],
  ['foreign keys', FOREIGN_KEYS],
  ['EXCLUDE', EXCLUSIONS],
])('%s', (_, cases) => {
  it.each(cases)('$name', async ({ from, to, changes }) => {
    expect(statementsOf(await postgres.proven(from, to))).toEqual(changes)
  })
})
