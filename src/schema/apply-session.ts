/** What operations on the session and unreadable operations do to the state. */
import type { DataOperation } from '../model/data-operations.ts'
import type { OpaqueOperation } from '../model/opaque-operations.ts'
import type { OperationOf } from '../model/operation.ts'
import type { SessionOperation } from '../model/session-operations.ts'
import type { Appliers } from './appliers.ts'
import { updateTable, type Draft } from './draft.ts'
import { tableNamed } from './family.ts'
import type { SchemaState, TransactionState } from './schema-state.ts'

export const sessionAppliers: Appliers<
  SessionOperation['kind'] | OpaqueOperation['kind'] | DataOperation['kind']
> = {
  setParameter,
  transactionControl(operation, draft) {
    if (operation.flow === undefined)
      draft.state = TRANSACTIONS[operation.action](draft.state, operation.name)
  },
  lockTable: learnTable,
  maintenance() {},
  opaque(operation, draft) {
    if (operation.tables === undefined) doubtEverything(draft)
    else for (const name of operation.tables) doubtTable(draft, tableNamed(draft, name)?.key)
  },
  noOperation() {},
  insertRows: learnTable,
  updateRows: learnTable,
  deleteRows: learnTable,
  mergeRows: learnTable,
  copyRows: learnTable,
  truncateTable: learnTable,
  selectRows() {},
  updateInBatches: learnTable,
  assertQuery() {},
}

/** An operation on rows tells that the table is there. */
function learnTable(operation: { readonly table: { readonly name: string } }, draft: Draft): void {
  if (!draft.state.complete) tableNamed(draft, operation.table)
}

function setParameter(operation: OperationOf<'setParameter'>, draft: Draft): void {
  const { state } = draft
  if (operation.name !== 'search_path' && operation.name !== 'all') return
  const searchPath =
    operation.value === undefined || operation.unknown ? state.defaultSearchPath : pathOf(operation.value)
  const { transaction } = state
  if (operation.scope === 'session' || !transaction) {
    draft.state = { ...state, searchPath }
    return
  }
  const searchPathAfter = transaction.searchPathAfter ?? state.searchPath
  draft.state = { ...state, searchPath, transaction: { ...transaction, searchPathAfter } }
}

/** The schemas of a search path; `$user` has no schema of its own in most databases. */
function pathOf(value: string): readonly string[] {
  return value
    .split(',')
    .map(each => each.trim().replace(/^["'](.*)["']$/su, '$1'))
    .filter(each => each !== '' && each !== '$user')
}

type Action = OperationOf<'transactionControl'>['action']

const TRANSACTIONS: Readonly<Record<Action, (state: SchemaState, name: string | undefined) => SchemaState>> =
  {
    begin: state =>
      state.transaction ? state : { ...state, transaction: { before: state, savepoints: [] } },
    commit: state => ended(state, state.transaction),
    prepare: state => ended(state, state.transaction),
    rollback: state =>
      state.transaction ? { ...state.transaction.before, migration: state.migration } : state,
    savepoint: (state, name = '') =>
      withTransaction(state, transaction => ({
        ...transaction,
        savepoints: [...transaction.savepoints, { name, state }],
      })),
    release: (state, name) =>
      withTransaction(state, transaction => ({
        ...transaction,
        savepoints: transaction.savepoints.slice(0, lastNamed(transaction, name)),
      })),
    rollbackTo: (state, name) => {
      const { transaction } = state
      const at = transaction ? lastNamed(transaction, name) : -1
      const savepoint = transaction?.savepoints[at]
      if (!transaction || !savepoint) return state
      return {
        ...savepoint.state,
        transaction: { ...transaction, savepoints: transaction.savepoints.slice(0, at + 1) },
      }
    },
  }

function ended(state: SchemaState, transaction: TransactionState | undefined): SchemaState {
  return { ...state, searchPath: transaction?.searchPathAfter ?? state.searchPath, transaction: undefined }
}

function withTransaction(
  state: SchemaState,
  change: (transaction: TransactionState) => TransactionState,
): SchemaState {
  // A savepoint of the runner's own transaction, which no operation began.
  const transaction = state.transaction ?? { before: state, savepoints: [] }
  return { ...state, transaction: change(transaction) }
}

function lastNamed(transaction: TransactionState, name: string | undefined): number {
  return transaction.savepoints.findLastIndex(each => each.name === name)
}

/** The table may have columns, constraints and indexes that are not listed. */
function doubtTable(draft: Draft, key: string | undefined): void {
  const table = key === undefined ? undefined : draft.state.tables.get(key)
  if (table) updateTable(draft, table.key, { complete: false, opaque: table.opaque + 1 })
}

/** Each table becomes incomplete once only, so that a history of opaque operations stays cheap. */
function doubtEverything(draft: Draft): void {
  for (const key of draft.state.links.completeTables) updateTable(draft, key, { complete: false })
  draft.state = { ...draft.state, complete: false, opaque: draft.state.opaque + 1 }
}
