/** The statements that put a rebuilt table in the place of the old one: https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes */
import { withNotices } from '../../dialects/sqlite/left-out.ts'
import type { Draft, NamedSql } from './draft.ts'
import { key } from './names.ts'
import { identifier, literal } from './print.ts'
import { columnsOf, isAutoincrement, isWithoutRowid, rowidColumn } from './table-parts.ts'
import { printTable, type TableText } from './table-text.ts'
import { withoutOwnName } from './without-own-name.ts'

/** The name that the new table has until the old one is gone. */
export function temporaryName(table: string): string {
  return `_ml_tmp_${table}`
}

/** What is made again behind the table, and how the session stands. */
export interface Surroundings {
  readonly triggers: readonly NamedSql[]
  /** The session renames tables in the old way already, which is then left so. */
  readonly legacyRename?: boolean
}

/** What happens in order; the rows are in both tables between `fill` and `swap`. */
export interface Rebuild {
  readonly fill: readonly string[]
  readonly swap: readonly string[]
}

/** Old and new table to statements. */
export function rebuildStatements(old: TableText, draft: Draft, around: Surroundings): Rebuild {
  const name = identifier(draft.name)
  const temporary = identifier(temporaryName(draft.name))
  // The new way checks every view while the table is gone, and none would find it.
  const legacy = (sql: string) =>
    around.legacyRename ? [sql] : ['PRAGMA legacy_alter_table = ON', sql, 'PRAGMA legacy_alter_table = OFF']
  return {
    fill: [
      withNotices(draft.notices, withoutOwnName(printTable(draft.table, temporary), draft.name)),
      ...keepSequence(old, draft),
      ...copyRows(old, draft, name, temporary),
    ],
    swap: [
      `DROP TABLE ${name}`,
      ...legacy(`ALTER TABLE ${temporary} RENAME TO ${name}`),
      ...draft.indexes.map(({ sql }) => sql),
      ...around.triggers.map(({ sql }) => sql),
    ],
  }
}

/** Ids that were given and deleted must not be given again: https://www.sqlite.org/autoinc.html */
function keepSequence(old: TableText, draft: Draft): readonly string[] {
  if (!isAutoincrement(old) || !isAutoincrement(draft.table)) return []
  const from = literal(draft.name)
  const to = literal(temporaryName(draft.name))
  return [
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${to}, seq FROM sqlite_sequence WHERE name = ${from}`,
  ]
}

function copyRows(old: TableText, draft: Draft, name: string, temporary: string): readonly string[] {
  const copied = columnsOf(draft.table).flatMap(column => {
    const from = draft.copies.get(key(column.name))
    return from === undefined ? [] : [{ to: identifier(column.name), from }]
  })
  const rowid = sharedRowid(old, draft)
  const columns = rowid === undefined ? copied : [{ to: rowid, from: rowid }, ...copied]
  if (columns.length === 0) return []
  const to = columns.map(each => each.to).join(', ')
  const from = columns.map(each => each.from).join(', ')
  return [`INSERT INTO ${temporary} (${to}) SELECT ${from} FROM ${name}`]
}

/** A word for the rowid that no column bears, where the rowid is not copied as a column: full-text tables point at it. */
function sharedRowid(old: TableText, draft: Draft): string | undefined {
  const alias = rowidColumn(draft.table)
  const isCopied = alias !== undefined && draft.copies.has(key(alias.name))
  if (isCopied || isWithoutRowid(old) || isWithoutRowid(draft.table)) return undefined
  const taken = new Set([...columnsOf(old), ...columnsOf(draft.table)].map(({ name }) => key(name)))
  return ['rowid', '_rowid_', 'oid'].find(word => !taken.has(word))
}
