/** What uses a column that goes: an error unless it goes as well. */
import { BatchError, enumeration } from './batch-error.ts'
import type { Draft, NamedSql } from './draft.ts'
import { withoutConstraint } from './edit-constraints.ts'
import { columnsUsed, key, referenceOf, sameName } from './names.ts'
import {
  clauseOf,
  columnIn,
  columnsOf,
  constrainedColumns,
  constraintsOf,
  type FoundConstraint,
} from './table-parts.ts'

/** The draft without what hangs on columns dropped with CASCADE; throws for what hangs on others. */
export function settleDropped(draft: Draft): Draft {
  // A column of the same name may have come back.
  const gone = draft.droppedColumns.filter(({ name }) => !columnIn(draft.table, name))
  return gone.reduce(
    (next, { name, cascade }) => (cascade ? withoutUsers(next, name) : refuseUsers(next, name)),
    draft,
  )
}

/** Whether anything but the column itself uses it. */
export function hasUsers(draft: Draft, column: string): boolean {
  const isOther = ({ column: at }: FoundConstraint) => at === undefined || !sameName(at.name, column)
  const constraints = constraintsOf(draft.table).filter(
    each => isOther(each) && usesColumn(draft, each, column),
  )
  return constraints.length > 0 || indexesOn(draft.indexes, column).length > 0
}

function withoutUsers(draft: Draft, column: string): Draft {
  refuseComputed(draft, column)
  const constraints = constraintsOf(draft.table).filter(each => usesColumn(draft, each, column))
  const users = indexesOn(draft.indexes, column)
  const indexes = draft.indexes.filter(index => !users.includes(index))
  return constraints.reduce(withoutConstraint, { ...draft, indexes })
}

function refuseUsers(draft: Draft, column: string): Draft {
  refuseComputed(draft, column)
  const { own, others } = splitKey(draft, column)
  const users = [
    ...others.map(({ clause }) => `constraint ${clause.name ?? clause.text}`),
    ...indexesOn(draft.indexes, column).map(({ name }) => `index ${name}`),
  ]
  if (users.length === 0) return own.reduce(withoutConstraint, draft)
  throw new BatchError(
    `Column ${column} of table ${draft.name} is used by ${enumeration(users)}: drop ${users.length > 1 ? 'them' : 'it'} in the same block, or drop the column with cascade.`,
  )
}

/** A key of nothing but the column goes with it wherever it is written, as it does at the column. */
function splitKey(
  draft: Draft,
  column: string,
): { own: readonly FoundConstraint[]; others: readonly FoundConstraint[] } {
  const users = constraintsOf(draft.table).filter(each => usesColumn(draft, each, column))
  const isOwn = (each: FoundConstraint) =>
    each.clause.kind === 'primaryKey' && constrainedColumns(each).length === 1
  return { own: users.filter(isOwn), others: users.filter(each => !isOwn(each)) }
}

/** A generated column cannot do without what it is computed from, CASCADE or not. */
function refuseComputed(draft: Draft, column: string): void {
  const computed = columnsOf(draft.table).filter(each =>
    columnsUsed(clauseOf(each, 'generated')?.text ?? '').has(key(column)),
  )
  if (computed.length === 0) return
  const names = enumeration(computed.map(({ name }) => name))
  throw new BatchError(
    `Column ${column} of table ${draft.name} is what ${names} is generated from: drop ${names} as well.`,
  )
}

function usesColumn(draft: Draft, found: FoundConstraint, column: string): boolean {
  const { clause } = found
  if (clause.kind === 'check') return columnsUsed(clause.text).has(key(column))
  const reference = referenceOf(clause.text)
  const pointsAtIt =
    reference !== undefined &&
    sameName(reference.table, draft.name) &&
    reference.columns.includes(key(column))
  return pointsAtIt || constrainedColumns(found).includes(key(column))
}

function indexesOn(indexes: readonly NamedSql[], column: string): readonly NamedSql[] {
  return indexes.filter(({ sql }) => columnsUsed(sql).has(key(column)))
}
