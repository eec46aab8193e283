/** Runs squawk-cli and pgfence on the project's own examples and writes `docs/comparison.md`: `npm run compare`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { ROOT } from '../src/dev/folders.ts'
import { PEERS } from './cases/peers.ts'
import { samples, weReport, type Sample } from './compare/examples.ts'
import { TOOLS, type Tool } from './compare/tools.ts'

/** What one column says of the samples of a rule. */
interface Cell {
  readonly found: number
  readonly hazards: number
  readonly alarms: number
  readonly clean: number
}

interface Column {
  readonly title: string
  /** Whether the column's tool has a rule about this hazard. */
  readonly covers: (rule: string) => boolean
  /** Whether it reports that hazard in the n-th sample. */
  readonly reports: (i: number) => boolean
}

const all = samples()
const columns: readonly Column[] = [
  { title: 'migrate-lint', covers: () => true, reports: i => weReport(sampleAt(i)) },
  ...TOOLS.map(columnOf),
]
const ids = [...new Set(all.map(({ rule }) => rule))]

void main()

async function main(): Promise<void> {
  const cells = columns.map(column => new Map(ids.map(id => [id, cellOf(column, id)])))
  const rows = ids.map(
    id => `| ${id} | ${columns.map((column, i) => shown(column, id, cells[i]?.get(id))).join(' | ')} |`,
  )
  const totals = columns.map((_, i) => total([...(cells[i]?.values() ?? [])]))
  const text = [
    '<!-- Written by npm run compare. -->',
    '# Compared with other tools',
    `Every example and case of our rules in SQL (${all.length} in all), given to us, to ${TOOLS.map(each => `${each.title} ${each.version}`).join(' and to ')}, which are run side by side by \`npm run compare\`. What counts as a hazard, and what as harmless, was decided by PostgreSQL: the tests run the examples on it.`,
    'A cell says how many of the samples that show the hazard the tool reports (by a rule about that hazard, whatever it is called there), and in how many harmless samples it raises that alarm all the same. A tool without a rule for the hazard has a dash; a sample it cannot see, because it needs the tables of earlier migrations, counts as missed.',
    `| hazard | ${columns.map(({ title }) => title).join(' | ')} |`,
    `| --- | ${columns.map(() => '---').join(' | ')} |`,
    ...rows,
    `| **all** | ${totals.map(cell => `**${counted(cell)}**`).join(' | ')} |`,
  ]
  const [head, ...rest] = [text.slice(0, 4).join('\n\n'), ...text.slice(4)]
  const page = `${head ?? ''}\n\n${rest.join('\n')}\n\n${alarmsOnGood()}\n`
  writeFileSync(join(ROOT, 'docs/comparison.md'), await format(page, { parser: 'markdown' }))
  console.log(page)
}

function sampleAt(i: number): Sample {
  const sample = all[i]
  if (!sample) throw new RangeError(`there is no sample ${i}`)
  return sample
}

function columnOf(tool: Tool): Column {
  const reported = tool.run(all)
  const theirs = (rule: string) => theirRules(tool, rule)
  return {
    title: tool.title,
    covers: rule => theirs(rule).length > 0,
    reports: i => theirs(sampleAt(i).rule).some(id => reported[i]?.has(id)),
  }
}

/** The tool's rules that say what ours says. */
function theirRules({ peer }: Tool, rule: string): readonly string[] {
  const mapped = PEERS.find(({ name }) => name === peer)?.rules ?? {}
  return Object.entries(mapped).flatMap(([id, { ours }]) => (ours.includes(rule) ? [id] : []))
}

function cellOf({ reports }: Column, id: string): Cell {
  const own = all.flatMap((sample, i) => (sample.rule === id ? [{ sample, reported: reports(i) }] : []))
  const hazards = own.filter(({ sample }) => sample.isHazard)
  const clean = own.filter(({ sample }) => !sample.isHazard)
  return {
    found: hazards.filter(({ reported }) => reported).length,
    hazards: hazards.length,
    alarms: clean.filter(({ reported }) => reported).length,
    clean: clean.length,
  }
}

function shown({ covers }: Column, id: string, cell: Cell | undefined): string {
  return cell && covers(id) ? counted(cell) : '–'
}

function counted({ found, hazards, alarms, clean }: Cell): string {
  return `${found} of ${hazards}${alarms > 0 ? `, ${alarms} false of ${clean}` : ''}`
}

function total(cells: readonly Cell[]): Cell {
  const sum = (pick: (cell: Cell) => number) => cells.reduce((result, cell) => result + pick(cell), 0)
  return {
    found: sum(each => each.found),
    hazards: sum(each => each.hazards),
    alarms: sum(each => each.alarms),
    clean: sum(each => each.clean),
  }
}

/** The good examples, which PostgreSQL runs without harm, and what the tools find in them. */
function alarmsOnGood(): string {
  const lines = TOOLS.flatMap(tool => {
    const good = all.filter(({ kind }) => kind === 'good')
    const reported = tool.run(good)
    const known = PEERS.find(({ name }) => name === tool.peer)?.rules ?? {}
    const alarms = good.flatMap((sample, i) =>
      [...(reported[i] ?? [])].filter(id => id in known).map(id => ({ id, rule: sample.rule })),
    )
    const ids = [...new Set(alarms.map(({ id }) => id))].sort()
    const list = ids.map(id => {
      const where = alarms.filter(alarm => alarm.id === id).map(({ rule }) => rule)
      return `- \`${id}\`: ${where.join(', ')}`
    })
    const touched = new Set(alarms.map(({ rule }) => rule)).size
    return [
      `### ${tool.title}`,
      '',
      `${touched} of ${good.length} good examples raise an alarm about a hazard:`,
      '',
      ...list,
      '',
    ]
  })
  return ['## Alarms in the good examples', '', ...lines].join('\n')
}
