import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/reporters/report.ts'
import { stylish } from '../../src/reporters/stylish.ts'
import { widthOf } from '../../src/reporters/terminal-text.ts'
import { awkwardReport, cleanReport, fixableReport, ordinaryReport } from './fixture-report.ts'

const plain = (width: number) => stylish(ordinaryReport, { color: false, width })

describe('the report for people', () => {
  test('shows place, severity, rule, sentence, the underlined line, the reason and the remedy', () => {
    expect(plain(80)).toContain(
      [
        'database/003_payments.up.sql:2:22  warning  lock-without-timeout',
        '  The lock on payments is awaited without a lock_timeout.',
        '  2 │ ALTER TABLE payments ADD COLUMN refunded boolean;',
        '    │                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '  why     While it waits behind a long query, every later query on payments',
        '          queues behind it.',
        "  remedy  Run SET lock_timeout = '5s' first, and try again when it fails.",
        '',
      ].join('\n'),
    )
  })

  test('explains a rule once in a file and then gives only place and sentence', () => {
    const text = plain(120)
    expect(text.match(/Use CREATE INDEX CONCURRENTLY/gu)).toHaveLength(1)
    expect(text).toContain(
      [
        'services/orders/migrations/1718000000000-IndexOrders.ts:7:30  error  create-index-blocks-writes',
        '  Index ix_orders_status is built on the existing table orders without CONCURRENTLY.',
        'services/orders/migrations/1718000000000-IndexOrders.ts:8:30  error  create-index-blocks-writes',
        '  Index ix_orders_day is built on the existing table orders without CONCURRENTLY.',
        '',
      ].join('\n'),
    )
  })

  test('counts what --fix and --fix-suggestions may write, and says nothing where there is nothing', () => {
    const shown = (report: Report) => stylish(report, { color: false, width: 80 })
    expect(shown(fixableReport)).toContain(
      '  fixable     potentially 1 with --fix, 2 more with --fix-suggestions\n',
    )
    const [, ...others] = fixableReport.findings
    expect(shown({ ...fixableReport, findings: others })).toContain(
      '  fixable     potentially 2 with --fix-suggestions\n',
    )
    expect(shown(ordinaryReport)).not.toContain('fixable')
  })

  test('says which migrations are for other databases, whose SQL nobody judged', () => {
    const otherDatabases = [{ title: 'MySQL', migrations: 3 }]
    expect(stylish({ ...cleanReport, otherDatabases }, { color: false, width: 80 })).toContain(
      '  not judged  3 migrations for MySQL: only as code, not their SQL\n',
    )
  })

  test('explains the rule again in another file', () => {
    expect(plain(120).match(/Run SET lock_timeout/gu)).toHaveLength(2)
  })

  test('names related places', () => {
    expect(plain(120)).toContain(
      '  see     up begins here, at services/orders/migrations/1718000000000-IndexOrders.ts:4:9\n',
    )
  })

  test('moves severity and rule below a place that leaves no room for them', () => {
    expect(plain(80)).toContain(
      [
        'services/orders/migrations/1718000000000-IndexOrders.ts:5:30',
        '  error  create-index-blocks-writes',
        '  Index ix_orders_customer is built on the existing table orders without',
        '  CONCURRENTLY.',
      ].join('\n'),
    )
  })

  test('ends with what was found, what was read and not, what was silenced, and where to learn more', () => {
    const closing = plain(120).slice(plain(120).indexOf('✖'))
    expect(closing).toBe(
      [
        '✖ 4 errors, 2 warnings in 2 files',
        '  read        8 migrations (3 Plain SQL, 5 TypeORM), 42 operations',
        '  not read    1 operation (1 unknown call)',
        '              services/orders/migrations/1718000000000-IndexOrders.ts:9:29',
        '                The statement comes from buildStatement(), which could not be followed.',
        '  suppressed  1 finding',
        '              services/orders/migrations/1718000000000-IndexOrders.ts:6:30',
        '                lock-without-timeout -- the deploy script sets a lock_timeout',
        '  learn more  migrate-lint explain create-index-blocks-writes',
        '',
      ].join('\n'),
    )
  })

  test('of clean migrations still says what was read', () => {
    expect(stylish(cleanReport, { color: false })).toBe(
      '✔ No problems found.\n  read        8 migrations (3 Plain SQL, 5 TypeORM), 42 operations\n',
    )
  })

  test('lists further repeats of a rule in a file by their lines', () => {
    expect(stylish(awkwardReport, { color: false })).toContain('\n  again   at line 7\n')
  })

  test.each([80, 120])('stays within %d columns', width => {
    for (const report of [ordinaryReport, awkwardReport, cleanReport])
      for (const line of stylish(report, { color: false, width }).split('\n'))
        expect(widthOf(line), line).toBeLessThanOrEqual(width)
  })

  test('uses no more than 120 columns of a wider terminal', () => {
    expect(plain(240)).toBe(plain(120))
  })

  test('is coloured only when asked to, and lets no control character of the source through', () => {
    const escape = '\u001B['
    expect(stylish(awkwardReport, { color: false })).not.toContain(escape)
    const colored = stylish(awkwardReport, { color: true })
    expect(colored).toContain(`${escape}31;1merror${escape}0m`)
    expect(colored).not.toContain(`${escape}31mred`)
  })
})
