/** TypeORM's `QueryRunner` as a table of calls: what its PostgreSQL driver does for each. */
import { flag, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import {
  booleanOf,
  headOf,
  listOf,
  nameOf,
  namesOf,
  placeOf,
  property,
  qualifiedNameOf,
  textOf,
  unknownAmong,
} from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import {
  concatStrings,
  hostValue,
  mappedOf,
  objectValue,
  textAt,
  UNDEFINED,
  unknown,
} from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { columnComment, readColumn } from './columns.ts'
import { changeColumn } from './change-column.ts'
import {
  nameOfIndex,
  readCheck,
  readExclusion,
  readForeignKey,
  readIndex,
  readUnique,
} from './constraints.ts'
import { createTable, tableName } from './create-table.ts'
import { newPrimaryKey, uniqueColumn } from './keys.ts'
import { madeName, namedOrMade } from './made-names.ts'
import { connection, entityManager } from './manager.ts'
import { transactionMethods } from './transactions.ts'

/** Reads one element that a call gives for a table: an operation, or undefined when it cannot be read. */
type ReadElement = (table: QualifiedName, value: Value, call: HostCall) => BareOperation | undefined

const GUARD = unknown('query result', 'whether it exists is known only in the database', true)

function unreadable(call: HostCall, table?: QualifiedName): void {
  const value = unknownAmong(call.args)
  const message = value
    ? `The call cannot be read: ${value.message}.`
    : 'The call cannot be read: a name is missing, or known only at run time.'
  call.opaque(
    { reason: value?.reason ?? 'run-time value', message, remedy: 'Write names and definitions out.' },
    undefined,
    table ? [table] : undefined,
  )
}

/** A method with a table and one element, or with a table and a list of them: each is a statement of its own. */
function eachOf(read: ReadElement): HostMethod {
  return call => {
    const [target, given] = call.args
    const table = tableName(target)
    const elements = given?.kind === 'array' ? listOf(given) : given && [given]
    if (!table || !elements) {
      unreadable(call, table)
      return undefined
    }
    for (const element of elements) {
      const operation = read(table, element, call)
      if (operation) call.emit(compact(operation), elements.length > 1 ? headOf(placeOf(element)) : undefined)
      else unreadable(call, table)
    }
    return undefined
  }
}

/** A method that gives one operation. */
function one(read: (call: HostCall) => BareOperation | undefined): HostMethod {
  return call => {
    const operation = read(call)
    if (operation) call.emit(compact(operation))
    else unreadable(call)
    return undefined
  }
}

/** The name of something given as a text or as an object with a name; what a query found has none that is known. */
function givenName(value: Value | undefined): string | undefined {
  const name = value?.kind === 'object' ? property(value, 'name') : value
  return name?.kind === 'unknown' && name.reason === 'query result' ? undefined : nameOf(name)
}

const addColumn: HostMethod = call => {
  const table = tableName(call.args[0])
  const list = call.args[1]?.kind === 'array' ? listOf(call.args[1]) : call.args.slice(1, 2)
  const columns = table && list?.map(each => readColumn(each, table, call.span))
  if (!table || !columns?.every(column => column !== undefined)) {
    unreadable(call, table)
    return undefined
  }
  for (const column of columns) {
    const { definition, enum: type, isPrimary, isUnique, comment, at } = column
    const place = columns.length > 1 ? headOf(at) : undefined
    if (type) call.emit(type, place)
    call.emit({ kind: 'addColumn', table, column: definition }, place)
    if (isPrimary) newPrimaryKey(call, table, place)
    if (isUnique) {
      call.emit({ kind: 'addConstraint', table, constraint: uniqueColumn(table, definition.name) }, place)
    }
    if (comment) call.emit(columnComment(table, column), place)
  }
  return undefined
}

const changeOne: HostMethod = call => {
  const table = tableName(call.args[0])
  if (!table || !changeColumn(table, call.args[1], call.args[2], call)) unreadable(call, table)
  return undefined
}

const changeAll: HostMethod = call => {
  const table = tableName(call.args[0])
  const pairs = listOf(call.args[1])
  const done = pairs?.every(
    pair => table && changeColumn(table, property(pair, 'oldColumn'), property(pair, 'newColumn'), call),
  )
  if (!done) unreadable(call, table)
  return undefined
}

const COLUMNS: Readonly<Record<string, HostMethod>> = {
  addColumn,
  addColumns: addColumn,
  changeColumn: changeOne,
  changeColumns: changeAll,
  renameColumn: call => {
    const [target, old, renamed] = call.args
    if (renamed?.kind === 'object') return changeOne(call)
    const table = tableName(target)
    const column = givenName(old)
    const to = nameOf(renamed)
    if (!table || column === undefined || to === undefined) unreadable(call, table)
    else call.emit({ kind: 'renameColumn', table, column, to })
    return undefined
  },
  dropColumn: eachOf(dropColumn),
  dropColumns: eachOf(dropColumn),
}

function dropColumn(table: QualifiedName, value: Value): BareOperation | undefined {
  const column = givenName(value)
  return column === undefined ? undefined : { kind: 'dropColumn', table, column }
}

const add =
  (
    read: (value: Value, table: QualifiedName, call: HostCall) => ReturnType<typeof readForeignKey>,
  ): ReadElement =>
  (table, value, call) => {
    const constraint = read(value, table, call)
    return constraint && { kind: 'addConstraint', table, constraint }
  }

const drop: ReadElement = (table, value) => {
  const name = givenName(value)
  return name === undefined ? undefined : { kind: 'dropConstraint', table, name }
}

/** A foreign key given by its columns goes by the name that TypeORM makes for it. */
const dropForeignKey: ReadElement = (table, value, call) => {
  const columns = value.kind === 'object' ? namesOf(property(value, 'columnNames')) : undefined
  const made = columns && givenName(value) === undefined ? madeName('foreignKey', table, columns) : undefined
  return made === undefined ? drop(table, value, call) : { kind: 'dropConstraint', table, name: made }
}

const foreignKey = eachOf(add((value, table) => readForeignKey(value, table)))
const unique = eachOf(add((value, table) => readUnique(value, table)))
const check = eachOf(add((value, table, call) => readCheck(value, table, call.span)))
const exclusion = eachOf(add((value, table, call) => readExclusion(value, table, call.span)))
const dropOne = eachOf(drop)

const CONSTRAINTS: Readonly<Record<string, HostMethod>> = {
  createForeignKey: foreignKey,
  createForeignKeys: foreignKey,
  createUniqueConstraint: unique,
  createUniqueConstraints: unique,
  createCheckConstraint: check,
  createCheckConstraints: check,
  createExclusionConstraint: exclusion,
  createExclusionConstraints: exclusion,
  dropForeignKey: eachOf(dropForeignKey),
  dropForeignKeys: eachOf(dropForeignKey),
  dropUniqueConstraint: dropOne,
  dropUniqueConstraints: dropOne,
  dropCheckConstraint: dropOne,
  dropCheckConstraints: dropOne,
  dropExclusionConstraint: dropOne,
  dropExclusionConstraints: dropOne,
  createPrimaryKey: one(call => {
    const table = tableName(call.args[0])
    const columns = namesOf(call.args[1])
    if (!table || !columns) return undefined
    const name = namedOrMade(textOf(call.args[2]), madeName('primaryKey', table, columns))
    const constraint = compact({ kind: 'primaryKey' as const, ...name, columns, include: [] })
    return { kind: 'addConstraint', table, constraint }
  }),
  updatePrimaryKeys: call => {
    const table = tableName(call.args[0])
    if (table) newPrimaryKey(call, table)
    else unreadable(call)
    return undefined
  },
  dropPrimaryKey: one(call => {
    const table = tableName(call.args[0])
    const name = textOf(call.args[1])
    return table && name !== undefined ? { kind: 'dropConstraint', table, name } : undefined
  }),
}

const index = eachOf((table, value, call) => readIndex(value, table, placeOf(value) ?? call.span))
const dropIndex = eachOf((table, value) => {
  const name = givenName(value) ?? (value.kind === 'object' ? nameOfIndex(value, table) : undefined)
  const schema = table.schema === undefined ? {} : { schema: table.schema }
  return name === undefined ? undefined : { kind: 'dropIndex', index: { ...schema, name }, table }
})

const TABLES: Readonly<Record<string, HostMethod>> = {
  createTable: call => {
    if (!createTable(call)) unreadable(call, tableName(call.args[0]))
    return undefined
  },
  dropTable: one(call => {
    const table = tableName(call.args[0])
    return table && { kind: 'dropTable', table, ifExists: flag(booleanOf(call.args[1])) }
  }),
  renameTable: one(call => {
    const table = tableName(call.args[0])
    const to = tableName(call.args[1])
    return table && to && { kind: 'renameTable', table, to: to.name }
  }),
  clearTable: one(call => {
    const table = tableName(call.args[0])
    return table && { kind: 'truncateTable', table }
  }),
  clearDatabase: call => {
    const message = 'Every view, table and enum of the schema is dropped, whichever the database has.'
    call.opaque({ reason: 'query result', message, remedy: 'Name what is dropped.' })
    return undefined
  },
  changeTableComment: one(call => {
    const name = tableName(call.args[0])
    return name && { kind: 'objectDdl', verb: 'comment', objectType: 'table', name }
  }),
  createIndex: index,
  createIndices: index,
  dropIndex,
  dropIndices: dropIndex,
}

const OBJECTS: Readonly<Record<string, HostMethod>> = {
  createSchema: one(call => {
    const name = qualifiedNameOf(call.args[0])
    const ifNotExists = flag(booleanOf(call.args[1]))
    return name && { kind: 'objectDdl', verb: 'create', objectType: 'schema', name, ifNotExists }
  }),
  dropSchema: one(call => {
    const name = qualifiedNameOf(call.args[0])
    const ifExists = flag(booleanOf(call.args[1]))
    const cascade = flag(booleanOf(call.args[2]))
    return name && { kind: 'objectDdl', verb: 'drop', objectType: 'schema', name, ifExists, cascade }
  }),
  createView: one(call => {
    const view = tableName(call.args[0])
    const expression = property(call.args[0], 'expression')
    if (!view || expression?.kind !== 'string') return undefined
    const materialized = flag(booleanOf(property(call.args[0], 'materialized')))
    return {
      kind: 'createView',
      view,
      materialized,
      columns: [],
      query: mappedOf(expression).text,
      reads: [],
    }
  }),
  dropView: one(call => {
    const view = tableName(call.args[0])
    const materialized = flag(booleanOf(property(call.args[0], 'materialized')))
    return view && { kind: 'dropView', view, materialized, ifExists: flag(booleanOf(call.args[1])) }
  }),
}

/** A guard: the answer is in the database. */
const asks: HostMethod = call => call.promise(GUARD)

const QUESTIONS: Readonly<Record<string, HostMethod>> = {
  hasTable: asks,
  hasColumn: asks,
  hasSchema: asks,
  hasDatabase: asks,
  getTables: asks,
  getViews: asks,
  getView: asks,
  getSchemas: asks,
  getCurrentSchema: call =>
    call.promise(unknown('query result', 'the current schema is known only at run time')),
  getCurrentDatabase: call => call.promise(unknown('query result', 'the database is known only at run time')),
  getTable: call => {
    const name = call.args[0]
    const known = name?.kind === 'string' ? name : textAt(`\${${textOf(name) ?? 'table'}}`, call.span)
    return call.promise(objectValue({ name: known }, { open: GUARD, maybe: GUARD }))
  },
}

const query: HostMethod = call => {
  call.sql(call.args[0])
  return call.promise(unknown('query result', 'the result of a query is known only at run time'))
}

/** Of a query runner that did not come with the migration, nothing more is known. */
const OTHER: Readonly<Record<string, HostMethod>> = {
  connect: () => UNDEFINED,
  release: () => UNDEFINED,
  enableSqlMemory: () => UNDEFINED,
  disableSqlMemory: () => UNDEFINED,
  clearSqlMemory: () => UNDEFINED,
}

/** A query runner; `inTransaction` tells whether TypeORM has begun one before the migration. */
export function queryRunner(inTransaction: boolean): HostObject {
  return {
    name: 'queryRunner',
    reachesDatabase: true,
    methods: {
      query,
      // A template tag in TypeORM 1.0: its values become parameters.
      sql: call => {
        if (call.template) call.boundSql(templateText(call))
        else call.sql(call.args[0])
        return call.promise(unknown('query result', 'the result of a query is known only at run time'))
      },
      ...TABLES,
      ...COLUMNS,
      ...CONSTRAINTS,
      ...OBJECTS,
      ...QUESTIONS,
      ...OTHER,
      ...transactionMethods(inTransaction),
    },
    properties: {
      manager: hostValue(entityManager('queryRunner.manager', query)),
      connection: connection(query),
      dataSource: connection(query),
    },
  }
}

function templateText(call: HostCall): Value {
  const texts = call.template?.texts ?? []
  return texts.reduce((left, right, i) =>
    concatStrings(concatStrings(left, textAt(`$${String(i)}`, call.spans[i - 1] ?? call.span)), right),
  )
}
