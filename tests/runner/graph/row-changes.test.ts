/** The statements on the version table, one migration after the other. */
import { describe, expect, it } from 'vitest'
import type { RevisionGraph } from '../../../src/runner/graph/revision-graph.ts'
import { rowsAfterDowngrade, rowsAfterUpgrade } from '../../../src/runner/graph/row-changes.ts'
import { changeText, words } from './helpers.ts'
import {
  BRANCHED,
  CRISSCROSS,
  DEPENDS_ON_MIDDLE,
  DEPENDS_ON_PARTS,
  graphOf,
  LINE,
  MERGE_WITH_DEPENDENCY,
  MERGED,
  OVERLAPPING_MERGES,
  REPEATED_DEPENDENCY,
  SHOP,
  TWIN_MERGES,
} from './histories.ts'

/** Name, graph, rows, and for each migration (`-` undoes it) the statements and the rows that they leave. */
type Case = readonly [string, RevisionGraph, string, readonly (readonly [string, string, string])[]]

const AS_ALEMBIC: readonly Case[] = [
  [
    'a line',
    LINE,
    '',
    [
      ['users', 'INSERT users', 'users'],
      ['emails', 'UPDATE users->emails', 'emails'],
      ['-emails', 'UPDATE emails->users', 'users'],
      ['-users', 'DELETE users', ''],
    ],
  ],
  [
    'branches that begin',
    graphOf('users \n mails <- users \n shop \n carts <- shop \n bills <- carts \n taxes <- carts'),
    '',
    [
      ['users', 'INSERT users', 'users'],
      ['mails', 'UPDATE users->mails', 'mails'],
      ['shop', 'INSERT shop', 'mails shop'],
      ['carts', 'UPDATE shop->carts', 'carts mails'],
      ['bills', 'UPDATE carts->bills', 'bills mails'],
      ['taxes', 'INSERT taxes', 'bills mails taxes'],
    ],
  ],
  [
    'branches that end',
    BRANCHED,
    'carts bills',
    [
      ['-carts', 'DELETE carts', 'bills'],
      ['-bills', 'UPDATE bills->users', 'users'],
      ['-users', 'UPDATE users->shop', 'shop'],
    ],
  ],
  [
    'branches that end the other way round',
    BRANCHED,
    'carts bills',
    [
      ['-bills', 'DELETE bills', 'carts'],
      ['-carts', 'UPDATE carts->users', 'users'],
    ],
  ],
  [
    'branches that meet',
    MERGED,
    'users',
    [
      ['carts', 'UPDATE users->carts', 'carts'],
      ['bills', 'INSERT bills', 'bills carts'],
      ['totals', 'UPDATE carts->totals', 'bills totals'],
      ['taxes', 'UPDATE bills->taxes', 'taxes totals'],
      ['invoices', 'DELETE totals, UPDATE taxes->invoices', 'invoices'],
    ],
  ],
  [
    'branches that part again',
    MERGED,
    'invoices',
    [
      ['-invoices', 'INSERT taxes, UPDATE invoices->totals', 'taxes totals'],
      ['-taxes', 'UPDATE taxes->bills', 'bills totals'],
    ],
  ],
  [
    'two merges of three branches',
    TWIN_MERGES,
    'depots',
    [
      ['west', 'UPDATE depots->west', 'west'],
      ['north', 'INSERT north', 'north west'],
      ['south', 'INSERT south', 'north south west'],
      ['trains', 'DELETE north, DELETE south, UPDATE west->trains', 'trains'],
      ['drivers', 'UPDATE trains->drivers', 'drivers'],
      ['trucks', 'INSERT trucks', 'drivers trucks'],
      ['truckers', 'UPDATE trucks->truckers', 'drivers truckers'],
    ],
  ],
  [
    'two merges that share a branch',
    OVERLAPPING_MERGES,
    'depots',
    [
      ['south', 'UPDATE depots->south', 'south'],
      ['west', 'INSERT west', 'south west'],
      ['trains', 'DELETE south, UPDATE west->trains', 'trains'],
      ['drivers', 'UPDATE trains->drivers', 'drivers'],
      ['north', 'INSERT north', 'drivers north'],
      ['trucks', 'UPDATE north->trucks', 'drivers trucks'],
      ['truckers', 'UPDATE trucks->truckers', 'drivers truckers'],
    ],
  ],
  ['a row that a dependency implies', DEPENDS_ON_MIDDLE, 'app3 lib4', [['-lib4', 'DELETE lib4', 'app3']]],
  [
    'a dependency that gets its row back',
    DEPENDS_ON_PARTS,
    'reds mix blue1 greys',
    [['-mix', 'UPDATE mix->blue2', 'blue1 blue2 greys reds']],
  ],
  [
    'half a merge',
    DEPENDS_ON_PARTS,
    'reds blues greys mix',
    [['-blues', 'UPDATE blues->blue1', 'blue1 greys mix reds']],
  ],
  [
    'a recorded session up, and down again',
    SHOP,
    '',
    [
      ['users', 'INSERT users', 'users'],
      ['phones', 'UPDATE users->phones', 'phones'],
      ['bills', 'INSERT bills', 'bills phones'],
      ['taxes', 'DELETE bills, UPDATE phones->taxes', 'taxes'],
      ['-taxes', 'INSERT phones, UPDATE taxes->bills', 'bills phones'],
      ['-bills', 'DELETE bills', 'phones'],
      ['-phones', 'UPDATE phones->users', 'users'],
      ['-users', 'DELETE users', ''],
    ],
  ],
  ['one side of a crossing', CRISSCROSS, 'users3 mails2', [['-mails2', 'DELETE mails2', 'users3']]],
  [
    'a dependency that is a row',
    CRISSCROSS,
    'users2 mails1',
    [
      ['mails2', 'DELETE mails1, UPDATE users2->mails2', 'mails2'],
      ['users3', 'INSERT users3', 'mails2 users3'],
    ],
  ],
  [
    'a dependency that an ancestor has',
    REPEATED_DEPENDENCY,
    'mails4',
    [['-mails4', 'UPDATE mails4->mails3', 'mails3']],
  ],
  [
    'a merge with what depends on the other side',
    MERGE_WITH_DEPENDENCY,
    'users',
    [
      ['mails', 'UPDATE users->mails', 'mails'],
      ['newsletters', 'UPDATE mails->newsletters', 'newsletters'],
      ['-newsletters', 'UPDATE newsletters->mails', 'mails'],
      ['-mails', 'UPDATE mails->users', 'users'],
    ],
  ],
]

