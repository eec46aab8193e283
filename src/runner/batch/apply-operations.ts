/** Operations on the text of a table, one after the other: each sees what those before it made of the table. */
import type { BareOperation } from '../../model/operation.ts'
import { BatchError, enumeration } from './batch-error.ts'
import type { BatchOptions } from './batch-options.ts'
import { settleDropped } from './dropped-columns.ts'
import { columnNamed, type Draft } from './draft.ts'
import type { Edit, Edits } from './edit.ts'
import { COLUMN_EDITS } from './edit-columns.ts'
import { CONSTRAINT_EDITS } from './edit-constraints.ts'
import { INDEX_EDITS } from './edit-indexes.ts'
import { columnsOf } from './table-parts.ts'
import { orderSlots } from './slots.ts'

const EDITS: Partial<Edits> = {
  ...COLUMN_EDITS,
  ...CONSTRAINT_EDITS,
  ...INDEX_EDITS,
}

/** The table behind all operations; what a dropped column leaves behind is an error, or goes as well. */
export function applyOperations(
  draft: Draft,
  operations: readonly BareOperation[],
  options: BatchOptions,
): Draft {
  const edited = settleDropped(
    operations.reduce((next, operation) => applyOperation(next, operation, options), draft),
  )
  if (columnsOf(edited.table).length === 0) {
    throw new BatchError(`Table ${draft.name} would have no column left: drop the table instead.`)
  }
  return options.columnOrder ? ordered(edited, options.columnOrder) : edited
}

/** The draft behind one operation. */
export function applyOperation(draft: Draft, operation: BareOperation, options: BatchOptions): Draft {
  const apply = EDITS[operation.kind] as Edit<typeof operation.kind> | undefined
  if (!apply) {
    const known = enumeration(Object.keys(EDITS))
    throw new BatchError(
      `SQLite has nothing for ${operation.kind} on table ${draft.name}: batch mode knows ${known}. Use op.execute, or leave it out on SQLite.`,
    )
  }
  // The table's type pairs each kind with its function, which a look-up by a union loses.
  return (apply as (draft: Draft, operation: BareOperation, options: BatchOptions) => Draft)(
    draft,
    operation,
    options,
  )
}

function ordered(draft: Draft, names: readonly string[]): Draft {
  const { slots } = draft.table
  const first = names.map(name => {
    const column = columnNamed(draft, name)
    return slots.findIndex(({ content }) => content === column)
  })
  const others = slots.flatMap((_, index) => (first.includes(index) ? [] : [index]))
  return { ...draft, table: orderSlots(draft.table, [...first, ...others]) }
}
