/** Questions to the graph of revisions of a history. */
import type { HistoryEntry } from '../model/history.ts'

/** Revisions that no other one follows; those that begin with branches named on purpose are left out. */
export function headsOf(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const graph = entries.filter(({ revision }) => revision)
  const followed = new Set(graph.flatMap(({ revision }) => revision?.parents ?? []))
  const heads = graph.filter(({ name }) => !followed.has(name))
  const labels = heads.map(head => labelsOf(head, graph))
  const areNamed = labels.every((own, i) =>
    own.some(label => !labels.some((other, k) => k !== i && other.includes(label))),
  )
  return areNamed ? heads.slice(0, 1) : heads
}

/** Names of the branches on the way from a revision down to its base. */
function labelsOf(head: HistoryEntry, graph: readonly HistoryEntry[]): readonly string[] {
  return ancestorsOf(head, graph).flatMap(({ revision }) => revision?.labels ?? [])
}

function ancestorsOf(head: HistoryEntry, graph: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const byName = new Map(graph.map(entry => [entry.name, entry]))
  const found = new Set([head])
  for (const { revision } of found) {
    for (const parent of revision?.parents ?? []) {
      const entry = byName.get(parent)
      if (entry) found.add(entry)
    }
  }
  return [...found]
}

/** Revisions that follow one another in a circle, or depend on what follows them. */
export function circleOf(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  let rest = entries.filter(({ revision }) => revision)
  if (rest.length === 0) return rest
  for (;;) {
    const names = new Set(rest.map(({ name }) => name))
    const next = rest.filter(entry => parentsOf(entry).some(parent => names.has(parent)))
    if (next.length === rest.length) break
    rest = next
  }
  // What hangs on a circle is no part of it.
  for (;;) {
    const needed = new Set(rest.flatMap(parentsOf))
    const next = rest.filter(({ name }) => needed.has(name))
    if (next.length === rest.length) return rest
    rest = next
  }
}

/** All that a revision needs before it. */
export function parentsOf({ revision }: HistoryEntry): readonly string[] {
  return revision ? [...revision.parents, ...revision.dependsOn] : NONE
}

const NONE: readonly string[] = []

/** Pairs of a migration and an earlier one of the same id or version. */
export function duplicatesIn(
  entries: readonly HistoryEntry[],
): readonly { readonly entry: HistoryEntry; readonly first: HistoryEntry; readonly version: string }[] {
  const firsts = new Map<string, HistoryEntry>()
  const pairs: { readonly entry: HistoryEntry; readonly first: HistoryEntry; readonly version: string }[] = []
  for (const entry of entries) {
    const version = entry.revision ? entry.name : entry.version
    if (version === undefined) continue
    const first = firsts.get(version)
    if (first) pairs.push({ entry, first, version })
    else firsts.set(version, entry)
  }
  return pairs
}
