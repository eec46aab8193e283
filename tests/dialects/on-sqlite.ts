/** A fresh SQLite for each test, and what is asked of it. */
import { afterEach, beforeEach } from 'vitest'
import type { Connection } from '../../src/database/connection.ts'
import { openSqlite } from '../../src/database/sqlite.ts'
import { sqlite } from '../../src/dialects/sqlite.ts'
import type { ColumnDefinition } from '../../src/model/column.ts'
import type { Constraint } from '../../src/model/constraint.ts'
import type { Unplaced } from '../../src/model/operation-base.ts'
import type { BareOperation } from '../../src/model/operation.ts'
import type { CreateTable } from '../../src/model/table-operations.ts'

interface OnSqlite {
  query(sql: string): ReturnType<Connection['query']>
  rowsOf(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Prints the operations as one script and runs it. */
  run(...operations: readonly BareOperation[]): Promise<void>
}

/** A database in memory that is new for each test of the file. */
export function onSqlite(): OnSqlite {
  let database: Connection
  beforeEach(async () => {
    database = await openSqlite(':memory:')
  })
  afterEach(() => database.close())
  return {
    query: sql => database.query(sql),
    rowsOf: async sql => (await database.query(sql)).rows,
    run: async (...operations) => {
      await database.query(sqlite.printOperations(operations).join(';\n'))
    },
  }
}

/** CREATE TABLE orders. */
export function table(
  columns: readonly ColumnDefinition[],
  rest: Partial<Unplaced<CreateTable>> = {},
): Unplaced<CreateTable> {
  return { kind: 'createTable', table: { name: 'orders' }, columns, constraints: [], ...rest }
}

/** PRIMARY KEY without a name. */
export function primaryKey(...columns: readonly string[]): Constraint {
  return { kind: 'primaryKey', columns, include: [] }
}

/** What printing ends with: the SQL, or the error. */
export function printed(operation: BareOperation): unknown {
  try {
    return sqlite.printOperation(operation)
  } catch (error) {
    return error
  }
}
