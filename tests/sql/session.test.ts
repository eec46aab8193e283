/** Parameters, transactions, locks, maintenance, and statements that do nothing. */
import { describe, expect, it } from 'vitest'
import { operationOf, operationsOf, saidBy } from './reading.ts'

const parameter = (name: string, rest: object) => ({ kind: 'setParameter', name, scope: 'session', ...rest })
const control = (action: string, rest: object = {}) => ({ kind: 'transactionControl', action, ...rest })

describe('the session', () => {
  it.each<[string, object]>([
    ["SET lock_timeout = '5s'", parameter('lock_timeout', { value: '5s' })],
    ['SET LOCK_TIMEOUT TO 5000', parameter('lock_timeout', { value: '5000' })],
    ['SET LOCAL statement_timeout = 0', parameter('statement_timeout', { value: '0', scope: 'local' })],
    ['SET search_path TO shop, public', parameter('search_path', { value: 'shop, public' })],
    ['SET lock_timeout TO DEFAULT', parameter('lock_timeout', {})],
    ['SET session_replication_role = replica', parameter('session_replication_role', { value: 'replica' })],
    ['RESET lock_timeout', parameter('lock_timeout', {})],
    ['RESET ALL', parameter('all', {})],
    ['SET x.y FROM CURRENT', parameter('x.y', { unknown: true })],
    [
      'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE',
      parameter('transaction', { value: 'transaction_isolation serializable', scope: 'local' }),
    ],
    [
      "SELECT set_config('Lock_Timeout', '5s', true)",
      parameter('lock_timeout', { value: '5s', scope: 'local' }),
    ],
    ["SELECT pg_catalog.set_config('search_path', '', false)", parameter('search_path', { value: '' })],
    [
      "SELECT set_config('lock_timeout', current_setting('x'), false)",
      { kind: 'setParameter', unknown: true },
    ],
    ['BEGIN', control('begin')],
    ['START TRANSACTION ISOLATION LEVEL SERIALIZABLE', control('begin')],
    ['COMMIT', control('commit')],
    ['END', control('commit')],
    ['ABORT', control('rollback')],
    ['SAVEPOINT a', control('savepoint', { name: 'a' })],
    ['RELEASE a', control('release', { name: 'a' })],
    ['ROLLBACK TO SAVEPOINT a', control('rollbackTo', { name: 'a' })],
    ["PREPARE TRANSACTION 'a'", control('prepare', { name: 'a' })],
    ['LOCK orders', { kind: 'lockTable', table: { name: 'orders' }, mode: 'ACCESS EXCLUSIVE' }],
    [
      'LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE NOWAIT',
      { kind: 'lockTable', table: { name: 'orders' }, mode: 'SHARE ROW EXCLUSIVE', nowait: true },
    ],
    ['VACUUM', { kind: 'maintenance', command: 'vacuum' }],
    ['VACUUM (FULL) orders', { kind: 'maintenance', command: 'vacuum full', table: { name: 'orders' } }],
    ['VACUUM (FULL off) orders', { kind: 'maintenance', command: 'vacuum', table: { name: 'orders' } }],
    ['ANALYZE orders (a)', { kind: 'maintenance', command: 'analyze', table: { name: 'orders' } }],
    ['CLUSTER orders USING k', { kind: 'maintenance', command: 'cluster', table: { name: 'orders' } }],
    ['CHECKPOINT', { kind: 'maintenance', command: 'checkpoint' }],
    ['DISCARD ALL', { kind: 'maintenance', command: 'discard' }],
    ['SHOW lock_timeout', { kind: 'noOperation' }],
    ["NOTIFY orders, 'x'", { kind: 'noOperation' }],
    ['SET CONSTRAINTS ALL DEFERRED', { kind: 'noOperation' }],
    ['REASSIGN OWNED BY alice TO bob', { kind: 'opaque', reason: 'unsupported statement' }],
  ])('%s', (sql, expected) => {
    expect(operationOf(sql)).toMatchObject(expected)
  })

  it('begins a new transaction with AND CHAIN', () => {
    expect(operationsOf('COMMIT AND CHAIN')).toEqual([control('commit'), control('begin')])
  })

  it('says each of several tables by its name', () => {
    expect(saidBy('LOCK TABLE orders, shop.customers; VACUUM a, "b c"; TRUNCATE x, ONLY y')).toEqual([
      'orders',
      'shop.customers',
      'a',
      '"b c"',
      'x',
      'y',
    ])
  })
})
