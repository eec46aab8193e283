/** What PostgreSQL does for operations on rows: https://www.postgresql.org/docs/current/explicit-locking.html */
import type { DataOperation, TruncateTable, UpdateRows } from '../model/data-operations.ts'
import type { Expression } from '../model/expression.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationTable } from '../model/operation.ts'
import type { Effect } from './effect.ts'
import { failure, lock, nameOf, nameOfKey, scan, write, type EffectContext } from './effect-context.ts'
import { descendants, family, foreignKeysOf, foreignKeysTo, readsOf } from './related-tables.ts'

export const dataEffects: Pick<OperationTable<readonly Effect[], [EffectContext]>, DataOperation['kind']> = {
  insertRows: ({ table, reads, fromQuery, bounded }, context) => [
    ...changes(table, fromQuery && !bounded ? 'all' : 'some', context),
    ...reading(reads, context),
    ...looksAtReferenced(table, undefined, context),
  ],
  updateRows: (operation, context) => [
    ...changes(operation.table, isBounded(operation, context) ? 'some' : 'all', context),
    ...found(operation.table, operation.where, context),
    ...reading(operation.reads, context),
    ...looksAtReferenced(
      operation.table,
      operation.set.map(({ column }) => column),
      context,
    ),
    ...looksAtReferencing(operation.table, context),
  ],
  deleteRows: (operation, context) => [
    ...changes(operation.table, isBounded(operation, context) ? 'some' : 'all', context),
    ...found(operation.table, operation.where, context),
    ...reading(operation.reads, context),
    ...looksAtReferencing(operation.table, context),
    ...refusedByReferencing(operation.table, context),
  ],
  mergeRows: ({ table, reads }, context) => [
    ...changes(table, 'all', context),
    ...found(table, undefined, context, 'may'),
    ...reading(reads, context),
    ...looksAtReferenced(table, undefined, context),
    ...looksAtReferencing(table, context),
  ],
  copyRows: ({ table, reads, direction }, context) =>
    direction === 'to'
      ? reading([table, ...reads], context)
      : [...changes(table, 'all', context), ...looksAtReferenced(table, undefined, context)],
  truncateTable,
  selectRows: ({ reads, locksRows }, context) =>
    readsOf(context, reads).flatMap(name => [
      lock(context, name, locksRows ? 'RowShareLock' : 'AccessShareLock'),
      scan(context, name, 'query', 'may'),
    ]),
  updateInBatches: ({ table }, context) => changes(table, 'some', context),
  assertQuery: () => [],
}

/** The table, and the tables below a view through which rows are changed. */
function changes(table: QualifiedName, rows: 'all' | 'some', context: EffectContext): readonly Effect[] {
  const below = (context.schema.view(table)?.reads ?? []).map(key => nameOfKey(context, key))
  return [
    lock(context, table, 'RowExclusiveLock'),
    ...below.map(name => lock(context, name, 'RowExclusiveLock', 'may')),
    ...descendants(context, table).map(child => lock(context, nameOf(child), 'RowExclusiveLock', 'may')),
    write(context, table, rows),
  ]
}

function reading(names: readonly QualifiedName[], context: EffectContext): readonly Effect[] {
  return readsOf(context, names).flatMap(name => [
    lock(context, name, 'AccessShareLock'),
    scan(context, name, 'query', 'may'),
  ])
}

/** Without WHERE every row is read; with one the planner decides. */
function found(
  table: QualifiedName,
  where: Expression | undefined,
  context: EffectContext,
  certainty: 'certain' | 'may' = where ? 'may' : 'certain',
): readonly Effect[] {
  return family(context, table).map(name => scan(context, name, 'query', certainty))
}

/** A batch by the reader's judgement, or a few rows by equality with constants on unique columns. */
function isBounded(
  { table, where, bounded }: Pick<UpdateRows, 'table' | 'where' | 'bounded'>,
  context: EffectContext,
): boolean {
  if (bounded) return true
  if (!where || /\bor\b/iu.test(where.sql)) return false
  const unique = (context.schema.table(table)?.indexes ?? []).filter(index => index.unique && !index.where)
  const terms = where.sql.split(/\s+and\s+/iu)
  return unique.some(index =>
    index.parts.every(({ column }) => column !== undefined && terms.some(term => fixes(term, column))),
  )
}

/** `email = 'a'`, `code IN ('a', 'b')`, `code = ANY (ARRAY['a', 'b'])`. */
function fixes(term: string, column: string): boolean {
  const [, left = '', right = ''] = /^\s*([^=\s]+)\s*(?:=|\bIN\b)\s*(.*)$/isu.exec(term) ?? []
  if (left.replace(/^.*\./u, '').replaceAll('"', '') !== column) return false
  return /^(?:ANY\s*)?\(*(?:ARRAY\[|CAST\(|\d|'|\$)/iu.test(right)
}

/** Each new value of a foreign key is looked up, which locks the row it points at. */
function looksAtReferenced(
  table: QualifiedName,
  changed: readonly string[] | undefined,
  context: EffectContext,
): readonly Effect[] {
  return foreignKeysOf(context.schema.table(table))
    .filter(({ definition }) => !changed || definition.columns.some(column => changed.includes(column)))
    .flatMap(({ definition }) => family(context, definition.references.table))
    .map(name => lock(context, name, 'RowShareLock', 'may'))
}

/** Rows that point at a changed or deleted row are looked up, one by one without an index, and with ON DELETE or ON UPDATE changed. */
function looksAtReferencing(table: QualifiedName, context: EffectContext): readonly Effect[] {
  return foreignKeysTo(context, table).flatMap(({ table: referencing, definition }) => {
    const name = nameOf(referencing)
    const mode = definition.onDelete || definition.onUpdate ? 'RowExclusiveLock' : 'RowShareLock'
    const indexed = context.schema.indexOn(name, definition.columns)
    return [lock(context, name, mode, 'may'), ...(indexed ? [] : [scan(context, name, 'foreign key', 'may')])]
  })
}

/** A row that others point at stays, unless the foreign key says what becomes of them. */
function refusedByReferencing(table: QualifiedName, context: EffectContext): readonly Effect[] {
  const refuses = foreignKeysTo(context, table).some(
    ({ definition }) => !definition.onDelete?.match(/^(?:cascade|set)/u),
  )
  return refuses ? [failure(context, table, '23503', 'data')] : []
}

/** CASCADE takes the tables that point here, and those that point at them. */
function truncateTable({ table, cascade }: TruncateTable, context: EffectContext): readonly Effect[] {
  const found = new Map(family(context, table).map(name => [context.schema.keyOf(name), name]))
  for (const name of found.values()) {
    if (!cascade) break
    for (const key of foreignKeysTo(context, name)) {
      family(context, nameOf(key.table)).forEach(each => found.set(context.schema.keyOf(each), each))
    }
  }
  return [...found.values()].map(name => lock(context, name, 'AccessExclusiveLock'))
}
