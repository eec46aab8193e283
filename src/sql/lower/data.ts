/** Statements that change rows. */
import type { Assignment } from '../../model/data-operations.ts'
import { flag } from '../../model/names.ts'
import { isBounded, isBoundedQuery } from './bounded.ts'
import { lowerExpression } from './expression.ts'
import { forEachTable, whole, type Lowered, type StatementContext } from './lowered.ts'
import { tableName } from './names.ts'
import {
  pick,
  pickAll,
  visitNode,
  type CopyStmt,
  type DeleteStmt,
  type InsertStmt,
  type MergeStmt,
  type Node,
  type NodeOf,
  type TruncateStmt,
  type UpdateStmt,
  type WithClause,
} from './nodes.ts'
import { printStatement } from './statement-text.ts'
import { tablesRead } from './tables-read.ts'

/** INSERT. */
export function lowerInsert(statement: InsertStmt, context: StatementContext): readonly Lowered[] {
  const query = pick(statement.selectStmt, 'SelectStmt')
  const rows = query ? query.valuesLists?.length : 1
  return [
    ...lowerWith(statement.withClause, context),
    {
      operation: {
        kind: 'insertRows',
        table: tableName(statement.relation),
        columns: pickAll(statement.cols, 'ResTarget').flatMap(column => column.name ?? []),
        rows,
        fromQuery: flag(rows === undefined),
        bounded: flag(rows === undefined && query !== undefined && isBoundedQuery(query)),
        reads: tablesRead(...(rows === undefined || rows < 100 ? [statement] : [])),
        sql: printStatement({ InsertStmt: statement }, context),
      },
    },
  ]
}

/** UPDATE. */
export function lowerUpdate(statement: UpdateStmt, context: StatementContext): readonly Lowered[] {
  const { whereClause, fromClause, withClause } = statement
  return [
    ...lowerWith(withClause, context),
    {
      operation: {
        kind: 'updateRows',
        table: tableName(statement.relation),
        set: pickAll(statement.targetList, 'ResTarget').map(lowerAssignment),
        where: whereClause && lowerExpression(whereClause),
        bounded: flag(isBounded(whereClause, [fromClause ?? [], withClause ?? []])),
        reads: tablesRead(statement),
        sql: printStatement({ UpdateStmt: statement }, context),
      },
    },
  ]
}

/** `(a, b) = (SELECT …)` gives each column a part of a value; the parts are not told. */
function lowerAssignment(target: NodeOf<'ResTarget'>): Assignment {
  const column = target.name ?? ''
  const value = target.val
  if (!value || pick(value, 'MultiAssignRef') || pick(value, 'SetToDefault')) return { column }
  return { column, value: lowerExpression(value) }
}

/** DELETE. */
export function lowerDelete(statement: DeleteStmt, context: StatementContext): readonly Lowered[] {
  const { whereClause, usingClause, withClause } = statement
  return [
    ...lowerWith(withClause, context),
    {
      operation: {
        kind: 'deleteRows',
        table: tableName(statement.relation),
        where: whereClause && lowerExpression(whereClause),
        bounded: flag(isBounded(whereClause, [usingClause ?? [], withClause ?? []])),
        reads: tablesRead(statement),
        sql: printStatement({ DeleteStmt: statement }, context),
      },
    },
  ]
}

/** MERGE. */
export function lowerMerge(statement: MergeStmt, context: StatementContext): readonly Lowered[] {
  const operation = {
    kind: 'mergeRows',
    table: tableName(statement.relation),
    reads: tablesRead(statement),
    sql: printStatement({ MergeStmt: statement }, context),
  } as const
  return [...lowerWith(statement.withClause, context), { operation }]
}

/** COPY of a table; COPY of a query reads only, or changes what the query changes. */
export function lowerCopy(statement: CopyStmt, context: StatementContext): readonly Lowered[] {
  const sql = printStatement({ CopyStmt: statement }, context)
  if (statement.relation) {
    const direction = statement.is_from ? 'from' : 'to'
    return whole({ kind: 'copyRows', table: tableName(statement.relation), direction, reads: [], sql })
  }
  const changes = statement.query && visitNode(CHANGES, statement.query, context)
  return (
    changes ??
    whole({ kind: 'selectRows', functions: [], reads: tablesRead(statement), resultUsed: true, sql })
  )
}

/** TRUNCATE. */
export function lowerTruncate(statement: TruncateStmt): readonly Lowered[] {
  return forEachTable(pickAll(statement.relations, 'RangeVar'), table => ({
    kind: 'truncateTable',
    table: tableName(table),
    cascade: flag(statement.behavior === 'DROP_CASCADE'),
    restartIdentity: flag(statement.restart_seqs),
  }))
}

const CHANGES = {
  InsertStmt: lowerInsert,
  UpdateStmt: lowerUpdate,
  DeleteStmt: lowerDelete,
  MergeStmt: lowerMerge,
}

/** Statements in WITH that change rows run too: `WITH moved AS (DELETE … RETURNING *) INSERT …`. */
export function lowerWith(clause: WithClause | undefined, context: StatementContext): readonly Lowered[] {
  return pickAll(clause?.ctes, 'CommonTableExpr').flatMap(query => changesOf(query.ctequery, context))
}

function changesOf(query: Node | undefined, context: StatementContext): readonly Lowered[] {
  return (query && visitNode(CHANGES, query, context)) ?? []
}
