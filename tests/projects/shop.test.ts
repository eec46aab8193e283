import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/lint/finding.ts'
import { lintProject } from '../../src/project/lint-project.ts'
import { positionAt } from '../../src/source/source-file.ts'

/** One line of expected.json. */
interface Expected {
  readonly path: string
  readonly line: number
  readonly rule: string
}

const SHOP = resolve(import.meta.dirname, '../../fixtures/projects/shop')

function told({ rule, span }: Finding): Expected {
  return { path: span.file.path, line: positionAt(span.file, span.start).line, rule }
}

/** In an order that both sides share. */
function sorted(all: readonly Expected[]): readonly string[] {
  return all.map(({ path, line, rule }) => `${path}:${line} ${rule}`).sort()
}

describe('the shop', () => {
  const expected = JSON.parse(readFileSync(resolve(SHOP, 'expected.json'), 'utf8')) as {
    readonly findings: readonly Expected[]
    readonly suppressed: readonly Expected[]
  }
  const { report } = lintProject({ cwd: SHOP })

  test('has exactly the findings that it was written to have', () => {
    expect(sorted(report.findings.map(told))).toEqual(sorted(expected.findings))
  })

  test('has its suppressed finding, with the reason', () => {
    expect(sorted(report.suppressed.map(({ finding }) => told(finding)))).toEqual(sorted(expected.suppressed))
    expect(report.suppressed[0]?.reason).toBe('300 accounts, and no release reads the column yet')
  })

  test('is read without a gap, framework by framework', () => {
    expect(report.unread.map(({ message }) => message)).toEqual([])
    expect(report.frameworks.map(({ framework, migrations }) => [framework, migrations]).sort()).toEqual([
      ['drizzle', 4],
      ['knex', 6],
      ['migrate-lint', 5],
      ['prisma', 5],
      ['sql', 5],
      ['typeorm', 7],
    ])
  })
})
