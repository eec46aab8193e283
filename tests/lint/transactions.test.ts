/** Transactions and timeouts at each operation, as PostgreSQL and the runners make them. */
import { describe, expect, it } from 'vitest'
import { transactionContexts } from '../../src/lint/transactions.ts'
import type { BareOperation } from '../../src/model/operation.ts'
import { sentApart, sentTogether } from './helpers.ts'

const drop: BareOperation = { kind: 'dropTable', table: { name: 'orders' } }
const set = (value: string, scope: 'session' | 'local' = 'session'): BareOperation => ({
  kind: 'setParameter',
  name: 'lock_timeout',
  value,
  scope,
})
const reset = (name: string): BareOperation => ({ kind: 'setParameter', name, scope: 'session' })
const control = (
  action: 'begin' | 'commit' | 'rollback' | 'savepoint' | 'rollbackTo',
  more: { name?: string; byFramework?: true } = {},
): BareOperation => ({ kind: 'transactionControl', action, ...more })

/** The last one is that behind the last operation. */
const before = (...args: Parameters<typeof transactionContexts>) => transactionContexts(...args).slice(0, -1)
const lockTimeouts = (...args: Parameters<typeof transactionContexts>) =>
  before(...args).map(context => context.lockTimeout)
const openers = (...args: Parameters<typeof transactionContexts>) =>
  before(...args).map(context => context.openedBy)
const ids = (...args: Parameters<typeof transactionContexts>) => before(...args).map(context => context.id)

describe('what a migration leaves open', () => {
  const left = (...args: Parameters<typeof transactionContexts>) =>
    transactionContexts(...args).at(-1)?.openedBy

  it('is the transaction of its runner, if it has not ended it', () => {
    expect(left(sentApart(drop), 'run')).toBe('run')
    expect(left(sentApart(), 'run')).toBe('run')
    expect(left(sentApart(drop, control('commit')), 'run')).toBe('none')
    expect(left(sentTogether(drop, control('commit'), drop), 'run')).toBe('none')
  })
})

describe('the transaction of an operation', () => {
  it('is the one of the runner', () => {
    expect(openers(sentApart(drop, drop), 'migration')).toEqual(['migration', 'migration'])
    expect(openers(sentApart(drop), 'run')).toEqual(['run'])
    expect(ids(sentApart(drop, drop), 'migration')).toEqual([1, 1])
  })

  it('is none when the runner opens none and sends one by one', () => {
    expect(openers(sentApart(drop, drop), 'none')).toEqual(['none', 'none'])
    expect(ids(sentApart(drop, drop), 'query')).toEqual([undefined, undefined])
  })

  it('is implicit for several statements of one round trip, and not for a lone one', () => {
    expect(openers(sentTogether(drop, drop), 'query')).toEqual(['round trip', 'round trip'])
    expect(openers(sentTogether(drop, drop), 'none')).toEqual(['round trip', 'round trip'])
    expect(openers(sentTogether(drop), 'query')).toEqual(['none'])
  })

  it('is one for the sub-commands of one statement, which commit together by themselves', () => {
    const [first, second] = sentTogether(drop, drop)
    if (!first || !second) throw new Error('two operations')
    expect(openers([first, { ...second, statement: 0 }], 'query')).toEqual(['none', 'none'])
  })

  it('lasts from BEGIN to COMMIT', () => {
    const operations = sentApart(drop, control('begin'), drop, control('commit'), drop)
    expect(openers(operations, 'none')).toEqual(['none', 'none', 'statement', 'statement', 'none'])
  })

  it('ends when the migration commits what the runner opened', () => {
    expect(openers(sentApart(drop, control('commit'), drop), 'migration')).toEqual([
      'migration',
      'migration',
      'none',
    ])
  })

  it('does not change by BEGIN inside a transaction', () => {
    const operations = sentApart(control('begin'), drop, control('commit'), drop)
    expect(openers(operations, 'migration')).toEqual(['migration', 'migration', 'migration', 'none'])
  })

  it('is taken over by BEGIN in a round trip, and COMMIT starts the next implicit one', () => {
    const operations = sentTogether(drop, control('begin'), drop, control('commit'), drop)
    expect(openers(operations, 'query')).toEqual([
      'round trip',
      'round trip',
      'statement',
      'statement',
      'round trip',
    ])
    expect(ids(operations, 'query')).toEqual([1, 1, 1, 1, 2])
  })

  it('ends and opens again where the framework steps out of it', () => {
    const operations = sentApart(
      drop,
      control('commit', { byFramework: true }),
      drop,
      control('begin', { byFramework: true }),
      drop,
    )
    expect(openers(operations, 'migration')).toEqual(['migration', 'migration', 'none', 'none', 'migration'])
    expect(ids(operations, 'migration')).toEqual([1, 1, undefined, undefined, 2])
  })

  it('survives a nested transaction of the framework, which is a savepoint', () => {
    const framework = { byFramework: true } as const
    const operations = sentApart(control('begin', framework), drop, control('commit', framework), drop)
    expect(ids(operations, 'migration')).toEqual([1, 1, 1, 1])
  })

  it('is another one for each string that is sent', () => {
    const operations = [
      ...sentTogether(drop, drop),
      ...sentTogether(drop, drop).map(each => ({ ...each, roundTrip: 1, statement: each.statement + 2 })),
    ]
    expect(ids(operations, 'query')).toEqual([1, 1, 2, 2])
  })
})

