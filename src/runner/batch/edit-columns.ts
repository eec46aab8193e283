/** Columns of a table's text: added, dropped, changed. */
import type { ColumnOperation } from '../../model/column-operations.ts'
import { BatchError } from './batch-error.ts'
import type { Position } from './batch-options.ts'
import { changeColumn, columnNamed, withClause, withoutClauses, type Draft } from './draft.ts'
import type { Edits } from './edit.ts'
import { key } from './names.ts'
import { columnText, identifier, operand, printType } from './print.ts'
import { insertSlot, keepSlots } from './slots.ts'
import { clauseOf, columnIn, rowidColumn } from './table-parts.ts'
import type { ColumnText, TableText } from './table-text.ts'

/** What each operation does to the text; SQLite knows no other. */
export const COLUMN_EDITS: Pick<
  Edits,
  Exclude<ColumnOperation['kind'], 'renameColumn' | 'addIdentity' | 'dropIdentity'>
> = {
  addColumn: (draft, { column, ifNotExists }, options) => {
    if (columnIn(draft.table, column.name)) {
      if (ifNotExists) return draft
      throw new BatchError(
        `Table ${draft.name} has a column ${column.name} already: give ifNotExists, or drop the old one before.`,
      )
    }
    const index = placeOf(draft, options.positions?.[column.name])
    return { ...draft, table: insertSlot(draft.table, index, columnText(column)) }
  },
  dropColumn: (draft, { column, ifExists, cascade }) => {
    if (ifExists && !columnIn(draft.table, column)) return draft
    const old = columnNamed(draft, column)
    const copies = new Map(draft.copies)
    copies.delete(key(column))
    return {
      ...draft,
      table: keepSlots(draft.table, ({ content }) => content !== old),
      copies,
      droppedColumns: [...draft.droppedColumns, { name: old.name, cascade: cascade === true }],
    }
  },
  changeColumnType: (draft, { column, type, using, collation }) => {
    const next = changeColumn(draft, column, old => {
      const typed = keepsRowid(draft.table, old, type.name) ? old : withType(old, printType(type))
      return collation === undefined
        ? typed
        : withClause(typed, 'collate', `COLLATE ${identifier(collation)}`)
    })
    return using ? { ...next, copies: new Map(next.copies).set(key(column), `(${using.sql})`) } : next
  },
  setNotNull: (draft, { column }) =>
    changeColumn(draft, column, old =>
      clauseOf(old, 'notNull') ? old : withClause(withoutClauses(old, 'null'), 'notNull', 'NOT NULL'),
    ),
  dropNotNull: (draft, { column }) => changeColumn(draft, column, old => withoutClauses(old, 'notNull')),
  setDefault: (draft, operation) =>
    changeColumn(draft, operation.column, old =>
      withClause(old, 'default', `DEFAULT ${operand(operation.default)}`),
    ),
  dropDefault: (draft, { column }) => changeColumn(draft, column, old => withoutClauses(old, 'default')),
  setColumnOption: (draft, { column, option, value }) => {
    if (option !== 'dropExpression') {
      throw new BatchError(
        `SQLite has no ${option} of a column: leave ${value} of ${draft.name}.${column} out there.`,
      )
    }
    const next = changeColumn(draft, column, old => withoutClauses(old, 'generated'))
    return {
      ...next,
      copies: new Map(next.copies).set(key(column), identifier(columnNamed(draft, column).name)),
    }
  },
}

function placeOf(draft: Draft, position: Position | undefined): number {
  const { slots } = draft.table
  const columns = slots.findLastIndex(({ content }) => content.kind === 'column') + 1
  if (!position) return columns
  const before = 'before' in position
  const neighbour = columnNamed(draft, before ? position.before : position.after)
  return slots.findIndex(({ content }) => content === neighbour) + (before ? 0 : 1)
}

/** INTEGER of a key is 64 bits wide, and any other word would take the rowid's place from it. */
function keepsRowid(table: TableText, column: ColumnText, type: string): boolean {
  return rowidColumn(table) === column && /^(?:small|big)?(?:integer|int|serial)$/u.test(type)
}

function withType(column: ColumnText, text: string): ColumnText {
  return { ...column, type: { gap: column.type?.gap ?? ' ', text } }
}
