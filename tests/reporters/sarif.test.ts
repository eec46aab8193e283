import { readFileSync } from 'node:fs'
import addFormats from 'ajv-formats'
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js'
import type { Log, Run } from 'sarif'
import { beforeAll, describe, expect, test } from 'vitest'
import { lineHashes } from '../../src/reporters/fingerprint.ts'
import type { Report } from '../../src/reporters/report.ts'
import { sarif } from '../../src/reporters/sarif.ts'
import { awkward, awkwardReport, cleanReport, orders, ordinaryReport } from './fixture-report.ts'

function runOf(report: Report): Run {
  const [run] = (JSON.parse(sarif(report)) as Log).runs
  if (!run) throw new Error('a log has a run')
  return run
}

const resultsOf = (report: Report) => runOf(report).results ?? []

describe('the schema of SARIF 2.1.0', () => {
  let validate: ReturnType<Ajv2020['compile']>
  beforeAll(() => {
    const schema = JSON.parse(readFileSync('fixtures/schemas/sarif-2.1.0.json', 'utf8')) as AnySchemaObject
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    validate = ajv.compile(schema)
  })

  test.each([
    ['ordinary', ordinaryReport],
    ['clean', cleanReport],
    ['awkward', awkwardReport],
  ])('accepts the %s report', (_, report) => {
    validate(JSON.parse(sarif(report)))
    expect(validate.errors).toBeNull()
  })

  test('refuses a log with a result without a message', () => {
    const log = JSON.parse(sarif(ordinaryReport)) as { runs: { results: { message?: unknown }[] }[] }
    delete log.runs[0]?.results[0]?.message
    expect(validate(log)).toBe(false)
  })
})

describe('the report for code scanning', () => {
  test('gives a clean run an empty list of results, so that old alerts are closed', () => {
    expect(runOf(cleanReport)).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] })
  })

  test('names tool, category and the unit of columns', () => {
    expect(runOf(ordinaryReport)).toMatchObject({
      tool: { driver: { name: 'migrate-lint', semanticVersion: '0.1.0' } },
      automationDetails: { id: 'migrate-lint/' },
      columnKind: 'utf16CodeUnits',
    })
  })

  test('describes every rule with texts and help as GitHub wants them', () => {
    const [rule] = runOf(ordinaryReport).tool.driver.rules ?? []
    expect(rule).toMatchObject({
      id: 'create-index-blocks-writes',
      name: 'CreateIndexBlocksWrites',
      shortDescription: {
        text: 'Index <index> is built on the existing table <table> without CONCURRENTLY.',
      },
      defaultConfiguration: { level: 'error' },
      properties: {
        tags: ['database', 'migration', 'postgresql', 'blocks-writes'],
        'problem.severity': 'error',
      },
    })
    expect(rule?.help?.text).toContain('Use CREATE INDEX CONCURRENTLY')
    expect(rule?.help?.markdown).toContain('Index *index* is built on the existing table *table*')
    expect(rule?.properties).not.toHaveProperty('security-severity')
  })

  test('describes rules that only findings name', () => {
    const { tool, results } = runOf(awkwardReport)
    const parseError = results?.find(result => result.ruleId === 'parse-error')
    expect(tool.driver.rules?.[parseError?.ruleIndex ?? -1]?.id).toBe('parse-error')
  })

  test('gives each result its rule, level, four numbers and fingerprints, the most severe first', () => {
    const results = resultsOf(ordinaryReport)
    expect(results.map(({ level }) => level)).toEqual([
      'error',
      'error',
      'error',
      'error',
      'warning',
      'warning',
    ])
    expect(results[0]).toMatchObject({
      ruleId: 'create-index-blocks-writes',
      ruleIndex: 0,
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'services/orders/migrations/1718000000000-IndexOrders.ts' },
            region: { startLine: 5, startColumn: 30, endLine: 5, endColumn: 71 },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: lineHashes(orders.text)[4] },
    })
    const own = results.map(({ partialFingerprints }) => partialFingerprints?.['migrateLint/v1'])
    expect(new Set(own).size).toBe(results.length)
  })

  test('begins the message with the sentence and links related places from it', () => {
    const result = resultsOf(ordinaryReport).find(({ ruleId }) => ruleId === 'empty-downgrade')
    expect(result?.message.text).toMatch(
      /^The down side of IndexOrders1718000000000 is empty, while up changes the schema\. /u,
    )
    expect(result?.message.text).toMatch(/\n\nSee: \[up begins here\]\(1\)\.$/u)
    expect(result?.relatedLocations).toMatchObject([
      { id: 1, physicalLocation: { region: { startLine: 4, startColumn: 9 } } },
    ])
  })

  test('leaves suppressed findings out', () => {
    expect(resultsOf(ordinaryReport)).toHaveLength(ordinaryReport.findings.length)
  })

  test('writes paths from the git root, percent-encoded', () => {
    const [result] = resultsOf(awkwardReport)
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'apps/b%C3%BCro/gr%C3%B6%C3%9Fe%20und%20mehr/%C3%A9t%C3%A9%231%2050%25.sql',
    )
  })

  test('merges the findings of one rule on one line', () => {
    const onLine2 = resultsOf(awkwardReport).filter(
      ({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine === 2,
    )
    expect(onLine2).toHaveLength(1)
    expect(onLine2[0]?.message.text).toContain('ix_orders_day is built')
    expect(onLine2[0]?.message.text).toContain('ix_labels is built')
  })

  test('gives an empty span equal ends and takes brackets of a text for no link', () => {
    const results = resultsOf(awkwardReport)
    expect(results[0]?.message.text).toContain('orders[1] (2)')
    const empty = results.find(({ locations }) => locations?.[0]?.physicalLocation?.region?.startLine === 7)
    expect(empty?.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 7,
      startColumn: 1,
      endLine: 7,
      endColumn: 1,
    })
  })

  test('tells of parse errors as notifications too', () => {
    const [invocation] = runOf(awkwardReport).invocations ?? []
    expect(invocation?.executionSuccessful).toBe(false)
    expect(invocation?.toolExecutionNotifications).toHaveLength(2)
    expect(invocation?.toolExecutionNotifications?.[0]).toMatchObject({
      level: 'error',
      message: { text: 'syntax error at or near "SELEC".' },
    })
  })

  test('keeps the 5,000 most severe results and says so', () => {
    const [finding] = awkwardReport.findings
    if (!finding) throw new Error('the fixture has findings')
    const many = Array.from({ length: 5001 }, (_, i) => ({
      ...finding,
      rule: `rule-${i}`,
      severity: 'info' as const,
    }))
    const run = runOf({
      ...awkwardReport,
      findings: [...many, { ...finding, span: { file: awkward, start: 0, end: 1 } }],
    })
    expect(run.results).toHaveLength(5000)
    expect(run.results?.[0]?.level).toBe('error')
    expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
      'Only the 5000 most severe of 5,002 results are listed.',
    )
  })
})
