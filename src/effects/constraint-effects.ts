/** What PostgreSQL does for operations on constraints: https://www.postgresql.org/docs/current/sql-altertable.html */
import type {
  AddConstraint,
  ConstraintOperation,
  ValidateConstraint,
} from '../model/constraint-operations.ts'
import type {
  CheckConstraint,
  Constraint,
  ConstraintKind,
  ForeignKeyConstraint,
  NotNullConstraint,
  PrimaryKeyConstraint,
  UniqueConstraint,
} from '../model/constraint.ts'
import type { QualifiedName } from '../model/names.ts'
import type { OperationTable } from '../model/operation.ts'
import type { ConstraintState } from '../schema/schema-state.ts'
import type { Effect, ScanEffect } from './effect.ts'
import { failure, lock, nameOf, scan, type EffectContext } from './effect-context.ts'
import type { LockMode } from './lock-modes.ts'
import { isProvenNotNull } from './proven-not-null.ts'
import { descendants, family, foreignKeysTo, sameRelation } from './related-tables.ts'

export const constraintEffects: Pick<
  OperationTable<readonly Effect[], [EffectContext]>,
  ConstraintOperation['kind']
> = {
  addConstraint,
  dropConstraint({ table, name, cascade }, context) {
    const { definition } = find(context, table, name) ?? {}
    const dependent = cascade ? foreignKeysTo(context, table).map(key => nameOf(key.table)) : []
    return [
      ...locks(context, table, 'AccessExclusiveLock'),
      ...(definition?.kind === 'foreignKey'
        ? otherSide(context, table, definition, 'AccessExclusiveLock')
        : []),
      ...dependent.map(other => lock(context, other, 'AccessExclusiveLock', 'may')),
    ]
  },
  validateConstraint,
  renameConstraint: ({ table }, context) => locks(context, table, 'AccessExclusiveLock'),
  alterConstraint: ({ table }, context) => locks(context, table, 'AccessExclusiveLock'),
}

function find(context: EffectContext, table: QualifiedName, name: string): ConstraintState | undefined {
  return context.schema.table(table)?.constraints.find(constraint => constraint.name === name)
}

function locks(context: EffectContext, table: QualifiedName, mode: LockMode): readonly Effect[] {
  return family(context, table).map(name => lock(context, name, mode))
}

/** Every row of the table and of its partitions is read, and some rows may refuse. */
function verified(
  context: EffectContext,
  table: QualifiedName,
  why: ScanEffect['why'],
  sqlstate: string,
): readonly Effect[] {
  return family(context, table).flatMap(name => [
    scan(context, name, why),
    failure(context, name, sqlstate, 'data'),
  ])
}

function otherSide(
  context: EffectContext,
  table: QualifiedName,
  { references }: ForeignKeyConstraint,
  mode: LockMode,
): readonly Effect[] {
  if (sameRelation(context, table, references.table)) return []
  return locks(context, references.table, mode)
}

type AddEffects = {
  readonly [K in ConstraintKind]: (
    constraint: Extract<Constraint, { readonly kind: K }>,
    table: QualifiedName,
    context: EffectContext,
  ) => readonly Effect[]
}

const ADD: AddEffects = {
  check: (constraint, table, context) => [
    ...locks(context, table, 'AccessExclusiveLock'),
    ...(isChecked(constraint) ? verified(context, table, 'check', '23514') : []),
  ],
  notNull: (constraint, table, context) => [
    ...locks(context, table, 'AccessExclusiveLock'),
    ...(isChecked(constraint) && !isProvenNotNull(context, table, constraint.column)
      ? verified(context, table, 'not null', '23502')
      : []),
  ],
  unique: addKey,
  primaryKey(constraint, table, context) {
    const notNull = hiddenNotNull(constraint, table, context)
    return [
      ...addKey(constraint, table, context),
      ...(notNull.length > 0 ? [...locks(context, table, 'AccessExclusiveLock'), ...notNull] : []),
    ]
  },
  exclude: (_constraint, table, context) => [
    ...buildLocks(context, table),
    ...verified(context, table, 'index build', '23P01'),
  ],
  foreignKey: addForeignKey,
}

