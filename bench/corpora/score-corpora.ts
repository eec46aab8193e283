/** What is read and found in checkouts of public repositories: `npm run score:corpora -- DIR… [--sample N] [--seed N] [--per-rule N] [--unread]`. */
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import type { Finding } from '../src/lint/finding.ts'
import { lintProject } from '../src/project/lint-project.ts'
import type { Report } from '../src/reporters/report.ts'
import { lineText } from '../src/source/source-file.ts'
import { regionOf } from '../src/source/span.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'per-rule': { type: 'string' },
    unread: { type: 'boolean' },
  },
})

interface Scored {
  readonly name: string
  readonly report: Report
  readonly seconds: number
}

const scored = positionals.map(score)
printTable(scored)
if (values.unread) for (const each of scored) printUnread(each)
if (values.sample) printSample(scored, Number(values.sample), Number(values.seed))

function score(directory: string): Scored {
  const start = performance.now()
  const { report } = lintProject({ cwd: directory })
  return { name: relative(process.cwd(), directory), report, seconds: (performance.now() - start) / 1000 }
}

function printTable(all: readonly Scored[]): void {
  console.log(
    'corpus | migrations | operations | unread | read | parse errors | findings (error/warning) | seconds',
  )
  console.log('--- | --: | --: | --: | --: | --: | --: | --:')
  for (const { name, report, seconds } of all) {
    const { operations, unread, findings, frameworks } = report
    const count = (severity: string): number => findings.filter(each => each.severity === severity).length
    const parseErrors = findings.filter(({ rule }) => rule === 'parse-error').length
    const kinds = frameworks.map(each => `${each.framework} ${String(each.migrations)}`).join(', ')
    const share = (100 * (operations - unread.length)) / operations
    console.log(
      `${name} | ${kinds} | ${String(operations)} | ${String(unread.length)} | ${share.toFixed(2)} % | ` +
        `${String(parseErrors)} | ${String(count('error'))}/${String(count('warning'))} | ${seconds.toFixed(1)}`,
    )
    console.log(`  by rule: ${tally(findings.map(each => each.rule))}`)
    console.log(`  unread: ${tally(unread.map(each => each.reason))}`)
    const files = new Set(unread.map(each => each.span.file.path))
    console.log(`  files with something unread: ${String(files.size)}`)
    const others = (report.otherDatabases ?? []).map(each => `${each.title} ${String(each.migrations)}`)
    if (others.length > 0) console.log(`  judged as code only: ${others.join(', ')}`)
  }
}

function printUnread({ name, report }: Scored): void {
  for (const each of report.unread) console.log(`${name}/${place(each)} ${each.reason}: ${each.message}`)
}

/** A sample that the same seed gives again (mulberry32), with at most so many findings of a rule. */
function printSample(all: readonly Scored[], size: number, seed: number): void {
  const pool = all.flatMap(({ name, report }) => report.findings.map(finding => ({ name, finding })))
  let state = seed
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const most = Number(values['per-rule'] ?? size)
  const taken = new Map<string, number>()
  for (let number = 1; number <= size && pool.length > 0;) {
    const picked = pool.splice(Math.floor(random() * pool.length), 1)[0]
    if (!picked) continue
    const before = taken.get(picked.finding.rule) ?? 0
    if (before >= most) continue
    taken.set(picked.finding.rule, before + 1)
    printFinding(number++, picked.name, picked.finding)
  }
}

function printFinding(number: number, name: string, finding: Finding): void {
  console.log(`\n#${String(number)} ${name}/${place(finding)} ${finding.severity} ${finding.rule}`)
  console.log(`   ${finding.what}`)
  console.log(`   | ${lineText(finding.span.file, regionOf(finding.span).start.line).trim().slice(0, 220)}`)
}

function place({ span }: Pick<Finding, 'span'>): string {
  const { line, column } = regionOf(span).start
  return `${span.file.path}:${String(line)}:${String(column)}`
}

function tally(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([word, count]) => `${word} ${String(count)}`)
    .join(', ')
}
