/** What `heads`, `branches` and `current` say of a revision. */
import { describe, expect, it } from 'vitest'
import { isAtHeads } from '../../../src/runner/graph/current-rows.ts'
import {
  branchPoints,
  currentLines,
  headLines,
  revisionLine,
  type RevisionLine,
} from '../../../src/runner/graph/revision-line.ts'
import { refusal, words } from './helpers.ts'
import { BRANCHED, EFFECTIVE_HEAD, graphOf, LINE, MERGED, NO_REVISIONS, SHOP } from './histories.ts'

const TWO_HISTORIES = graphOf(`
  users1
  users2 <- users1
  users3 <- users2
  mails1
  mails2 <- mails1 needs users2
  mails3 <- mails2`)

const MARKS = [
  ['isHead', '(head)'],
  ['isEffectiveHead', '(effective)'],
  ['isBranchPoint', '(branchpoint)'],
  ['isMergePoint', '(mergepoint)'],
  ['isCurrent', '(current)'],
] as const

function short(line: RevisionLine): string {
  const marks = MARKS.filter(([key]) => line[key]).map(([, mark]) => mark)
  return [line.revision.id, ...line.labels.map(label => `@${label}`), ...marks].join(' ')
}

describe('a line, as in Alembic,', () => {
  it.each([
    [SHOP, 'taxes', 'taxes @billing (head)'],
    [SHOP, 'phones', 'phones (head) (effective)'],
    [SHOP, 'bills', 'bills @billing'],
    [SHOP, 'users', 'users (branchpoint)'],
    [MERGED, 'invoices', 'invoices @billing (mergepoint)'],
    [LINE, 'items', 'items (head)'],
  ])('says of a revision what it is, %#', (graph, id, expected) => {
    expect(short(revisionLine(graph, id))).toBe(expected)
  })

  it('is there for each head, or for each that will have a row', () => {
    expect(headLines(SHOP).map(short)).toEqual(['phones (head) (effective)', 'taxes @billing (head)'])
    expect(headLines(SHOP, { resolveDependencies: true }).map(short)).toEqual(['taxes @billing (head)'])
    expect(headLines(NO_REVISIONS)).toEqual([])
  })

  it('is there for each point where branches part', () => {
    const points = branchPoints(SHOP).map(({ line, children }) => [short(line), children.map(short)])
    expect(points).toEqual([['users (branchpoint)', ['phones (head) (effective)', 'bills @billing']]])
  })

  it.each([
    ['', ''],
    ['users3', 'users3'],
    ['users1 mails1', 'users1 mails1'],
    ['mails2', 'mails2 users2'],
    ['mails3', 'mails3 users2'],
    ['users3 mails3', 'users3 mails3'],
  ])('is there for what is applied last on each branch: %s', (rows, ids) => {
    expect(currentLines(TWO_HISTORIES, words(rows)).map(line => line.revision.id)).toEqual(words(ids))
  })

  it('says which of the applied ones have a row', () => {
    expect(currentLines(SHOP, ['taxes']).map(short)).toEqual([
      'taxes @billing (head) (current)',
      'phones (head) (effective)',
    ])
  })

  it.each([
    ['users3 mails3', true],
    ['users2', false],
    ['users3', false],
    ['mails3', false],
    ['users3 mails2', false],
  ])('knows whether a database is at all heads: %s', (rows, isAt) => {
    expect(isAtHeads(TWO_HISTORIES, words(rows))).toBe(isAt)
  })
})

describe('a line', () => {
  it('is of a database at all heads also where a row implies a head', () => {
    expect(isAtHeads(SHOP, ['taxes'])).toBe(true)
    expect(isAtHeads(EFFECTIVE_HEAD, ['yard2'])).toBe(false)
    expect(isAtHeads(NO_REVISIONS, [])).toBe(true)
  })

  it('has the points where branches part newest first', () => {
    const graph = graphOf('users \n mails <- users \n posts <- users \n tags <- mails \n news <- mails')
    expect(branchPoints(graph).map(({ line }) => line.revision.id)).toEqual(['mails', 'users'])
  })

  it('is not made of a row that no file declares', () => {
    expect(refusal(() => currentLines(BRANCHED, ['fake']))).toContain(
      "Can't locate revision identified by 'fake'",
    )
  })
})
