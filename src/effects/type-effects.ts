/** What PostgreSQL does for operations on enums and domains: https://www.postgresql.org/docs/current/sql-alterdomain.html */
import type { OperationTable } from '../model/operation.ts'
import type { AlterDomain, DropType, TypeOperation } from '../model/type-operations.ts'
import { tablesUsing } from './domains.ts'
import type { Effect } from './effect.ts'
import { failure, lock, nameOf, scan, type EffectContext } from './effect-context.ts'

const nothing = (): readonly Effect[] => []

export const typeEffects: Pick<OperationTable<readonly Effect[], [EffectContext]>, TypeOperation['kind']> = {
  createEnum: nothing,
  addEnumValue: nothing,
  renameEnumValue: nothing,
  createDomain: nothing,
  alterDomain,
  dropType,
  renameType: nothing,
}

/** Every table with a column of the domain is read while its writers wait. */
function alterDomain({ domain, change }: AlterDomain, context: EffectContext): readonly Effect[] {
  const sqlstate = refusal(change)
  const isSo = sqlstate === '23502' && context.schema.domain(domain)?.notNull
  if (sqlstate === undefined || isSo) return []
  return tablesUsing(context, domain).flatMap(({ table }) => [
    lock(context, nameOf(table), 'ShareLock'),
    scan(context, nameOf(table), 'domain'),
    failure(context, nameOf(table), sqlstate, 'data'),
  ])
}

/** SQLSTATE with which a value may refuse the change; absent where none is looked at. */
function refusal(change: AlterDomain['change']): string | undefined {
  switch (change.action) {
    case 'addConstraint':
      if (change.constraint.kind === 'notNull') return '23502'
      return change.constraint.kind === 'check' && !change.constraint.notValid ? '23514' : undefined
    case 'validateConstraint':
      return '23514'
    case 'setNotNull':
      return '23502'
    case 'dropConstraint':
    case 'dropNotNull':
    case 'dropDefault':
    case 'setDefault':
      return undefined
  }
}

/** A type in use is not dropped; CASCADE drops the columns of that type without a word. */
function dropType({ type, cascade }: DropType, context: EffectContext): readonly Effect[] {
  const tables = tablesUsing(context, type).map(({ table }) => nameOf(table))
  if (!cascade) return tables.map(table => failure(context, table, '2BP01', 'always'))
  return tables.map(table => lock(context, table, 'AccessExclusiveLock'))
}
