/** A column's new name in the text of its table and its indexes, as SQLite's own RENAME COLUMN writes it. */
import type { RenameColumn } from '../../model/column-operations.ts'
import type { Unplaced } from '../../model/operation-base.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { sameName } from './names.ts'
import { identifier } from './print.ts'
import { printTable, readTable, type Clause, type ColumnText, type Slot } from './table-text.ts'

/** The text of the table with the column called by its new name. */
export function renameInTable(sql: string, { table, column, to }: Unplaced<RenameColumn>): string {
  const clause = (old: Clause): Clause => ({ ...old, text: renameInClause(old, table.name, column, to) })
  const columnText = (old: ColumnText): ColumnText => ({
    ...old,
    ...(sameName(old.name, column) && { name: to, written: identifier(to) }),
    clauses: old.clauses.map(clause),
  })
  const slot = (old: Slot): Slot => ({
    ...old,
    content:
      old.content.kind === 'column'
        ? columnText(old.content)
        : { kind: 'constraint', clause: clause(old.content.clause) },
  })
  const read = readTable(sql)
  return printTable({ ...read, slots: read.slots.map(slot) }, identifier(table.name))
}

/** The text with each name behind the first parenthesis that is the column's replaced. */
export function replaceName(sql: string, column: string, to: string): string {
  const tokens = sqliteTokens(sql)
  const open = tokens.findIndex(({ word }) => word === '(')
  const places = tokens.filter(({ name, text }, index) => {
    const isCall = tokens[index + 1]?.word === '('
    return index > open && !isCall && !text.startsWith("'") && sameName(name ?? '', column)
  })
  return places.reduceRight(
    (text, { start, end }) => text.slice(0, start) + identifier(to) + text.slice(end),
    sql,
  )
}

/** Of a foreign key, what it points at is renamed only where that is the table itself. */
function renameInClause({ kind, text }: Clause, table: string, column: string, to: string): string {
  if (kind === 'default' || kind === 'collate' || kind === 'other') return text
  if (kind !== 'foreignKey') return replaceName(text, column, to)
  const tokens = sqliteTokens(text)
  const at = tokens.findIndex(({ word }) => word === 'REFERENCES')
  const own = text.slice(0, tokens[at]?.start)
  const target = text.slice(tokens[at]?.start)
  const isItself = sameName(tokens[at + 1]?.name ?? '', table)
  return replaceName(own, column, to) + (isItself ? replaceName(target, column, to) : target)
}