describe('lock_timeout', () => {
  it('is in force after SET, until it is changed', () => {
    const operations = sentApart(drop, set('5s'), drop, set('0'), drop)
    expect(lockTimeouts(operations, 'none')).toEqual([0, 0, 5000, 5000, 0])
  })

  it('is what the runner sets, and comes back with RESET', () => {
    const initial = { lock_timeout: 2000, statement_timeout: 0 }
    const operations = sentApart(
      drop,
      set('0'),
      drop,
      reset('lock_timeout'),
      drop,
      set('1min'),
      reset('all'),
      drop,
    )
    expect(lockTimeouts(operations, 'none', initial)).toEqual([2000, 2000, 0, 0, 2000, 2000, 60_000, 2000])
  })

  it('is not set by SET LOCAL outside a transaction', () => {
    expect(lockTimeouts(sentApart(set('5s', 'local'), drop), 'none')).toEqual([0, 0])
  })

  it('ends with the transaction when SET LOCAL set it', () => {
    const operations = sentApart(set('5s', 'local'), drop, control('commit'), drop)
    expect(lockTimeouts(operations, 'migration')).toEqual([0, 5000, 5000, 0])
  })

  it('lasts as long as the round trip when SET LOCAL stands in it', () => {
    expect(lockTimeouts(sentTogether(set('5s', 'local'), drop), 'query')).toEqual([0, 5000])
  })

  it('outlives COMMIT but not ROLLBACK when SET set it', () => {
    const until = (end: 'commit' | 'rollback') =>
      lockTimeouts(sentApart(control('begin'), set('5s'), control(end), drop), 'none').at(-1)
    expect(until('commit')).toBe(5000)
    expect(until('rollback')).toBe(0)
  })

  it('goes back with ROLLBACK TO', () => {
    const operations = sentApart(
      control('savepoint', { name: 'before' }),
      set('5s', 'local'),
      drop,
      control('rollbackTo', { name: 'before' }),
      drop,
    )
    expect(lockTimeouts(operations, 'migration')).toEqual([0, 0, 5000, 5000, 0])
  })

  it('hides the value of the session only until COMMIT', () => {
    const operations = sentApart(set('5s'), set('1s', 'local'), drop, control('commit'), drop)
    expect(lockTimeouts(operations, 'migration')).toEqual([0, 5000, 1000, 1000, 5000])
  })

  it('is unknown after a SET that may not run or whose value is computed', () => {
    const [conditional] = sentApart(set('5s')).map(each => ({ ...each, flow: 'conditional' as const }))
    const [after] = sentApart(drop)
    if (!conditional || !after) throw new Error('two operations')
    expect(lockTimeouts([conditional, { ...after, statement: 1 }], 'migration')).toEqual([0, 'unknown'])
    const computed: BareOperation = {
      kind: 'setParameter',
      name: 'lock_timeout',
      unknown: true,
      scope: 'session',
    }
    expect(lockTimeouts(sentApart(computed, drop), 'migration')).toEqual([0, 'unknown'])
  })

  it('is apart from statement_timeout', () => {
    const operations = sentApart(
      { kind: 'setParameter', name: 'statement_timeout', value: '30s', scope: 'session' },
      drop,
    )
    expect(transactionContexts(operations, 'none').at(-1)).toEqual({
      id: undefined,
      openedBy: 'none',
      lockTimeout: 0,
      statementTimeout: 30_000,
    })
  })
})

describe('a limit that the runner sets in its own transactions', () => {
  const initial = { lock_timeout: 0, statement_timeout: 0, inTransactions: 5000 }
  const build: BareOperation = {
    kind: 'createIndex',
    name: 'ix_orders_total',
    table: { name: 'orders' },
    parts: [{ column: 'total' }],
    include: [],
    concurrently: true,
  }

  it('holds in each of them, and gives way to SET LOCAL', () => {
    expect(lockTimeouts(sentApart(drop, set('1s', 'local'), drop), 'migration', initial)).toEqual([
      5000, 5000, 1000,
    ])
  })

  it('holds for statements by themselves, but for those that cannot be in a transaction', () => {
    const commit = control('commit', { byFramework: true })
    const begin = control('begin', { byFramework: true })
    expect(lockTimeouts(sentApart(commit, build, drop, begin, drop), 'migration', initial)).toEqual([
      5000, 0, 5000, 5000, 5000,
    ])
    expect(lockTimeouts(sentApart(drop, build), 'none', initial)).toEqual([5000, 0])
  })
})
