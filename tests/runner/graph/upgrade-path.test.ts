/** Which migrations an upgrade runs, and what it leaves in the version table. */
import { describe, expect, it } from 'vitest'
import type { RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import { upgradePath } from '../../../src/runner/graph/upgrade-path.ts'
import { changesOf, idsOf, refusal, rowsAfter, words } from './helpers.ts'
import {
  BRANCH_FROM_MERGE,
  BRANCH_FROM_THREE_WAY_MERGE,
  BRANCHED,
  DEPENDS_ON_LABEL,
  EFFECTIVE_HEAD,
  FOREST,
  graphOf,
  LINE,
  MERGE_WITH_DEPENDENCY,
  MERGED,
  NO_REVISIONS,
  OVERLAPPING_MERGES,
  OWN_PARENT,
  THREE_BASES,
  TRAVELLED,
  TWIN_MERGES,
} from './histories.ts'

/** Name, graph, rows, target (several with a space between), migrations, rows afterwards. */
type Case = readonly [string, RevisionGraph, string, string, string, string]

const AS_ALEMBIC: readonly Case[] = [
  ['runs what follows', LINE, 'phones', 'items', 'orders items', 'items'],
  ['begins at the base', LINE, '', 'phones', 'users emails phones', 'phones'],
  ['goes on by two', LINE, 'users', '+2', 'emails phones', 'phones'],
  ['goes on by one', LINE, 'users', '+1', 'emails', 'emails'],
  ['goes on by three', LINE, 'emails', '+3', 'phones orders items', 'items'],
  ['counts up from a revision', LINE, 'users', 'emails+2', 'emails phones orders', 'orders'],
  ['counts down from a revision', LINE, 'users', 'orders-2', 'emails', 'emails'],
  ['follows one branch', BRANCHED, 'users', 'totals', 'carts totals', 'totals'],
  [
    'follows two branches',
    BRANCHED,
    'shop',
    'totals taxes',
    'users bills taxes carts totals',
    'taxes totals',
  ],
  ['stops before the head of a branch', BRANCHED, 'users', 'billing@head-1', 'bills', 'bills'],
  ['begins a branch behind a row of another', BRANCHED, 'carts', 'billing@+1', 'bills', 'bills carts'],
  ['goes on with one of two rows', BRANCHED, 'carts bills', 'billing@+1', 'taxes', 'carts taxes'],
  ['counts from the base by name', BRANCHED, '', 'base+1', 'shop', 'shop'],
  ['counts from the base when nothing is applied', BRANCHED, '', '+1', 'shop', 'shop'],
  [
    'merges the one side that has not moved on',
    BRANCH_FROM_MERGE,
    'stock4 shop2',
    'both',
    'shop3 both',
    'both stock4',
  ],
  [
    'merges the one of three sides that has not moved on',
    BRANCH_FROM_THREE_WAY_MERGE,
    'post4 stock4 shop2',
    'all',
    'shop3 all',
    'all post4 stock4',
  ],
  [
    'merges two of three sides',
    BRANCH_FROM_THREE_WAY_MERGE,
    'post4 stock2 shop2',
    'all',
    'stock3 shop3 all',
    'all post4',
  ],
  [
    'leaves a merge beside it',
    BRANCH_FROM_THREE_WAY_MERGE,
    'post4 all',
    'stock4',
    'stock4',
    'all post4 stock4',
  ],
  ['takes a dependency on its own parent once', OWN_PARENT, '', 'emails', 'users emails', 'emails'],
  ['has no row for what is implied', MERGE_WITH_DEPENDENCY, 'users', 'mails', 'mails', 'mails'],
  [
    'merges with what is implied',
    MERGE_WITH_DEPENDENCY,
    'mails',
    'newsletters',
    'newsletters',
    'newsletters',
  ],
  [
    'applies what a branch name stands for',
    DEPENDS_ON_LABEL,
    'app1',
    'app3',
    'lib1 lib2 lib3 app2 app3',
    'app3',
  ],
  ['reaches all heads', FOREST, '', 'heads', 'stock1 stock2 shop1 shop2', 'shop2 stock2'],
  [
    'goes through a merge',
    MERGED,
    'users',
    'receipts',
    'bills taxes carts totals invoices receipts',
    'receipts',
  ],
  [
    'fills in the other side of a merge',
    TRAVELLED,
    'left3',
    'merge',
    'right1 right2 right3 right4 left4 merge',
    'merge',
  ],
  [
    'fills in histories of their own',
    THREE_BASES,
    'parts',
    'heads',
    'counts post mail tags meet shop bill1 bill2 cart1 cart2',
    'bill2 cart2 meet',
  ],
  [
    'reaches revisions of two histories',
    THREE_BASES,
    'post',
    'tags bins',
    'mail tags stock racks bins',
    'bins tags',
  ],
  ['has nothing to do in a history without revisions', NO_REVISIONS, '', 'head', '', ''],
  ['has nothing to do below a row', LINE, 'orders', 'users', '', 'orders'],
  ['tolerates a target given twice', LINE, 'users', 'phones phones', 'emails phones', 'phones'],
]

const REFUSED_AS_ALEMBIC: readonly (readonly [RevisionGraph, string, string, string])[] = [
  [
    LINE,
    'emails',
    '-2',
    "Relative revision -2 didn't produce 2 migrations; there is no revision in that direction from emails.",
  ],
  [
    LINE,
    'emails',
    '+5',
    "Relative revision +5 didn't produce 5 migrations; from emails that direction has only 3.",
  ],
  [
    BRANCHED,
    'carts bills',
    '+1',
    'Ambiguous upgrade from multiple current revisions; name the branch, as in billing@+1, or the revision; ' +
      'the database is at carts, bills.',
  ],
  [
    BRANCHED,
    'users',
    'head',
    "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, " +
      "'<branchname>@head' to narrow to a specific head, or 'heads' for all heads; the heads are totals, taxes.",
  ],
  [
    BRANCHED,
    'users',
    '+1',
    'Ambiguous walk: users is followed by carts, bills; name the branch, as in billing@+1.',
  ],
  [
    LINE,
    'users',
    'zz',
    "Can't locate revision identified by 'zz'; please ensure at least four characters are present for partial " +
      'revision identifier matches; `history` lists the ids.',
  ],
  [
    TRAVELLED,
    '',
    'left3 right1 twig2',
    'Requested revision twig2 overlaps with other requested revisions left3; leave out those: they are applied ' +
      'on the way.',
  ],
  [
    THREE_BASES,
    'racks bins',
    'parts',
    'Requested revision bins overlaps with other requested revisions racks; the version table has a row too ' +
      'many: `stamp` the revision that the schema is at.',
  ],
]

describe('an upgrade, as in Alembic,', () => {
  it.each(AS_ALEMBIC)('%s', (_, graph, rows, target, steps, after) => {
    const path = upgradePath(graph, words(rows), words(target))
    expect(idsOf(path)).toEqual(words(steps))
    expect(rowsAfter(path, words(rows))).toEqual(words(after))
  })

  it.each(REFUSED_AS_ALEMBIC)('refuses %#', (graph, rows, target, message) => {
    expect(refusal(() => upgradePath(graph, words(rows), words(target)))).toBe(message)
  })
})

describe('two merges of the same branches', () => {
  it.each([
    [
      'one after the other',
      TWIN_MERGES,
      'drivers truckers',
      [
        ['west', 'west'],
        ['south', 'south west'],
        ['north', 'north south west'],
        ['trains', 'trains'],
        ['drivers', 'drivers'],
        ['trucks', 'drivers trucks'],
        ['truckers', 'drivers truckers'],
      ],
    ],
    [
      'that share one of three',
      OVERLAPPING_MERGES,
      'drivers truckers',
      [
        ['south', 'south'],
        ['west', 'south west'],
        ['trains', 'trains'],
        ['drivers', 'drivers'],
        ['north', 'drivers north'],
        ['trucks', 'drivers trucks'],
        ['truckers', 'drivers truckers'],
      ],
    ],
  ])('as in Alembic, have a row each: %s', (_, graph, targets, expected) => {
    const path = upgradePath(graph, ['depots'], words(targets))
    expect(path.map(step => [idsOf([step])[0], [...step.rows].sort().join(' ')])).toEqual(expected)
  })
})

describe('an upgrade', () => {
  it('says what it leaves and reaches, and what it writes', () => {
    const path = upgradePath(MERGED, ['shop'], 'receipts')
    expect(path.map(step => [step.from.join('+'), step.to.join('+'), changesOf(step)])).toEqual([
      ['shop', 'users', 'UPDATE shop->users'],
      ['users', 'bills', 'UPDATE users->bills'],
      ['bills', 'taxes', 'UPDATE bills->taxes'],
      ['users', 'carts', 'INSERT carts'],
      ['carts', 'totals', 'UPDATE carts->totals'],
      ['totals+taxes', 'invoices', 'DELETE totals, UPDATE taxes->invoices'],
      ['invoices', 'receipts', 'UPDATE invoices->receipts'],
    ])
  })

  it('reaches heads that others depend on without a row for them', () => {
    const path = upgradePath(EFFECTIVE_HEAD, [], 'heads')
    expect(rowsAfter(path, [])).toEqual(['xray2', 'yard2'])
  })

  it('names the row that no file declares', () => {
    expect(refusal(() => upgradePath(LINE, ['invoices'], 'head'))).toBe(
      "Can't locate revision identified by 'invoices', which the version table says is applied; restore its file " +
        '(another branch may have it), or, if the schema is at a revision that there is, run `stamp --purge` ' +
        'with that one.',
    )
  })

  it('takes all heads of a branch, also if one depends on another', () => {
    const graph = graphOf(`
      users @people
      mails <- users
      news <- users needs mails`)
    expect(idsOf(upgradePath(graph, [], 'people@heads'))).toEqual(['users', 'mails', 'news'])
  })

  it('has nothing to do where it is', () => {
    expect(upgradePath(BRANCHED, ['totals', 'bills'], 'current')).toEqual([])
  })

  it('goes through a long history in no time', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `r${i}`)
    const graph = graphOf(ids.map((id, i) => (i === 0 ? id : `${id} <- r${i - 1}`)).join('\n'))
    expect(upgradePath(graph, [], 'head')).toHaveLength(5000)
  })
})
