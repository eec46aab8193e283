/** The calls that make, change and drop whole tables. */
import type { Unplaced } from '../../../model/operation-base.ts'
import type { OperationOf } from '../../../model/operation.ts'
import type { CreateTable, TableOperation } from '../../../model/table-operations.ts'
import {
  entry,
  flags,
  lines,
  list,
  method,
  object,
  sqlOrText,
  tagged,
  text,
  type Code,
  type Entry,
  type Method,
} from './code.ts'
import { columnCode } from './columns.ts'
import { tableConstraints } from './constraints.ts'
import { nameCode, type Known } from './names.ts'

type TableWriters = {
  readonly [K in TableOperation['kind']]?: (
    operation: Unplaced<OperationOf<K>>,
    known: Known,
  ) => Method | undefined
}

/** The calls on tables; undefined where `op` has no word for a part. */
export const TABLE_WRITERS: TableWriters = {
  createTable,
  dropTable(operation) {
    const table = nameCode(operation.table)
    return table && method('dropTable', [table], object(flags(operation, 'ifExists', 'cascade')))
  },
  renameTable({ table, to, ifExists }) {
    const name = nameCode(table)
    return ifExists || !name ? undefined : method('renameTable', [name, text(to)])
  },
  attachPartition({ table, partition, bound }) {
    const names = [nameCode(table), nameCode(partition)].filter(name => name !== undefined)
    return names.length === 2 ? method('attachPartition', [...names, sqlOrText(bound)]) : undefined
  },
  detachPartition(operation) {
    const names = [nameCode(operation.table), nameCode(operation.partition)].filter(
      name => name !== undefined,
    )
    if (operation.finalize || names.length < 2) return undefined
    return method('detachPartition', names, object(flags(operation, 'concurrently')))
  },
}

function createTable(operation: Unplaced<CreateTable>, known: Known): Method | undefined {
  const { columns, constraints, inherits, like, as, partitionBy, partitionOf } = operation
  const table = nameCode(operation.table)
  const written = columns.map(column => columnCode(column, known))
  if (inherits || like || as || !table || !written.every(each => each !== undefined)) return undefined
  const ofTable = tableConstraints([...written.flatMap(({ left }) => left), ...constraints], known)
  const parent = partitionOf && nameCode(partitionOf.parent)
  if (!ofTable || (partitionOf && !parent)) return undefined
  const options = object([
    ...ofTable,
    ...flags(operation, 'ifNotExists', 'temporary', 'unlogged', 'strict', 'withoutRowid'),
    entry('partitionBy', partitionBy, partitionByCode),
    parent && ['partitionOf', partitionOfCode(parent, partitionOf.bound)],
  ])
  return method('createTable', [table, lines(written.map(({ code }) => code))], options)
}

function partitionByCode({ strategy, columns }: NonNullable<CreateTable['partitionBy']>): Code {
  const keys = columns.map(key => (/^[a-z_]\w*$/u.test(key) ? text(key) : tagged(key)))
  return { kind: 'object', entries: [[strategy, list(keys)]] }
}

function partitionOfCode(parent: Code, bound: string): Code {
  const rest: readonly Entry[] = bound === 'DEFAULT' ? [] : [['bound', sqlOrText(bound)]]
  return { kind: 'object', entries: [['table', parent], ...rest] }
}
