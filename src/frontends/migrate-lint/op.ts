/** The `op` object of our own migrations: Alembic's directives as a table of calls. */
import { flag, type QualifiedName } from '../../model/names.ts'
import type { BareOperation } from '../../model/operation.ts'
import { argument, booleanOf, listOf, nameOf, namesOf, property, textOf } from '../typescript/arguments.ts'
import { compact } from '../typescript/compact.ts'
import { hostValue, UNDEFINED } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { alterColumn } from './alter-column.ts'
import { columnComments, columnIndexes, commentOnTable } from './column-extras.ts'
import { readColumn, readCondition } from './columns.ts'
import {
  checkConstraint,
  deferral,
  foreignKey,
  foreignKeyObject,
  indexPart,
  indexParts,
  keyConstraint,
  tableOf,
} from './constraints.ts'
import { readCreateTable } from './create-table.ts'
import { connection, DATA, TYPES } from './op-data.ts'
import { isOn, on, one, option, unreadable } from './readers.ts'

const TABLES: Readonly<Record<string, HostMethod>> = {
  createTable: call => {
    const operation = readCreateTable(call)
    if (!operation) {
      unreadable(call, tableOf(call.args[0], argument(call.args, 2)))
      return undefined
    }
    call.emit(operation)
    const columns = listOf(call.args[1]) ?? []
    for (const index of columns.flatMap(column => columnIndexes(operation.table, column))) call.emit(index)
    for (const index of listOf(option(call, 2, 'indexes')) ?? []) {
      const created = createIndex(
        nameOf(property(index, 'name')),
        operation.table,
        property(index, 'columns'),
        index,
        call,
      )
      if (created) call.emit(created)
      else unreadable(call, operation.table)
    }
    const comment = option(call, 2, 'comment')
    if (comment) call.emit(commentOnTable(operation.table, comment))
    for (const each of columns.flatMap(column => columnComments(operation.table, column))) call.emit(each)
    return call.promise(call.args[0] ?? UNDEFINED)
  },
  dropTable: on(0, 1, (table, call) => ({
    kind: 'dropTable',
    table,
    ifExists: isOn(call, 1, 'ifExists'),
    cascade: isOn(call, 1, 'cascade'),
  })),
  renameTable: on(0, 2, (table, call) => {
    const to = nameOf(call.args[1])
    return to === undefined ? undefined : { kind: 'renameTable', table, to }
  }),
  setTableComment: on(0, 2, (table, call) => commentOnTable(table, call.args[1])),
  attachPartition: on(0, 3, (table, call) => {
    const partition = tableOf(call.args[1])
    const bound = textOf(property(call.args[2], 'text') ?? call.args[2])
    return partition && bound !== undefined ? { kind: 'attachPartition', table, partition, bound } : undefined
  }),
  detachPartition: on(0, 2, (table, call) => {
    const partition = tableOf(call.args[1])
    return (
      partition && {
        kind: 'detachPartition',
        table,
        partition,
        concurrently: isOn(call, 2, 'concurrently'),
      }
    )
  }),
}

const COLUMNS: Readonly<Record<string, HostMethod>> = {
  addColumn: call => {
    const table = tableOf(call.args[0], argument(call.args, 2))
    const [, given] = call.args
    const column = readColumn(given, call.span)
    if (!table || !given || !column) {
      unreadable(call, table)
      return undefined
    }
    call.emit(compact({ kind: 'addColumn', table, column, ifNotExists: isOn(call, 2, 'ifNotExists') }))
    for (const each of [...columnComments(table, given), ...columnIndexes(table, given)]) call.emit(each)
    return undefined
  },
  dropColumn: on(0, 2, (table, call) => {
    const column = nameOf(call.args[1])
    if (column === undefined) return undefined
    return {
      kind: 'dropColumn',
      table,
      column,
      ifExists: isOn(call, 2, 'ifExists'),
      cascade: isOn(call, 2, 'cascade'),
    }
  }),
  alterColumn: call => {
    const table = tableOf(call.args[0], argument(call.args, 2))
    const column = nameOf(call.args[1])
    const operations = table && column !== undefined && alterColumn(table, column, call)
    if (operations) for (const operation of operations) call.emit(compact(operation))
    else unreadable(call, table)
    return undefined
  },
  setNotNull: call => {
    const table = tableOf(call.args[0])
    const column = nameOf(call.args[1])
    if (!table || column === undefined) unreadable(call, table)
    else for (const operation of setNotNull(table, column, option(call, 2, 'via'))) call.emit(operation)
    return undefined
  },
}

