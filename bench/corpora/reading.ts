/** How much of a checkout was read: files, operations of the schema, texts of SQL. */
import type { Migration } from '../../src/model/migration.ts'
import type { Operation, OperationKind } from '../../src/model/operation.ts'

/** Operations on rows and on the session, which change no schema. */
const NOT_OF_THE_SCHEMA: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'insertRows',
  'updateRows',
  'deleteRows',
  'mergeRows',
  'copyRows',
  'selectRows',
  'updateInBatches',
  'assertQuery',
  'transactionControl',
  'setParameter',
  'lockTable',
  'maintenance',
  'noOperation',
])

/** Counts of one checkout. */
export interface Reading {
  readonly migrations: number
  readonly filesRead: number
  readonly operations: number
  readonly schemaOperations: number
  /** Everything opaque counts as if it changed the schema. */
  readonly unread: number
  readonly parseErrors: number
}

/** Migrations for other databases than PostgreSQL count with what their builders say. */
export function readingOf(migrations: readonly Migration[]): Reading {
  const all = migrations.map(migration => ({ migration, operations: operationsOf(migration) }))
  const operations = all.flatMap(each => each.operations)
  const unread = all.map(each => ({ ...each, unread: each.operations.filter(isUnread) }))
  return {
    migrations: migrations.length,
    filesRead: unread.filter(each => each.unread.length === 0).length,
    operations: operations.length,
    schemaOperations: operations.filter(({ kind }) => kind !== 'opaque' && !NOT_OF_THE_SCHEMA.has(kind))
      .length,
    unread: unread.reduce((sum, each) => sum + each.unread.length, 0),
    parseErrors: migrations.reduce((sum, { parseErrors }) => sum + parseErrors.length, 0),
  }
}

function operationsOf({ up, down }: Migration): readonly Operation[] {
  return down.kind === 'operations' ? [...up, ...down.operations] : up
}

function isUnread(operation: Operation): boolean {
  return operation.kind === 'opaque' && operation.reason !== 'other dialect'
}
