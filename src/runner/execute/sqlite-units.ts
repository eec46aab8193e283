/** Operations as parts of a migration on SQLite. */
import type { Connection } from '../../database/connection.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'
import type { BatchOptions } from '../batch/batch-options.ts'
import { performOnSqlite } from '../batch/perform-on-sqlite.ts'
import { printOperation } from '../batch/print.ts'
import { NOTHING, type Unit } from './unit.ts'
import type { OperationUnits } from './units-of.ts'

/** Changes of a table that is there: SQLite does a few of them, and the rest by a rebuild of the table. */
const OF_TABLES: ReadonlySet<OperationKind> = new Set([
  'renameTable',
  'addColumn',
  'dropColumn',
  'renameColumn',
  'changeColumnType',
  'setNotNull',
  'dropNotNull',
  'setDefault',
  'dropDefault',
  'addConstraint',
  'dropConstraint',
  'renameConstraint',
])

/** `connection` is looked at for what the tables are. */
export function sqliteUnits(connection: Connection): OperationUnits {
  const batch = (operations: readonly BareOperation[], options: BatchOptions): readonly Unit[] => [
    {
      text: JSON.stringify(operations),
      async perform(send) {
        await performOnSqlite(operations, connection, options, async sql => void (await send(sql)))
        return NOTHING
      },
    },
  ]
  return {
    units: operations =>
      operations.flatMap(operation =>
        OF_TABLES.has(operation.kind) ? batch([operation], {}) : [printed(operation)],
      ),
    batch,
  }
}

function printed(operation: BareOperation): Unit {
  const sql = printOperation(operation)
  return { text: sql, perform: send => (sql.startsWith('--') ? Promise.resolve(NOTHING) : send(sql)) }
}
