/** Whether two ways of telling a history end alike, and nothing on the new way misses what it needs. */
import type { Operation } from '../model/operation.ts'
import { applyOperation, startMigration } from '../schema/apply.ts'
import { describeDifference, differencesOf } from '../schema/differences.ts'
import { refusalOf } from '../schema/refusal.ts'
import type { SchemaState } from '../schema/schema-state.ts'
import { viewOf, type SchemaView } from '../schema/schema-view.ts'

/** The schema after the operations; undefined when one of them could not run. */
export function run(start: SchemaState, operations: readonly Operation[]): SchemaState | undefined {
  let state = startMigration(start)
  for (const operation of operations) {
    const view = viewOf(state)
    if (refusalOf(operation, view) !== undefined || missing(operation, view)) return undefined
    state = applyOperation(state, operation)
  }
  return state
}

/** The schema after operations that stand there already, whether we know how or not. */
export function runAnyhow(start: SchemaState, operations: readonly Operation[]): SchemaState {
  return operations.reduce(applyOperation, startMigration(start))
}

/** The operations that do not find what they are about, or find it there already. */
export function missedBy(start: SchemaState, operations: readonly Operation[]): readonly Operation[] {
  let state = startMigration(start)
  return operations.filter(operation => {
    const view = viewOf(state)
    state = applyOperation(state, operation)
    return missing(operation, view) || refusalOf(operation, view) !== undefined
  })
}

/** Whether the operations find on the second schema what they find on the first. */
export function findsTheSame(
  operations: readonly Operation[],
  one: SchemaState,
  other: SchemaState,
): boolean {
  let [state, changed] = [startMigration(one), startMigration(other)]
  for (const operation of operations) {
    const [before, now] = [viewOf(state), viewOf(changed)]
    const worse =
      (!missing(operation, before) && missing(operation, now)) ||
      (refusalOf(operation, before) === undefined && refusalOf(operation, now) !== undefined)
    if (worse) return false
    state = applyOperation(state, operation)
    changed = applyOperation(changed, operation)
  }
  return true
}

/** Nothing that one of the schemas has and the other has not. */
export function areEqual(one: SchemaState, other: SchemaState): boolean {
  return differencesOf(one, other).length === 0 && differencesOf(other, one).length === 0
}

/** What is not as it was, in words. */
export function lostOf(wanted: SchemaState, found: SchemaState): readonly string[] {
  return differencesOf(wanted, found).map(describeDifference)
}

/** Whether the thing that an operation is about is not there. */
function missing(operation: Operation, view: SchemaView): boolean {
  switch (operation.kind) {
    case 'dropIndex':
      return !operation.ifExists && !view.index(operation.index)
    case 'renameIndex':
      return !operation.ifExists && !view.index(operation.index)
    case 'dropConstraint':
      return !operation.ifExists && !view.constraint(operation.table, operation.name)
    case 'validateConstraint':
    case 'renameConstraint':
      return !view.constraint(operation.table, operation.name)
    case 'addConstraint': {
      const { constraint, table } = operation
      const name = 'usingIndex' in constraint ? constraint.usingIndex : undefined
      if (name !== undefined) return !view.index({ schema: table.schema, name })
      return constraint.name !== undefined && view.constraint(table, constraint.name) !== undefined
    }
    case 'detachPartition':
      return view.table(operation.partition)?.partitionOf === undefined
    case 'createIndex':
    case 'setNotNull':
      return !view.table(operation.table)
    default:
      return false
  }
}
