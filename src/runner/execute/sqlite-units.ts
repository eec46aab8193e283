/** Operations as parts of a migration on SQLite. */
import type { Connection } from '../../database/connection.ts'
import { factsAfter, sqliteDialect } from '../../dialects/sqlite.ts'
import { NO_FACTS } from '../../dialects/sqlite/facts.ts'
import type { BareOperation, OperationKind } from '../../model/operation.ts'
import type { BatchOptions } from '../batch/batch-options.ts'
import { performOnSqlite } from '../batch/perform-on-sqlite.ts'
import { isComment } from './is-comment.ts'
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
  'addIdentity',
  'dropIdentity',
  'setColumnOption',
  'addConstraint',
  'dropConstraint',
  'renameConstraint',
  'alterConstraint',
  'renameIndex',
])

/** `connection` is looked at for what the tables are; what operations tell of enums is kept for those behind them. */
export function sqliteUnits(connection: Connection): OperationUnits {
  let facts = NO_FACTS
  const printed = (operation: BareOperation): Unit => {
    const sql = sqliteDialect(facts).printOperation(operation)
    facts = factsAfter(facts, operation)
    return { text: sql, perform: send => (isComment(sql) ? Promise.resolve(NOTHING) : send(sql)) }
  }
  const batch = (operations: readonly BareOperation[], options: BatchOptions): readonly Unit[] => [
    {
      text: JSON.stringify(operations),
      async perform(send) {
        const { enumValues } = facts
        const known = { enumValues, ...options }
        await performOnSqlite(operations, connection, known, async sql => void (await send(sql)))
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
