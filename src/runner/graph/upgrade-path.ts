/** The migrations that lead up to a revision. */
import { checkApart, currentRows } from './current-rows.ts'
import { withAncestors } from './lineage.ts'
import { newestFirst } from './newest-first.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'
import { rowsAfterUpgrade } from './row-changes.ts'
import type { MigrationStep } from './step.ts'
import { upgradeTargets } from './upgrade-target.ts'

/** The steps from what the rows say is applied to the targets; each after all that it needs. */
export function upgradePath(
  graph: RevisionGraph,
  current: readonly string[],
  targets: string | readonly string[],
): readonly MigrationStep[] {
  const rows = currentRows(graph, current)
  checkApart(graph, rows, 'the version table has a row too many: `stamp` the revision that the schema is at')
  const applied = withAncestors(graph, rows)
  const needed = [...withAncestors(graph, upgradeTargets(graph, rows, targets))].filter(
    id => !applied.has(id),
  )
  let before = rows
  return newestFirst(graph, needed)
    .toReversed()
    .map(id => {
      const { revision } = nodeOf(graph, id)
      const move = rowsAfterUpgrade(graph, before, id)
      before = move.rows
      return { direction: 'upgrade', revision, from: revision.parents, to: [id], ...move }
    })
}
