/** What leads from one schema of PostgreSQL to another, stated, and run there and back. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../../src/database/connection.ts'
import { sharedEmbedded } from '../../shared-embedded.ts'
import { DOMAINS, ENUMS, KEPT_VIEWS, OBJECTS, VIEWS } from './object-cases.ts'
import { POSTGRES, provenCases, run, schemaAfter, statementsOf } from './on-postgres.ts'
import { CHECKS, EXCLUSIONS, FOREIGN_KEYS, IN_THE_WAY, INDEXES, KEYS, UNIQUES } from './part-cases.ts'
import { COLUMNS, DEFAULTS, TABLES, TYPES } from './table-cases.ts'
import { compareSchemas } from '../../../src/autogenerate/compare/compare-schemas.ts'
import { introspect } from '../../../src/database/introspect.ts'

let database: Connection

beforeAll(async () => {
  database = await sharedEmbedded()
})

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
  ['what is in the way', IN_THE_WAY],
  ['EXCLUDE', EXCLUSIONS],
  ['enums', ENUMS],
  ['domains', DOMAINS],
  ['sequences', OBJECTS],
  ['views', VIEWS],
  ['views that the target does not name', KEPT_VIEWS],
])('%s', (_, cases) => {
  let statements: readonly (readonly string[])[] = []

  beforeAll(async () => {
    statements = await provenCases(database, cases)
  })

  it.each(cases.map((each, at) => ({ ...each, at })))('$name', ({ at, changes }) => {
    expect(statements[at]).toEqual(changes)
  })
})

describe('a database and another schema', () => {
  it('gets the schema with what lies in it', async () => {
    const wanted = await schemaAfter(
      database,
      'CREATE SCHEMA billing; CREATE TABLE billing.orders (id integer PRIMARY KEY); CREATE INDEX ix ON billing.orders (id)',
    )
    const comparison = compareSchemas(wanted, await schemaAfter(database, ''), POSTGRES)
    await run(database, comparison.changes)
    expect(compareSchemas(wanted, await introspect(database), POSTGRES).changes).toEqual([])
    expect(statementsOf(comparison)).toEqual([
      'CREATE SCHEMA billing',
      'CREATE TABLE billing.orders (id integer CONSTRAINT orders_pkey PRIMARY KEY)',
      'CREATE INDEX ix ON billing.orders (id)',
    ])
  })
})
