/** The object that `op.batchAlterTable` hands over. */
import { nameOf } from '../typescript/arguments.ts'
import { textAt, UNDEFINED } from '../typescript/value-tools.ts'
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { tableOf } from './constraints.ts'
import { COLUMNS } from './op-columns.ts'
import { CONSTRAINTS } from './op-constraints.ts'
import { INDEXES } from './op-indexes.ts'
import { TABLES } from './op-tables.ts'

const { addColumn, dropColumn, alterColumn, setNotNull } = COLUMNS
const { createIndex, dropIndex } = INDEXES
const { createTableComment, dropTableComment } = TABLES

/** Calls whose table the batch already names stand without it: it is their first argument. */
export const TABLE_FIRST = {
  addColumn,
  dropColumn,
  alterColumn,
  setNotNull,
  createTableComment,
  dropTableComment,
} as const

/** The same for those that begin with a name. */
export const TABLE_SECOND = {
  createIndex,
  createForeignKey: CONSTRAINTS.createForeignKey,
  createUniqueConstraint: CONSTRAINTS.createUniqueConstraint,
  createCheckConstraint: CONSTRAINTS.createCheckConstraint,
  createPrimaryKey: CONSTRAINTS.createPrimaryKey,
  createExcludeConstraint: CONSTRAINTS.createExcludeConstraint,
  renameConstraint: CONSTRAINTS.renameConstraint,
  dropConstraint: CONSTRAINTS.dropConstraint,
} as const

/** The names of the calls that a batch has. */
export type BatchMethod = keyof typeof TABLE_FIRST | keyof typeof TABLE_SECOND | 'dropIndex'

/** The calls of a batch on a table. */
export function batchMethods(table: Value): Readonly<Record<BatchMethod, HostMethod>> {
  const inSchema: HostMethod = call =>
    dropIndex(call.withArgs(call.args.toSpliced(0, 1, indexOf(call, table))))
  return { ...withTable(TABLE_FIRST, 0, table), ...withTable(TABLE_SECOND, 1, table), dropIndex: inSchema }
}

/** What the code gets: the same calls as those of `op`, without the table. */
export function batchOf(table: Value): HostObject {
  return { name: 'the batch', reachesDatabase: true, methods: batchMethods(table) }
}

/** An index lies in the schema of its table. */
function indexOf({ args, span }: HostCall, table: Value): Value {
  const [given] = args
  const name = nameOf(given)
  const schema = tableOf(table)?.schema
  if (!given || name === undefined) return UNDEFINED
  return schema === undefined || name.includes('.') ? given : textAt(`${schema}.${name}`, span)
}

function withTable<N extends string>(
  methods: Readonly<Record<N, HostMethod>>,
  index: number,
  table: Value,
): Readonly<Record<N, HostMethod>> {
  const shifted = (method: HostMethod) => (call: HostCall) =>
    method(call.withArgs(call.args.toSpliced(index, 0, table)))
  return Object.fromEntries(
    Object.entries<HostMethod>(methods).map(([name, method]) => [name, shifted(method)]),
  ) as Record<N, HostMethod>
}
