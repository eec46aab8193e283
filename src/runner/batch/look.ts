/** What a database of SQLite says of one table. */
import type { Connection } from '../../database/connection.ts'
import type { QualifiedName } from '../../model/names.ts'
import { BatchError, enumeration } from './batch-error.ts'
import type { NamedSql } from './draft.ts'
import { sameName } from './names.ts'
import { literal } from './print.ts'

export interface TableInDatabase {
  /** As it is written there. */
  readonly name: string
  readonly sql: string
  readonly indexes: readonly NamedSql[]
  readonly triggers: readonly NamedSql[]
}

/** The table with its indexes and triggers; those that a constraint makes have no text and come by themselves. */
export async function lookAt(connection: Connection, table: QualifiedName): Promise<TableInDatabase> {
  refuseOtherSchema(table)
  const { rows } = await connection.query(
    `SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ${literal(table.name)} COLLATE NOCASE ORDER BY rowid`,
  )
  const objects = rows.map(row => ({ type: text(row.type), name: text(row.name), sql: text(row.sql) }))
  const found = objects.find(({ type, name }) => type === 'table' && sameName(name, table.name))
  if (!found)
    throw await noTable(
      connection,
      table.name,
      objects.some(({ type }) => type === 'view'),
    )
  const ofType = (wanted: string) =>
    objects.filter(({ type, sql }) => type === wanted && sql !== '').map(({ name, sql }) => ({ name, sql }))
  return { name: found.name, sql: found.sql, indexes: ofType('index'), triggers: ofType('trigger') }
}

/** Such as `3.53.4`. */
export async function sqliteVersion(connection: Connection): Promise<string> {
  const { rows } = await connection.query('SELECT sqlite_version() AS version')
  return text(rows[0]?.version)
}

/** The number in the only row's column `n`. */
export async function countOf(connection: Connection, sql: string): Promise<number> {
  const { rows } = await connection.query(sql)
  return Number(rows[0]?.n ?? 0)
}

/** A switch of the session. */
export async function pragma(connection: Connection, name: string): Promise<boolean> {
  const { rows } = await connection.query(`PRAGMA ${name}`)
  return Number(rows[0]?.[name] ?? 0) === 1
}

/** A value of a row as text; NULL is empty. */
export function text(value: unknown): string {
  return typeof value === 'string'
    ? value
    : value === null || value === undefined
      ? ''
      : String(value as number)
}

/** `public` of PostgreSQL is where tables without a schema are. */
function refuseOtherSchema({ schema, name }: QualifiedName): void {
  if (schema === undefined || sameName(schema, 'main') || schema === 'public') return
  throw new BatchError(
    `Table ${schema}.${name} is in an attached database, where tables are not rebuilt: open that file in a migration of its own.`,
  )
}

async function noTable(connection: Connection, name: string, isView: boolean): Promise<BatchError> {
  if (isView) return new BatchError(`${name} is a view: drop it and create it again instead of changing it.`)
  const { rows } = await connection.query(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name`,
  )
  const names = rows.map(row => text(row.name))
  const there = names.length === 0 ? 'it has no table' : `it has ${enumeration(names.slice(0, 20))}`
  return new BatchError(`The database has no table ${name}; ${there}.`)
}
