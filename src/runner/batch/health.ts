/** Which views and triggers of a database cannot run: compared before and after, that is what a change broke. */
import type { Connection } from '../../database/connection.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { text } from './look.ts'
import { sameName } from './names.ts'
import { identifier } from './print.ts'

/** By `view v` or `trigger t`: why it cannot run. */
export type Ailments = ReadonlyMap<string, string>

/** Prepares a statement for each, which finds what a name in them no longer finds; `gone` are columns that are no more. */
export async function ailmentsOf(connection: Connection, gone: readonly string[]): Promise<Ailments> {
  const { rows } = await connection.query(
    `SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') ORDER BY type DESC, name`,
  )
  const ailments = new Map<string, string>()
  for (const row of rows) {
    const [type, name] = [text(row.type), text(row.name)]
    const statement =
      type === 'view'
        ? `SELECT * FROM ${identifier(name)}`
        : await firing(connection, text(row.tbl_name), text(row.sql))
    const why = await reason(connection, statement, gone)
    if (why !== undefined) ailments.set(`${type} ${name}`, why)
  }
  return ailments
}

async function reason(
  connection: Connection,
  statement: string,
  gone: readonly string[],
): Promise<string | undefined> {
  try {
    const { rows } = await connection.query(`EXPLAIN ${statement}`)
    const asText = gone.find(name =>
      rows.some(row => row.opcode === 'String8' && sameName(text(row.p4), name)),
    )
    // A name in double quotes that finds no column is a text: https://www.sqlite.org/quirks.html#dblquote
    return asText && `"${asText}" is a text there, no column`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A statement that the trigger fires at. */
async function firing(connection: Connection, table: string, trigger: string): Promise<string> {
  const event = sqliteTokens(trigger).find(({ word }) => /^(?:DELETE|INSERT|UPDATE)$/u.test(word))?.word
  if (event === 'DELETE') return `DELETE FROM ${identifier(table)}`
  if (event === 'INSERT') return `INSERT INTO ${identifier(table)} DEFAULT VALUES`
  const { rows } = await connection.query(`PRAGMA table_info(${identifier(table)})`)
  const columns = rows.map(row => identifier(text(row.name)))
  return `UPDATE ${identifier(table)} SET ${columns.map(column => `${column} = ${column}`).join(', ')}`
}
