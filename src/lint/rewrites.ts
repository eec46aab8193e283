/** Recipes: how an operation that hurts is taken apart into steps that do not. */
import { identifier } from '../dialects/postgres/identifiers.ts'
import type { Constraint } from '../model/constraint.ts'
import { formatName, type QualifiedName } from '../model/names.ts'
import type { Unplaced } from '../model/operation-base.ts'
import { unplaced, type BareOperation, type Operation, type OperationOf } from '../model/operation.ts'
import { applyOperation } from '../schema/apply.ts'
import { viewOf, type SchemaView } from '../schema/schema-view.ts'
import { reverseOperations } from '../schema/reverse.ts'
import { askFirst } from './ask-first.ts'
import { nameByConvention, type NamingConvention } from './naming.ts'
import type { Rewrite, Step } from './rewrite.ts'
import type { TransactionContext } from './transaction-context.ts'

type Adding = OperationOf<'addConstraint' | 'addColumn'>

/** What is known before one operation. */
interface At {
  readonly schema: SchemaView
  readonly transaction: TransactionContext
}

/** What recipes ask of the migration that a rule looks at. */
interface Whole {
  readonly direction: 'up' | 'down'
  readonly operations: readonly Operation[]
  readonly before: SchemaView
  readonly after: SchemaView
  readonly at: (index: number) => At
}

/** The same at one of its operations. */
interface Here extends Whole {
  readonly index: number
  readonly schema: SchemaView
}

/** The check or foreign key is added NOT VALID, and validated in the next migration. */
export function notValidThenValidate(
  operation: Adding,
  constraint: Constraint,
  context: Here,
): Rewrite | undefined {
  const name = nameOf(operation, constraint, context)
  if (name === undefined || (constraint.kind !== 'foreignKey' && constraint.kind !== 'check'))
    return undefined
  const { table } = operation
  const added: BareOperation = {
    kind: 'addConstraint',
    table,
    constraint: { ...chosen(constraint, name), notValid: true },
  }
  return inSteps(operation, context, `add ${name} NOT VALID and validate it in a migration of its own`, [
    { operations: [...columnAlone(operation, constraint), added] },
    { operations: [{ kind: 'validateConstraint', table, name }] },
  ])
}

/** A unique index is built concurrently, and the constraint takes it over. */
export function uniqueByIndex(operation: Adding, constraint: Constraint, context: Here): Rewrite | undefined {
  const name = nameOf(operation, constraint, context)
  if (name === undefined || (constraint.kind !== 'unique' && constraint.kind !== 'primaryKey'))
    return undefined
  const { table } = operation
  const index = freeIndexName(table, name, context)
  const { columns, include, ...rest } = chosen(constraint, name)
  const column = columnAlone(operation, constraint)
  const distinct = 'nullsNotDistinct' in rest && rest.nullsNotDistinct
  const { nullsNotDistinct: _, ...key } = { nullsNotDistinct: undefined, ...rest }
  return inSteps(operation, context, `build the index of ${name} concurrently and add it USING INDEX`, [
    ...(column.length > 0 ? [{ operations: column }] : []),
    {
      transaction: 'none',
      operations: [
        {
          kind: 'createIndex',
          name: index,
          table,
          parts: columns.map(each => ({ column: each })),
          unique: true,
          concurrently: true,
          include,
          ...(distinct && { nullsNotDistinct: true }),
        },
      ],
    },
    {
      operations: [
        { kind: 'addConstraint', table, constraint: { ...key, columns: [], include: [], usingIndex: index } },
      ],
    },
  ])
}

/**
 * The name for an index that a constraint is to take over. The constraint that it replaces may have the name
 * until then; the index is renamed after its constraint:
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
 */
export function freeIndexName(table: QualifiedName, name: string, { before }: Pick<Whole, 'before'>): string {
  return before.tableOfIndex({ ...table, name }) ? `${name}_new` : name
}

