/** The version table follows what is applied, in any history. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { downgradePath } from '../../../src/runner/graph/downgrade-path.ts'
import { historyLines } from '../../../src/runner/graph/history.ts'
import { tipsOf, withAncestors } from '../../../src/runner/graph/lineage.ts'
import { nodeOf, revisionGraph, type RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import type { Revision } from '../../../src/runner/graph/revision.ts'
import { rowsAfterDowngrade } from '../../../src/runner/graph/row-changes.ts'
import { stampSteps } from '../../../src/runner/graph/stamp-steps.ts'
import type { Step } from '../../../src/runner/graph/step.ts'
import { upgradePath } from '../../../src/runner/graph/upgrade-path.ts'
import { applyChanges, idsOf, refusal, rowsAfter } from './helpers.ts'

/** A history in any order of its files, of lines, branches, merges and dependencies. */
const graphs: fc.Arbitrary<RevisionGraph> = fc
  .array(
    fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), needs: fc.array(fc.nat(), { maxLength: 2 }) }),
    {
      minLength: 1,
      maxLength: 14,
    },
  )
  .chain(shape => fc.shuffledSubarray(shape.map(revisionAt), { minLength: shape.length }))
  .map(revisionGraph)

function revisionAt(
  { parents, needs }: { readonly parents: readonly number[]; readonly needs: readonly number[] },
  index: number,
): Revision {
  const earlier = (numbers: readonly number[]): readonly string[] =>
    index === 0 ? [] : [...new Set(numbers.map(number => `r${number % index}`))]
  const id = `r${index}`
  return {
    id,
    parents: earlier(parents),
    dependsOn: earlier(needs),
    labels: [],
    message: '',
    path: `${id}.ts`,
  }
}

/** A history, the rows of something applied of it, and a revision of it. */
const states = graphs.chain(graph =>
  fc.record({
    graph: fc.constant(graph),
    rows: fc.subarray([...graph.nodes.keys()]).map(ids => tipsOf(graph, withAncestors(graph, ids))),
    target: fc.constantFrom(...graph.nodes.keys()),
  }),
)

/** Places as the command line has them, of which not all are in the history. */
const places = fc
  .tuple(
    fc.constantFrom('', 'r0@', 'r1@', 'r7@'),
    fc.constantFrom('', 'r0', 'r2', 'r5', 'head', 'heads', 'base', 'current'),
    fc.constantFrom('', '-1', '-2', '+1', '+3'),
  )
  .map(parts => parts.join(''))

const sorted = (ids: Iterable<string>): readonly string[] => [...ids].sort()

/** Holds each step against what is applied when it is run. */
function follow(graph: RevisionGraph, rows: readonly string[], steps: readonly Step[]): ReadonlySet<string> {
  const applied = new Set(withAncestors(graph, rows))
  let table = sorted(rows)
  for (const step of steps) {
    if (step.direction === 'stamp') throw new Error('A path has no stamp.')
    const { id } = step.revision
    expect(applied.has(id)).toBe(step.direction === 'downgrade')
    if (step.direction === 'upgrade') applied.add(id)
    else applied.delete(id)
    expect(
      [...applied].flatMap(each => nodeOf(graph, each).needs).filter(need => !applied.has(need)),
    ).toEqual([])
    table = applyChanges(table, step.changes)
    expect(table).toEqual(sorted(tipsOf(graph, applied)))
    expect(sorted(step.rows)).toEqual(table)
  }
  return applied
}

describe('in any history', () => {
  it('an upgrade applies what the target needs, each in its turn, with one row for each head of what is applied', () => {
    fc.assert(
      fc.property(states, ({ graph, rows, target }) => {
        const applied = follow(graph, rows, upgradePath(graph, rows, target))
        expect(sorted(applied)).toEqual(sorted(withAncestors(graph, [...rows, target])))
      }),
      { numRuns: 600 },
    )
  })

  it('a downgrade undoes what follows the target, each in its turn, with one row for each head of what is applied', () => {
    fc.assert(
      fc.property(states, ({ graph, rows, target }) => {
        fc.pre(withAncestors(graph, rows).has(target))
        const applied = follow(graph, rows, downgradePath(graph, rows, target))
        expect(nodeOf(graph, target).children.filter(id => applied.has(id))).toEqual([])
        expect(applied.has(target)).toBe(true)
      }),
      { numRuns: 600 },
    )
  })

  it('down to the base and up to all heads lead to the same table, by the same migrations the other way', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const up = upgradePath(graph, [], 'heads')
        const heads = rowsAfter(up, [])
        const down = downgradePath(graph, heads, 'base')
        expect(rowsAfter(down, heads)).toEqual([])
        expect(idsOf(down)).toEqual(idsOf(up).toReversed())
      }),
      { numRuns: 400 },
    )
  })

  it('undoing what an upgrade did gives back the table', () => {
    fc.assert(
      fc.property(states, ({ graph, rows, target }) => {
        const up = upgradePath(graph, rows, target)
        const moves = idsOf(up).toReversed()
        const undone = moves.reduce(
          (table, id) => rowsAfterDowngrade(graph, table, id).rows,
          up.at(-1)?.rows ?? rows,
        )
        expect(sorted(undone)).toEqual(sorted(rows))
      }),
      { numRuns: 400 },
    )
  })

  it('a stamp leaves the target implied, and no row that another one implies', () => {
    fc.assert(
      fc.property(states, ({ graph, rows, target }) => {
        const steps = stampSteps(graph, rows, target)
        let table = sorted(rows)
        for (const step of steps) table = applyChanges(table, step.changes)
        expect(table).toEqual(rowsAfter(steps, rows))
        expect(table).toContain(target)
        expect(sorted(tipsOf(graph, table))).toEqual(table)
      }),
      { numRuns: 400 },
    )
  })

  it('the list of the history has each revision before those that it needs', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const listed = historyLines(graph).map(line => line.revision.id)
        expect(sorted(listed)).toEqual(sorted(graph.nodes.keys()))
        const early = listed.filter((id, index) =>
          nodeOf(graph, id).needs.some(need => listed.indexOf(need) < index),
        )
        expect(early).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('a place is reached, or refused with a reason', () => {
    fc.assert(
      fc.property(states, places, ({ graph, rows }, place) => {
        const answers = [
          () => follow(graph, rows, upgradePath(graph, rows, place)),
          () => follow(graph, rows, downgradePath(graph, rows, place)),
          () => stampSteps(graph, rows, place),
          () => historyLines(graph, { range: `${place}:`, rows }),
          () => historyLines(graph, { range: `:${place}`, rows }),
        ]
        for (const answer of answers) refusal(answer)
      }),
      { numRuns: 1000 },
    )
  })
})
