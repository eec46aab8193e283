/** Parameters, transactions, locks and maintenance. */
import type { BareOperation } from '../../model/operation.ts'
import type { LockTableMode, TransactionControl } from '../../model/session-operations.ts'
import { flag } from '../../model/names.ts'
import { forEachTable, unsupported, whole, type Lowered } from './lowered.ts'
import { tableName } from './names.ts'
import {
  constantOf,
  pick,
  pickAll,
  type ClusterStmt,
  type LockStmt,
  type Node,
  type TransactionStmt,
  type TransactionStmtKind,
  type VacuumStmt,
  type VariableSetStmt,
} from './nodes.ts'
import { optionIsOn, print } from './print.ts'

/** SET and RESET. */
export function lowerSet(statement: VariableSetStmt): readonly Lowered[] {
  const name = statement.name?.toLowerCase() ?? ''
  const scope = statement.is_local ? 'local' : 'session'
  switch (statement.kind) {
    case 'VAR_SET_VALUE':
      return whole({ kind: 'setParameter', name, value: valuesText(statement.args), scope })
    case 'VAR_SET_CURRENT':
      return whole({ kind: 'setParameter', name, unknown: true, scope })
    case 'VAR_RESET_ALL':
      return whole({ kind: 'setParameter', name: 'all', scope })
    case 'VAR_SET_MULTI':
      return whole(setTransaction(statement))
    default:
      return whole({ kind: 'setParameter', name, scope })
  }
}

/** SET TRANSACTION is for the running transaction, SET SESSION CHARACTERISTICS for those to come. */
function setTransaction(statement: VariableSetStmt): BareOperation {
  const value = pickAll(statement.args, 'DefElem')
    .map(option => `${option.defname ?? ''} ${option.arg ? valueText(option.arg) : ''}`.trim())
    .join(', ')
  const scope = statement.name === 'SESSION CHARACTERISTICS' ? 'session' : 'local'
  return { kind: 'setParameter', name: 'transaction', value, scope }
}

function valuesText(nodes: readonly Node[] | undefined): string {
  return (nodes ?? []).map(valueText).join(', ')
}

/** A value as written, without quotes; `SET TIME ZONE INTERVAL …` is a cast. */
function valueText(node: Node): string {
  const constant = pick(node, 'A_Const')
  if (!constant) return print(node)
  return constant.fval?.fval ?? String(constantOf(constant))
}

const ACTIONS: { readonly [K in TransactionStmtKind]?: TransactionControl['action'] } = {
  TRANS_STMT_BEGIN: 'begin',
  TRANS_STMT_START: 'begin',
  TRANS_STMT_COMMIT: 'commit',
  TRANS_STMT_ROLLBACK: 'rollback',
  TRANS_STMT_SAVEPOINT: 'savepoint',
  TRANS_STMT_RELEASE: 'release',
  TRANS_STMT_ROLLBACK_TO: 'rollbackTo',
  TRANS_STMT_PREPARE: 'prepare',
}

/** BEGIN, COMMIT and their like; COMMIT PREPARED is about another transaction. */
export function lowerTransaction(statement: TransactionStmt): readonly Lowered[] {
  const action = statement.kind && ACTIONS[statement.kind]
  if (!action) return unsupported('COMMIT PREPARED or ROLLBACK PREPARED')
  const name = statement.savepoint_name ?? statement.gid
  const ended = whole({ kind: 'transactionControl', action, name })
  return statement.chain ? [...ended, ...whole({ kind: 'transactionControl', action: 'begin' })] : ended
}

/** Numbers of lockdefs.h, from 1. */
const LOCK_MODES: readonly LockTableMode[] = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
]

/** `LOCK TABLE orders IN SHARE MODE NOWAIT`. */
export function lowerLock(statement: LockStmt): readonly Lowered[] {
  const mode = LOCK_MODES[(statement.mode ?? 8) - 1] ?? 'ACCESS EXCLUSIVE'
  return forEachTable(pickAll(statement.relations, 'RangeVar'), table => ({
    kind: 'lockTable',
    table: tableName(table),
    mode,
    nowait: flag(statement.nowait),
  }))
}

/** VACUUM and ANALYZE. */
export function lowerVacuum(statement: VacuumStmt): readonly Lowered[] {
  const vacuum = optionIsOn(statement.options, 'full') ? 'vacuum full' : 'vacuum'
  const command = statement.is_vacuumcmd ? vacuum : 'analyze'
  const tables = pickAll(statement.rels, 'VacuumRelation').flatMap(each => each.relation ?? [])
  if (tables.length === 0) return whole({ kind: 'maintenance', command })
  return forEachTable(tables, table => ({ kind: 'maintenance', command, table: tableName(table) }))
}

/** `CLUSTER orders USING orders_pkey`. */
export function lowerCluster(statement: ClusterStmt): readonly Lowered[] {
  const table = statement.relation && tableName(statement.relation)
  return whole({ kind: 'maintenance', command: 'cluster', table })
}