/** SET NOT NULL behind a CHECK that proves it and goes again. */
export function checkThenNotNull(operation: OperationOf<'setNotNull'>, context: Here): Rewrite | undefined {
  const { table, column } = operation
  const name = `${column}_present`
  if (isTaken(context, operation, name)) return undefined
  const sql = `${identifier(column)} IS NOT NULL`
  const expression = { sql, functions: [], columns: [column], provesNotNull: [column] }
  const title = `prove by a CHECK that ${formatName(table)}.${column} holds no null before SET NOT NULL`
  return inSteps(operation, context, title, [
    {
      operations: [
        { kind: 'addConstraint', table, constraint: { kind: 'check', name, expression, notValid: true } },
      ],
    },
    { operations: [{ kind: 'validateConstraint', table, name }] },
    { operations: [unplaced(operation), { kind: 'dropConstraint', table, name }] },
  ])
}

type Concurrent = OperationOf<'createIndex' | 'dropIndex' | 'reindex' | 'refreshView'>

/** The same with CONCURRENTLY: outside a transaction, except for a materialized view, which may stay in its own. */
export function concurrently(operation: Concurrent, context: Here): Rewrite | undefined {
  const now = nowConcurrent(operation, context)
  if (!now) return undefined
  if (now.kind === 'refreshView')
    return inSteps(operation, context, 'use CONCURRENTLY', [{ operations: [now] }])
  return inSteps(operation, context, 'use CONCURRENTLY, outside a transaction', [
    { operations: [now], transaction: 'none' },
  ])
}

function nowConcurrent(operation: Concurrent, context: Here): BareOperation | undefined {
  const now = { ...unplaced(operation), concurrently: true as const }
  switch (now.kind) {
    case 'createIndex': {
      const name = now.name ?? indexNameOf(now, context)
      return name === undefined ? undefined : { ...now, name }
    }
    case 'dropIndex':
      // It drops one index and nothing that hangs on it, and SQL does not say the table.
      return now.cascade ? undefined : { ...now, table: undefined }
    default:
      return now
  }
}

/** DETACH … CONCURRENTLY, and then without the CHECK that it leaves, so that the schema ends as it would have. */
export function detachConcurrently(
  operation: OperationOf<'detachPartition'>,
  context: Here,
): Rewrite | undefined {
  const { partition } = operation
  const now = { ...unplaced(operation), concurrently: true as const }
  const after = viewOf(applyOperation(context.schema.state, { ...operation, concurrently: true }))
  const old = new Set(context.schema.table(partition)?.constraints.map(({ name }) => name))
  const left = after.table(partition)?.constraints.filter(({ name }) => !old.has(name)) ?? []
  const title = 'use CONCURRENTLY, outside a transaction, and drop the CHECK that it leaves'
  return inSteps(operation, context, left.length > 0 ? title : 'use CONCURRENTLY, outside a transaction', [
    { operations: [now], transaction: 'none' },
    ...left.map(({ name }) => ({
      operations: [{ kind: 'dropConstraint' as const, table: partition, name }],
    })),
  ])
}

/** It asks whether it is done already: IF EXISTS or IF NOT EXISTS. */
export function ifItIsThere(operation: Operation, context: Whole): Rewrite | undefined {
  const now = askFirst(operation)
  const safe = now && inSteps(operation, context, 'ask first whether it is done', [{ operations: [now] }])
  return safe && { ...safe, kind: 'safe' }
}

/** What refuses a transaction runs outside of one. */
export function outsideTransaction(operation: Operation, context: Here): Rewrite | undefined {
  return inSteps(operation, context, 'run it outside a transaction', [
    { operations: [unplaced(operation)], transaction: 'none' },
  ])
}

/** The operation moves into the next migration. */
export function inNextMigration(operation: Operation, context: Here): Rewrite | undefined {
  return inSteps(operation, context, 'move it into the next migration', [
    { operations: [] },
    { operations: [unplaced(operation)] },
  ])
}

