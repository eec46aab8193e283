/** Which migrations a downgrade undoes, and what it leaves in the version table. */
import { describe, expect, it } from 'vitest'
import type { RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import { downgradePath } from '../../../src/runner/graph/downgrade-path.ts'
import { changesOf, idsOf, refusal, rowsAfter, words } from './helpers.ts'
import {
  BRANCH_FROM_MERGE,
  BRANCH_FROM_THREE_WAY_MERGE,
  BRANCHED,
  CRISSCROSS,
  DEPENDENT_BRANCHES,
  DEPENDS_ON_MIDDLE,
  DEPENDS_ON_PARTS,
  EFFECTIVE_HEAD,
  graphOf,
  LINE,
  MERGE_WITH_DEPENDENCY,
  MERGED,
  OWN_PARENT,
  REPEATED_DEPENDENCY,
  SHARED_DEPENDENCY,
  TRAVELLED,
} from './histories.ts'

/** Name, graph, rows, target, migrations undone, rows afterwards. */
type Case = readonly [string, RevisionGraph, string, string, string, string]

const AS_ALEMBIC: readonly Case[] = [
  ['has nothing to do at the base', LINE, '', 'base', '', ''],
  ['has nothing to do at the first revision', LINE, 'users', 'users', '', 'users'],
  ['has nothing to do at the head', LINE, 'items', 'items', '', 'items'],
  ['goes back to a revision', LINE, 'items', 'phones', 'items orders', 'phones'],
  ['goes back to the base', LINE, 'phones', 'base', 'phones emails users', ''],
  ['goes back by one', LINE, 'phones', '-1', 'phones', 'emails'],
  ['goes back by three', LINE, 'items', '-3', 'items orders phones', 'emails'],
  ['counts up from a revision', LINE, 'orders', 'users+2', 'orders', 'phones'],
  ['counts down from a revision', LINE, 'orders', 'phones-2', 'orders phones emails', 'users'],
  ['goes back by one to the base', BRANCHED, 'shop', '-1', 'shop', ''],
  [
    'takes both branches where they part',
    BRANCHED,
    'totals taxes',
    'shop',
    'totals carts taxes bills users',
    'shop',
  ],
  [
    'takes both branches above a counted place',
    BRANCHED,
    'taxes totals',
    'base+2',
    'totals carts taxes bills',
    'users',
  ],
  [
    'takes the named branch above a counted place',
    BRANCHED,
    'taxes totals',
    'billing@base+2',
    'taxes bills',
    'totals',
  ],
  ['goes back on one branch', BRANCHED, 'taxes totals', 'bills', 'taxes', 'bills totals'],
  [
    'goes back to a counted place of a branch',
    BRANCHED,
    'taxes totals',
    'billing@base+3',
    'taxes',
    'bills totals',
  ],
  ['goes back by one on a named branch', BRANCHED, 'totals taxes', 'cart@-1', 'totals', 'carts taxes'],
  [
    'counts from a revision that is last in the table',
    BRANCHED,
    'taxes carts',
    'taxes-1',
    'taxes',
    'bills carts',
  ],
  [
    'counts from a revision that is first in the table',
    BRANCHED,
    'carts taxes',
    'taxes-1',
    'taxes',
    'bills carts',
  ],
  ['takes the named branch where they part', BRANCHED, 'carts taxes', 'cart@users', 'carts', 'taxes'],
  ['takes all of the other branch', BRANCHED, 'carts taxes', 'billing@users', 'taxes bills', 'carts'],
  [
    'takes a revision of a branch for its name',
    BRANCHED,
    'totals taxes',
    'bills@users',
    'taxes bills',
    'totals',
  ],
  [
    'takes the head of a branch for its name',
    BRANCHED,
    'totals taxes',
    'totals@users',
    'totals carts',
    'taxes',
  ],
  ['counts from the head of a branch', BRANCHED, 'totals taxes', 'cart@head-1', 'totals', 'carts taxes'],
  ['leaves two rows where one is the target', BRANCHED, 'totals bills', 'bills', '', 'bills totals'],
  ['leaves two rows where the other is the target', BRANCHED, 'totals bills', 'totals', '', 'bills totals'],
  ['undoes one side of a merge', BRANCH_FROM_MERGE, 'stock4 both', 'shop2', 'both shop3', 'shop2 stock4'],
  [
    'undoes one of three sides of a merge',
    BRANCH_FROM_THREE_WAY_MERGE,
    'post4 stock4 all',
    'shop2',
    'all shop3',
    'post4 shop2 stock4',
  ],
  [
    'goes through a merge',
    MERGED,
    'receipts',
    'users',
    'receipts invoices totals carts taxes bills',
    'users',
  ],
  [
    'has no row for what a dependency implies',
    DEPENDS_ON_PARTS,
    'reds blues greys mix',
    'blue2',
    'blues',
    'blue1 greys mix reds',
  ],
  [
    'brings back the row that a dependency implied',
    DEPENDS_ON_PARTS,
    'reds mix blue1 greys',
    'mix@base',
    'mix',
    'blue1 blue2 greys reds',
  ],
  [
    'goes back to the base of many histories',
    DEPENDS_ON_PARTS,
    'reds blue1 blue2 greys',
    'base',
    'reds red1 blue1 blue2 greys grey1 red2 red3 grey2 grey3',
    '',
  ],
  ['undoes one side of a crossing', CRISSCROSS, 'users3 mails2', 'mails1', 'mails2', 'users3'],
  ['takes a dependency on its own parent once', OWN_PARENT, 'emails', 'users', 'emails', 'users'],
  ['leaves what an ancestor depends on', REPEATED_DEPENDENCY, 'mails4', 'mails3', 'mails4', 'mails3'],
  [
    'unmerges to what implies the rest',
    MERGE_WITH_DEPENDENCY,
    'newsletters',
    'users',
    'newsletters',
    'mails',
  ],
  [
    'unmerges to the dependent one itself',
    MERGE_WITH_DEPENDENCY,
    'newsletters',
    'mails',
    'newsletters',
    'mails',
  ],
  [
    'leaves the branch that it depends on',
    DEPENDENT_BRANCHES,
    'totals taxes',
    'billing@users',
    'taxes bills',
    'totals',
  ],
  [
    'takes what depends on the branch',
    DEPENDENT_BRANCHES,
    'totals taxes',
    'cart@users',
    'totals taxes carts',
    'bills',
  ],
  ['goes back on a branch that has a row', EFFECTIVE_HEAD, 'xray2 yard2', 'xray@-1', 'xray2', 'yard2'],
  ['takes what depends on the row', EFFECTIVE_HEAD, 'xray1 yard2', 'xray@-1', 'yard2 xray1', 'yard1'],
  [
    'goes back on a branch that only a dependency applied',
    EFFECTIVE_HEAD,
    'yard2',
    'xray@-1',
    'yard2 xray1',
    'yard1',
  ],
  [
    'goes back to the base where histories depend on each other',
    SHARED_DEPENDENCY,
    'cart2 bill2 counts tags',
    'base',
    'cart2 cart1 bill2 bill1 shop counts parts bins racks stock tags mail post',
    '',
  ],
  [
    'leaves the history that it depends on',
    SHARED_DEPENDENCY,
    'counts',
    'depot@base',
    'counts parts bins racks stock',
    'mail',
  ],
  ['goes back alone where it depends on none', SHARED_DEPENDENCY, 'tags', 'base', 'tags mail post', ''],
  [
    'leaves the history that one branch of it depends on',
    SHARED_DEPENDENCY,
    'bill2',
    'bill2@base',
    'bill2 bill1 shop',
    'mail',
  ],
  [
    'goes back on one of three histories',
    SHARED_DEPENDENCY,
    'cart2 bill2 counts tags',
    'depot@base',
    'counts parts bins racks stock',
    'bill2 cart2 tags',
  ],
  [
    'takes what depends on the history',
    SHARED_DEPENDENCY,
    'cart2 bill2 counts tags',
    'mailing@base',
    'bill2 counts parts tags mail post',
    'bill1 bins cart2',
  ],
  [
    'leaves a history that an ancestor depends on',
    REPEATED_DEPENDENCY,
    'mails4',
    'mails1@base',
    'mails4 mails3 mails2 mails1',
    'users3',
  ],
  [
    'goes back to the base below a repeated dependency',
    REPEATED_DEPENDENCY,
    'mails5',
    'base',
    'mails5 mails4 mails3 mails2 mails1 users3 users2 users1',
    '',
  ],
  [
    'takes what depends on what is undone',
    REPEATED_DEPENDENCY,
    'mails5',
    'users1',
    'mails5 mails4 mails3 mails2 users3 users2',
    'mails1 users1',
  ],
  [
    'takes a branch of a branch before the branch',
    TRAVELLED,
    'merge twig2',
    'stem3',
    'twig2 twig1 merge left4 left3 left2 left1 right4 right3 right2 right1',
    'stem3',
  ],
  ['keeps no row for what another row implies', DEPENDS_ON_MIDDLE, 'app3 lib4', 'lib3', 'lib4', 'app3'],
]

const REFUSED_AS_ALEMBIC: readonly (readonly [RevisionGraph, string, string, string])[] = [
  [
    LINE,
    'emails',
    '-5',
    "Relative revision -5 didn't produce 5 migrations; from emails that direction has only 2.",
  ],
  [
    LINE,
    'emails',
    '+2',
    "Relative revision +2 didn't produce 2 migrations; there is no revision in that direction from emails.",
  ],
  [
    LINE,
    '',
    'ema',
    'Destination ema is not a valid downgrade target from current head(s); nothing is applied.',
  ],
  [
    LINE,
    'emails',
    'phon',
    'Destination phon is not a valid downgrade target from current head(s); the database is at emails, and phones ' +
      'is not among what is applied.',
  ],
  [
    BRANCHED,
    '',
    '-1',
    "Relative revision -1 didn't produce 1 migrations; there is no revision in that direction from base.",
  ],
  [
    LINE,
    'phones',
    'users-2',
    "Relative revision -2 didn't produce 2 migrations; from users that direction has only 1.",
  ],
  [
    MERGED,
    'receipts',
    '-3',
    'Ambiguous walk: invoices merges totals, taxes; name the revision that is meant.',
  ],
]

describe('a downgrade, as in Alembic,', () => {
  it.each(AS_ALEMBIC)('%s', (_, graph, rows, target, steps, after) => {
    const path = downgradePath(graph, words(rows), target)
    expect(idsOf(path)).toEqual(words(steps))
    expect(rowsAfter(path, words(rows))).toEqual(words(after))
  })

  it.each(REFUSED_AS_ALEMBIC)('refuses %#', (graph, rows, target, message) => {
    expect(refusal(() => downgradePath(graph, words(rows), target))).toBe(message)
  })
})

describe('a downgrade', () => {
  it('says what it leaves and reaches, and what it writes', () => {
    const path = downgradePath(MERGED, ['receipts'], 'users')
    expect(path.map(step => [step.from.join('+'), step.to.join('+'), changesOf(step)])).toEqual([
      ['receipts', 'invoices', 'UPDATE receipts->invoices'],
      ['invoices', 'totals+taxes', 'INSERT taxes, UPDATE invoices->totals'],
      ['totals', 'carts', 'UPDATE totals->carts'],
      ['carts', 'users', 'DELETE carts'],
      ['taxes', 'bills', 'UPDATE taxes->bills'],
      ['bills', 'users', 'UPDATE bills->users'],
    ])
  })

  it('refuses to choose between two rows, which have no order', () => {
    expect(refusal(() => downgradePath(BRANCHED, ['taxes', 'totals'], '-1'))).toBe(
      'The database is at several revisions; name the branch, as in billing@-1, or the revision; the revisions ' +
        'are taxes, totals.',
    )
  })

  it('undoes a merge as one step back', () => {
    const path = downgradePath(MERGED, ['invoices'], '-1')
    expect(idsOf(path)).toEqual(['invoices'])
    expect(rowsAfter(path, [])).toEqual(['taxes', 'totals'])
  })

  it('goes back to where a named branch parts above its name', () => {
    const graph = graphOf(`
      users @people
      mails <- users
      news <- mails
      posts <- mails`)
    const path = downgradePath(graph, ['news', 'posts'], 'people@mails')
    expect(idsOf(path)).toEqual(['news', 'posts'])
  })

  it('has nothing to do at what another row implies', () => {
    expect(downgradePath(EFFECTIVE_HEAD, ['yard2'], 'xray1')).toEqual([])
  })

  it('finds the head of the branch that is named', () => {
    expect(downgradePath(BRANCHED, ['totals', 'taxes'], 'cart@head')).toEqual([])
  })

  it('never has a row that another row implies', () => {
    const graph = graphOf(`
      users
      orders
      mails <- users
      news <- users, mails`)
    const path = downgradePath(graph, ['orders', 'news'], 'mails')
    expect(path.map(changesOf)).toEqual(['UPDATE news->mails'])
  })

  it('goes back through two long branches in no time', () => {
    const branch = (name: string): readonly string[] =>
      Array.from({ length: 2000 }, (_, i) => `${name}${i} <- ${i === 0 ? 'users' : `${name}${i - 1}`}`)
    const graph = graphOf(['users', ...branch('mail'), ...branch('post')].join('\n'))
    expect(downgradePath(graph, ['mail1999', 'post1999'], 'base')).toHaveLength(4001)
  })
})
