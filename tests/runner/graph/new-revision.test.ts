/** What a new migration file says about its place. */
import { describe, expect, it } from 'vitest'
import { mergeParents, placeOfNewRevision } from '../../../src/runner/graph/new-revision.ts'
import type { RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import { refusal, words } from './helpers.ts'
import { BRANCHED, EFFECTIVE_HEAD, graphOf, LABELLED, LINE, MERGED, NO_REVISIONS } from './histories.ts'

const MULTIPLE_HEADS =
  'Multiple heads are present; please specify the head revision on which the new revision should be based, or perform ' +
  'a merge; the heads are totals, taxes.'

describe('a new revision, as in Alembic,', () => {
  it.each([
    ['the head', LINE, undefined, 'items'],
    ['nothing at first', NO_REVISIONS, undefined, ''],
    ['the head after a merge', MERGED, undefined, 'receipts'],
    ['one of two heads', BRANCHED, ['taxes'], 'taxes'],
    ['the head of a branch', BRANCHED, ['billing@head'], 'taxes'],
    ['the beginning of an id', BRANCHED, ['tota'], 'totals'],
    ['several heads', BRANCHED, ['totals', 'taxes'], 'totals taxes'],
    ['all heads', BRANCHED, ['heads'], 'totals taxes'],
    ['nothing, in a history of its own', BRANCHED, ['base'], ''],
  ])('follows %s', (_, graph, heads, parents) => {
    expect(placeOfNewRevision(graph, { id: 'coupons', heads }).parents).toEqual(words(parents))
  })

  it('follows a revision in the middle only when it is told to', () => {
    expect(placeOfNewRevision(LINE, { id: 'coupons', heads: ['emails'], splice: true }).parents).toEqual([
      'emails',
    ])
    expect(refusal(() => placeOfNewRevision(LINE, { id: 'coupons', heads: ['emails'] }))).toBe(
      'Revision emails is not a head revision; please specify --splice to create a new branch from this revision, or ' +
        'revision with a head: items.',
    )
  })

  it('wants to be told which of two heads it follows', () => {
    expect(refusal(() => placeOfNewRevision(BRANCHED, { id: 'coupons' }))).toBe(MULTIPLE_HEADS)
  })

  it('follows each head once', () => {
    expect(refusal(() => placeOfNewRevision(BRANCHED, { id: 'coupons', heads: ['taxes', 'taxes'] }))).toBe(
      'Duplicate head revisions specified; give each of taxes once.',
    )
  })

  it.each([
    ['a revision', LINE, ['emails'], 'emails'],
    ['two revisions', LINE, ['emails', 'phones'], 'emails phones'],
    ['a branch by its name', LABELLED, ['stock'], 'stock'],
    ['the beginning of an id', LINE, ['emai'], 'emails'],
  ])('depends on %s', (_, graph, dependsOn, expected) => {
    expect(placeOfNewRevision(graph, { id: 'coupons', heads: ['base'], dependsOn }).dependsOn).toEqual(
      words(expected),
    )
  })

  it('does not depend on what is not there', () => {
    expect(refusal(() => placeOfNewRevision(LINE, { id: 'coupons', dependsOn: ['invalid'] }))).toBe(
      "Can't locate revision identified by 'invalid'; `history` lists the revisions there are.",
    )
  })

  it('has no characters in its id that mean something else', () => {
    expect(refusal(() => placeOfNewRevision(LINE, { id: 'no-dashes' }))).toBe(
      "Character(s) '-' not allowed in revision identifier 'no-dashes', where they mean a branch, a step or a range; " +
        'choose another id in --rev-id.',
    )
  })

  it('names its branch', () => {
    expect(placeOfNewRevision(LINE, { id: 'coupons', labels: ['marketing'] })).toEqual({
      parents: ['items'],
      dependsOn: [],
      labels: ['marketing'],
    })
  })
})

describe('a new revision', () => {
  it.each([
    [
      'items',
      {},
      'Revision items is present already, in migrations/items.ts; choose another id in --rev-id.',
    ],
    [
      'head',
      {},
      "The word 'head' is reserved and cannot be a revision identifier; choose another id in --rev-id.",
    ],
    [
      'stock',
      { graph: LABELLED },
      "'stock' is the name of a branch, given to it by revision bin; choose another id in --rev-id.",
    ],
    [
      'coupons',
      { labels: ['items'] },
      "Branch name 'items' in revision coupons already used by revision items; a branch has its name once, where it " +
        'begins; take the name out of one of them.',
    ],
    [
      'coupons',
      { labels: ['a@b'] },
      "Character(s) '@' not allowed in branch name 'a@b', where they mean a branch, a step or a range; choose another " +
        'branch name in --branch-label.',
    ],
    [
      'coupons',
      { heads: ['current'] },
      "'current' depends on where a database is; name the revision, or count from one, as in head-1.",
    ],
    ['coupons', { dependsOn: ['base'] }, "'base' is not one revision to depend on; name a revision."],
    [
      'coupons',
      { graph: BRANCHED, heads: ['base'], dependsOn: ['heads'] },
      "'heads' is not one revision to depend on; name one of totals, taxes.",
    ],
  ] satisfies readonly [string, Options, string][])(
    'is refused before its file is written: %s %j',
    (id, { graph = LINE, ...rest }: Options, message) => {
      expect(refusal(() => placeOfNewRevision(graph, { id, ...rest }))).toBe(message)
    },
  )
})

interface Options {
  readonly graph?: RevisionGraph
  readonly labels?: readonly string[]
  readonly heads?: readonly string[]
  readonly dependsOn?: readonly string[]
}

describe('a merge, as in Alembic,', () => {
  it('is of all heads, or of those that are named', () => {
    expect(mergeParents(BRANCHED)).toEqual(['totals', 'taxes'])
    expect(mergeParents(BRANCHED, ['taxes', 'cart@head'])).toEqual(['taxes', 'totals'])
  })

  it('is of heads, unless it is told to begin elsewhere', () => {
    expect(refusal(() => mergeParents(BRANCHED, ['bills', 'totals']))).toBe(
      'Revision bills is not a head revision; please specify --splice to create a new branch from this revision, or ' +
        'merge with a head: totals, taxes.',
    )
    expect(mergeParents(BRANCHED, ['bills', 'totals'], { splice: true })).toEqual(['bills', 'totals'])
  })
})

describe('a merge', () => {
  it('is also of a head that another one depends on, so that one head is left', () => {
    const graph = graphOf('users \n phones <- users \n bills <- users needs phones')
    expect(mergeParents(graph)).toEqual(['phones', 'bills'])
    expect(mergeParents(EFFECTIVE_HEAD)).toEqual(['yard2', 'xray2'])
  })

  it.each([
    [LINE, ['heads'], 'There is nothing to merge with items; the history has one head.'],
    [BRANCHED, ['totals'], 'There is nothing to merge with totals; the heads are totals, taxes.'],
    [NO_REVISIONS, ['heads'], 'There is no revision to merge; write one with `revision`.'],
  ])('wants two, %#', (graph, heads, message) => {
    expect(refusal(() => mergeParents(graph, heads))).toBe(message)
  })
})
