/** The object that `op.batchAlterTable` hands over. */
import type { HostCall, HostMethod, HostObject, Value } from '../typescript/values.ts'
import { COLUMNS } from './op-columns.ts'
import { CONSTRAINTS } from './op-constraints.ts'
import { INDEXES } from './op-indexes.ts'

const { addColumn, dropColumn, alterColumn } = COLUMNS
const { createIndex, dropIndex } = INDEXES

/** Calls whose table the batch already names stand without it: it is their first argument. */
const TABLE_FIRST = { addColumn, dropColumn, alterColumn } as const

/** The same for those that begin with a name. */
const TABLE_SECOND = {
  createIndex,
  createForeignKey: CONSTRAINTS.createForeignKey,
  createUniqueConstraint: CONSTRAINTS.createUniqueConstraint,
  createCheckConstraint: CONSTRAINTS.createCheckConstraint,
  createPrimaryKey: CONSTRAINTS.createPrimaryKey,
  dropConstraint: CONSTRAINTS.dropConstraint,
} as const

/** The names of the calls that a batch has. */
export type BatchMethod = keyof typeof TABLE_FIRST | keyof typeof TABLE_SECOND | 'dropIndex'

/** The calls of a batch on a table. */
export function batchMethods(table: Value): Readonly<Record<BatchMethod, HostMethod>> {
  return { ...withTable(TABLE_FIRST, 0, table), ...withTable(TABLE_SECOND, 1, table), dropIndex }
}

/** What the code gets: the same calls as those of `op`, without the table. */
export function batchOf(table: Value): HostObject {
  return { name: 'the batch', reachesDatabase: true, methods: batchMethods(table) }
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
