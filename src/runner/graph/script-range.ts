/** Where a script of `--sql` begins and ends: it has no database to ask. */
import { RevisionError } from './revision-error.ts'
import type { RevisionGraph } from './revision-graph.ts'
import { upgradeTargets } from './upgrade-target.ts'

/** The rows that the script takes for granted, and what it leads to. */
export interface ScriptRange {
  readonly rows: readonly string[]
  readonly targets: readonly string[]
}

/** Reads `from:to`, or `to` where the way up begins at the base; `stamp` may have several, all from one place. */
export function scriptRange(
  graph: RevisionGraph,
  command: 'upgrade' | 'downgrade' | 'stamp',
  places: readonly string[],
): ScriptRange {
  const ranges = places.map(place => rangeOf(command, place))
  const starts = [...new Set(ranges.flatMap(({ from }) => from ?? []))]
  if (starts.length > 1) {
    throw new RevisionError(
      `${command} with --sql only supports a single starting revision at a time, not ${starts.join(' and ')}`,
      'write a script for each',
    )
  }
  return {
    rows: starts.flatMap(start => upgradeTargets(graph, [], start)),
    targets: ranges.map(({ to }) => to),
  }
}

function rangeOf(command: string, place: string): { readonly from?: string; readonly to: string } {
  const [from, to, ...others] = place.split(':')
  if (from === undefined || others.length > 0 || from === '' || to === '') {
    throw new RevisionError(`'${place}' is no range`, 'write <fromrev>:<torev>')
  }
  if (to !== undefined) return { from, to }
  if (command !== 'downgrade') return { to: from }
  throw new RevisionError(
    'downgrade with --sql requires <fromrev>:<torev>',
    `write the revision that the database is at before ${place}, as in head:${place}`,
  )
}
