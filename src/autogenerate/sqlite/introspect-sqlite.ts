/** Reads the schema of a SQLite database from the texts that it keeps: https://www.sqlite.org/schematab.html */
import type { Connection } from '../../database/connection.ts'
import type { BareOperation } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { applyOperation } from '../../schema/apply.ts'
import { emptySchema } from '../../schema/empty.ts'
import { findTable } from '../../schema/resolve.ts'
import type { ConstraintState, SchemaState } from '../../schema/schema-state.ts'
import { lowerSqlite } from '../../sql/sqlite/lower.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { TargetError } from '../target-error.ts'

interface Row {
  readonly type: string
  readonly name: string
  readonly sql: string
}

/**
 * The state of the connected database; everything in it was there before any migration. Left out are triggers, and
 * virtual tables with the tables in which they keep their rows.
 */
export async function introspectSqlite(connection: Connection): Promise<SchemaState> {
  const hidden = await hiddenTables(connection)
  const { rows } = await connection.query(
    `SELECT type, name, tbl_name AS owner, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid`,
  )
  const shown = rows.filter(({ owner }) => !hidden.has(String(owner)))
  const objects = shown.map(({ type, name, sql }) => ({
    type: String(type),
    name: String(name),
    sql: String(sql),
  }))
  const ordered = TYPES.flatMap(type => objects.filter(each => each.type === type))
  const operations = ordered.map(each => placedNowhere(operationOf(each)))
  return withTargets(operations.reduce(applyOperation, emptySchema({ complete: true })))
}

/** A foreign key that names no columns points at the primary key, of a table that may be made later. */
function withTargets(state: SchemaState): SchemaState {
  const completed = (each: ConstraintState): ConstraintState => {
    const { definition } = each
    if (definition.kind !== 'foreignKey' || definition.references.columns.length > 0) return each
    const target = findTable(state, definition.references.table)
    const key = target?.constraints.find(({ definition: { kind } }) => kind === 'primaryKey')?.definition
    const columns = key?.kind === 'primaryKey' ? key.columns : []
    return { ...each, definition: { ...definition, references: { ...definition.references, columns } } }
  }
  const tables = state.tables.map(table => ({ ...table, constraints: table.constraints.map(completed) }))
  return { ...state, tables }
}

/** Indexes stand behind their tables in any case, but a table that was rebuilt behind its views. */
const TYPES = ['table', 'index', 'view'] as const

/** https://www.sqlite.org/pragma.html#pragma_table_list; SQLite before 3.37 does not know it, and has no rows here. */
async function hiddenTables(connection: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await connection.query('PRAGMA table_list')
  return new Set(
    rows.filter(({ type }) => type === 'virtual' || type === 'shadow').map(({ name }) => String(name)),
  )
}

function operationOf({ type, name, sql }: Row): BareOperation {
  const operation = type === 'view' ? viewOf(name, sql) : lowerSqlite(sql)
  if (operation) return operation
  throw new TargetError(`The ${type} ${name} of the database cannot be read: ${sql}`)
}

/** The query stands behind the first AS, before which only names can stand. */
function viewOf(name: string, sql: string): BareOperation | undefined {
  const as = sqliteTokens(sql).find(({ word }) => word === 'AS')
  if (!as) return undefined
  return { kind: 'createView', view: { name }, columns: [], query: sql.slice(as.end).trim(), reads: [] }
}
