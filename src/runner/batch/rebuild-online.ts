/** One rebuild on a database that can be looked at: whether it may be done, and that no row is lost. */
import type { Connection } from '../../database/connection.ts'
import { BatchError } from './batch-error.ts'
import type { Draft } from './draft.ts'
import { countOf, pragma, type TableInDatabase } from './look.ts'
import { identifier, literal } from './print.ts'
import { rebuildStatements, temporaryName } from './rebuild.ts'
import type { TableText } from './table-text.ts'

/** Puts the table of the draft in the place of the old one. */
export async function rebuildOnline(
  connection: Connection,
  table: TableInDatabase,
  old: TableText,
  draft: Draft,
  send: (sql: string) => Promise<void>,
): Promise<void> {
  await refuseCascade(connection, table.name)
  await refuseLeftover(connection, table.name)
  const legacyRename = await pragma(connection, 'legacy_alter_table')
  const wasAnalyzed = await isAnalyzed(connection, table.name)
  const { fill, swap } = rebuildStatements(old, draft, { triggers: table.triggers, legacyRename })
  for (const sql of fill) await send(sql)
  await refuseLoss(connection, table.name)
  try {
    for (const sql of swap) await send(sql)
  } finally {
    if (!legacyRename) await connection.query('PRAGMA legacy_alter_table = OFF')
  }
  // DROP TABLE takes the statistics of the planner with it.
  if (wasAnalyzed) await send(`ANALYZE ${identifier(table.name)}`)
}

/** With foreign keys enforced, DROP TABLE deletes the rows first, and ON DELETE CASCADE those of other tables: https://www.sqlite.org/lang_droptable.html */
async function refuseCascade(connection: Connection, table: string): Promise<void> {
  if (!(await pragma(connection, 'foreign_keys'))) return
  throw new BatchError(
    `Table ${table} is not rebuilt while foreign keys are enforced, as DROP TABLE would delete the rows that refer to it: switch PRAGMA foreign_keys off before the transaction begins, as the runner does unless told otherwise.`,
  )
}

async function refuseLeftover(connection: Connection, table: string): Promise<void> {
  const temporary = temporaryName(table)
  const sql = `SELECT count(*) AS n FROM sqlite_master WHERE name = ${literal(temporary)} COLLATE NOCASE`
  if ((await countOf(connection, sql)) === 0) return
  throw new BatchError(
    `The database has a table ${temporary}, left behind by a rebuild of ${table} outside of a transaction: see which of the two has the rows, and drop the other (DROP TABLE ${identifier(temporary)}).`,
  )
}

async function refuseLoss(connection: Connection, table: string): Promise<void> {
  const rows = (name: string) => countOf(connection, `SELECT count(*) AS n FROM ${identifier(name)}`)
  const [before, after] = [await rows(table), await rows(temporaryName(table))]
  if (before === after) return
  throw new BatchError(
    `Table ${table} has ${before} rows and would have ${after}: one of its constraints says ON CONFLICT, which drops rows that do not hold it. Correct these rows before.`,
  )
}

/** https://www.sqlite.org/lang_analyze.html */
async function isAnalyzed(connection: Connection, table: string): Promise<boolean> {
  const exists = `SELECT count(*) AS n FROM sqlite_master WHERE name = 'sqlite_stat1'`
  if ((await countOf(connection, exists)) === 0) return false
  return (
    (await countOf(connection, `SELECT count(*) AS n FROM sqlite_stat1 WHERE tbl = ${literal(table)}`)) > 0
  )
}
