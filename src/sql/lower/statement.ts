/** From a statement's tree to its operations, by the kind of its node. */
import { flag } from '../../model/names.ts'
import { CHANGE_OBJECTS } from './alter-objects.ts'
import { lowerAlterTable } from './alter-table.ts'
import { lowerCreateIndex, lowerReindex } from './create-index.ts'
import { CREATE_OBJECTS } from './create-objects.ts'
import { lowerCreateTable, lowerCreateTableAs } from './create-table.ts'
import { lowerCopy, lowerDelete, lowerInsert, lowerMerge, lowerTruncate, lowerUpdate } from './data.ts'
import { lowerDrop } from './drop.ts'
import { nothing, unsupported, whole, type Lowered, type StatementContext } from './lowered.ts'
import { tableName } from './names.ts'
import { kindOf, visitNode, type Node, type NodeKind, type NodeOf } from './nodes.ts'
import { objectDdl } from './objects.ts'
import { optionIsOn } from './print.ts'
import { lowerRename, lowerSetSchema } from './rename.ts'
import { lowerCall, lowerSelect } from './select.ts'
import { lowerCluster, lowerLock, lowerSet, lowerTransaction, lowerVacuum } from './session.ts'
import { lowerAlterDomain, lowerAlterEnum, lowerCreateDomain, lowerCreateEnum } from './types.ts'

type StatementTable = {
  readonly [K in NodeKind]?: (body: NodeOf<K>, context: StatementContext) => readonly Lowered[]
}

const STATEMENTS: StatementTable = {
  ...CREATE_OBJECTS,
  ...CHANGE_OBJECTS,
  CreateStmt: lowerCreateTable,
  CreateTableAsStmt: lowerCreateTableAs,
  CreateSchemaStmt: lowerCreateSchema,
  AlterTableStmt: lowerAlterTable,
  RenameStmt: lowerRename,
  AlterObjectSchemaStmt: lowerSetSchema,
  DropStmt: lowerDrop,
  IndexStmt: lowerCreateIndex,
  ReindexStmt: lowerReindex,
  CreateEnumStmt: lowerCreateEnum,
  AlterEnumStmt: lowerAlterEnum,
  CreateDomainStmt: lowerCreateDomain,
  AlterDomainStmt: lowerAlterDomain,
  RefreshMatViewStmt: body =>
    whole({
      kind: 'refreshView',
      view: tableName(body.relation),
      concurrently: flag(body.concurrent),
      noData: flag(body.skipData),
    }),
  InsertStmt: lowerInsert,
  UpdateStmt: lowerUpdate,
  DeleteStmt: lowerDelete,
  MergeStmt: lowerMerge,
  CopyStmt: lowerCopy,
  TruncateStmt: lowerTruncate,
  SelectStmt: lowerSelect,
  CallStmt: lowerCall,
  VariableSetStmt: lowerSet,
  TransactionStmt: lowerTransaction,
  LockStmt: lowerLock,
  VacuumStmt: lowerVacuum,
  ClusterStmt: lowerCluster,
  CheckPointStmt: () => whole({ kind: 'maintenance', command: 'checkpoint' }),
  DiscardStmt: () => whole({ kind: 'maintenance', command: 'discard' }),
  ExplainStmt: lowerExplain,
  DeclareCursorStmt: (body, context) => (body.query ? lowerStatement(body.query, context) : []),
  VariableShowStmt: () => nothing('SHOW tells a parameter.'),
  ConstraintsSetStmt: () => nothing('SET CONSTRAINTS says when constraints are checked in this transaction.'),
  NotifyStmt: () => nothing('NOTIFY changes nothing.'),
  ListenStmt: () => nothing('LISTEN changes nothing.'),
  UnlistenStmt: () => nothing('UNLISTEN changes nothing.'),
  FetchStmt: () => nothing('FETCH reads from a cursor.'),
  ClosePortalStmt: () => nothing('CLOSE ends a cursor.'),
  PrepareStmt: () => nothing('PREPARE runs nothing yet.'),
  DeallocateStmt: () => nothing('DEALLOCATE forgets a prepared statement.'),
}

/** The operations of a statement, in the order in which they run. */
export function lowerStatement(statement: Node, context: StatementContext): readonly Lowered[] {
  return visitNode(STATEMENTS, statement, context) ?? unsupported(spokenName(kindOf(statement)))
}

/** `ReassignOwnedStmt` as `REASSIGN OWNED`. */
function spokenName(kind: string): string {
  return kind
    .replace(/Stmt$/u, '')
    .replace(/(?<=[a-z])(?=[A-Z])/gu, ' ')
    .toUpperCase()
}

/** EXPLAIN runs nothing unless with ANALYZE. */
function lowerExplain(body: NodeOf<'ExplainStmt'>, context: StatementContext): readonly Lowered[] {
  if (!body.query || !optionIsOn(body.options, 'analyze')) return nothing('EXPLAIN shows a plan.')
  return lowerStatement(body.query, context)
}

/** Statements inside CREATE SCHEMA make their objects in that schema when they name none. */
function lowerCreateSchema(body: NodeOf<'CreateSchemaStmt'>, context: StatementContext): readonly Lowered[] {
  const name = body.schemaname ?? body.authrole?.rolename ?? ''
  const created = objectDdl('create', 'schema', { name }, { ifNotExists: flag(body.if_not_exists) })
  const inside = (body.schemaElts ?? []).flatMap(statement =>
    lowerStatement(inSchema(statement, name), context),
  )
  return [{ operation: created }, ...inside]
}

function inSchema(statement: Node, schemaname: string): Node {
  if ('CreateStmt' in statement) {
    const { relation, ...rest } = statement.CreateStmt
    return { CreateStmt: { ...rest, relation: { schemaname, ...relation } } }
  }
  if ('IndexStmt' in statement) {
    const { relation, ...rest } = statement.IndexStmt
    return { IndexStmt: { ...rest, relation: { schemaname, ...relation } } }
  }
  if ('ViewStmt' in statement) {
    const { view, ...rest } = statement.ViewStmt
    return { ViewStmt: { ...rest, view: { schemaname, ...view } } }
  }
  return statement
}
