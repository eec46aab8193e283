/** Schemas written as SQL, compared on the embedded PostgreSQL; the changes are run, and there and back nothing is left to change. */
import { expect } from 'vitest'
import type { Change, Comparison } from '../../../src/autogenerate/compare/change.ts'
import { compareSchemas } from '../../../src/autogenerate/compare/compare-schemas.ts'
import type { CompareOptions } from '../../../src/autogenerate/compare/options.ts'
import type { Connection } from '../../../src/database/connection.ts'
import { introspect } from '../../../src/database/introspect.ts'
import { printOperation } from '../../../src/dialects/postgres.ts'
import type { BareOperation } from '../../../src/model/operation.ts'
import type { ColumnState, SchemaState, TableState } from '../../../src/schema/schema-state.ts'
import type { Case } from './table-cases.ts'

export const POSTGRES: CompareOptions = { dialect: 'postgres', serverVersion: '16.0' }

/** Each case in a schema of its own, so that a group of them costs as much as one. */
interface Group {
  readonly schemas: readonly string[]
  readonly from: string
  readonly to: string
}

function groupOf(cases: readonly Pick<Case, 'from' | 'to'>[]): Group {
  const schemas = cases.map((_, at) => `case_${at}_`)
  const all = (side: 'from' | 'to') =>
    cases
      .map((each, at) => `CREATE SCHEMA ${schemas[at]}; SET search_path TO ${schemas[at]}; ${each[side]};`)
      .join('\n')
  return { schemas, from: all('from'), to: all('to') }
}

/** The operations of each case, run from the one schema to the other, with a row in each table, and back. */
export async function provenOperations(
  database: Connection,
  cases: readonly Pick<Case, 'from' | 'to'>[],
  options: Partial<CompareOptions> = {},
  rows: 'filled' | 'empty' = 'filled',
): Promise<readonly (readonly BareOperation[])[]> {
  const { schemas, from, to } = groupOf(cases)
  const settings = { ...POSTGRES, includeSchemas: true, ...options }
  const wanted = await schemaAfter(database, to)
  const before = await schemaAfter(database, from)
  if (rows === 'filled') await fill(database, before)
  const comparison = compareSchemas(wanted, before, settings)
  await run(database, comparison.changes)
  const after = await introspect(database)
  expect(statementsOf(compareSchemas(wanted, after, settings))).toEqual([])
  await run(database, compareSchemas(before, after, { ...settings, isWayBack: true }).changes)
  expect(statementsOf(compareSchemas(before, await introspect(database), settings))).toEqual([])
  const operations = comparison.changes.flatMap(change => change.operations)
  return schemas.map(schema => operations.filter(each => printOperation(each).includes(schema)))
}

/** The same as statements. */
export async function provenCases(
  database: Connection,
  cases: readonly Case[],
): Promise<readonly (readonly string[])[]> {
  const all = await provenOperations(database, cases)
  return all.map(operations => operations.map(each => printOperation(each).replace(/case_\d+_\./gu, '')))
}

/** The schema after the statements in an empty database. */
export async function schemaAfter(database: Connection, sql: string): Promise<SchemaState> {
  await database.query(`SET client_min_messages = warning; ${EMPTY}`)
  await database.query(sql)
  await database.query('RESET search_path')
  return introspect(database)
}

/** All schemas of the user. */
const EMPTY = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  LOOP EXECUTE format('DROP SCHEMA %I CASCADE', name); END LOOP; END $$; CREATE SCHEMA public`

/** Runs the operations one by one. */
export async function run(database: Connection, changes: readonly Change[]): Promise<void> {
  for (const sql of changes.flatMap(({ operations }) => operations.map(printOperation)))
    await database.query(sql)
}

/** The changes as statements. */
export function statementsOf({ changes }: Comparison): readonly string[] {
  return changes.flatMap(change => change.operations.map(printOperation))
}

/** A row for each table that is empty and takes one; twice, for those that come before what they refer to. */
async function fill(database: Connection, state: SchemaState): Promise<void> {
  const tables = [...state.tables.values()].filter(({ columns }) => columns.length > 0)
  const inserts = tables.map(table => insertInto(state, table))
  for (const sql of [...inserts, ...inserts]) await database.query(sql)
}

function insertInto(state: SchemaState, { schema, name, columns }: TableState): string {
  const given = columns.filter(({ generated, identity }) => !generated && !identity)
  const list = given.map(column => `"${column.name}"`).join(', ')
  const values = given.map(column => valueFor(state, column)).join(', ')
  const insert = given.length > 0 ? `(${list}) VALUES (${values})` : 'DEFAULT VALUES'
  const table = `${schema}."${name}"`
  return `DO $fill$ BEGIN
    IF NOT EXISTS (SELECT FROM ${table}) THEN INSERT INTO ${table} ${insert}; END IF;
    EXCEPTION WHEN OTHERS THEN NULL; END $fill$`
}

const VALUES: Readonly<Record<string, string>> = {
  boolean: 'true',
  date: `'2020-01-01'`,
  timestamp: `'2020-01-01'`,
  timestamptz: `'2020-01-01'`,
  uuid: `'00000000-0000-0000-0000-000000000001'`,
  int4range: `'[1,2)'`,
}

function valueFor({ enums }: SchemaState, { type, default: byDefault }: ColumnState): string {
  if (byDefault) return 'DEFAULT'
  if (type && type.dimensions > 0) return `'{}'`
  const [first] = enums.get(`${type?.schema}.${type?.name}`)?.values ?? []
  return first ? `'${first.value}'` : (VALUES[type?.name ?? ''] ?? `'5'`)
}
