/** Whether places share characters, asked of one place or of many. */
import type { Span } from './span.ts'

/** Whether two places share a character; an empty place shares the one it stands before. */
export function overlap(a: Span, b: Span): boolean {
  return a.file.path === b.file.path && a.start < endOf(b) && b.start < endOf(a)
}

/** The same of any of many places: the answer takes no longer the more there are. */
export function overlapWith(spans: readonly Span[]): (span: Span) => boolean {
  const byFile = new Map<string, Span[]>()
  for (const span of spans) {
    const same = byFile.get(span.file.path)
    if (same) same.push(span)
    else byFile.set(span.file.path, [span])
  }
  const searches = new Map([...byFile].map(([path, own]) => [path, searchIn(own)]))
  return span => searches.get(span.file.path)?.(span) ?? false
}

function searchIn(spans: readonly Span[]): (span: Span) => boolean {
  const sorted = spans.toSorted((a, b) => a.start - b.start)
  let furthest = 0
  // How far the places up to each of them reach.
  const reach = sorted.map(span => (furthest = Math.max(furthest, endOf(span))))
  return span => {
    const before = countBefore(sorted, endOf(span))
    return before > 0 && (reach[before - 1] ?? 0) > span.start
  }
}

/** How many of the sorted places begin before the offset. */
function countBefore(sorted: readonly Span[], offset: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.start ?? Infinity) < offset) low = middle + 1
    else high = middle
  }
  return low
}

function endOf({ start, end }: Span): number {
  return Math.max(end, start + 1)
}
