/** What the text of a table says, asked by its parts. */
import { firstList, key, sameName } from './names.ts'
import type { Clause, ColumnText, TableText } from './table-text.ts'
import type { ClauseKind } from './clauses.ts'

/** A constraint wherever it is written; `column` where it stands at one. */
export interface FoundConstraint {
  readonly clause: Clause
  readonly column?: ColumnText | undefined
}

export function columnsOf({ slots }: TableText): readonly ColumnText[] {
  return slots.flatMap(({ content }) => (content.kind === 'column' ? [content] : []))
}

/** The clause of a kind; SQLite heeds the last one where there are several. */
export function clauseOf({ clauses }: ColumnText, kind: ClauseKind): Clause | undefined {
  return clauses.findLast(clause => clause.kind === kind)
}

/** The column of that name. */
export function columnIn(table: TableText, name: string): ColumnText | undefined {
  return columnsOf(table).find(column => sameName(column.name, name))
}

const CONSTRAINTS: ReadonlySet<ClauseKind> = new Set([
  'primaryKey',
  'unique',
  'check',
  'foreignKey',
  'notNull',
])

/** Constraints of the table and of its columns. */
export function constraintsOf({ slots }: TableText): readonly FoundConstraint[] {
  return slots.flatMap(({ content }): readonly FoundConstraint[] =>
    content.kind === 'constraint'
      ? [{ clause: content.clause }]
      : content.clauses
          .filter(({ kind }) => CONSTRAINTS.has(kind))
          .map(clause => ({ clause, column: content })),
  )
}

/** The columns of a constraint, by their keys: those of its list, or the one that it stands at. */
export function constrainedColumns({ clause, column }: FoundConstraint): readonly string[] {
  if (column) return [key(column.name)]
  return clause.kind === 'check' ? [] : firstList(clause.text)
}

/** The primary key, wherever it is written. */
export function primaryKeyOf(table: TableText): FoundConstraint | undefined {
  return constraintsOf(table).find(({ clause }) => clause.kind === 'primaryKey')
}

/** https://www.sqlite.org/stricttables.html */
export function isStrict({ options }: TableText): boolean {
  return /\bSTRICT\b/iu.test(options)
}

/** https://www.sqlite.org/withoutrowid.html */
export function isWithoutRowid({ options }: TableText): boolean {
  return /\bWITHOUT\s+ROWID\b/iu.test(options)
}

/** The column that is another name for the rowid: https://www.sqlite.org/lang_createtable.html#rowid */
export function rowidColumn(table: TableText): ColumnText | undefined {
  const primaryKey = primaryKeyOf(table)
  if (!primaryKey || isWithoutRowid(table)) return undefined
  const [name, ...others] = constrainedColumns(primaryKey)
  const column = columnsOf(table).find(each => key(each.name) === name)
  const isInteger = /^["'`[]?integer["'`\]]?$/iu.test(column?.type?.text ?? '')
  // PRIMARY KEY DESC at a column is no alias, by an old mistake that is kept.
  const descends = primaryKey.column !== undefined && /\bDESC\b/iu.test(primaryKey.clause.text)
  return isInteger && others.length === 0 && !descends ? column : undefined
}

/** Whether ids are never given twice: https://www.sqlite.org/autoinc.html */
export function isAutoincrement(table: TableText): boolean {
  return /\bAUTOINCREMENT\b/iu.test(primaryKeyOf(table)?.clause.text ?? '')
}
