/** Steps along the lines of parents, from one revision to the next. */
import { onLineage } from './lineage.ts'
import { listed, RevisionError } from './revision-error.ts'
import { nodeOf, type RevisionGraph } from './revision-graph.ts'

/** A revision, or the base that lies before all of them. */
export type Position = string | null

/** Where so many steps up lead, along the branch of `on` if it is given; the last place reached, if too far. */
export function stepUp(
  graph: RevisionGraph,
  from: Position,
  steps: number,
  on?: string,
): { readonly at: Position; readonly left: number } {
  let at = from
  for (let left = steps; left > 0; left--) {
    const all = at === null ? graph.bases : nodeOf(graph, at).children
    const [next, ...others] = on === undefined ? all : onLineage(graph, all, [on])
    if (next === undefined) return { at, left }
    if (others.length > 0) {
      throw ambiguous(at, 'is followed by', [next, ...others], 'name the branch, as in billing@+1')
    }
    at = next
  }
  return { at, left: 0 }
}

/** Where so many steps down lead; the base, if too far. */
export function stepDown(
  graph: RevisionGraph,
  from: Position,
  steps: number,
): { readonly at: Position; readonly left: number } {
  let at = from
  for (let left = steps; left > 0; left--) {
    if (at === null) return { at, left }
    const [next = null, ...others] = nodeOf(graph, at).revision.parents
    if (next !== null && others.length > 0) {
      throw ambiguous(at, 'merges', [next, ...others], 'name the revision that is meant')
    }
    at = next
  }
  return { at, left: 0 }
}

/** Where the steps lead, up or down; throws if that is out of the history. */
export function stepsFrom(graph: RevisionGraph, from: Position, steps: number, on?: string): Position {
  const { at, left } = steps < 0 ? stepDown(graph, from, -steps) : stepUp(graph, from, steps, on)
  if (left > 0) throw tooFar(steps, from, Math.abs(steps) - left)
  return at
}

/** The revision of a place; none at the base. */
export function idsAt(place: Position): readonly string[] {
  return place === null ? [] : [place]
}

/** The steps lead out of the history. */
export function tooFar(steps: number, from: Position, reached: number): RevisionError {
  const signed = steps < 0 ? String(steps) : `+${steps}`
  const start = from ?? 'base'
  return new RevisionError(
    `Relative revision ${signed} didn't produce ${Math.abs(steps)} migrations`,
    reached === 0
      ? `there is no revision in that direction from ${start}`
      : `from ${start} that direction has only ${reached}`,
  )
}

function ambiguous(at: Position, joins: string, ids: readonly string[], remedy: string): RevisionError {
  return new RevisionError(`Ambiguous walk: ${at ?? 'base'} ${joins} ${listed(ids)}`, remedy)
}
