/** Which indexes do nothing that another one does not do. https://www.postgresql.org/docs/current/indexes-multicolumn.html */
import { partText } from './constraints.ts'
import type { ConstraintState, IndexState } from './schema-state.ts'

/** A table or materialized view. */
interface Owner {
  readonly indexes: readonly IndexState[]
  readonly constraints?: readonly ConstraintState[] | undefined
  readonly unsure?: readonly string[] | undefined
}

/**
 * An index that serves all queries and enforces all rules that this one does. Of two that are alike, the primary
 * key's is kept, else the older one.
 */
export function coveringIndex(index: IndexState, owner: Owner): IndexState | undefined {
  if (index.partOf !== undefined || owner.unsure?.includes(index.name)) return undefined
  const place = owner.indexes.indexOf(index)
  return owner.indexes.find((other, at) => {
    if (other === index || !covers(other, index, owner)) return false
    return at < place || isPrimaryKey(other, owner) || !covers(index, other, owner)
  })
}

function covers(wide: IndexState, narrow: IndexState, owner: Owner): boolean {
  return (
    wide.valid &&
    !owner.unsure?.includes(wide.name) &&
    wide.using === narrow.using &&
    wide.where?.sql === narrow.where?.sql &&
    beginsWith(wide, narrow) &&
    holds(wide, narrow.include) &&
    enforces(wide, narrow, owner)
  )
}

/** Only btree finds rows by the first of its columns as well as an index on them alone. */
function beginsWith(wide: IndexState, narrow: IndexState): boolean {
  const { length } = narrow.parts
  if (length > wide.parts.length || (wide.using !== 'btree' && length < wide.parts.length)) return false
  return narrow.parts.every((part, i) => {
    const other = wide.parts[i]
    return other !== undefined && partText(other) === partText(part)
  })
}

function holds({ parts, include }: IndexState, columns: readonly string[]): boolean {
  return columns.every(column => include.includes(column) || parts.some(part => part.column === column))
}

/** A unique index is replaced by one that refuses the same rows at the same time, an exclusion or a primary key by none. */
function enforces(wide: IndexState, narrow: IndexState, owner: Owner): boolean {
  if (!narrow.unique) return narrow.constraint === undefined
  return (
    wide.unique &&
    wide.parts.length === narrow.parts.length &&
    wide.nullsNotDistinct === narrow.nullsNotDistinct &&
    !isPrimaryKey(narrow, owner) &&
    !isDeferrable(wide, owner) &&
    !isDeferrable(narrow, owner)
  )
}

function isPrimaryKey(index: IndexState, owner: Owner): boolean {
  return constraintOf(index, owner)?.definition.kind === 'primaryKey'
}

function isDeferrable(index: IndexState, owner: Owner): boolean {
  return constraintOf(index, owner)?.definition.deferrable === true
}

function constraintOf({ constraint }: IndexState, owner: Owner): ConstraintState | undefined {
  return constraint === undefined ? undefined : owner.constraints?.find(each => each.name === constraint)
}
