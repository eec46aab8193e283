/** What outside of a table uses a column that goes: foreign keys of other tables, triggers, views. */
import type { Connection } from '../../database/connection.ts'
import { BatchError, enumeration } from './batch-error.ts'
import type { Draft } from './draft.ts'
import { ailmentsOf, type Ailments } from './health.ts'
import { text, type TableInDatabase } from './look.ts'
import { key, sameName, watchedColumns } from './names.ts'
import { literal } from './print.ts'
import { columnIn, constrainedColumns, primaryKeyOf } from './table-parts.ts'
import { readTable } from './table-text.ts'

/** The columns that the table has no more. */
export function goneColumns({ droppedColumns, table }: Draft): readonly string[] {
  return droppedColumns.map(({ name }) => name).filter(name => !columnIn(table, name))
}

/** Throws where a foreign key of another table points at a column that goes, or a trigger watches it. */
export async function refuseUsedElsewhere(
  connection: Connection,
  table: TableInDatabase,
  draft: Draft,
): Promise<void> {
  for (const column of goneColumns(draft)) {
    const watching = table.triggers.filter(({ sql }) => watchedColumns(sql).includes(key(column)))
    if (watching.length > 0) {
      const names = enumeration(watching.map(({ name }) => `trigger ${name}`))
      throw new BatchError(
        `Column ${column} of table ${table.name} is watched by ${names} (UPDATE OF): drop ${names} before, and create it again behind.`,
      )
    }
    await refuseReferenced(connection, table, column)
  }
}

async function refuseReferenced(
  connection: Connection,
  table: TableInDatabase,
  column: string,
): Promise<void> {
  const { rows } = await connection.query(
    `SELECT m.name AS child, f."from" AS child_column, f."to" AS parent_column FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' AND f."table" = ${literal(table.name)} COLLATE NOCASE ORDER BY m.name`,
  )
  const primaryKey = primaryKeyOf(readTable(table.sql))
  const isKey = primaryKey !== undefined && constrainedColumns(primaryKey).includes(key(column))
  const children = rows.filter(row => {
    const to = text(row.parent_column)
    return !sameName(text(row.child), table.name) && (to === '' ? isKey : sameName(to, column))
  })
  if (children.length === 0) return
  const names = children.map(row => `${text(row.child)}.${text(row.child_column)}`)
  throw new BatchError(
    `Column ${column} of table ${table.name} is referred to by ${enumeration(names)}: drop that foreign key before.`,
  )
}

/** Does the work, and throws when a view or trigger that ran before it does not run behind it. */
export async function refuseBroken(
  connection: Connection,
  draft: Draft,
  work: () => Promise<void>,
): Promise<void> {
  const gone = goneColumns(draft)
  const before: Ailments = gone.length === 0 ? new Map() : await ailmentsOf(connection, gone)
  await work()
  if (gone.length === 0) return
  const after = await ailmentsOf(connection, gone)
  const broken = [...after].filter(([name]) => !before.has(name))
  const [first] = broken
  if (!first) return
  const names = broken.map(([name]) => name)
  throw new BatchError(
    `Column ${enumeration(gone)} of table ${draft.name} is used by ${enumeration(names)} (${first[1]}): drop ${names.length > 1 ? 'them' : 'it'} before, and create ${names.length > 1 ? 'them' : 'it'} again behind.`,
  )
}