/** With `via: 'check'` the column is proven by a check that is validated without blocking writers. */
function setNotNull(table: QualifiedName, column: string, via: Value | undefined): readonly BareOperation[] {
  const set: BareOperation = { kind: 'setNotNull', table, column }
  if (textOf(via) !== 'check') return [set]
  const name = `${table.name}_${column}_not_null`
  const sql = `${column} IS NOT NULL`
  const expression = { sql, functions: [], columns: [column], provesNotNull: [column] }
  return [
    { kind: 'addConstraint', table, constraint: { kind: 'check', name, expression, notValid: true } },
    { kind: 'validateConstraint', table, name },
    set,
    { kind: 'dropConstraint', table, name },
  ]
}

function createIndex(
  name: string | undefined,
  table: QualifiedName,
  keys: Value | undefined,
  options: Value | undefined,
  call: HostCall,
): BareOperation | undefined {
  const parts = indexParts(keys, options, call.span)
  if (!parts) return undefined
  const is = (what: string) => flag(booleanOf(property(options, what)))
  return compact<BareOperation>({
    kind: 'createIndex',
    name,
    table,
    parts,
    unique: is('unique'),
    concurrently: is('concurrently'),
    ifNotExists: is('ifNotExists'),
    using: textOf(property(options, 'using')),
    include: namesOf(property(options, 'include')) ?? [],
    where: readCondition(property(options, 'where'), call.span),
    nullsNotDistinct: is('nullsNotDistinct'),
    tablespace: textOf(property(options, 'tablespace')),
    storageParameters: storageOf(property(options, 'with')),
  })
}

/** `with: { fillfactor: 70 }`, or the same as a text. */
function storageOf(value: Value | undefined): string | undefined {
  if (value?.kind !== 'object') return textOf(value)
  const entries = [...value.properties.value].map(([name, each]) => `${name} = ${valueText(each)}`)
  return entries.join(', ') || undefined
}

function valueText(value: Value): string {
  return value.kind === 'primitive' ? String(value.value) : (nameOf(value) ?? '…')
}

const INDEXES: Readonly<Record<string, HostMethod>> = {
  createIndex: on(1, 3, (table, call) =>
    createIndex(nameOf(call.args[0]), table, call.args[2], argument(call.args, 3), call),
  ),
  dropIndex: one(call => {
    const index = tableOf(call.args[0], argument(call.args, 1))
    return (
      index && {
        kind: 'dropIndex',
        index,
        table: tableOf(option(call, 1, 'table') ?? option(call, 1, 'tableName')),
        concurrently: isOn(call, 1, 'concurrently'),
        ifExists: isOn(call, 1, 'ifExists'),
      }
    )
  }),
  renameIndex: on(0, 2, (index, call) => {
    const to = nameOf(call.args[1])
    return to === undefined ? undefined : { kind: 'renameIndex', index, to }
  }),
}

function addKey(kind: 'primaryKey' | 'unique'): HostMethod {
  return on(1, 3, (table, call) => {
    const columns = namesOf(call.args[2])
    const constraint = columns && keyConstraint(kind, nameOf(call.args[0]), columns, argument(call.args, 3))
    return constraint && { kind: 'addConstraint', table, constraint }
  })
}

