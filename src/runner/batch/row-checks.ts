/** Whether the rows of a table fit what it becomes, asked before anything is changed. */
import type { Connection } from '../../database/connection.ts'
import { BatchError } from './batch-error.ts'
import type { Draft } from './draft.ts'
import { countOf } from './look.ts'
import { key } from './names.ts'
import { identifier } from './print.ts'
import { clauseOf, columnIn, columnsOf, rowidColumn } from './table-parts.ts'
import type { ColumnText, TableText } from './table-text.ts'

/** Throws where a column that is to be NOT NULL has no value in some rows. */
export async function checkRows(connection: Connection, old: TableText, draft: Draft): Promise<void> {
  for (const column of columnsOf(draft.table).filter(each => clauseOf(each, 'notNull'))) {
    const from = draft.copies.get(key(column.name))
    if (from === undefined) await checkNewColumn(connection, draft, column)
    else if (!wasNotNull(old, column, from)) await checkValues(connection, draft, column, from)
  }
}

async function checkNewColumn(connection: Connection, draft: Draft, column: ColumnText): Promise<void> {
  const byDefault = clauseOf(column, 'default')?.text ?? 'DEFAULT NULL'
  const isFilled =
    !/^DEFAULT\s+NULL$/iu.test(byDefault) ||
    clauseOf(column, 'generated') ||
    rowidColumn(draft.table) === column
  if (isFilled) return
  const rows = await countOf(connection, `SELECT count(*) AS n FROM ${identifier(draft.name)}`)
  if (rows === 0) return
  throw new BatchError(
    `Column ${column.name} is NOT NULL without a default, and table ${draft.name} has ${rowsOf(rows)}: give it a default, or add it without NOT NULL, fill it, and set NOT NULL then.`,
  )
}

function wasNotNull(old: TableText, column: ColumnText, from: string): boolean {
  const before = columnIn(old, column.name)
  const isUnchanged = from === identifier(before?.name ?? '')
  return (
    before !== undefined &&
    isUnchanged &&
    (clauseOf(before, 'notNull') !== undefined || rowidColumn(old) === before)
  )
}

async function checkValues(
  connection: Connection,
  draft: Draft,
  column: ColumnText,
  from: string,
): Promise<void> {
  const sql = `SELECT count(*) AS n FROM ${identifier(draft.name)} WHERE ${from} IS NULL`
  const rows = await countOf(connection, sql)
  if (rows === 0) return
  throw new BatchError(
    `Column ${column.name} of table ${draft.name} is to be NOT NULL, and is NULL in ${rowsOf(rows)}: fill it before (UPDATE ${identifier(draft.name)} SET ${identifier(column.name)} = … WHERE ${identifier(column.name)} IS NULL).`,
  )
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}
