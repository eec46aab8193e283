/** Batch mode: operations on one table of SQLite, by its own ALTER TABLE where that can, else by one rebuild. */
import type { Connection } from '../../database/connection.ts'
import type { QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { applyOperations } from './apply-operations.ts'
import type { BatchOptions } from './batch-options.ts'
import { columnNamed, startDraft } from './draft.ts'
import { refuseBroken, refuseUsedElsewhere } from './dropped-elsewhere.ts'
import { lookAt, sqliteVersion, text } from './look.ts'
import { nativeStatements } from './native.ts'
import { literal, printOperation } from './print.ts'
import { rebuildOnline } from './rebuild-online.ts'
import { explainRefusal } from './refusals.ts'
import { checkRows } from './row-checks.ts'
import { stagesOf, type Alteration, type Renaming } from './stages.ts'
import { readTable } from './table-text.ts'

/** Sends one statement that changes something. */
export type Send = (sql: string) => Promise<void>

/** Applies the operations, which concern one table that exists; looks through `connection`, changes through `send`. */
export async function performOnSqlite(
  operations: readonly BareOperation[],
  connection: Connection,
  options: BatchOptions,
  send: Send,
): Promise<void> {
  for (const stage of stagesOf(operations, options)) {
    if (stage.kind === 'rename') await rename(stage, connection, send)
    else await alter(stage, connection, send)
  }
}

async function rename({ operation }: Renaming, connection: Connection, send: Send): Promise<void> {
  const table = await lookAt(connection, operation.table)
  if (operation.kind === 'renameColumn') {
    columnNamed(startDraft(table.name, readTable(table.sql), []), operation.column)
  }
  await explaining(table.name, () => send(printOperation(operation)))
}

async function alter(
  { table: asked, operations, options }: Alteration,
  connection: Connection,
  send: Send,
): Promise<void> {
  const name = asked ?? (await tableOfIndex(connection, operations))
  if (!name) return sendAll(operations.map(printOperation), send)
  const table = await lookAt(connection, name)
  const old = readTable(table.sql)
  const start = startDraft(table.name, old, table.indexes)
  const draft = applyOperations(start, operations, options)
  await refuseUsedElsewhere(connection, table, draft)
  await checkRows(connection, old, draft)
  const native = nativeStatements(operations, start, options, await sqliteVersion(connection))
  await refuseBroken(connection, draft, () =>
    explaining(table.name, () =>
      native ? sendAll(native, send) : rebuildOnline(connection, table, old, draft, send),
    ),
  )
}

/** Where only an index is named, its table is that of the index; undefined when there is no such index. */
async function tableOfIndex(
  connection: Connection,
  operations: readonly BareOperation[],
): Promise<QualifiedName | undefined> {
  const [index] = operations.flatMap(operation => ('index' in operation ? [operation.index] : []))
  if (!index) return undefined
  const { rows } = await connection.query(
    `SELECT tbl_name AS name FROM sqlite_master WHERE type = 'index' AND name = ${literal(index.name)} COLLATE NOCASE`,
  )
  return rows[0] && { name: text(rows[0].name) }
}

async function sendAll(statements: readonly string[], send: Send): Promise<void> {
  for (const sql of statements) await send(sql)
}

async function explaining(table: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw explainRefusal(error, table)
  }
}
