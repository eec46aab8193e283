import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import type { Log } from 'sarif'
import { afterAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/reporters/report.ts'
import { sarif } from '../../src/reporters/sarif.ts'
import { awkwardReport, cleanReport, ordinaryReport } from './fixture-report.ts'

// The validator has 104 MB: `npm run check:sarif` brings it for one run, and the ordinary test run goes without.
const PACKAGE = '@microsoft/sarif-multitool-linux/Sarif.Multitool'

const multitool = ['node_modules/.bin', ...(process.env['PATH'] ?? '').split(delimiter)]
  .filter(folder => folder.endsWith('.bin'))
  .map(folder => resolve(folder, '..', PACKAGE))
  .find(path => existsSync(path))
const wanted = process.env['npm_lifecycle_event'] === 'check:sarif'

/** What the validator finds wrong; its exit code is 0 either way. */
function complaints(tool: string, log: string, folder: string): readonly string[] {
  const input = join(folder, 'report.sarif')
  const output = join(folder, 'validation.sarif')
  writeFileSync(input, log)
  const options = [
    '--rule-kind',
    'Sarif;Ghas',
    '--level',
    'Error;Warning',
    '-o',
    output,
    '--log',
    'ForceOverwrite',
  ]
  const { status, stderr } = spawnSync(tool, ['validate', input, ...options], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  const validation = JSON.parse(readFileSync(output, 'utf8').replace(/^\uFEFF/u, '')) as Log
  return (validation.runs[0]?.results ?? []).map(({ ruleId, level }) => `${ruleId} ${level ?? 'warning'}`)
}

describe.skipIf(multitool === undefined && !wanted)(
  'the validator of Microsoft, with the rules of GitHub',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-sarif-'))
    afterAll(() => rmSync(folder, { recursive: true }))
    const check = (log: string) => {
      if (multitool === undefined) throw new Error(`${PACKAGE} is not there`)
      chmodSync(multitool, 0o755)
      return complaints(multitool, log, folder)
    }

    test.each<[string, Report]>([
      ['ordinary', ordinaryReport],
      ['clean', cleanReport],
      ['awkward', awkwardReport],
    ])('has nothing to say against the %s report', (_, report) => {
      expect(check(sarif(report))).toEqual([])
    })

    test('would complain of a rule without help', () => {
      expect(check(sarif(ordinaryReport).replaceAll('"help":', '"properties_help":'))).not.toEqual([])
    })
  },
)
