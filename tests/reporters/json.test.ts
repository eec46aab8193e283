import { describe, expect, test } from 'vitest'
import { json } from '../../src/reporters/json.ts'
import { awkwardReport, cleanReport, fixableReport, ordinaryReport } from './fixture-report.ts'

describe('the report for programs', () => {
  test('names its version and counts what was found and read', () => {
    expect(JSON.parse(json(ordinaryReport))).toMatchObject({
      version: 1,
      tool: { name: 'migrate-lint', version: '0.1.0' },
      summary: {
        errors: 4,
        warnings: 2,
        notes: 0,
        suppressed: 1,
        migrations: 8,
        operations: 42,
        unreadOperations: 1,
        frameworks: [
          { framework: 'sql', title: 'Plain SQL', migrations: 3 },
          { framework: 'typeorm', title: 'TypeORM', migrations: 5 },
        ],
        otherDatabases: [],
      },
    })
  })

  test('counts the migrations for other databases', () => {
    const otherDatabases = [{ title: 'MySQL', migrations: 3 }]
    expect(JSON.parse(json({ ...cleanReport, otherDatabases }))).toMatchObject({
      summary: { otherDatabases },
    })
  })

  test('gives each finding its place from 1, its texts and its migration', () => {
    const { findings } = JSON.parse(json(ordinaryReport)) as { findings: unknown[] }
    expect(findings).toHaveLength(6)
    expect(findings[0]).toEqual({
      rule: 'lock-without-timeout',
      hazard: 'unbounded-wait',
      severity: 'warning',
      path: 'database/003_payments.up.sql',
      start: { line: 2, column: 22 },
      end: { line: 2, column: 49 },
      what: 'The lock on payments is awaited without a lock_timeout.',
      why: 'While it waits behind a long query, every later query on payments queues behind it.',
      remedy: "Run SET lock_timeout = '5s' first, and try again when it fails.",
      fix: null,
      related: [],
      migration: '003_payments',
      framework: 'sql',
      direction: 'up',
    })
  })

  test('says what would cure a finding, and counts what each flag may write', () => {
    const document = JSON.parse(json(fixableReport)) as { findings: { fix: unknown }[] }
    expect(document).toMatchObject({ summary: { fixable: 1, fixableBySuggestion: 2 } })
    expect(document.findings.map(({ fix }) => fix)).toEqual([
      { kind: 'safe', title: 'name it' },
      null,
      null,
      null,
      { kind: 'suggestion', title: 'write the way back' },
      { kind: 'suggestion', title: 'write the way back' },
    ])
  })

  test('lists what could not be read and what was silenced, with the reasons', () => {
    expect(JSON.parse(json(ordinaryReport))).toMatchObject({
      unread: [
        {
          reason: 'unknown call',
          start: { line: 9, column: 29 },
          remedy: 'Write the statement where it is run.',
        },
      ],
      suppressed: [{ rule: 'lock-without-timeout', reason: 'the deploy script sets a lock_timeout' }],
    })
  })

  test('has empty lists for clean migrations', () => {
    expect(JSON.parse(json(cleanReport))).toMatchObject({ findings: [], suppressed: [], unread: [] })
  })

  test('says null where a finding belongs to no migration, and keeps texts as they are', () => {
    const { findings } = JSON.parse(json(awkwardReport)) as { findings: Record<string, unknown>[] }
    expect(findings[0]).toMatchObject({
      migration: null,
      framework: null,
      path: 'größe und mehr/été#1 50%.sql',
    })
    expect(findings.at(-1)).toMatchObject({ start: { line: 8, column: 8 }, end: { line: 8, column: 8 } })
  })
})