function addConstraint({ table, constraint }: AddConstraint, context: EffectContext): readonly Effect[] {
  const effects = ADD[constraint.kind] as (
    constraint: Constraint,
    table: QualifiedName,
    context: EffectContext,
  ) => readonly Effect[]
  return effects(constraint, table, context)
}

function isChecked(constraint: CheckConstraint | NotNullConstraint): boolean {
  return !constraint.notValid && !(constraint.kind === 'check' && constraint.notEnforced)
}

/** Without USING INDEX the index is built under the lock. */
function addKey(
  constraint: UniqueConstraint | PrimaryKeyConstraint,
  table: QualifiedName,
  context: EffectContext,
): readonly Effect[] {
  return [
    ...buildLocks(context, table),
    ...(constraint.usingIndex === undefined ? verified(context, table, 'index build', '23505') : []),
  ]
}

/** Before PostgreSQL 18 the partitions let readers in while their part of the index is built. */
function buildLocks(context: EffectContext, table: QualifiedName): readonly Effect[] {
  if (context.postgresVersion >= 18) return locks(context, table, 'AccessExclusiveLock')
  return [
    lock(context, table, 'AccessExclusiveLock'),
    ...descendants(context, table)
      .filter(child => child.partitionOf)
      .map(child => lock(context, nameOf(child), 'ShareLock')),
  ]
}

/** A primary key makes its columns NOT NULL: a scan unless they are so already. */
function hiddenNotNull(
  constraint: PrimaryKeyConstraint,
  table: QualifiedName,
  context: EffectContext,
): readonly Effect[] {
  const index = context.schema.table(table)?.indexes.find(({ name }) => name === constraint.usingIndex)
  const ofIndex = index?.parts.map(part => part.column).filter(column => column !== undefined) ?? []
  const columns = constraint.columns.length > 0 ? constraint.columns : ofIndex
  if (constraint.usingIndex !== undefined && columns.length === 0)
    return [scan(context, table, 'not null', 'may')]
  const open = columns.filter(column => !isProvenNotNull(context, table, column))
  if (open.length === 0) return []
  if (constraint.usingIndex !== undefined && !open.some(column => context.schema.column(table, column)))
    return [scan(context, table, 'not null', 'may'), failure(context, table, '23502', 'data')]
  return verified(context, table, 'not null', '23502')
}

/** Both tables get triggers, so writers of both wait; rows are compared unless NOT VALID. */
function addForeignKey(
  constraint: ForeignKeyConstraint,
  table: QualifiedName,
  context: EffectContext,
): readonly Effect[] {
  const checked = !constraint.notValid && !constraint.notEnforced
  return [
    ...locks(context, table, 'ShareRowExclusiveLock'),
    ...otherSide(context, table, constraint, 'ShareRowExclusiveLock'),
    ...(checked ? [...verified(context, table, 'foreign key', '23503'), compared(context, constraint)] : []),
  ]
}

/** The planner decides whether the referenced table is read as a whole or through its key. */
function compared(context: EffectContext, { references }: ForeignKeyConstraint): Effect {
  return scan(context, references.table, 'foreign key', 'may')
}

const VALIDATION: Readonly<Record<ConstraintKind, readonly [ScanEffect['why'], string] | undefined>> = {
  check: ['check', '23514'],
  notNull: ['not null', '23502'],
  foreignKey: ['foreign key', '23503'],
  unique: undefined,
  primaryKey: undefined,
  exclude: undefined,
}

/** Reads all rows while readers and writers go on: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT */
function validateConstraint({ table, name }: ValidateConstraint, context: EffectContext): readonly Effect[] {
  const weak = locks(context, table, 'ShareUpdateExclusiveLock')
  const constraint = find(context, table, name)
  if (!constraint) return [...weak, scan(context, table, 'check', 'may')]
  const validation = VALIDATION[constraint.definition.kind]
  if (constraint.validated || !validation) return weak
  const { definition } = constraint
  return [
    ...weak,
    ...verified(context, table, ...validation),
    ...(definition.kind === 'foreignKey'
      ? [...otherSide(context, table, definition, 'RowShareLock'), compared(context, definition)]
      : []),
  ]
}
