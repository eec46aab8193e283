/** What one revision changes in the version table, which has a row for each head of what is applied. */
import { withAncestors } from './lineage.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'

/** One statement on the version table. */
export type RowChange =
  | { readonly kind: 'insert'; readonly id: string }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'update'; readonly from: string; readonly to: string }

/** Statements in their order, and the rows that they leave. */
export interface RowMove {
  readonly changes: readonly RowChange[]
  readonly rows: readonly string[]
}

/** A line goes on: UPDATE; a branch begins: INSERT; branches meet: DELETE all rows but one, UPDATE that one. */
export function rowsAfterUpgrade(graph: RevisionGraph, rows: readonly string[], id: string): RowMove {
  return replaceRows(
    rows,
    nodeOf(graph, id).needs.filter(need => rows.includes(need)),
    id,
  )
}

/**
 * What the revision stood for gets rows of its own, unless something else that is applied implies it. `applied` is what
 * the rows stand for, the revision included.
 */
export function rowsAfterDowngrade(
  graph: RevisionGraph,
  rows: readonly string[],
  id: string,
  applied: ReadonlySet<string> = withAncestors(graph, rows),
): RowMove {
  const others = rows.filter(row => row !== id)
  const isFree = (need: string): boolean =>
    !rows.includes(need) && nodeOf(graph, need).neededBy.every(other => other === id || !applied.has(other))
  const [first, ...rest] = nodeOf(graph, id).needs.filter(isFree)
  if (first === undefined) return { changes: [{ kind: 'delete', id }], rows: others }
  return {
    changes: [
      ...rest.map((need): RowChange => ({ kind: 'insert', id: need })),
      { kind: 'update', from: id, to: first },
    ],
    rows: [...rows.map(row => (row === id ? first : row)), ...rest],
  }
}

/** One row takes the place of those given. */
export function replaceRows(rows: readonly string[], replaced: readonly string[], id: string): RowMove {
  const last = replaced.at(-1)
  if (last === undefined) return { changes: [{ kind: 'insert', id }], rows: [...rows, id] }
  const deleted = replaced.slice(0, -1)
  return {
    changes: [
      ...deleted.map((row): RowChange => ({ kind: 'delete', id: row })),
      { kind: 'update', from: last, to: id },
    ],
    rows: rows.filter(row => !deleted.includes(row)).map(row => (row === last ? id : row)),
  }
}
