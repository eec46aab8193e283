/**
 * What is read and found in checkouts: `npm run score:corpora -- DIR… [--sample N] [--seed N] [--per-rule N] [--unread]`.
 * Of a public repository that listings.ts names, given by its root, the migrations are held against its own runner's list.
 */
import { basename, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Finding } from '../../src/lint/finding.ts'
import { lintProject } from '../../src/project/lint-project.ts'
import { readProject } from '../../src/project/read-project.ts'
import type { Report } from '../../src/reporters/report.ts'
import { lineText } from '../../src/source/source-file.ts'
import { regionOf } from '../../src/source/span.ts'
import { discoveryOf, foldersOf, type Discovery } from './discovery.ts'
import { LISTINGS } from './listings.ts'
import { readingOf, type Reading } from './reading.ts'

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
  readonly reading: Reading
  readonly discovery: Discovery | undefined
  /** Reading and judging, together. */
  readonly seconds: number
}

const scored = positionals.map(score)
printTable(scored)
for (const each of scored) printDetails(each)
if (values.unread) for (const each of scored) printUnread(each)
if (values.sample) printSample(scored, Number(values.sample), Number(values.seed))

function score(directory: string): Scored {
  const listings = LISTINGS[basename(resolve(directory))]
  const paths = listings && foldersOf(directory, listings)
  const options = { cwd: resolve(directory), paths: paths ?? [] }
  const start = performance.now()
  const { report } = lintProject(options)
  const seconds = (performance.now() - start) / 1000
  const { histories } = readProject(options)
  const migrations = histories.flatMap(each => each.migrations)
  const found = migrations.map(({ file }) => file.path)
  return {
    name: relative(process.cwd(), directory),
    report,
    reading: readingOf(migrations),
    discovery: listings && discoveryOf(directory, listings, found),
    seconds,
  }
}

function printTable(all: readonly Scored[]): void {
  console.log(
    '| corpus | migrations | found of listed | invented | files read | schema operations | unread | read | parse errors | seconds |',
  )
  console.log('| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |')
  for (const { name, report, reading, discovery, seconds } of all) {
    const { migrations, filesRead, schemaOperations, unread, parseErrors } = reading
    const kinds = report.frameworks.map(each => `${each.title} ${String(each.migrations)}`).join(', ')
    const listed = discovery
      ? `${String(discovery.listed - discovery.missed.length)} of ${String(discovery.listed)}`
      : '–'
    const cells = [
      name,
      kinds,
      listed,
      discovery ? String(discovery.invented.length) : '–',
      `${String(filesRead)} (${share(filesRead, migrations)})`,
      String(schemaOperations),
      String(unread),
      share(schemaOperations, schemaOperations + unread),
      String(parseErrors),
      seconds.toFixed(1),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
  const sum = (count: (each: Scored) => number): number => all.reduce((total, each) => total + count(each), 0)
  const schemaOperations = sum(({ reading }) => reading.schemaOperations)
  console.log(
    `all: ${share(
      sum(({ reading }) => reading.filesRead),
      sum(({ reading }) => reading.migrations),
    )} of ${String(sum(({ reading }) => reading.migrations))} files, ${share(
      schemaOperations,
      schemaOperations + sum(({ reading }) => reading.unread),
    )} of the operations on the schema, ${String(sum(({ reading }) => reading.parseErrors))} parse errors in ${String(
      sum(({ reading }) => reading.operations),
    )} operations`,
  )
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`
}

function printDetails({ name, report, discovery }: Scored): void {
  const { findings, unread, otherDatabases = [] } = report
  const lines = [
    ['findings', tally(findings.map(each => each.rule))],
    ['unread', tally(unread.map(each => each.reason))],
    [
      'judged as code only',
      otherDatabases.map(each => `${each.title} ${String(each.migrations)}`).join(', '),
    ],
    ['missed', (discovery?.missed ?? []).join(' ')],
    ['invented', (discovery?.invented ?? []).join(' ')],
  ].filter(([, text]) => text !== '')
  console.log(`\n${name}`)
  for (const [title, text] of lines) console.log(`  ${String(title)}: ${String(text)}`)
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
