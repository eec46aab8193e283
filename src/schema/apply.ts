/** State and operation to the state after it: what PostgreSQL's catalog would hold, as far as the history tells. */
import { dispatch, type Operation, type OperationTable } from '../model/operation.ts'
import { columnAppliers } from './apply-columns.ts'
import { constraintAppliers } from './apply-constraints.ts'
import { indexAppliers } from './apply-indexes.ts'
import { objectAppliers } from './apply-objects.ts'
import { sessionAppliers } from './apply-session.ts'
import { tableAppliers } from './apply-tables.ts'
import { typeAppliers } from './apply-types.ts'
import { openDraft, removeTable, type Draft } from './draft.ts'
import { giveBackRemoved } from './perhaps.ts'
import type { MigrationNumber, SchemaState } from './schema-state.ts'

const APPLIERS: OperationTable<void, [Draft]> = {
  ...tableAppliers,
  ...columnAppliers,
  ...constraintAppliers,
  ...indexAppliers,
  ...typeAppliers,
  ...objectAppliers,
  ...sessionAppliers,
}

/**
 * The state after an operation. An operation that may or may not run gives the reading that raises no false
 * alarm: what it makes is there, what it takes away is not known any more. A guarded one runs exactly where
 * it has something to do, so that it is the same as IF [NOT] EXISTS.
 */
export function applyOperation(state: SchemaState, operation: Operation): SchemaState {
  const draft = openDraft(state)
  dispatch(APPLIERS, operation, draft)
  if (operation.flow === 'conditional' || operation.flow === 'repeated') giveBackRemoved(draft)
  return draft.state
}

/** The state in which the next migration begins: a session of its own, without temporary tables. */
export function startMigration(
  state: SchemaState,
  number: MigrationNumber = state.migration + 1,
): SchemaState {
  const draft = openDraft(state)
  for (const key of state.links.temporaryTables) removeTable(draft, key)
  return { ...draft.state, migration: number, searchPath: state.defaultSearchPath, transaction: undefined }
}