const CONSTRAINTS: Readonly<Record<string, HostMethod>> = {
  createForeignKey: one(call => {
    const name = nameOf(call.args[0])
    if (call.args[1]?.kind === 'object') {
      const table = tableOf(property(call.args[1], 'table'), call.args[1])
      const constraint = foreignKeyObject(name, call.args[1])
      return table && constraint && { kind: 'addConstraint', table, constraint }
    }
    const table = tableOf(call.args[1], argument(call.args, 5))
    const target = tableOf(call.args[2])
    const columns = namesOf(call.args[3])
    const targets = argument(call.args, 4) ? namesOf(call.args[4]) : []
    if (!table || !target || !columns || !targets) return undefined
    const constraint = foreignKey(name, { columns, table: target, target: targets }, argument(call.args, 5))
    return { kind: 'addConstraint', table, constraint }
  }),
  createUniqueConstraint: addKey('unique'),
  createPrimaryKey: addKey('primaryKey'),
  createCheckConstraint: on(1, 3, (table, call) => {
    const constraint = checkConstraint(nameOf(call.args[0]), call.args[2], argument(call.args, 3), call.span)
    return constraint && { kind: 'addConstraint', table, constraint }
  }),
  createExcludeConstraint: on(1, 3, (table, call) => {
    const elements = listOf(call.args[2])?.map(pair => {
      const [key, operator] = listOf(pair) ?? []
      const part = key && indexPart(key, call.span)
      const text = textOf(operator)
      return part && text !== undefined ? { part, operator: text } : undefined
    })
    if (!elements?.every(element => element !== undefined)) return undefined
    const using = textOf(option(call, 3, 'using'))
    const where = readCondition(option(call, 3, 'where'), call.span)
    const constraint = compact({
      kind: 'exclude' as const,
      name: nameOf(call.args[0]),
      using,
      elements,
      where,
      ...deferral(argument(call.args, 3)),
    })
    return { kind: 'addConstraint', table, constraint }
  }),
  dropConstraint: on(1, 2, (table, call) => {
    const name = nameOf(call.args[0])
    if (name === undefined) return undefined
    return {
      kind: 'dropConstraint',
      table,
      name,
      ifExists: isOn(call, 2, 'ifExists'),
      cascade: isOn(call, 2, 'cascade'),
    }
  }),
  validateConstraint: on(1, 2, (table, call) => {
    const name = nameOf(call.args[0])
    return name === undefined ? undefined : { kind: 'validateConstraint', table, name }
  }),
  renameConstraint: on(1, 3, (table, call) => {
    const name = nameOf(call.args[0])
    const to = nameOf(call.args[2])
    return name === undefined || to === undefined ? undefined : { kind: 'renameConstraint', table, name, to }
  }),
}

const BLOCKS: Readonly<Record<string, HostMethod>> = {
  // Alembic's autocommit block: the migration's transaction ends before it, and a new one begins after it.
  autocommit: call => {
    call.emit({ kind: 'transactionControl', action: 'commit', byFramework: true })
    call.invoke(call.args[0], [])
    call.emit({ kind: 'transactionControl', action: 'begin', byFramework: true })
    return undefined
  },
  batchAlterTable: call => {
    const [table, callback] = call.args
    if (table) call.invoke(callback, [hostValue(batchOf(table))])
    return undefined
  },
}

/** Calls whose table the batch already names stand without it. */
const TABLE_FIRST = ['addColumn', 'dropColumn', 'alterColumn']
const TABLE_SECOND = [
  'createIndex',
  'createForeignKey',
  'createUniqueConstraint',
  'createCheckConstraint',
  'createPrimaryKey',
  'dropConstraint',
]

/** The object that `batchAlterTable` hands over: the same calls without the table. */
export function batchOf(table: Value): HostObject {
  const methods: Record<string, HostMethod> = {}
  for (const name of TABLE_FIRST) methods[name] = call => OP_METHODS[name]?.(shifted(call, 0, table))
  for (const name of TABLE_SECOND) methods[name] = call => OP_METHODS[name]?.(shifted(call, 1, table))
  methods['dropIndex'] = call => OP_METHODS['dropIndex']?.(call)
  return { name: 'the batch', reachesDatabase: true, methods }
}

/** The call with the table put in at a place of its arguments. */
function shifted(call: HostCall, index: number, table: Value): HostCall {
  return call.withArgs(call.args.toSpliced(index, 0, table))
}

const OP_METHODS: Readonly<Record<string, HostMethod>> = {
  ...TABLES,
  ...COLUMNS,
  ...INDEXES,
  ...CONSTRAINTS,
  ...TYPES,
  ...DATA,
  ...BLOCKS,
  getBind: () => connection,
}

/** The `op` that upgrade and downgrade get. */
export const OP: Value = hostValue({
  name: 'op',
  reachesDatabase: true,
  methods: OP_METHODS,
  properties: { connection, context: hostValue({ name: 'op.context', reachesDatabase: false }) },
})
