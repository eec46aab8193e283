/** The way back: operations that undo others, found from the schema before and after each of them. */
import { unplaced, type BareOperation, type Operation, type OperationKind } from '../model/operation.ts'
import { placedNowhere } from '../model/placed-nowhere.ts'
import { applyOperation, startMigration } from './apply.ts'
import { differencesOf } from './differences.ts'
import { INVERSES, NOTHING_TO_UNDO, type Inverse } from './inverses.ts'
import type { SchemaState } from './schema-state.ts'
import { viewOf } from './schema-view.ts'

/**
 * The operations that bring the schema from before back, last change first; undefined when one of them cannot be
 * undone without a guess, such as a change of rows, or when undoing them would not give the same schema.
 */
export function reverseOperations(
  before: SchemaState,
  operations: readonly Operation[],
): readonly BareOperation[] | undefined {
  const undone: BareOperation[] = []
  const settings: BareOperation[] = []
  let state = before
  for (const operation of operations) {
    const next = applyOperation(state, operation)
    if (operation.flow !== undefined || operation.inBlock) return undefined
    if (operation.kind === 'setParameter') {
      if (!TIMEOUTS.has(operation.name)) return undefined
      settings.push(unplaced(operation))
    } else {
      const inverse = inverseOf(operation, state, next)
      if (!inverse) return undefined
      undone.unshift(...inverse)
    }
    state = next
  }
  return undone.length > 0 && leadsBack(before, state, undone) ? [...settings, ...undone] : undefined
}

/** What the way up sets the way back needs as well. */
const TIMEOUTS: ReadonlySet<string> = new Set(['lock_timeout', 'statement_timeout'])

function inverseOf(operation: Operation, before: SchemaState, after: SchemaState) {
  if (NOTHING_TO_UNDO.has(operation.kind)) return []
  const table = 'table' in operation ? operation.table : undefined
  const [old, now] = [viewOf(before), viewOf(after)]
  // It goes with its table.
  if (table && operation.kind !== 'createTable' && old.table(table)?.createdIn === before.migration) return []
  const inverse = INVERSES[operation.kind] as Inverse<OperationKind> | undefined
  return inverse?.(operation as never, old, now)
}

function leadsBack(before: SchemaState, after: SchemaState, undone: readonly BareOperation[]): boolean {
  const back = undone.map(placedNowhere).reduce(applyOperation, startMigration(after))
  return differencesOf(before, back).length === 0
}
