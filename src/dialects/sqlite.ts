/** Operations as the SQL of SQLite: what it has the same words for as PostgreSQL is printed by the same printers. */
import { printWith, type Printers } from './compiler.ts'
import type { Dialect } from './dialect.ts'
import { columnPrinters, SQLITE_CONSTRAINT_PRINTERS } from './sqlite/column-operations.ts'
import { SQLITE_DATA_PRINTERS } from './sqlite/data-operations.ts'
import { factsAfter, NO_FACTS, type SqliteFacts } from './sqlite/facts.ts'
import { SQLITE } from './sqlite/identifiers.ts'
import { SQLITE_INDEX_PRINTERS } from './sqlite/index-operations.ts'
import { SQLITE_OBJECT_PRINTERS } from './sqlite/object-operations.ts'
import { SQLITE_SESSION_PRINTERS } from './sqlite/session-operations.ts'
import { tablePrinters } from './sqlite/table-operations.ts'
import { SQLITE_TYPE_PRINTERS } from './sqlite/type-operations.ts'

/**
 * The dialect for one who knows the database; `printOperations` learns from its operations. Throws UnsupportedByDialect
 * where SQLite would do less than the operation says.
 */
export function sqliteDialect(known: Partial<SqliteFacts> = {}): Dialect {
  const facts = { ...NO_FACTS, ...known }
  return {
    name: 'sqlite',
    printOperation: operation => printWith(printers(facts), operation, SQLITE),
    printOperations(operations) {
      let learned: SqliteFacts = facts
      return operations.map(operation => {
        const sql = printWith(printers(learned), operation, SQLITE)
        learned = factsAfter(learned, operation)
        return sql
      })
    },
  }
}

function printers(facts: SqliteFacts): Printers {
  return {
    ...tablePrinters(facts),
    ...columnPrinters(facts),
    ...SQLITE_CONSTRAINT_PRINTERS,
    ...SQLITE_INDEX_PRINTERS,
    ...SQLITE_TYPE_PRINTERS,
    ...SQLITE_OBJECT_PRINTERS,
    ...SQLITE_DATA_PRINTERS,
    ...SQLITE_SESSION_PRINTERS,
  }
}

/** SQLite of which nothing is known. */
export const sqlite: Dialect = sqliteDialect()

export { factsAfter, type SqliteFacts } from './sqlite/facts.ts'
export { nativelyAlters } from './sqlite/natively-alters.ts'
