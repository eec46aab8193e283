/** A table while operations change it: its text, where its rows come from, what is made again behind it. */
import { BatchError, enumeration } from './batch-error.ts'
import type { ClauseKind } from './clauses.ts'
import { key } from './names.ts'
import { identifier } from './print.ts'
import { clauseOf, columnIn, columnsOf } from './table-parts.ts'
import type { ColumnText, TableText } from './table-text.ts'

/** An index or trigger with the statement that made it. */
export interface NamedSql {
  readonly name: string
  readonly sql: string
}

export interface Draft {
  readonly name: string
  readonly table: TableText
  /** By the key of a column: the expression in the old table that it is filled with. */
  readonly copies: ReadonlyMap<string, string>
  readonly indexes: readonly NamedSql[]
  /** Columns that went, as they were called, and whether what uses them goes as well. */
  /** What SQLite has no word for, and is left out. */
  readonly notices: readonly string[]
  readonly droppedColumns: readonly { readonly name: string; readonly cascade: boolean }[]
}

/** The table as it stands; a generated column is computed, not copied. */
export function startDraft(name: string, table: TableText, indexes: readonly NamedSql[]): Draft {
  const copied = columnsOf(table).filter(column => !clauseOf(column, 'generated'))
  return {
    name,
    table,
    copies: new Map(copied.map(column => [key(column.name), identifier(column.name)])),
    indexes,
    notices: [],
    droppedColumns: [],
  }
}

/** The column, or an error that lists the ones that there are. */
export function columnNamed(draft: Draft, name: string): ColumnText {
  const column = columnIn(draft.table, name)
  if (column) return column
  const there = enumeration(columnsOf(draft.table).map(each => each.name))
  throw new BatchError(`Table ${draft.name} has no column ${name}; it has ${there}.`)
}

/** The draft with one column written differently. */
export function changeColumn(draft: Draft, name: string, change: (column: ColumnText) => ColumnText): Draft {
  const column = columnNamed(draft, name)
  const slots = draft.table.slots.map(slot =>
    slot.content === column ? { ...slot, content: change(column) } : slot,
  )
  return { ...draft, table: { ...draft.table, slots } }
}

/** The column with a clause in the place of the last of its kind, or behind all others. */
export function withClause(column: ColumnText, kind: ClauseKind, text: string): ColumnText {
  const old = clauseOf(column, kind)
  if (!old) return { ...column, clauses: [...column.clauses, { kind, text, gap: ' ' }] }
  const clauses = column.clauses.map(each => (each === old ? { kind, text, gap: each.gap } : each))
  return { ...column, clauses }
}

/** The column without the clauses of a kind. */
export function withoutClauses(column: ColumnText, kind: ClauseKind): ColumnText {
  return { ...column, clauses: column.clauses.filter(clause => clause.kind !== kind) }
}
