/** CREATE TABLE in all its forms. */
import type { BareOperation } from '../../model/operation.ts'
import { flag } from '../../model/names.ts'
import { lowerColumn } from './column.ts'
import { lowerConstraint } from './constraint.ts'
import { whole, type Lowered, type StatementContext } from './lowered.ts'
import { tableName } from './names.ts'
import {
  pickAll,
  stringsOf,
  type CreateStmt,
  type CreateTableAsStmt,
  type IntoClause,
  type Node,
} from './nodes.ts'
import { lowerPartitionBy, printBound } from './partition.ts'
import { printStatement } from './statement-text.ts'
import { tablesRead } from './tables-read.ts'

/** `CREATE TABLE orders (…)`, also `PARTITION OF` and `OF type`. */
export function lowerCreateTable(statement: CreateStmt): readonly Lowered[] {
  const parents = pickAll(statement.inhRelations, 'RangeVar').map(tableName)
  const parent = statement.partbound && parents[0]
  const like = pickAll(statement.tableElts, 'TableLikeClause').map(clause => tableName(clause.relation))
  const persistence = statement.relation?.relpersistence
  return whole({
    kind: 'createTable',
    table: tableName(statement.relation),
    columns: pickAll(statement.tableElts, 'ColumnDef').map(lowerColumn),
    constraints: pickAll(statement.tableElts, 'Constraint').flatMap(each => lowerConstraint(each) ?? []),
    ifNotExists: flag(statement.if_not_exists),
    temporary: flag(persistence === 't'),
    unlogged: flag(persistence === 'u'),
    inherits: !parent && parents.length > 0 ? parents : undefined,
    like: like.length > 0 ? like : undefined,
    partitionBy: statement.partspec && lowerPartitionBy(statement.partspec),
    partitionOf: parent && { parent, bound: printBound(statement.partbound) },
  })
}

/** `CREATE TABLE … AS`, and `CREATE MATERIALIZED VIEW`, which the grammar makes of the same node. */
export function lowerCreateTableAs(
  statement: CreateTableAsStmt,
  context: StatementContext,
): readonly Lowered[] {
  const { into, query } = statement
  if (!query || !into) return []
  if (statement.objtype !== 'OBJECT_MATVIEW') {
    return whole(tableFromQuery(into, query, context, flag(statement.if_not_exists)))
  }
  return whole({
    kind: 'createView',
    view: tableName(into.rel),
    materialized: true,
    ifNotExists: flag(statement.if_not_exists),
    noData: flag(into.skipData),
    columns: stringsOf(into.colNames),
    query: printStatement(query, context),
    reads: tablesRead(query),
  })
}

/** A table made by a query: CREATE TABLE AS and SELECT … INTO. */
export function tableFromQuery(
  into: IntoClause,
  query: Node,
  context: StatementContext,
  ifNotExists?: true,
): BareOperation {
  const persistence = into.rel?.relpersistence
  return {
    kind: 'createTable',
    table: tableName(into.rel),
    columns: [],
    constraints: [],
    ifNotExists,
    temporary: flag(persistence === 't'),
    unlogged: flag(persistence === 'u'),
    as: { sql: printStatement(query, context), reads: tablesRead(query) },
  }
}
