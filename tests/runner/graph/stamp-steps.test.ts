/** What `stamp` writes to the version table. */
import { describe, expect, it } from 'vitest'
import type { RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import { stampSteps } from '../../../src/runner/graph/stamp-steps.ts'
import { changesOf, refusal, rowsAfter, words } from './helpers.ts'
import {
  BRANCHED,
  BRANCHES_OF_BRANCHES,
  DEPENDS_ON_MIDDLE,
  EFFECTIVE_HEAD,
  FOREST,
  graphOf,
  LINE,
  MERGED,
  NO_REVISIONS,
  SHOP,
} from './histories.ts'

/** Name, graph, rows, targets, statements, rows afterwards. */
type Case = readonly [string, RevisionGraph, string, string, string, string]

const AS_ALEMBIC: readonly Case[] = [
  ['removes the row at the base', LINE, 'orders', 'base', 'DELETE orders', ''],
  [
    'goes down from two branches to where they part',
    BRANCHED,
    'totals bills',
    'users',
    'DELETE totals, UPDATE bills->users',
    'users',
  ],
  ['removes the row of one branch', BRANCHED, 'totals bills', 'cart@base', 'DELETE totals', 'bills'],
  ['goes up on one branch', BRANCHED, 'totals bills', 'billing@head', 'UPDATE bills->taxes', 'taxes totals'],
  ['has a row for each head', FOREST, '', 'heads', 'INSERT shop2, INSERT stock2', 'shop2 stock2'],
  ['has nothing to do at the heads', FOREST, 'shop2 stock2', 'heads', '', 'shop2 stock2'],
  ['goes down from a merge to a branch', MERGED, 'invoices', 'bills', 'UPDATE invoices->bills', 'bills'],
  ['goes down from a merge to before it parted', MERGED, 'invoices', 'shop', 'UPDATE invoices->shop', 'shop'],
  ['goes up to a merge from one branch', MERGED, 'bills', 'invoices', 'UPDATE bills->invoices', 'invoices'],
  [
    'goes up to the head of a branch that was merged',
    MERGED,
    'totals bills',
    'billing@head',
    'DELETE totals, UPDATE bills->receipts',
    'receipts',
  ],
  [
    'goes up to a merge from both branches',
    MERGED,
    'totals bills',
    'invoices',
    'DELETE totals, UPDATE bills->invoices',
    'invoices',
  ],
  [
    'goes up to a merge from before it parted',
    MERGED,
    'users',
    'invoices',
    'UPDATE users->invoices',
    'invoices',
  ],
  [
    'goes down below a dependency',
    DEPENDS_ON_MIDDLE,
    'lib5 app3',
    'lib2',
    'DELETE lib5, UPDATE app3->lib2',
    'lib2',
  ],
  ['begins a table', LINE, '', 'head', 'INSERT items', 'items'],
  ['goes up', LINE, 'users', 'emails', 'UPDATE users->emails', 'emails'],
  ['goes down', LINE, 'emails', 'users', 'UPDATE emails->users', 'users'],
  ['stays', LINE, 'emails', 'emails', '', 'emails'],
  ['takes the beginning of an id', LINE, 'users', 'ord', 'UPDATE users->orders', 'orders'],
  ['has a head of one of two histories', FOREST, '', 'shop2@head', 'INSERT shop2', 'shop2'],
  [
    'goes up from where branches part',
    BRANCHED,
    'shop',
    'totals taxes',
    'UPDATE shop->totals, INSERT taxes',
    'taxes totals',
  ],
  ['stays at two rows', BRANCHED, 'totals taxes', 'totals taxes', '', 'taxes totals'],
  [
    'goes up to all heads',
    BRANCHES_OF_BRANCHES,
    'users',
    'heads',
    'UPDATE users->coupons, INSERT rebates, INSERT levy, INSERT returns',
    'coupons levy rebates returns',
  ],
  ['removes all rows at the base', BRANCHED, 'totals taxes', 'base', 'DELETE totals, DELETE taxes', ''],
  ['begins a branch', BRANCHED, 'totals', 'bills', 'INSERT bills', 'bills totals'],
  [
    'has no row for a head that another depends on',
    graphOf('users \n mails needs users'),
    '',
    'heads',
    'INSERT mails',
    'mails',
  ],
  ['has one row for a head that implies the others', SHOP, '', 'heads', 'INSERT taxes', 'taxes'],
  ['has nothing to do without revisions', NO_REVISIONS, '', 'head', '', ''],
]

describe('a stamp, as in Alembic,', () => {
  it.each(AS_ALEMBIC)('%s', (_, graph, rows, targets, changes, after) => {
    const steps = stampSteps(graph, words(rows), words(targets))
    expect(steps.map(changesOf).join(', ')).toBe(changes)
    expect(rowsAfter(steps, words(rows))).toEqual(words(after))
  })

  it('empties the table first if it is told to, also of a row that no file declares', () => {
    const steps = stampSteps(BRANCHED, ['fake'], ['carts', 'taxes'], { purge: true })
    expect(steps.map(changesOf)).toEqual(['DELETE fake', 'INSERT carts', 'INSERT taxes'])
  })

  it('refuses a branch without a head of its own', () => {
    expect(refusal(() => stampSteps(BRANCHED, [], 'head'))).toContain(
      "Multiple head revisions are present for given argument 'head';",
    )
  })

  it('says what it leaves and reaches', () => {
    const [down] = stampSteps(BRANCHED, ['totals', 'bills'], 'users')
    expect(down).toMatchObject({ direction: 'stamp', from: ['totals', 'bills'], to: ['users'] })
    const [up] = stampSteps(LINE, [], 'users')
    expect(up).toMatchObject({ from: [], to: ['users'] })
    const [gone] = stampSteps(LINE, ['users'], 'base')
    expect(gone).toMatchObject({ from: ['users'], to: [] })
  })
})

describe('a stamp', () => {
  it.each([
    ['the next one', LINE, 'users', '+1', 'emails'],
    ['the one before', LINE, 'orders', '-1', 'phones'],
    ['before the first', LINE, 'users', '-1', ''],
    ['the next one of a branch', BRANCHED, 'totals bills', 'billing@+1', 'taxes totals'],
    ['the one before on a branch', BRANCHED, 'totals bills', 'billing@-2', 'shop'],
    ['one counted from a head', BRANCHED, 'bills', 'billing@head-1', 'bills'],
    ['the base of one history of two', FOREST, 'shop2 stock2', 'shop1-1', 'stock2'],
    ['where it is', BRANCHED, 'totals bills', 'current', 'bills totals'],
    ['where a branch is that has no row', BRANCHED, 'totals', 'billing@current', 'totals'],
  ])('may be of %s', (_, graph, rows, target, after) => {
    expect(rowsAfter(stampSteps(graph, words(rows), target), words(rows))).toEqual(words(after))
  })

  it('leaves rows of branches that the target has no part in, also below the same branch name', () => {
    const graph = graphOf(`
      users @people
      mails <- users
      posts <- users
      tags <- posts`)
    const steps = stampSteps(graph, ['mails', 'posts'], 'people@tags')
    expect(steps.map(changesOf)).toEqual(['UPDATE posts->tags'])
  })

  it('moves each history by itself', () => {
    const steps = stampSteps(FOREST, ['shop2', 'stock2'], ['shop1', 'stock1'])
    expect(steps.map(changesOf)).toEqual(['UPDATE shop2->shop1', 'UPDATE stock2->stock1'])
  })

  it('leaves the rows that are heads already', () => {
    const steps = stampSteps(BRANCHED, ['totals', 'bills'], 'heads')
    expect(steps.map(changesOf)).toEqual(['UPDATE bills->taxes'])
  })

  it('refuses revisions that imply each other', () => {
    expect(refusal(() => stampSteps(BRANCHED, [], ['shop', 'totals']))).toBe(
      'Requested revision totals overlaps with other requested revisions shop; leave out those: what they stand for ' +
        'is implied.',
    )
  })

  it('refuses a table with a row that no file declares', () => {
    expect(refusal(() => stampSteps(BRANCHED, ['fake'], 'shop'))).toContain(
      "Can't locate revision identified by 'fake', which the version table says is applied;",
    )
  })

  it('empties a table that is purged to the base', () => {
    expect(stampSteps(BRANCHED, ['fake', 'shop'], 'base', { purge: true }).map(changesOf)).toEqual([
      'DELETE fake',
      'DELETE shop',
    ])
  })

  it('takes away a row too many', () => {
    const steps = stampSteps(EFFECTIVE_HEAD, ['xray1', 'yard2'], 'yard2')
    expect(steps.map(changesOf)).toEqual(['DELETE xray1'])
  })
})
