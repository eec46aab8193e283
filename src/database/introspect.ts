/** Reads the schema of a database from its catalog. */
import { canonicalTypeName } from '../model/data-type.ts'
import type { Volatility } from '../model/object-operations.ts'
import { emptySchema } from '../schema/empty.ts'
import { openDraft, putDomain, putEnum, putObject, putTable, putView, type Draft } from '../schema/draft.ts'
import { keyOf } from '../schema/resolve.ts'
import type { FunctionState, SchemaState, TableState } from '../schema/schema-state.ts'
import { columnFrom, constraintFrom, indexFrom } from './catalog-parts.ts'
import * as queries from './catalog-queries.ts'
import {
  expressionFrom,
  typeFrom,
  type ColumnRow,
  type ConstraintRow,
  type DomainRow,
  type EnumRow,
  type IndexRow,
  type ObjectRow,
  type TableRow,
  type ViewRow,
} from './catalog-rows.ts'
import type { Connection } from './connection.ts'

/** All rows of the catalog that concern the user's schemas, those of a relation by its oid. */
interface Catalog {
  readonly columns: ReadonlyMap<string, readonly ColumnRow[]>
  readonly constraints: ReadonlyMap<string, readonly ConstraintRow[]>
  readonly indexes: ReadonlyMap<string, readonly IndexRow[]>
}

/**
 * The state of the connected database; everything in it was there before any migration. Names of the search path are
 * without their schema in expressions.
 */
export async function introspect(
  connection: Connection,
  searchPath: readonly string[] = ['public'],
): Promise<SchemaState> {
  // Without this, expressions and types print differently for every search path.
  const before = await connection.query(`SELECT current_setting('search_path') AS path`)
  const path = searchPath.map(schema => `"${schema.replaceAll('"', '""')}"`).join(', ')
  await connection.query(`SELECT set_config('search_path', $1, false)`, [path])
  try {
    return await readCatalog(connection, searchPath)
  } finally {
    await connection.query(`SELECT set_config('search_path', $1, false)`, [before.rows[0]?.path])
  }
}

async function readCatalog(connection: Connection, searchPath: readonly string[]): Promise<SchemaState> {
  const rowsOf = async <Row>(sql: string): Promise<readonly Row[]> =>
    (await connection.query(sql)).rows as unknown as readonly Row[]
  const draft = openDraft(emptySchema({ complete: true, searchPath }))
  const constraintRows = await rowsOf<ConstraintRow>(queries.CONSTRAINTS)
  const catalog: Catalog = {
    columns: groupBy(await rowsOf<ColumnRow>(queries.COLUMNS), row => row.relation),
    constraints: groupBy(constraintRows, row => (row.relation === '0' ? row.domain : row.relation)),
    indexes: groupBy(await rowsOf<IndexRow>(queries.INDEXES), row => row.relation),
  }
  addTables(draft, await rowsOf<TableRow>(queries.TABLES), catalog)
  for (const row of await rowsOf<ViewRow>(queries.VIEWS)) addView(draft, row, catalog)
  for (const row of await rowsOf<EnumRow>(queries.ENUMS)) addEnum(draft, row)
  for (const row of await rowsOf<DomainRow>(queries.DOMAINS)) addDomain(draft, row, catalog)
  for (const row of await rowsOf<ObjectRow>(queries.OBJECTS)) addObject(draft, row)
  return draft.state
}

function groupBy<Row>(rows: readonly Row[], keyOfRow: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOfRow(row))
    if (group) group.push(row)
    else groups.set(keyOfRow(row), [row])
  }
  return groups
}

const STRATEGIES = { r: 'range', l: 'list', h: 'hash' } as const

function addTables(draft: Draft, rows: readonly TableRow[], catalog: Catalog): void {
  const keys = new Map(rows.map(row => [row.oid, keyOf(row.schema, row.name)]))
  for (const row of rows) putTable(draft, tableFrom(row, catalog, keys))
}

function tableFrom(row: TableRow, catalog: Catalog, keys: ReadonlyMap<string, string>): TableState {
  const key = keyOf(row.schema, row.name)
  const parents = row.parents.flatMap(oid => keys.get(oid) ?? [])
  const columnRows = catalog.columns.get(row.oid) ?? []
  const names = columnRows.map(column => column.name)
  const indexes = (catalog.indexes.get(row.oid) ?? []).map(index => indexFrom(index, key, names))
  const strategy = STRATEGIES[row.strategy as keyof typeof STRATEGIES]
  const [parent] = parents
  return {
    key,
    schema: row.schema,
    name: row.name,
    columns: columnRows.map(column => columnFrom(column, names)),
    constraints: (catalog.constraints.get(row.oid) ?? []).map(each => constraintFrom(each, names, indexes)),
    indexes,
    temporary: false,
    partitionBy: row.strategy === null ? undefined : { strategy, columns: row.partition_columns },
    partitionOf: row.is_partition && parent !== undefined ? { parent, bound: row.bound ?? '' } : undefined,
    inherits: row.is_partition ? [] : parents,
    rowSecurity: row.row_security ? true : undefined,
    comment: row.comment ?? undefined,
    complete: true,
    unsure: [],
    opaque: 0,
    createdIn: -1,
  }
}

function addView(draft: Draft, row: ViewRow, catalog: Catalog): void {
  const key = keyOf(row.schema, row.name)
  const columns = (catalog.columns.get(row.oid) ?? []).map(column => column.name)
  putView(draft, {
    key,
    schema: row.schema,
    name: row.name,
    materialized: row.materialized,
    populated: row.populated,
    columns,
    query: row.query,
    reads: row.reads,
    indexes: (catalog.indexes.get(row.oid) ?? []).map(index => indexFrom(index, key, columns)),
    createdIn: -1,
  })
}

function addEnum(draft: Draft, { schema, name, values }: EnumRow): void {
  const all = values.map(value => ({ value, addedIn: -1 }))
  putEnum(draft, { key: keyOf(schema, name), schema, name, values: all, complete: true, createdIn: -1 })
}

function addDomain(draft: Draft, row: DomainRow, catalog: Catalog): void {
  const constraints = (catalog.constraints.get(row.oid) ?? []).filter(each => each.kind === 'c')
  putDomain(draft, {
    key: keyOf(row.schema, row.name),
    schema: row.schema,
    name: row.name,
    type: typeFrom(row),
    notNull: row.not_null,
    default: row.expression === null ? undefined : expressionFrom(row.expression, []),
    constraints: constraints.map(each => constraintFrom(each, [], [])),
    createdIn: -1,
  })
}

function addObject(draft: Draft, row: ObjectRow): void {
  const { type: objectType, schema, name } = row
  const onTable = objectType !== 'sequence' && row.table !== null
  const key = onTable ? `${row.table}:${name}` : schema === '' ? name : keyOf(schema, name)
  const id = `${objectType}:${key}`
  const others = draft.state.objects.get(id)?.overloads ?? []
  putObject(draft, id, {
    key,
    objectType,
    name,
    schema,
    table: row.table ?? undefined,
    column: row.column ?? undefined,
    overloads: row.volatility === null ? undefined : [...others, functionFrom(row, row.volatility)],
    createdIn: -1,
  })
}

function functionFrom({ parameters }: ObjectRow, volatility: Volatility): FunctionState {
  const types = (parameters ?? []).map(type => {
    const [, name = type, array = ''] = /^(.*?)(\[\])?$/u.exec(type) ?? []
    return canonicalTypeName(name) + array
  })
  return { parameters: types.join(', '), volatility }
}
