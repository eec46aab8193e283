/** What PostgreSQL does for operations on columns: https://www.postgresql.org/docs/current/sql-altertable.html */
import type {
  AddColumn,
  ColumnOperation,
  DropColumn,
  SetColumnOption,
  SetNotNull,
} from '../model/column-operations.ts'
import type { ColumnDefinition } from '../model/column.ts'
import type { Constraint } from '../model/constraint.ts'
import { isSerial } from '../model/data-type.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationTable } from '../model/operation.ts'
import { changeColumnType } from './change-type-effects.ts'
import { domainOf, forbidsNull, isConstrained } from './domains.ts'
import type { Effect } from './effect.ts'
import { failure, lock, nameOf, rewrite, scan, type EffectContext } from './effect-context.ts'
import type { LockMode } from './lock-modes.ts'
import { isProvenNotNull } from './proven-not-null.ts'
import { family, foreignKeysOf, foreignKeysTo, sameRelation, viewsOver } from './related-tables.ts'
import { volatilityOf } from './volatility.ts'

export const columnEffects: Pick<
  OperationTable<readonly Effect[], [EffectContext]>,
  ColumnOperation['kind']
> = {
  addColumn,
  dropColumn,
  renameColumn: withLock('AccessExclusiveLock'),
  changeColumnType,
  setNotNull,
  dropNotNull: withLock('AccessExclusiveLock'),
  setDefault: withLock('AccessExclusiveLock'),
  dropDefault: withLock('AccessExclusiveLock'),
  addIdentity: withLock('AccessExclusiveLock'),
  dropIdentity: withLock('AccessExclusiveLock'),
  setColumnOption,
}

function withLock(mode: LockMode) {
  return ({ table }: { readonly table: QualifiedName }, context: EffectContext): readonly Effect[] =>
    family(context, table).map(name => lock(context, name, mode))
}

const exclusively = withLock('AccessExclusiveLock')

function addColumn(operation: AddColumn, context: EffectContext): readonly Effect[] {
  const { table, column } = operation
  if (operation.ifNotExists && context.schema.column(table, column.name))
    return exclusively(operation, context)
  const filled = fillOf(column, context)
  const rewritten = family(context, table).flatMap(name =>
    filled.rewrites ? [rewrite(context, name, filled.rewrites, filled.certainty)] : [],
  )
  return [
    ...exclusively(operation, context),
    ...rewritten,
    ...(isNotNull(column, context) && filled.value === 'null'
      ? [...scanAll(context, table, 'not null'), failure(context, table, '23502', 'rows')]
      : []),
    ...column.constraints.flatMap(constraint => onNewColumn(constraint, operation, filled.value, context)),
  ]
}

/** What existing rows get in a new column, and whether that takes a new copy of the table. */
interface Fill {
  readonly value: 'null' | 'default'
  readonly rewrites?: 'default' | 'identity' | 'generated' | 'domain' | undefined
  readonly certainty: 'certain' | 'may'
}

/** Only what must be computed for each row rewrites: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES */
function fillOf(column: ColumnDefinition, context: EffectContext): Fill {
  const certain = { value: 'default', certainty: 'certain' } as const
  if (column.generated) return column.generated.stored ? { ...certain, rewrites: 'generated' } : certain
  if (column.identity) return { ...certain, rewrites: 'identity' }
  if (column.type && isSerial(column.type)) return { ...certain, rewrites: 'default' }
  const domain = column.type && domainOf(context, column.type)
  const value = column.default ?? domain?.default
  const filled = value === undefined || value.literal === null ? 'null' : 'default'
  if (domain && isConstrained(context, domain))
    return { value: filled, rewrites: 'domain', certainty: 'certain' }
  const volatility = value ? volatilityOf(value, context.schema) : 'not volatile'
  if (volatility === 'not volatile') return { value: filled, certainty: 'certain' }
  return { value: filled, rewrites: 'default', certainty: volatility === 'volatile' ? 'certain' : 'may' }
}

