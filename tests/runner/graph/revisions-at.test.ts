/** Which revisions a word on the command line stands for. */
import { describe, expect, it } from 'vitest'
import type { RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import { revisionsAt } from '../../../src/runner/graph/revisions-at.ts'
import { refusal, words } from './helpers.ts'
import {
  BRANCHED,
  EFFECTIVE_HEAD,
  FOREST,
  graphOf,
  LABELLED,
  LINE,
  MERGED,
  NO_REVISIONS,
  REPEATED_DEPENDENCY,
} from './histories.ts'

const HASHES = graphOf(`
  e6239818bb3a
  548bbb905360 <- e6239818bb3a
  548bff0c85e4 <- 548bbb905360 @latest
  pay <- 548bff0c85e4`)

type Case = readonly [string, RevisionGraph, string]

const AS_ALEMBIC: readonly Case[] = [
  ['head', LINE, 'items'],
  ['base', LINE, ''],
  ['head', NO_REVISIONS, ''],
  ['heads', NO_REVISIONS, ''],
  ['heads', BRANCHED, 'totals taxes'],
  ['base', FOREST, ''],
  ['stock@head', LABELLED, 'parts'],
  ['store@head', LABELLED, 'totals'],
  ['store@heads', LABELLED, 'totals'],
  ['store@base', LABELLED, ''],
  ['stock@depot', LABELLED, 'depot'],
  ['stock@stock', LABELLED, 'bin'],
  ['store', LABELLED, 'shop'],
  ['stock', LABELLED, 'bin'],
  ['bin', LABELLED, 'bin'],
  ['bin@depot', LABELLED, 'depot'],
  ['ledgerofd@depot', LABELLED, 'depot'],
  ['stock@ledger', LABELLED, 'ledgerofdepot'],
  ['store@ledger', LABELLED, 'ledgerofshop'],
  ['billing@head', MERGED, 'receipts'],
  ['totals@head', MERGED, 'receipts'],
  ['548bb', HASHES, '548bbb905360'],
  ['e62', HASHES, 'e6239818bb3a'],
  ['late', HASHES, '548bff0c85e4'],
  ['pay', HASHES, 'pay'],
]

const MULTIPLE =
  "please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all " +
  'heads; the heads are '
const SHORT =
  'please ensure at least four characters are present for partial revision identifier matches; `history` lists the ids.'

const REFUSED_AS_ALEMBIC: readonly Case[] = [
  [
    'head',
    BRANCHED,
    `Multiple head revisions are present for given argument 'head'; ${MULTIPLE}totals, taxes.`,
  ],
  [
    'users@head',
    BRANCHED,
    `Multiple head revisions are present for given argument 'users@head'; ${MULTIPLE}totals, taxes.`,
  ],
  [
    'stock@users',
    LABELLED,
    "Revision users is not a member of branch 'stock'; leave out 'stock@', or name a revision of that branch.",
  ],
  [
    'store@depot',
    LABELLED,
    "Revision depot is not a member of branch 'store'; leave out 'store@', or name a revision of that branch.",
  ],
  ['stock@les', LABELLED, `Can't locate revision identified by 'les'; ${SHORT}`],
  ['store@qpr', LABELLED, `Can't locate revision identified by 'qpr'; ${SHORT}`],
  [
    'store@qprstuv',
    LABELLED,
    "Can't locate revision identified by 'qprstuv'; `history` lists the revisions there are.",
  ],
  ['xx@depot', LABELLED, "No such branch: 'xx'; the history has store, stock."],
  ['pa', HASHES, `Can't locate revision identified by 'pa'; ${SHORT}`],
  [
    'ledger',
    LABELLED,
    "Multiple revisions start with 'ledger': 'ledgerofshop', 'ledgerofdepot'; give more characters of the one that " +
      'is meant.',
  ],
  [
    '548b',
    HASHES,
    "Multiple revisions start with '548b': '548bbb905360', '548bff0c85e4'; give more characters of the one that is " +
      'meant.',
  ],
]

describe('a place, as in Alembic,', () => {
  it.each(AS_ALEMBIC)('%s, %#', (text, graph, ids) => {
    expect(revisionsAt(graph, text)).toEqual(words(ids))
  })

  it.each(REFUSED_AS_ALEMBIC)('is none: %s, %#', (text, graph, message) => {
    expect(refusal(() => revisionsAt(graph, text))).toBe(message)
  })
})

describe('a place', () => {
  it('has all heads, also one that another depends on', () => {
    expect(revisionsAt(EFFECTIVE_HEAD, 'heads')).toEqual(['yard2', 'xray2'])
    expect(revisionsAt(REPEATED_DEPENDENCY, 'heads')).toEqual(['users3', 'mails5'])
  })

  it.each([
    ['head-1', LINE, 'orders'],
    ['users+2', LINE, 'phones'],
    ['billing@head-1', BRANCHED, 'bills'],
    ['billing@base+1', BRANCHED, 'shop'],
  ])('is counted from another one: %s', (text, graph, ids) => {
    expect(revisionsAt(graph, text)).toEqual(words(ids))
  })

  it('is counted from one head', () => {
    expect(refusal(() => revisionsAt(BRANCHED, 'heads-1'))).toBe(
      `Multiple head revisions are present for given argument 'heads'; ${MULTIPLE}totals, taxes.`,
    )
  })

  it.each([
    ['current', 'totals bills', 'totals bills'],
    ['cart@current', 'totals bills', 'totals'],
    ['cart@+1', 'carts', 'totals'],
    ['current+1', 'carts', 'totals'],
    ['current-1', 'carts', 'users'],
  ])('is counted from a database: %s', (text, rows, ids) => {
    expect(revisionsAt(BRANCHED, text, words(rows))).toEqual(words(ids))
  })

  it.each(['current', '+1', '-1', 'billing@+1', 'current-1'])(
    'that a database has to be known for: %s',
    text => {
      expect(refusal(() => revisionsAt(BRANCHED, text))).toBe(
        `'${text}' depends on where a database is; name the revision, or count from one, as in head-1.`,
      )
    },
  )

  it.each(['', '@head', 'users@', 'a@b@c', 'users-', 'users+x', 'us ers', 'users-1-1'])(
    'is written so: %s',
    text => {
      expect(refusal(() => revisionsAt(LINE, text))).toBe(
        `'${text}' points at no revision; write an id, a branch, head, heads, base, +1 or -1, with branch@ before it ` +
          'if one branch is meant.',
      )
    },
  )

  it('is not a range', () => {
    expect(refusal(() => revisionsAt(LINE, 'users:head'))).toBe(
      "Range revision not allowed: 'users:head'; only `history` and the scripts of --sql take two revisions.",
    )
  })

  it('may be begun by an id and a label of one revision', () => {
    const graph = graphOf('mails2024 @mailserver')
    expect(revisionsAt(graph, 'mails')).toEqual(['mails2024'])
  })

  it('lists five of many that begin alike', () => {
    const graph = graphOf(Array.from({ length: 8 }, (_, i) => `orders${i}`).join('\n'))
    expect(refusal(() => revisionsAt(graph, 'orders'))).toBe(
      "Multiple revisions start with 'orders': 'orders0', 'orders1', 'orders2', 'orders3', 'orders4' and 3 more; " +
        'give more characters of the one that is meant.',
    )
  })

  it('says that no branch has a name', () => {
    expect(refusal(() => revisionsAt(LINE, 'billing@head'))).toBe(
      "No such branch: 'billing'; no revision of the history names a branch.",
    )
  })
})
