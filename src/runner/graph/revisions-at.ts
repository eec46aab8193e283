/** The revisions of a place that is the same for every database, and of `show`, which may have one at hand. */
import { headsOf } from './find-revision.ts'
import { parseLocator } from './locator.ts'
import { RevisionError } from './revision-error.ts'
import type { RevisionGraph } from './revision-graph.ts'
import { targetsOf } from './upgrade-target.ts'

/**
 * The revisions of a place; `heads` are all of them here, also one that another head depends on. Without the rows of a
 * version table, places that are counted from them are refused.
 */
export function revisionsAt(graph: RevisionGraph, text: string, rows?: readonly string[]): readonly string[] {
  const locator = parseLocator(text)
  if (locator.kind === 'heads') return headsOf(graph, locator.branch)
  const isCounted = locator.kind === 'steps' && (locator.from ?? 'current') === 'current'
  if (rows === undefined && (isCounted || locator.kind === 'current')) {
    throw new RevisionError(
      `'${text}' depends on where a database is`,
      'name the revision, or count from one, as in head-1',
    )
  }
  return targetsOf(graph, rows ?? [], locator)
}
