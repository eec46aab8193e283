/** What an operation leaves behind when it is not known whether it runs: both outcomes in one state. */
import {
  noteUnsure,
  putDomain,
  putEnum,
  putObject,
  putTable,
  putView,
  type Draft,
  type Removal,
} from './draft.ts'
import type { ColumnState, TableState } from './schema-state.ts'

/**
 * Merges what was before into a draft. Tables and other objects that may be gone are kept; columns, constraints
 * and indexes that may be gone are taken out and the table becomes incomplete; what may be new is kept.
 */
export function giveBackRemoved(draft: Draft): void {
  const known = new Set(draft.removals.map(({ key }) => key))
  for (const [key, before] of [...draft.touched]) {
    const after = draft.state.tables.get(key)
    if (before && after) putTable(draft, eitherOf(before, after))
    else if (before) putTable(draft, { ...before, complete: false })
    if (!before || !after) known.add(key)
  }
  for (const removal of draft.removals.splice(0)) putBack(draft, removal)
  for (const key of known) noteUnsure(draft, key)
}

function putBack(draft: Draft, removal: Removal): void {
  if (removal.map === 'views') putView(draft, removal.value)
  else if (removal.map === 'enums') putEnum(draft, removal.value)
  else if (removal.map === 'domains') putDomain(draft, removal.value)
  else putObject(draft, removal.key, removal.value)
}

function eitherOf(before: TableState, after: TableState): TableState {
  if (before === after) return after
  const names = (table: TableState): readonly string[] =>
    [...table.columns, ...table.constraints, ...table.indexes].map(each => each.name)
  const [was, is] = [new Set(names(before)), new Set(names(after))]
  const unsure = [...was].filter(name => !is.has(name)).concat([...is].filter(name => !was.has(name)))
  const earlier = new Map(before.columns.map(column => [column.name, column]))
  const columns = after.columns.map(column => eitherColumn(earlier.get(column.name), column))
  const changed = columns.filter((column, i) => column !== after.columns[i]).map(column => column.name)
  return {
    ...after,
    columns,
    complete: false,
    unsure: [...new Set([...after.unsure, ...unsure, ...changed])],
  }
}

/** Of two types neither is known; only what is NOT NULL both ways is so. */
function eitherColumn(before: ColumnState | undefined, after: ColumnState): ColumnState {
  if (!before || before === after) return after
  const sameType = JSON.stringify(before.type) === JSON.stringify(after.type)
  return {
    ...after,
    type: sameType ? after.type : undefined,
    notNull: before.notNull && after.notNull,
  }
}