function isNotNull(column: ColumnDefinition, context: EffectContext): boolean {
  return (
    Boolean(column.notNull) ||
    (column.type !== undefined && forbidsNull(context, column.type)) ||
    column.constraints.some(({ kind }) => kind === 'notNull' || kind === 'primaryKey')
  )
}

/** Constraints written at the column of ADD COLUMN. */
function onNewColumn(
  constraint: Constraint,
  { table, column }: AddColumn,
  value: Fill['value'],
  context: EffectContext,
): readonly Effect[] {
  switch (constraint.kind) {
    case 'check':
      if (constraint.notEnforced) return []
      return [
        ...scanAll(context, table, 'check'),
        ...(value === 'null' && constraint.expression.provesNotNull.includes(column.name)
          ? [failure(context, table, '23514', 'rows')]
          : []),
      ]
    case 'primaryKey':
    case 'unique':
      return [
        ...scanAll(context, table, 'index build'),
        ...(value === 'default' ? [failure(context, table, '23505', 'data')] : []),
      ]
    case 'foreignKey':
      return [
        ...otherSide(context, table, constraint.references.table, 'ShareRowExclusiveLock'),
        ...(column.default ? validation(context, table, constraint.references.table) : []),
      ]
    case 'exclude':
    case 'notNull':
      return []
  }
}

/** Nothing is checked where every row has null: a new column without default, even where a literal default is. */
function validation(
  context: EffectContext,
  table: QualifiedName,
  referenced: QualifiedName,
): readonly Effect[] {
  return [
    ...scanAll(context, table, 'foreign key'),
    scan(context, referenced, 'foreign key', 'may'),
    failure(context, table, '23503', 'data'),
  ]
}

function scanAll(
  context: EffectContext,
  table: QualifiedName,
  why: 'check' | 'not null' | 'index build' | 'foreign key',
) {
  return family(context, table).map(name => scan(context, name, why))
}

function otherSide(
  context: EffectContext,
  table: QualifiedName,
  other: QualifiedName,
  mode: LockMode,
): readonly Effect[] {
  if (sameRelation(context, table, other)) return []
  return family(context, other).map(name => lock(context, name, mode))
}

/** Foreign keys of the column go with it, and with them the triggers on the other table. */
function dropColumn(operation: DropColumn, context: EffectContext): readonly Effect[] {
  const { table, column, cascade } = operation
  const referenced = foreignKeysOf(context.schema.table(table))
    .filter(({ definition }) => definition.columns.includes(column))
    .map(({ definition }) => definition.references.table)
  const dependent = cascade
    ? [...foreignKeysTo(context, table).map(key => nameOf(key.table)), ...viewsOver(context, table)]
    : []
  return [
    ...exclusively(operation, context),
    ...referenced.flatMap(other => otherSide(context, table, other, 'AccessExclusiveLock')),
    ...dependent.map(other => lock(context, other, 'AccessExclusiveLock', 'may')),
  ]
}

/** A validated CHECK (column IS NOT NULL) spares the scan: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL */
function setNotNull(operation: SetNotNull, context: EffectContext): readonly Effect[] {
  const { table, column } = operation
  const unproven = family(context, table).filter(name => !isProvenNotNull(context, name, column))
  return [
    ...exclusively(operation, context),
    ...unproven.flatMap(name => [scan(context, name, 'not null'), failure(context, name, '23502', 'data')]),
  ]
}

const OPTION_LOCKS: Readonly<Record<SetColumnOption['option'], LockMode>> = {
  statistics: 'ShareUpdateExclusiveLock',
  attributes: 'ShareUpdateExclusiveLock',
  storage: 'AccessExclusiveLock',
  compression: 'AccessExclusiveLock',
  identity: 'AccessExclusiveLock',
  setExpression: 'AccessExclusiveLock',
  dropExpression: 'AccessExclusiveLock',
}

function setColumnOption(operation: SetColumnOption, context: EffectContext): readonly Effect[] {
  const { table, column, option } = operation
  const stored = context.schema.column(table, column)?.generated?.stored
  return [
    ...withLock(OPTION_LOCKS[option])(operation, context),
    ...(option === 'setExpression' && stored
      ? family(context, table).map(name => rewrite(context, name, 'generated'))
      : []),
  ]
}
