/** Columns of a table's text: added, dropped, changed. */
import type { ChangeColumnType, ColumnOperation } from '../../model/column-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { BatchError } from './batch-error.ts'
import type { BatchOptions, Position } from './batch-options.ts'
import { changeColumn, columnNamed, withClause, withoutClauses, type Draft } from './draft.ts'
import type { Edits } from './edit.ts'
import { key } from './names.ts'
import { columnText, defaultText, identifier } from './print.ts'
import { insertSlot, keepSlots } from './slots.ts'
import { clauseOf, columnIn, rowidColumn } from './table-parts.ts'
import type { Clause, ColumnText, TableText } from './table-text.ts'

/** What each operation does to the text; SQLite knows no other. */
export const COLUMN_EDITS: Pick<Edits, Exclude<ColumnOperation['kind'], 'renameColumn'>> = {
  addColumn: (draft, { column, ifNotExists }, options) => {
    if (columnIn(draft.table, column.name)) {
      if (ifNotExists) return draft
      throw new BatchError(
        `Table ${draft.name} has a column ${column.name} already: give ifNotExists, or drop the old one before.`,
      )
    }
    const { content, notices } = columnText(column, draft, options)
    const table = insertSlot(draft.table, placeOf(draft, options.positions?.[column.name]), content)
    return { ...draft, table, notices: [...draft.notices, ...notices] }
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
  changeColumnType,
  setNotNull: (draft, { column }) =>
    changeColumn(draft, column, old =>
      clauseOf(old, 'notNull') ? old : withClause(withoutClauses(old, 'null'), 'notNull', 'NOT NULL'),
    ),
  dropNotNull: (draft, { column }) => changeColumn(draft, column, old => withoutClauses(old, 'notNull')),
  setDefault: (draft, operation) =>
    changeColumn(draft, operation.column, old =>
      withClause(old, 'default', defaultText(old, operation.default, draft)),
    ),
  dropDefault: (draft, { column }) => changeColumn(draft, column, old => withoutClauses(old, 'default')),
  addIdentity: (draft, { column }) =>
    number(draft, column, key => key.replace(/ AUTOINCREMENT$/iu, '') + ' AUTOINCREMENT'),
  dropIdentity: (draft, { column }) => number(draft, column, key => key.replace(/ AUTOINCREMENT$/iu, '')),
  setColumnOption: (draft, { column, option, value }) => {
    const { name } = columnNamed(draft, column)
    if (NEEDLESS.has(option)) return draft
    if (option !== 'dropExpression') {
      throw new BatchError(
        `SQLite has no ${option} of a column: leave ${value} of ${draft.name}.${column} out there.`,
      )
    }
    const next = changeColumn(draft, column, old => withoutClauses(old, 'generated'))
    return { ...next, copies: new Map(next.copies).set(key(column), identifier(name)) }
  },
}

/** An identity is AUTOINCREMENT, which SQLite has at one place only: https://www.sqlite.org/autoinc.html */
function number(draft: Draft, name: string, change: (key: string) => string): Draft {
  const column = columnNamed(draft, name)
  const clause = clauseOf(column, 'primaryKey')
  if (!clause || rowidColumn(draft.table) !== column) {
    throw new BatchError(
      `SQLite numbers the rows of ${draft.name} only by a column that is INTEGER PRIMARY KEY, which ${name} is not: make it that, or give the numbers with each INSERT.`,
    )
  }
  return changeColumn(draft, name, old => withClause(old, 'primaryKey', change(clause.text)))
}

/** How PostgreSQL keeps the values, of which SQLite has nothing to set. */
const NEEDLESS: ReadonlySet<string> = new Set(['statistics', 'storage', 'compression', 'attributes'])

/** Values are copied as they are, as the affinity of the new type takes them; CAST would turn 'abc' into 0. */
function changeColumnType(
  draft: Draft,
  { column, type, using, collation }: Unplaced<ChangeColumnType>,
  options: BatchOptions,
): Draft {
  const { content, notices } = columnText({ name: column, type, collation, constraints: [] }, draft, options)
  const next = changeColumn(draft, column, old => {
    const typed = keepsRowid(draft.table, old, type.name) ? old : { ...old, type: content.type }
    return content.clauses.reduce(withNewClause, typed)
  })
  const copies = using ? new Map(next.copies).set(key(column), `(${using.sql})`) : next.copies
  return { ...next, copies, notices: [...next.notices, ...notices] }
}

/** The CHECK of an enum takes the place of the one that the column had as another enum. */
function withNewClause(column: ColumnText, { kind, text }: Clause): ColumnText {
  if (kind !== 'check') return withClause(column, kind, text)
  const clauses = column.clauses.filter(each => !/^CHECK \(\S+ IN \('[^()]*'\)\)$/u.test(each.text))
  return { ...column, clauses: [...clauses, { kind, text, gap: ' ' }] }
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
