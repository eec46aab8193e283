/** What PostgreSQL does for ALTER COLUMN TYPE: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE */
import type { ChangeColumnType } from '../model/column-operations.ts'
import type { QualifiedName } from '../model/names.ts'
import type { IndexState, TableState } from '../schema/schema-state.ts'
import { costOfTypeChange, type TypeChangeCost } from './casts.ts'
import { domainOf, isConstrained } from './domains.ts'
import type { Effect } from './effect.ts'
import { failure, lock, nameOf, rewrite, scan, type EffectContext } from './effect-context.ts'
import { narrowingOf } from './narrowing.ts'
import { family, foreignKeysOf, foreignKeysTo, sameRelation } from './related-tables.ts'

export function changeColumnType(operation: ChangeColumnType, context: EffectContext): readonly Effect[] {
  const { table, column } = operation
  const names = family(context, table)
  const old = context.schema.column(table, column)?.type
  const cost = costOfTypeChange(operation, old, context)
  const others = keyedTables(operation, context)
  return [
    ...[...names, ...others].map(name => lock(context, name, 'AccessExclusiveLock')),
    ...refusals(operation, context),
    ...(cost.rewrites === 'yes'
      ? []
      : names.flatMap(name => checksWithoutRewrite(operation, name, cost, context))),
    ...(cost.rewrites === 'no' ? [] : rewrites(names, others, cost, context)),
  ]
}

function rewrites(
  names: readonly QualifiedName[],
  others: readonly QualifiedName[],
  { rewrites }: TypeChangeCost,
  context: EffectContext,
): readonly Effect[] {
  return [
    ...names.map(name => rewrite(context, name, 'type', rewrites === 'yes' ? 'certain' : 'may')),
    ...others.map(name => scan(context, name, 'foreign key', 'may')),
  ]
}

/** Values that do not fit the new type, or that its domain forbids; a conversion that PostgreSQL does not make. */
function refusals(operation: ChangeColumnType, context: EffectContext): readonly Effect[] {
  const { table, type } = operation
  const narrowing = narrowingOf(operation, context)
  const domain = domainOf(context, type)
  return [
    ...(narrowing?.kind === 'refused' ? [failure(context, table, narrowing.sqlstate, 'data')] : []),
    ...(narrowing?.kind === 'no cast' ? [failure(context, table, '42804', 'always')] : []),
    ...(domain && isConstrained(context, domain) ? [failure(context, table, '23514', 'data')] : []),
  ]
}

/** Foreign keys over the column are dropped and made again, so the other table is locked as well. */
function keyedTables({ table, column }: ChangeColumnType, context: EffectContext): readonly QualifiedName[] {
  const out = foreignKeysOf(context.schema.table(table))
    .filter(({ definition }) => definition.columns.includes(column))
    .map(({ definition }) => definition.references.table)
  const into = foreignKeysTo(context, table)
    .filter(({ definition }) => referencedColumns(context, definition.references).includes(column))
    .map(key => nameOf(key.table))
  return [...out, ...into].filter(name => !sameRelation(context, name, table))
}

function referencedColumns(
  context: EffectContext,
  target: { readonly table: QualifiedName; readonly columns: readonly string[] },
): readonly string[] {
  if (target.columns.length > 0) return target.columns
  const key = context.schema
    .table(target.table)
    ?.constraints.find(({ definition }) => definition.kind === 'primaryKey')
  return key?.definition.kind === 'primaryKey' ? key.definition.columns : []
}

/** Without a rewrite, checks on the column are still verified again, and indexes that cannot be reused built again. */
function checksWithoutRewrite(
  { column }: ChangeColumnType,
  name: QualifiedName,
  { rewrites, rebuildsIndexes }: TypeChangeCost,
  context: EffectContext,
): readonly Effect[] {
  const table = context.schema.table(name)
  const certainty = rewrites === 'no' ? 'certain' : 'may'
  return [
    ...(hasCheckOn(table, column) ? [scan(context, name, 'check', certainty)] : []),
    ...(table?.indexes.some(index => isRebuilt(index, column, rebuildsIndexes))
      ? [scan(context, name, 'index build', certainty)]
      : []),
  ]
}

function hasCheckOn(table: TableState | undefined, column: string): boolean {
  return (table?.constraints ?? []).some(
    ({ definition, validated }) =>
      validated && definition.kind === 'check' && definition.expression.columns.includes(column),
  )
}

/** An index with an expression or a predicate is never taken over; one of plain columns if its operators stay the same. */
function isRebuilt(index: IndexState, column: string, otherOperators: boolean): boolean {
  const plain = index.parts.some(part => part.column === column)
  const computed =
    index.parts.some(part => part.expression?.columns.includes(column)) ||
    index.where?.columns.includes(column)
  if (computed) return true
  const hasExpressions = index.where !== undefined || index.parts.some(part => part.expression)
  return plain && (otherOperators || hasExpressions)
}
