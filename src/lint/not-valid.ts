/** Constraints that the running transaction has added as NOT VALID and not validated yet. */
import type { Operation, OperationOf } from '../model/operation.ts'
import type { MigrationNumber, ObjectKey } from '../schema/schema-state.ts'
import type { SchemaView } from '../schema/schema-view.ts'
import { movedKey } from './moved-key.ts'

/** A constraint of a table that others can see, by the names that the two have now. */
export interface NotValidConstraint {
  readonly table: ObjectKey
  readonly name: string
  /** What added it, perhaps in an earlier migration of the same run. */
  readonly addedBy: OperationOf<'addConstraint'>
}

/** What is known around an operation. */
interface Around {
  readonly before: SchemaView
  readonly after: SchemaView
  /** The first migration of the run: tables that came with it or later are new. */
  readonly runStart: MigrationNumber
}

/** Those that are left after an operation. */
export function notValidAfter(
  held: readonly NotValidConstraint[],
  operation: Operation,
  around: Around,
): readonly NotValidConstraint[] {
  const { before } = around
  const moved = movedKey(operation, before)
  if (moved) return held.map(each => (each.table === moved.from ? { ...each, table: moved.to } : each))
  switch (operation.kind) {
    case 'addConstraint':
      return withAdded(held, operation, around)
    case 'renameConstraint':
      return held.map(each =>
        each.name === operation.name && each.table === before.keyOf(operation.table)
          ? { ...each, name: operation.to }
          : each,
      )
    case 'validateConstraint':
    case 'dropConstraint':
      return held.filter(each => each.name !== operation.name || each.table !== before.keyOf(operation.table))
    case 'dropTable':
      return held.filter(each => each.table !== before.keyOf(operation.table))
    default:
      return held
  }
}

function withAdded(
  held: readonly NotValidConstraint[],
  operation: OperationOf<'addConstraint'>,
  { before, after, runStart }: Around,
): readonly NotValidConstraint[] {
  const { constraint, table } = operation
  const isNew = before.createdInThisMigration(table) || (before.table(table)?.createdIn ?? -1) >= runStart
  if (isNew || !('notValid' in constraint) || !constraint.notValid) return held
  // Without a name, PostgreSQL chooses one: it is there afterwards, and was not before.
  const chosen = after.table(table)?.constraints.find(({ name }) => !before.constraint(table, name))
  const name = constraint.name ?? chosen?.name
  return name === undefined ? held : [...held, { table: before.keyOf(table), name, addedBy: operation }]
}
