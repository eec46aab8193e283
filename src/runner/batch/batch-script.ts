/** Batch mode without a database: the statements for a table whose text is given. */
import type { BareOperation } from '../../model/operation.ts'
import { applyOperations } from './apply-operations.ts'
import { BatchError } from './batch-error.ts'
import type { BatchOptions } from './batch-options.ts'
import { startDraft } from './draft.ts'
import { namedSql } from './edit-indexes.ts'
import { renameInTable, replaceName } from './rename-in-text.ts'
import { nativeStatements } from './native.ts'
import { printOperation } from './print.ts'
import { rebuildStatements } from './rebuild.ts'
import { stagesOf, type Alteration, type Renaming } from './stages.ts'
import { readTable } from './table-text.ts'

/** A table in the statements that made it and what lies on it. */
export interface TableScript {
  readonly sql: string
  readonly indexes?: readonly string[]
  readonly triggers?: readonly string[]
}

/** What every SQLite since 2018 can do: a script may meet any of them. */
const OLDEST_VERSION = '3.26.0'

/**
 * The statements in order. The table is given as its text or as `copyFrom`; a change that needs no rebuild needs neither.
 * The script around them switches foreign keys off before its transaction, and checks them before its end.
 */
export function batchScript(
  operations: readonly BareOperation[],
  options: BatchOptions,
  table: TableScript | undefined = options.copyFrom && { sql: printOperation(options.copyFrom) },
): readonly string[] {
  let current = table
  return stagesOf(operations, options).flatMap(stage => {
    if (stage.kind === 'alter') {
      const { statements, behind } = alter(stage, current)
      current = behind
      return statements
    }
    current = current && renameIn(current, stage)
    return [printOperation(stage.operation)]
  })
}

function alter(
  { table: name, operations, options }: Alteration,
  table: TableScript | undefined,
): { readonly statements: readonly string[]; readonly behind: TableScript | undefined } {
  if (!name || !table) return { statements: withoutText(name?.name, operations, options), behind: undefined }
  const old = readTable(table.sql)
  const start = startDraft(
    name.name,
    old,
    (table.indexes ?? []).map(sql => namedSql(sql, 'INDEX')),
  )
  const draft = applyOperations(start, operations, options)
  const triggers = (table.triggers ?? []).map(sql => namedSql(sql, 'TRIGGER'))
  const { fill, swap } = rebuildStatements(old, draft, { triggers })
  const [made = ''] = fill
  return {
    statements: nativeStatements(operations, start, options, OLDEST_VERSION) ?? [...fill, ...swap],
    behind: {
      sql: made,
      indexes: draft.indexes.map(({ sql }) => sql),
      triggers: table.triggers ?? [],
    },
  }
}

/** Columns that any table takes, and indexes. */
function withoutText(
  table: string | undefined,
  operations: readonly BareOperation[],
  options: BatchOptions,
): readonly string[] {
  const empty = startDraft(table ?? '', { slots: [], options: '' }, [])
  return operations.flatMap(operation => {
    if (operation.kind === 'createIndex' || operation.kind === 'dropIndex') return [printOperation(operation)]
    const native =
      operation.kind === 'addColumn' && nativeStatements([operation], empty, options, OLDEST_VERSION)
    if (native) return native
    throw new BatchError(
      `SQLite has to rebuild table ${table ?? ''} for ${operation.kind}, and without a database nothing tells how it looks: give the table as copyFrom, or run the migration on a database.`,
    )
  })
}

/** As SQLite would do it, but by the name alone: triggers have columns of other tables too, so they are refused. */
function renameIn(table: TableScript, { operation }: Renaming): TableScript {
  if (operation.kind === 'renameTable') return table
  const { column, to } = operation
  const trigger = (table.triggers ?? []).find(sql => replaceName(sql, column, to) !== sql)
  if (trigger !== undefined) {
    throw new BatchError(
      `A trigger uses column ${column}, which is renamed, and the table is rebuilt behind that: rename in a migration of its own.`,
    )
  }
  return {
    ...table,
    sql: renameInTable(table.sql, operation),
    indexes: (table.indexes ?? []).map(sql => replaceName(sql, column, to)),
  }
}
