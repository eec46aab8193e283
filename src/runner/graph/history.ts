/** Which revisions `history` lists, and in which order. */
import { currentRows } from './current-rows.ts'
import { findBranch } from './find-revision.ts'
import { onLineage, tipsOf, withAncestors, withDescendants } from './lineage.ts'
import { parseLocator, parseRange, type Locator, type Range } from './locator.ts'
import { newestFirst } from './newest-first.ts'
import { placeOf } from './place-of.ts'
import { RevisionError } from './revision-error.ts'
import { revisionLine, type RevisionLine } from './revision-line.ts'
import type { RevisionGraph } from './revision-graph.ts'
import { stepDown, stepUp, type Position } from './walk.ts'
import { targetsOf } from './upgrade-target.ts'

/** What of the history is wanted. */
export interface HistoryOptions {
  /** `a:b`, `a:` or `:b`. */
  readonly range?: string | undefined
  /** Rows of the version table, which `current` and the marks of a line need. */
  readonly rows?: readonly string[] | undefined
}

type Steps = Extract<Locator, { kind: 'steps' }>

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
      ends.flatMap(end => {
        const { at } = stepDown(graph, end, -steps)
        return [...between(graph, at === null ? [] : [at], [end], range.text)]
      }),
    )
  }
  return between(graph, lowersOf(graph, rows, lower), ends, range.text)
}

/** The upper end; steps without a place are counted from the lower end. */
function uppersOf(
  graph: RevisionGraph,
  rows: readonly string[],
  { lower, upper = parseLocator('heads') }: Range,
): readonly string[] {
  if (upper.kind !== 'steps' || upper.steps <= 0) return targetsOf(graph, rows, upper)
  const from = upper.from === undefined ? lowersOf(graph, rows, lower) : undefined
  const starts: readonly Position[] =
    from === undefined ? [placeOf(graph, rows, upper.from ?? 'base', upper.branch)] : orBase(from)
  return tipsOf(
    graph,
    starts.flatMap(start => lastOf(graph, start, upper)),
  )
}

/** More steps than there are lead to the end of the branch: a list is not wrong for being short. */
function lastOf(graph: RevisionGraph, start: Position, { branch, steps }: Steps): readonly string[] {
  const on = branch === undefined ? undefined : findBranch(graph, branch)
  return [stepUp(graph, start, steps, on).at ?? []].flat()
}

function lowersOf(
  graph: RevisionGraph,
  rows: readonly string[],
  lower: Locator | undefined,
): readonly string[] {
  return lower === undefined ? [] : targetsOf(graph, rows, lower)
}

function orBase(ids: readonly string[]): readonly Position[] {
  return ids.length > 0 ? ids : [null]
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
  if (!lowers.every(id => before.has(id))) {
    throw new RevisionError(
      `Requested range ${range} does not refer to ancestor/descendant revisions along the same branch`,
      'the older revision comes first, and the newer one has to follow it',
    )
  }
  const after = withDescendants(graph, lowers, 'parents')
  return new Set([...before].filter(id => after.has(id)))
}
