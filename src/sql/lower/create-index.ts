/** CREATE INDEX, REINDEX and ALTER INDEX … ATTACH PARTITION. */
import { flag } from '../../model/names.ts'
import type { Reindex } from '../../model/index-operations.ts'
import { lowerExpression } from './expression.ts'
import { lowerIndexPart } from './index-part.ts'
import { whole, type Lowered } from './lowered.ts'
import { tableName } from './names.ts'
import { pickAll, type IndexStmt, type ReindexObjectType, type ReindexStmt } from './nodes.ts'
import { optionIsOn, printOptions } from './print.ts'

/** `CREATE INDEX orders_customer ON orders (customer_id)`. */
export function lowerCreateIndex(statement: IndexStmt): readonly Lowered[] {
  return whole({
    kind: 'createIndex',
    name: statement.idxname,
    table: tableName(statement.relation),
    parts: pickAll(statement.indexParams, 'IndexElem').map(lowerIndexPart),
    unique: flag(statement.unique),
    concurrently: flag(statement.concurrent),
    ifNotExists: flag(statement.if_not_exists),
    only: flag(statement.relation?.inh !== true),
    using: statement.accessMethod === 'btree' ? undefined : statement.accessMethod,
    include: pickAll(statement.indexIncludingParams, 'IndexElem').flatMap(element => element.name ?? []),
    where: statement.whereClause && lowerExpression(statement.whereClause),
    nullsNotDistinct: flag(statement.nulls_not_distinct),
    storageParameters: statement.options && printOptions(statement.options),
    tablespace: statement.tableSpace,
  })
}

const REINDEX_TARGETS: Readonly<Record<ReindexObjectType, Reindex['target']>> = {
  REINDEX_OBJECT_INDEX: 'index',
  REINDEX_OBJECT_TABLE: 'table',
  REINDEX_OBJECT_SCHEMA: 'schema',
  REINDEX_OBJECT_SYSTEM: 'system',
  REINDEX_OBJECT_DATABASE: 'database',
}

/** `REINDEX TABLE CONCURRENTLY orders`; both spellings of CONCURRENTLY are options of the node. */
export function lowerReindex(statement: ReindexStmt): readonly Lowered[] {
  const name = statement.name === undefined ? undefined : { name: statement.name }
  return whole({
    kind: 'reindex',
    target: REINDEX_TARGETS[statement.kind ?? 'REINDEX_OBJECT_INDEX'],
    name: statement.relation ? tableName(statement.relation) : name,
    concurrently: flag(optionIsOn(statement.params, 'concurrently')),
  })
}