function follow(graph: RevisionGraph, start: readonly string[], ids: readonly string[]) {
  let rows = start
  return ids.map(id => {
    const move = id.startsWith('-')
      ? rowsAfterDowngrade(graph, rows, id.slice(1))
      : rowsAfterUpgrade(graph, rows, id)
    rows = move.rows
    return [id, move.changes.map(changeText).join(', '), [...rows].sort().join(' ')]
  })
}

describe('the rows of the version table, as in Alembic,', () => {
  it.each(AS_ALEMBIC)('follow %s', (_, graph, rows, steps) => {
    expect(
      follow(
        graph,
        words(rows),
        steps.map(([id]) => id),
      ),
    ).toEqual(steps)
  })
})

describe('the rows of the version table', () => {
  it('know a merge with its own ancestor', () => {
    const graph = graphOf('users \n mails <- users \n tags <- users \n news <- mails, tags, users')
    expect(follow(graph, ['mails', 'tags'], ['news', '-news'])).toEqual([
      ['news', 'DELETE mails, UPDATE tags->news', 'news'],
      ['-news', 'INSERT tags, UPDATE news->mails', 'mails tags'],
    ])
  })

  it('have none that another one implies, whatever else has a row', () => {
    const graph = graphOf('users \n shop \n mails <- users \n tags <- mails needs users')
    expect(follow(graph, ['shop', 'tags'], ['-tags'])).toEqual([
      ['-tags', 'UPDATE tags->mails', 'mails shop'],
    ])
  })
})
