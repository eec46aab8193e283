/** Operations in stages: SQLite renames by itself, all else can be one rebuild. */
import type { RenameColumn } from '../../model/column-operations.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import type { BareOperation } from '../../model/operation.ts'
import type { RenameTable } from '../../model/table-operations.ts'
import type { BatchOptions } from './batch-options.ts'
import { sameName } from './names.ts'

export interface Renaming {
  readonly kind: 'rename'
  readonly operation: Unplaced<RenameColumn> | Unplaced<RenameTable>
}

export interface Alteration {
  readonly kind: 'alter'
  /** Absent when nothing but indexes are dropped, which name no table. */
  readonly table: QualifiedName | undefined
  readonly operations: readonly BareOperation[]
  readonly options: BatchOptions
}

export type Stage = Renaming | Alteration

/**
 * The stages in order. A renaming reaches indexes, triggers, views and foreign keys of other tables only where SQLite
 * does it, so it is no part of a rebuild; it moves to the front where that makes no difference, to spare a second one.
 */
export function stagesOf(operations: readonly BareOperation[], options: BatchOptions): readonly Stage[] {
  const stages: Stage[] = []
  const { columnOrder, ...others } = options
  let waiting: readonly BareOperation[] = []
  let table: QualifiedName | undefined
  const flush = (last: boolean) => {
    const isOnlyRenamed = options.recreate === 'always' && !stages.some(({ kind }) => kind === 'alter')
    if (waiting.length > 0 || (last && (columnOrder !== undefined || isOnlyRenamed))) {
      stages.push({ kind: 'alter', table, operations: waiting, options: last ? options : others })
    }
    waiting = []
  }
  for (const operation of operations.filter(each => !isComment(each))) {
    if (operation.kind === 'renameColumn' && waiting.every(each => passes(each, operation))) {
      stages.push({ kind: 'rename', operation })
      waiting = waiting.map(each => afterwards(each, operation))
    } else if (operation.kind === 'renameColumn' || operation.kind === 'renameTable') {
      flush(false)
      stages.push({ kind: 'rename', operation })
    } else {
      waiting = [...waiting, operation]
    }
    table = tableBehind(operation) ?? table
  }
  flush(true)
  return stages
}

/** SQLite keeps no comments, so there is nothing to do. */
function isComment(operation: BareOperation): boolean {
  return operation.kind === 'objectDdl' && operation.verb === 'comment'
}

/** The table as it is called behind the operation. */
function tableBehind(operation: BareOperation): QualifiedName | undefined {
  if (operation.kind === 'renameTable') return { ...operation.table, name: operation.to }
  return 'table' in operation ? operation.table : undefined
}

type OnOneColumn = Extract<
  BareOperation,
  { readonly kind: 'changeColumnType' | 'setNotNull' | 'dropNotNull' | 'setDefault' | 'dropDefault' }
>

/** Operations that name one column and read no other. */
function isOnOneColumn(operation: BareOperation): operation is OnOneColumn {
  switch (operation.kind) {
    case 'changeColumnType':
      return operation.using === undefined
    case 'setNotNull':
    case 'dropNotNull':
    case 'setDefault':
    case 'dropDefault':
      return true
    default:
      return false
  }
}

function passes(operation: BareOperation, { to }: Unplaced<RenameColumn>): boolean {
  return isOnOneColumn(operation) && !sameName(operation.column, to)
}

function afterwards(operation: BareOperation, { column, to }: Unplaced<RenameColumn>): BareOperation {
  return isOnOneColumn(operation) && sameName(operation.column, column)
    ? { ...operation, column: to }
    : operation
}
