/** Foreign keys of SQLite around a migration: off before its transaction, checked before its COMMIT, as before behind it. */
import type { Connection } from '../../database/connection.ts'
import { BatchError } from './batch-error.ts'
import { pragma, text } from './look.ts'
import { identifier, literal } from './print.ts'

/** A row whose foreign key finds no parent, or a foreign key that SQLite cannot check at all. */
export interface Violation {
  readonly table: string
  /** Absent in a table without rowid, and where the key cannot be checked. */
  readonly rowid: number | undefined
  readonly parent: string
  /** Number of the foreign key in its table. */
  readonly id: number | undefined
  /** Why it cannot be checked. */
  readonly mismatch?: string
}

/**
 * Does the work with foreign keys off, and leaves the session as it was, whatever happens. Inside of a transaction the
 * switch would do nothing, so that is an error: https://www.sqlite.org/pragma.html#pragma_foreign_keys
 */
export async function withForeignKeysOff<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const enforced = await pragma(connection, 'foreign_keys')
  const legacyRename = await pragma(connection, 'legacy_alter_table')
  await switchForeignKeys(connection, false)
  const restore = async () => {
    await connection.query(`PRAGMA legacy_alter_table = ${legacyRename ? 'ON' : 'OFF'}`)
    await switchForeignKeys(connection, enforced)
  }
  let result: T
  try {
    result = await work()
  } catch (error) {
    // What went wrong first is what has to be told.
    await restore().catch(() => undefined)
    throw error
  }
  await restore()
  return result
}

/** All rows without parent, in every table. */
export async function foreignKeyViolations(connection: Connection): Promise<readonly Violation[]> {
  try {
    return await violationsOf(connection, 'PRAGMA foreign_key_check')
  } catch {
    // One key without a parent that is unique stops the check of all: ask table by table.
    return violationsByTable(connection)
  }
}

/** Throws for rows without parent that were not there before: the names of table and parent, and the value that is missing. */
export async function checkForeignKeys(
  connection: Connection,
  before: readonly Violation[] = [],
): Promise<void> {
  const known = new Map<string, number>()
  for (const violation of before) known.set(keyOf(violation), (known.get(keyOf(violation)) ?? 0) + 1)
  const fresh = (await foreignKeyViolations(connection)).filter(violation => {
    const left = known.get(keyOf(violation)) ?? 0
    known.set(keyOf(violation), left - 1)
    return left <= 0
  })
  if (fresh.length === 0) return
  const shown = await Promise.all(fresh.slice(0, 5).map(each => describe(connection, each)))
  const more = fresh.length > shown.length ? `, and ${fresh.length - shown.length} more` : ''
  throw new BatchError(
    `The migration leaves rows that refer to nothing: ${shown.join('; ')}${more}. Correct them in the migration, before it ends.`,
  )
}

async function switchForeignKeys(connection: Connection, on: boolean): Promise<void> {
  await connection.query(`PRAGMA foreign_keys = ${on ? 'ON' : 'OFF'}`)
  if ((await pragma(connection, 'foreign_keys')) === on) return
  throw new BatchError(
    `Foreign keys cannot be switched ${on ? 'on' : 'off'} inside of a transaction: end the one that is open ${on ? 'when the migration ends' : 'before the migration begins'}.`,
  )
}

async function violationsOf(connection: Connection, sql: string): Promise<readonly Violation[]> {
  const { rows } = await connection.query(sql)
  return rows.map(row => ({
    table: text(row.table),
    rowid: row.rowid === null ? undefined : Number(row.rowid),
    parent: text(row.parent),
    id: Number(row.fkid),
  }))
}

async function violationsByTable(connection: Connection): Promise<readonly Violation[]> {
  const { rows } = await connection.query(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
  const found: Violation[] = []
  for (const table of rows.map(row => text(row.name))) {
    try {
      found.push(...(await violationsOf(connection, `PRAGMA foreign_key_check(${identifier(table)})`)))
    } catch (error) {
      const mismatch = error instanceof Error ? error.message : String(error)
      const parent = /referencing "(.+)"/u.exec(mismatch)?.[1] ?? ''
      found.push({ table, rowid: undefined, parent, id: undefined, mismatch })
    }
  }
  return found
}

/** Numbers of foreign keys change when one comes or goes. */
function keyOf({ table, rowid, parent, mismatch }: Violation): string {
  return JSON.stringify([table, rowid, parent, mismatch])
}

async function describe(connection: Connection, violation: Violation): Promise<string> {
  const { table, rowid, parent, mismatch } = violation
  if (mismatch !== undefined) {
    return `${table} refers to columns of ${parent} that no primary key or unique constraint covers (${mismatch})`
  }
  const columns = await columnsOf(connection, violation)
  const where = rowid === undefined ? 'a row' : `row ${rowid}`
  if (rowid === undefined || columns.length === 0) return `${where} of ${table} refers to ${parent}`
  const list = columns.map(identifier).join(', ')
  const { rows } = await connection.query(`SELECT ${list} FROM ${identifier(table)} WHERE rowid = ${rowid}`)
  const values = columns.map(column => `${column} = ${literal(text(rows[0]?.[column]))}`)
  return `${where} of ${table} refers to ${parent} with ${values.join(', ')}`
}

async function columnsOf(connection: Connection, { table, id }: Violation): Promise<readonly string[]> {
  const { rows } = await connection.query(`PRAGMA foreign_key_list(${identifier(table)})`)
  return rows.filter(row => Number(row.id) === id).map(row => text(row.from))
}