/** `SET lock_timeout` before the operation; for its transaction alone where the runner opened one. */
export function withLockTimeout(operation: Operation, { transaction }: At): Rewrite | undefined {
  if (!stands(operation)) return undefined
  const { openedBy } = transaction
  const scope = openedBy === 'run' || openedBy === 'migration' ? 'local' : 'session'
  return {
    kind: 'suggestion',
    title: `set lock_timeout to ${LOCK_TIMEOUT} before it`,
    change: 'before',
    operation,
    operations: [{ kind: 'setParameter', name: 'lock_timeout', value: LOCK_TIMEOUT, scope }],
  }
}

const LOCK_TIMEOUT = '5s'

/** The name of the convention where there is one, else the one that PostgreSQL would choose. */
export function nameIt(
  operation: OperationOf<'addConstraint'>,
  context: Here & { readonly naming: NamingConvention },
): Rewrite | undefined {
  const { constraint, table } = operation
  const wanted = nameByConvention(context.naming, table, constraint)
  const name = wanted ?? nameOf(operation, constraint, context)
  if (name === undefined || !stands(operation)) return undefined
  const kind = wanted === undefined ? 'suggestion' : 'safe'
  return { kind, title: `name it ${name}`, change: 'name', operation, name }
}

/** The way back of a migration, made by undoing each of its operations, last change first. */
export function generatedDowngrade({ operations, before }: Whole): Rewrite | undefined {
  const undone = reverseOperations(before.state, operations)
  return (
    undone && { kind: 'suggestion', title: 'write the way back', change: 'downgrade', operations: undone }
  )
}

/** Only what runs on every run, by itself and on the way up can be taken apart. */
function inSteps(
  operation: Operation,
  { direction }: Pick<Whole, 'direction'>,
  title: string,
  steps: readonly Step[],
): Rewrite | undefined {
  if (direction === 'down' || !stands(operation)) return undefined
  return { kind: 'suggestion', title, change: 'steps', operation, steps }
}

function stands(operation: Operation): boolean {
  const ifTableExists = 'ifTableExists' in operation && operation.ifTableExists
  return !operation.flow && !operation.inBlock && !operation.floating && !ifTableExists
}

/** The column without the constraint, which is then added apart. */
function columnAlone(operation: Adding, constraint: Constraint): readonly BareOperation[] {
  if (operation.kind === 'addConstraint') return []
  const { column, ifNotExists, table } = operation
  const constraints = column.constraints.filter(each => each !== constraint)
  return [
    { kind: 'addColumn', table, column: { ...column, constraints }, ...(ifNotExists && { ifNotExists }) },
  ]
}

/** The constraint with a name that somebody chose. */
function chosen<C extends Constraint>(constraint: C, name: string): C {
  const { nameIsMade: _, ...rest } = constraint
  return { ...rest, name } as C
}

/** The name it has, or the one that PostgreSQL gives it, so that the schema ends as it would have. */
function nameOf(operation: Adding, constraint: Constraint, context: Here): string | undefined {
  if (constraint.name !== undefined) return constraint.name
  const { before, after } = around(context)
  const old = new Set(before.table(operation.table)?.constraints.map(({ name }) => name))
  const added = after
    .table(operation.table)
    ?.constraints.filter(({ name, definition }) => !old.has(name) && definition.kind === constraint.kind)
  return added?.length === 1 ? added[0]?.name : undefined
}

function indexNameOf(operation: Unplaced<OperationOf<'createIndex'>>, context: Here): string | undefined {
  const { before, after } = around(context)
  if (!before.table(operation.table)?.complete) return undefined
  const old = new Set(before.table(operation.table)?.indexes.map(({ name }) => name))
  return after.table(operation.table)?.indexes.find(({ name }) => !old.has(name))?.name
}

function around({ index, operations, schema, at, after }: Here): {
  readonly before: SchemaView
  readonly after: SchemaView
} {
  return { before: schema, after: index + 1 < operations.length ? at(index + 1).schema : after }
}

function isTaken(context: Here, { table }: OperationOf<'setNotNull'>, name: string): boolean {
  return context.schema.constraint(table, name) !== undefined
}
