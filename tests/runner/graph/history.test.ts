/** Which revisions `history` lists, and in which order. */
import { describe, expect, it } from 'vitest'
import type { RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import { historyLines } from '../../../src/runner/graph/history.ts'
import { refusal, words } from './helpers.ts'
import {
  BRANCHED,
  BRANCHES_OF_BRANCHES,
  CHAINED_DEPENDENCIES,
  EFFECTIVE_HEAD,
  graphOf,
  LABELLED,
  LINE,
  NO_REVISIONS,
  SHARED_DEPENDENCY,
  SHOP,
  THREE_BASES,
  TRAVELLED,
} from './histories.ts'

const DIAMOND = graphOf(`
  users
  carts <- users
  bills <- users
  orders <- carts, bills
  items <- orders`)

const LONG_AND_SHORT = graphOf(`
  users
  carts <- users
  bills <- users
  totals <- carts
  coupons <- totals
  rebates <- totals`)

const DEPENDENCY_WITHOUT_PARENT = graphOf(`
  shop
  carts <- shop
  bills <- carts
  depot needs carts
  racks <- depot`)

/** Range (with the rows of the version table behind a bar), graph, revisions. */
type Case = readonly [string, RevisionGraph, string]

const AS_ALEMBIC: readonly Case[] = [
  ['users:items', DIAMOND, 'items orders carts bills users'],
  [':', NO_REVISIONS, ''],
  ['base:head', NO_REVISIONS, ''],
  [':', LONG_AND_SHORT, 'bills coupons rebates totals carts users'],
  ['stock@base:heads', LABELLED, 'parts ledgerofdepot bin depot'],
  ['store@base:heads', LABELLED, 'totals ledgerofshop users shop'],
  ['base:stock@head', LABELLED, 'parts ledgerofdepot bin depot'],
  ['base:store@head', LABELLED, 'totals ledgerofshop users shop'],
  ['stock@head:heads', LABELLED, 'parts'],
  ['stock@depot:heads', LABELLED, 'parts ledgerofdepot bin depot'],
  ['bin@base:heads', LABELLED, 'parts ledgerofdepot bin depot'],
  ['totals@base:heads', LABELLED, 'totals ledgerofshop users shop'],
  ['stock@-2:heads', LABELLED, 'parts ledgerofdepot bin'],
  ['base:stock@+2', LABELLED, 'bin depot'],
  ['users:returns', BRANCHES_OF_BRANCHES, 'returns vat duty taxes bills users'],
  ['users:current | duty levy', BRANCHES_OF_BRANCHES, 'duty levy taxes bills users'],
  ['users:levy', BRANCHES_OF_BRANCHES, 'levy taxes bills users'],
  ['base:levy', BRANCHES_OF_BRANCHES, 'levy taxes bills users'],
  ['base:current | levy totals', BRANCHES_OF_BRANCHES, 'totals carts levy taxes bills users'],
  ['bills:current | coupons duty levy', BRANCHES_OF_BRANCHES, 'duty levy taxes bills'],
  ['stem3:heads', TRAVELLED, 'twig2 twig1 merge left4 left3 left2 left1 right4 right3 right2 right1 stem3'],
  ['stem1:merge', TRAVELLED, 'merge left4 left3 left2 left1 right4 right3 right2 right1 stem3 stem2 stem1'],
  ['left1:merge', TRAVELLED, 'merge left4 left3 left2 left1'],
  ['stem2:merge', TRAVELLED, 'merge left4 left3 left2 left1 right4 right3 right2 right1 stem3 stem2'],
  [
    'stem1:heads',
    TRAVELLED,
    'twig2 twig1 merge left4 left3 left2 left1 right4 right3 right2 right1 stem3 stem2 stem1',
  ],
  ['current:heads | left2 right2', TRAVELLED, 'twig2 twig1 merge left4 left3 left2 right4 right3 right2'],
  ['base:twig2', TRAVELLED, 'twig2 twig1 left3 left2 left1 stem3 stem2 stem1'],
  [':', THREE_BASES, 'cart2 cart1 bill2 bill1 shop meet tags mail post counts parts bins racks stock'],
  ['parts:', THREE_BASES, 'meet counts parts'],
  ['post:tags', THREE_BASES, 'tags mail post'],
  [':', SHARED_DEPENDENCY, 'cart2 cart1 bill2 bill1 shop counts parts bins racks stock tags mail post'],
  [':depot@head', SHARED_DEPENDENCY, 'counts parts bins racks stock mail post'],
  [':mailing@head', SHARED_DEPENDENCY, 'tags mail post'],
  [':bill2@head', SHARED_DEPENDENCY, 'bill2 bill1 shop mail post'],
  ['depot@base:', SHARED_DEPENDENCY, 'counts parts bins racks stock mail post'],
  ['mailing@base:', SHARED_DEPENDENCY, 'tags mail post'],
  [
    ':',
    CHAINED_DEPENDENCIES,
    'taxes bills carts counts parts letters stamps tags mail post bins racks stock shop',
  ],
  [':depot@head', CHAINED_DEPENDENCIES, 'counts parts bins racks stock shop'],
  [':mailing@head', CHAINED_DEPENDENCIES, 'letters stamps tags mail post bins racks stock shop'],
  [':store@head', CHAINED_DEPENDENCIES, 'taxes bills carts shop'],
  ['store@base:', CHAINED_DEPENDENCIES, 'taxes bills carts shop'],
  ['depot@base:', CHAINED_DEPENDENCIES, 'counts parts bins racks stock shop'],
  ['mailing@base:', CHAINED_DEPENDENCIES, 'letters stamps tags mail post bins racks stock shop'],
  [':', DEPENDENCY_WITHOUT_PARENT, 'bills racks depot carts shop'],
  [':', graphOf('user_mails \n user <- user_mails needs user_mails'), 'user user_mails'],
  [':', graphOf('user_mails \n user <- user_mails'), 'user user_mails'],
  [':', graphOf('user_mails \n user needs user_mails'), 'user user_mails'],
  [':', LINE, 'items orders phones emails users'],
  ['users:phones', LINE, 'phones emails users'],
  [':emails', LINE, 'emails users'],
  ['phones:', LINE, 'items orders phones'],
  ['users:+2', LINE, 'phones emails users'],
  ['-2:items', LINE, 'items orders phones'],
  ['-9:items', LINE, 'items orders phones emails users'],
  ['users:+9', LINE, 'items orders phones emails users'],
  ['current: | orders', LINE, 'items orders'],
  ['current:', LINE, 'items orders phones emails users'],
]

const REFUSED_AS_ALEMBIC: readonly (readonly [RevisionGraph, string])[] = [
  [BRANCHES_OF_BRANCHES, 'coupons:carts'],
  [BRANCHES_OF_BRANCHES, 'carts:duty'],
  [BRANCHES_OF_BRANCHES, 'coupons:base'],
  [SHARED_DEPENDENCY, 'counts:bins'],
  [SHARED_DEPENDENCY, 'counts:tags'],
]

function listed(graph: RevisionGraph, text: string): readonly string[] {
  const [range, rows = ''] = text.split('|')
  return historyLines(graph, { range, rows: words(rows) }).map(line => line.revision.id)
}

describe('the history, as in Alembic,', () => {
  it.each(AS_ALEMBIC)('has in %s, %#', (range, graph, ids) => {
    expect(listed(graph, range)).toEqual(words(ids))
  })

  it.each(REFUSED_AS_ALEMBIC)('has no such range: %#, %s', (graph, range) => {
    expect(refusal(() => listed(graph, range))).toBe(
      `Requested range ${range} does not refer to ancestor/descendant revisions along the same branch; the older ` +
        'revision comes first, and the newer one has to follow it.',
    )
  })

  it('marks what the version table says', () => {
    const lines = historyLines(LINE, { rows: ['phones'] })
    expect(lines.filter(line => line.isCurrent).map(line => line.revision.id)).toEqual(['phones'])
  })

  it.each(['users', 'users:mails:posts'])('wants two ends: %s', range => {
    expect(refusal(() => listed(LINE, range))).toBe(
      `History range requires [start]:[end], [start]:, or :[end], not '${range}'; for one revision use \`show\`.`,
    )
  })
})

describe('the history', () => {
  it('counts back from the upper end, also where that is no head', () => {
    expect(listed(LINE, '-1:phones')).toEqual(['phones', 'emails'])
    expect(listed(LINE, '-1:current | orders')).toEqual(['orders', 'phones'])
  })

  it('counts back from each head', () => {
    expect(listed(BRANCHED, '-1:')).toEqual(['totals', 'carts', 'taxes', 'bills'])
  })

  it('keeps the order that a dependency outside of the range makes', () => {
    const graph = graphOf(`
      users
      mails <- users
      posts needs mails
      news <- users needs posts`)
    expect(listed(graph, 'users:news')).toEqual(['news', 'mails', 'users'])
  })

  it('has a branch whose head another one depends on', () => {
    expect(listed(EFFECTIVE_HEAD, 'xray@base:')).toEqual(['xray2', 'xray1'])
    expect(listed(SHOP, 'phones@base:')).toEqual(['phones', 'users'])
  })

  it('has no end on another branch', () => {
    expect(refusal(() => listed(LABELLED, 'stock@base:store'))).toBe(
      'Requested range stock@base:store does not refer to ancestor/descendant revisions along the same branch; the ' +
        'older revision comes first, and the newer one has to follow it.',
    )
  })

  it('is counted up from one revision', () => {
    expect(refusal(() => listed(BRANCHED, 'current:+1 | totals taxes'))).toBe(
      "'current' is more than one revision to count from; name one of totals, taxes.",
    )
  })

  it('has the branch that the range names', () => {
    expect(listed(BRANCHED, 'cart@users:')).toEqual(['totals', 'carts', 'users'])
  })
})
