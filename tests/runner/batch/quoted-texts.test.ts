/** A SQLite that takes a name in double quotes for a text when no column has it. */
import initSqlJs from 'sql.js'
import { expect, it } from 'vitest'
import type { Connection } from '../../../src/database/connection.ts'
import { performOnSqlite } from '../../../src/runner/batch/perform-on-sqlite.ts'
import { on } from './operations.ts'

async function openLenient(schema: string): Promise<Connection> {
  const { Database } = await initSqlJs()
  const database = new Database()
  database.run(schema)
  return {
    query: async sql => {
      const [result] = database.exec(sql)
      const rows = result?.values.map(row =>
        Object.fromEntries(result.columns.map((name, index) => [name, row[index]])),
      )
      return { rows: rows ?? [], notices: [] }
    },
    close: async () => database.close(),
  }
}

const SCHEMA = `CREATE TABLE orders (id INTEGER PRIMARY KEY, "Note" TEXT); CREATE TABLE log (x);
  CREATE VIEW titles AS SELECT id, 'Note' AS title FROM orders;`

const USERS: readonly (readonly [string, string])[] = [
  ['view notes', 'CREATE VIEW notes AS SELECT id, "Note" FROM orders'],
  [
    'trigger on_log',
    'CREATE TRIGGER on_log AFTER INSERT ON log BEGIN UPDATE orders SET id = id WHERE "Note" = new.x; END',
  ],
]

it.each(USERS)('keeps the column that a %s would take for a text', async (name, sql) => {
  const connection = await openLenient(`PRAGMA foreign_keys = OFF; ${SCHEMA} ${sql}`)
  const drop = performOnSqlite(
    [on('orders').drop('Note')],
    connection,
    { recreate: 'always' },
    async statement => {
      await connection.query(statement)
    },
  )
  await expect(drop).rejects.toThrow(
    `Column Note of table orders is used by ${name} ("Note" is a text there, no column)`,
  )
})
