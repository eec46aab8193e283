/** The other tools, run on files: which of their rules report which file. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { npmPackages } from '../../src/dev/npm-packages.ts'
import type { Sample } from './examples.ts'

/** Ids of the tool's rules that report something, for each sample. */
export type Reported = readonly ReadonlySet<string>[]

export interface Tool {
  readonly title: string
  readonly version: string
  /** Its suite in `bench/cases/peers.ts`. */
  readonly peer: string
  run(samples: readonly Sample[]): Reported
}

const SQUAWK = '2.66.0'
const PGFENCE = '0.1.5'

const packages = npmPackages({ 'squawk-cli': `squawk-cli@${SQUAWK}`, pgfence: `@flvmnt/pgfence@${PGFENCE}` })

export const TOOLS: readonly Tool[] = [
  {
    title: 'squawk-cli',
    version: SQUAWK,
    peer: 'squawk',
    run: samples =>
      inGroups(samples, ({ inTransaction, postgresVersion }, files, cwd) => {
        const flags = [
          ...(inTransaction ? ['--assume-in-transaction'] : []),
          `--pg-version=${postgresVersion}.0`,
        ]
        const program = join(packages['squawk-cli'] ?? '', 'js/bin/squawk')
        const out = start(program, ['--reporter', 'json', ...flags, ...files], cwd)
        return (JSON.parse(out) as SquawkFinding[]).map(each => [each.file, each.rule_name] as const)
      }),
  },
  {
    title: '@flvmnt/pgfence',
    version: PGFENCE,
    peer: 'pgfence',
    run: samples =>
      inGroups(samples, ({ postgresVersion }, files, cwd) => {
        const program = join(packages['pgfence'] ?? '', 'dist/index.js')
        const flags = ['--output', 'json', '--format', 'sql', '--min-pg-version', String(postgresVersion)]
        return readable(files, some => {
          const out = start(process.execPath, [program, 'analyze', ...flags, ...some], cwd)
          return (JSON.parse(out) as PgfenceReport).results.flatMap(
            ({ filePath, checks, policyViolations }) =>
              [...checks, ...policyViolations].map(each => [filePath, each.ruleId] as const),
          )
        })
      }),
  },
]

interface SquawkFinding {
  readonly file: string
  readonly rule_name: string
}

interface PgfenceReport {
  readonly results: readonly {
    readonly filePath: string
    readonly checks: readonly { readonly ruleId: string }[]
    readonly policyViolations: readonly { readonly ruleId: string }[]
  }[]
}

/** What is the same for all files of one call. */
interface Group {
  readonly inTransaction: boolean
  readonly postgresVersion: number
}

type Call = (group: Group, files: readonly string[], cwd: string) => readonly Finding[]

/** One call for all files of equal settings. */
function inGroups(samples: readonly Sample[], call: Call): Reported {
  const cwd = mkdtempSync(join(tmpdir(), 'compare-'))
  const groups = new Map<string, { readonly group: Group; readonly files: string[] }>()
  samples.forEach(({ files, postgresVersion }, i) => {
    files.forEach(({ sql, inTransaction }, j) => {
      const name = `${String(i)}-${String(j)}.sql`
      writeFileSync(join(cwd, name), sql)
      const key = `${String(inTransaction)} ${String(postgresVersion)}`
      const group = groups.get(key) ?? { group: { inTransaction, postgresVersion }, files: [] }
      group.files.push(name)
      groups.set(key, group)
    })
  })
  const reported = samples.map(() => new Set<string>())
  for (const { group, files } of groups.values())
    for (const [file, rule] of call(group, files, cwd))
      reported[Number.parseInt(basename(file), 10)]?.add(rule)
  rmSync(cwd, { recursive: true })
  return reported
}

type Finding = readonly [string, string]

/** A file that the tool cannot parse fails all files of the call: the rest is run without it. */
function readable(
  files: readonly string[],
  call: (files: readonly string[]) => readonly Finding[],
): readonly Finding[] {
  try {
    return call(files)
  } catch (error) {
    if (!(error instanceof NothingPrinted)) throw error
    if (files.length < 2) return []
    const half = Math.ceil(files.length / 2)
    return [files.slice(0, half), files.slice(half)].flatMap(some => readable(some, call))
  }
}

class NothingPrinted extends Error {}

function start(program: string, args: readonly string[], cwd: string): string {
  const { stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (error) throw error
  if (stdout === '') throw new NothingPrinted(`${program}: ${stderr.slice(0, 1000)}`)
  return stdout
}
