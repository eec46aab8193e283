/** Two schemas written as SQL, compared on the embedded PostgreSQL; the changes are run, and there and back nothing is left to change. */
import { afterAll, beforeAll, expect } from 'vitest'
import { compareSchemas } from '../../../src/autogenerate/compare/compare-schemas.ts'
import type { Change, Comparison } from '../../../src/autogenerate/compare/change.ts'
import type { CompareOptions } from '../../../src/autogenerate/compare/options.ts'
import type { Connection } from '../../../src/database/connection.ts'
import { openEmbedded } from '../../../src/database/embedded.ts'
import { introspect } from '../../../src/database/introspect.ts'
import { printOperation } from '../../../src/dialects/postgres.ts'
import type { SchemaState } from '../../../src/schema/schema-state.ts'

export interface OnPostgres {
  connection(): Connection
  /** The schema after the statements in an empty database. */
  schemaOf(sql: string): Promise<SchemaState>
  /** The comparison of two schemas; nothing is run. */
  compared(from: string, to: string, options?: Partial<CompareOptions>): Promise<Comparison>
  /** The same, run from the one to the other and back. */
  proven(from: string, to: string, options?: Partial<CompareOptions>): Promise<Comparison>
}

/** One database for a file. */
export function onPostgres(): OnPostgres {
  let database: Connection
  beforeAll(async () => {
    database = await openEmbedded()
  })
  afterAll(() => database.close())
  const schemaOf = async (sql: string) => {
    await database.query(`SET client_min_messages = warning; ${EMPTY}; ${sql}`)
    return introspect(database)
  }
  const compared = async (from: string, to: string, options: Partial<CompareOptions> = {}) => {
    const [wanted, found] = [await schemaOf(to), await schemaOf(from)]
    return compareSchemas(wanted, found, { ...POSTGRES, ...options })
  }
  return {
    connection: () => database,
    schemaOf,
    compared,
    async proven(from, to, options = {}) {
      const wanted = await schemaOf(to)
      const before = await schemaOf(from)
      const settings = { ...POSTGRES, ...options }
      const comparison = compareSchemas(wanted, before, settings)
      await run(database, comparison.changes)
      const after = await introspect(database)
      expect(statementsOf(compareSchemas(wanted, after, settings))).toEqual([])
      await run(database, compareSchemas(before, after, { ...POSTGRES, ...back(settings) }).changes)
      const again = await introspect(database)
      expect(statementsOf(compareSchemas(before, again, POSTGRES))).toEqual([])
      return comparison
    },
  }
}

const POSTGRES: CompareOptions = { dialect: 'postgres', serverVersion: '16.0' }

const EMPTY = 'DROP SCHEMA IF EXISTS public, billing CASCADE; CREATE SCHEMA public'

/** The renames that lead back. */
function back({ renames = [] }: CompareOptions): Partial<CompareOptions> {
  return {
    renames: renames.map(({ table, column, to }) =>
      column === undefined
        ? { table: { ...table, name: to }, to: table.name }
        : { table, column: to, to: column },
    ),
  }
}

async function run(database: Connection, changes: readonly Change[]): Promise<void> {
  for (const operation of changes.flatMap(change => change.operations))
    await database.query(printOperation(operation))
}

/** The changes as statements. */
export function statementsOf({ changes }: Comparison): readonly string[] {
  return changes.flatMap(change => change.operations.map(printOperation))
}
