/** What a target calls by another name than the database does. */
import { formatName, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { placedNowhere } from '../../model/placed-nowhere.ts'
import { applyOperation } from '../../schema/apply.ts'
import { findTable } from '../../schema/resolve.ts'
import type { Change } from './change.ts'
import type { SchemaState, TableState } from '../../schema/schema-state.ts'

/** The old name of a table, or of a column of it, and the last part of the new one. */
export interface Rename {
  readonly table: QualifiedName
  readonly column?: string | undefined
  readonly to: string
}

/** A schema after renames that it had not yet, and the changes that did them. */
export interface Renamed {
  readonly state: SchemaState
  readonly changes: readonly Change[]
  /** Renames that name nothing, in words. */
  readonly remarks: readonly string[]
}

/** Gives tables and columns their new names; one that has its new name already stays as it is. */
export function applyRenames(found: SchemaState, renames: readonly Rename[]): Renamed {
  const tables = renames.filter(({ column }) => column === undefined)
  const columns = renames.filter(({ column }) => column !== undefined)
  let renamed: Renamed = { state: found, changes: [], remarks: [] }
  for (const rename of tables) renamed = renameTable(renamed, rename)
  for (const rename of columns) renamed = renameColumn(renamed, rename, tables)
  return renamed
}

function renameTable(before: Renamed, { table, to }: Rename): Renamed {
  const old = findTable(before.state, table)
  const taken = findTable(before.state, { ...table, name: to })
  if (old && !taken) {
    const operation = { kind: 'renameTable', table, to } as const
    return withOperation(before, operation, `rename table ${formatName(table)} to ${to}`)
  }
  if (taken && !old) return before
  const why = old && taken ? 'the database has both' : 'the database has neither'
  return withRemark(before, `Table ${formatName(table)} is not renamed to ${to}: ${why}.`)
}

function renameColumn(before: Renamed, rename: Rename, tables: readonly Rename[]): Renamed {
  const { column = '', to } = rename
  const name = nameNow(rename.table, tables)
  const table = findTable(before.state, name)
  if (!table) return before
  const [old, taken] = [hasColumn(table, column), hasColumn(table, to)]
  if (old && !taken) {
    const operation = { kind: 'renameColumn', table: name, column, to } as const
    return withOperation(before, operation, `rename column ${formatName(name)}.${column} to ${to}`)
  }
  if (taken && !old) return before
  const why = old && taken ? 'the table has both' : 'the table has neither'
  return withRemark(before, `Column ${formatName(name)}.${column} is not renamed to ${to}: ${why}.`)
}

/** A column's rename may name its table by the old name or by the new one. */
function nameNow(table: QualifiedName, tables: readonly Rename[]): QualifiedName {
  const moved = tables.find(each => each.table.name === table.name && each.table.schema === table.schema)
  return moved ? { ...table, name: moved.to } : table
}

function hasColumn({ columns }: TableState, name: string): boolean {
  return columns.some(column => column.name === name)
}

function withOperation(before: Renamed, operation: BareOperation, summary: string): Renamed {
  return {
    ...before,
    state: applyOperation(before.state, placedNowhere(operation)),
    changes: [...before.changes, { summary, operations: [operation] }],
  }
}

function withRemark(before: Renamed, remark: string): Renamed {
  return { ...before, remarks: [...before.remarks, remark] }
}
