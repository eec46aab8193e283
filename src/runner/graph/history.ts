/** Which revisions `history` lists, and in which order. */
import { currentRows } from './current-rows.ts'
import { findBranch, headsOf } from './find-revision.ts'
import { onLineage, tipsOf, withAncestors, withDescendants } from './lineage.ts'
import { parseLocator, parseRange, type Locator, type Range } from './locator.ts'
import { newestFirst } from './newest-first.ts'
import { placeOf } from './place-of.ts'
import { listed, RevisionError } from './revision-error.ts'
import { revisionLine, type RevisionLine } from './revision-line.ts'
import type { RevisionGraph } from './revision-graph.ts'
import { idsAt, stepDown, stepUp, type Position } from './walk.ts'
import { targetsOf } from './upgrade-target.ts'

/** What of the history is wanted. */
export interface HistoryOptions {
  /** `a:b`, `a:` or `:b`. */
  readonly range?: string | undefined
  /** Rows of the version table, which `current` and the marks of a line need. */
  readonly rows?: readonly string[] | undefined
}

/** The lines of a history, newest first: a range with both its ends, without one all. */
export function historyLines(
  graph: RevisionGraph,
  { range = ':', rows = [] }: HistoryOptions = {},
): readonly RevisionLine[] {
  const known = currentRows(graph, rows)
  const wanted = revisionsIn(graph, known, parseRange(range))
  return newestFirst(graph, wanted).map(id => revisionLine(graph, id, known))
}

function revisionsIn(graph: RevisionGraph, rows: readonly string[], range: Range): ReadonlySet<string> {
  const { lower } = range
  const uppers = uppersOf(graph, rows, range)
  if (lower === undefined) return withAncestors(graph, uppers)
  const on = lower.branch === undefined ? undefined : findBranch(graph, lower.branch)
  const ends = on === undefined ? uppers : onLineage(graph, uppers, [on])
  if (lower.kind === 'steps' && lower.from === undefined && lower.steps < 0) {
    const { steps } = lower
    return new Set(
      tipsOf(graph, ends).flatMap(end => {
        const { at } = stepDown(graph, end, -steps)
        return [...between(graph, at === null ? [] : [at], [end], range.text)]
      }),
    )
  }
  if (ends.length === 0 && uppers.length > 0) throw notOneBranch(range.text)
  return between(graph, targetsOf(graph, rows, lower), ends, range.text)
}

/** The upper end; steps without a place are counted from the lower end. */
function uppersOf(
  graph: RevisionGraph,
  rows: readonly string[],
  { lower, upper = parseLocator('heads') }: Range,
): readonly string[] {
  const { branch } = upper
  if (upper.kind === 'heads') return headsOf(graph, branch)
  if (upper.kind !== 'steps' || upper.steps <= 0) return targetsOf(graph, rows, upper)
  const start =
    upper.from === undefined ? lowerOf(graph, rows, lower) : placeOf(graph, rows, upper.from, branch)
  const on = branch === undefined ? undefined : findBranch(graph, branch)
  // More steps than there are lead to the end of the branch: a list is not wrong for being short.
  return idsAt(stepUp(graph, start, upper.steps, on).at)
}

/** The one place that the lower end is. */
function lowerOf(graph: RevisionGraph, rows: readonly string[], lower: Locator | undefined): Position {
  const [start = null, ...others] = lower === undefined ? [] : targetsOf(graph, rows, lower)
  if (others.length === 0) return start
  throw new RevisionError(
    `'${lower?.text}' is more than one revision to count from`,
    `name one of ${listed([start ?? 'base', ...others])}`,
  )
}

/** Both ends and all that lies between them; down to the base where no lower end is given. */
function between(
  graph: RevisionGraph,
  lowers: readonly string[],
  uppers: readonly string[],
  range: string,
): ReadonlySet<string> {
  const before = withAncestors(graph, uppers)
  if (lowers.length === 0) return before
  if (!lowers.every(id => before.has(id))) throw notOneBranch(range)
  const after = withDescendants(graph, lowers, 'parents')
  return new Set([...before].filter(id => after.has(id)))
}

function notOneBranch(range: string): RevisionError {
  return new RevisionError(
    `Requested range ${range} does not refer to ancestor/descendant revisions along the same branch`,
    'the older revision comes first, and the newer one has to follow it',
  )
}
