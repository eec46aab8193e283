/** Where a script of `--sql` begins and ends. */
import { describe, expect, it } from 'vitest'
import { downgradePath } from '../../../src/runner/graph/downgrade-path.ts'
import { scriptRange } from '../../../src/runner/graph/script-range.ts'
import { stampSteps } from '../../../src/runner/graph/stamp-steps.ts'
import { upgradePath } from '../../../src/runner/graph/upgrade-path.ts'
import { changesOf, idsOf, refusal, words } from './helpers.ts'
import { BRANCHED, LINE, SHOP } from './histories.ts'

describe('a script, as in Alembic,', () => {
  it.each([
    ['upgrade', LINE, 'phones', '', 'phones'],
    ['upgrade', LINE, 'emails:phones', 'emails', 'phones'],
    ['upgrade', LINE, 'base:head', '', 'head'],
    ['downgrade', LINE, 'phones:base', 'phones', 'base'],
    ['downgrade', SHOP, 'heads:base', 'taxes', 'base'],
    ['stamp', LINE, 'emai:head', 'emails', 'head'],
    ['stamp', BRANCHED, 'users:totals users:taxes', 'users', 'totals taxes'],
    ['stamp', BRANCHED, 'base:totals base:taxes', '', 'totals taxes'],
  ] as const)('%s goes from where it is told, %#', (command, graph, places, rows, targets) => {
    expect(scriptRange(graph, command, words(places))).toEqual({ rows: words(rows), targets: words(targets) })
  })

  it('goes down only from where it is told', () => {
    expect(refusal(() => scriptRange(LINE, 'downgrade', ['base']))).toBe(
      'downgrade with --sql requires <fromrev>:<torev>; write the revision that the database is at before base, as in ' +
        'head:base.',
    )
  })

  it('has one beginning', () => {
    expect(refusal(() => scriptRange(BRANCHED, 'stamp', ['users:totals', 'shop:taxes']))).toBe(
      'stamp with --sql only supports a single starting revision at a time, not users and shop; write a script for each.',
    )
  })

  it('writes what a recorded session wrote', () => {
    expect(upgradePath(SHOP, [], 'heads').map(changesOf)).toEqual([
      'INSERT users',
      'UPDATE users->phones',
      'INSERT bills',
      'DELETE bills, UPDATE phones->taxes',
    ])
    const down = downgradePath(SHOP, ['taxes'], 'base')
    expect(idsOf(down)).toEqual(['taxes', 'bills', 'phones', 'users'])
    expect(down.map(changesOf)).toEqual([
      'INSERT phones, UPDATE taxes->bills',
      'DELETE bills',
      'UPDATE phones->users',
      'DELETE users',
    ])
    expect(stampSteps(SHOP, [], 'heads').map(changesOf)).toEqual(['INSERT taxes'])
  })
})

describe('a script', () => {
  it.each([':base', 'head:', 'a:b:c', ''])('has both ends: %s', place => {
    expect(refusal(() => scriptRange(LINE, 'upgrade', [place]))).toBe(
      `'${place}' is no range; write <fromrev>:<torev>.`,
    )
  })
})
