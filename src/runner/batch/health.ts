/** Which views and triggers of a database cannot run: compared before and after, that is what a change broke. */
import type { Connection } from '../../database/connection.ts'
import { sqliteTokens } from '../../sql/sqlite/tokens.ts'
import { text } from './look.ts'
import { identifier } from './print.ts'

/** By `view v` or `trigger t`: why it cannot run. */
export type Ailments = ReadonlyMap<string, string>

/** Prepares a statement for each, which finds what a name in them no longer finds. */
export async function ailmentsOf(connection: Connection): Promise<Ailments> {
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
    const why = await reason(connection, statement)
    if (why !== undefined) ailments.set(`${type} ${name}`, why)
  }
  return ailments
}

async function reason(connection: Connection, statement: string): Promise<string | undefined> {
  try {
    await connection.query(`EXPLAIN ${statement}`)
    return undefined
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
