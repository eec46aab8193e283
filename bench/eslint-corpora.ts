/**
 * Whether ESLint finds in checkouts what the command line finds: `npm run compare:eslint -- DIR… [--preset NAME]…`. Each runs
 * once over all of a folder, as users run it, and their findings have to be equal in rule, file, line, column and text.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { RULES } from '../eslint-plugin/src/rules-table.ts'

const ROOT = resolve(import.meta.dirname, '..')

const require = createRequire(import.meta.url)

type Preset = 'recommended' | 'strict' | 'all'

/** One finding, whoever found it. */
interface Found {
  readonly rule: string
  readonly path: string
  readonly place: string
  readonly text: string
  readonly severity: string
}

/** What is read of `-f json`. */
interface CliReport {
  readonly summary: { readonly migrations: number }
  readonly findings: readonly {
    readonly rule: string
    readonly path: string
    readonly severity: string
    readonly what: string
    readonly why: string
    readonly remedy: string
    readonly start: Position
    readonly end: Position
  }[]
}

interface Position {
  readonly line: number
  readonly column: number
}

interface EslintResult {
  readonly filePath: string
  readonly messages: readonly EslintMessage[]
  /** What ESLint's comments silence; the command line does not look for them. */
  readonly suppressedMessages: readonly EslintMessage[]
}

interface EslintMessage {
  readonly ruleId: string | null
  readonly fatal?: boolean
  readonly severity: 1 | 2
  readonly message: string
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}

interface Run<T> {
  readonly output: T
  readonly seconds: number
}

function byCli(cwd: string, preset: Preset): Run<CliReport> {
  const cli = join(ROOT, 'bin/migrate-lint.js')
  return run(cwd, folder => [cli, '--no-config', '--preset', preset, '-f', `json=${join(folder, OUTPUT)}`])
}

function byEslint(cwd: string, preset: Preset): Run<readonly EslintResult[]> {
  const eslint = join(dirname(require.resolve('eslint/package.json')), 'bin/eslint.js')
  return run(cwd, folder => {
    const config = join(folder, 'eslint.config.mjs')
    writeFileSync(config, configFor(preset))
    return [eslint, '-c', config, '-f', 'json', '-o', join(folder, OUTPUT), '.']
  })
}

const OUTPUT = 'output.json'

function run<T>(cwd: string, argsIn: (folder: string) => readonly string[]): Run<T> {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-lint-output-'))
  try {
    const args = argsIn(folder)
    const start = performance.now()
    const { stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
    const seconds = (performance.now() - start) / 1000
    if (status !== 0 && status !== 1) throw new Error(`${cwd} ends with ${String(status)}\n${stderr}`)
    return { output: JSON.parse(readFileSync(join(folder, OUTPUT), 'utf8')) as T, seconds }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The preset, and what only informs as well, so that all there is can be compared. */
function configFor(preset: Preset): string {
  const informing = RULES.filter(({ severities }) => severities[preset] === 'info').map(
    ({ id }) => [`migrate-lint/${id}`, 'warn'] as const,
  )
  return `import migrateLint from '${pathToFileURL(join(ROOT, 'eslint-plugin/dist/index.js')).href}'
import tseslint from '${pathToFileURL(require.resolve('typescript-eslint')).href}'

const [language, rules] = migrateLint.configs.${preset}
export default [
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  { files: ['**/*.{ts,mts,cts}'], languageOptions: { parser: tseslint.parser } },
  language,
  {
    ...rules,
    rules: { ...rules.rules, ...${JSON.stringify(Object.fromEntries(informing))} },
    settings: { 'migrate-lint': { preset: '${preset}', informs: true, config: false } },
  },
]
`
}

function foundByCli({ findings }: CliReport): readonly Found[] {
  return findings.map(({ rule, path, severity, what, why, remedy, start, end }) => ({
    rule,
    path,
    place: placeOf(start.line, start.column, end.line, end.column),
    text: `${what} ${why} Instead: ${remedy.replace(/\s*\n\s*/gu, ' ')}`,
    severity,
  }))
}

/** What else is said is about rules that comments in the checkouts name. */
const PREFIX = 'migrate-lint/'

function foundByEslint(cwd: string, results: readonly EslintResult[]): readonly Found[] {
  return results.flatMap(result =>
    [...result.messages, ...result.suppressedMessages].flatMap(message => {
      const { ruleId, line, column, endLine = line, endColumn = column } = message
      if (!ruleId?.startsWith(PREFIX)) return []
      return {
        rule: ruleId.slice(PREFIX.length),
        path: pathFrom(cwd, result),
        place: placeOf(line, column, endLine, endColumn),
        text: message.message,
        severity: message.severity === 2 ? 'error' : 'warning',
      }
    }),
  )
}

function pathFrom(cwd: string, { filePath }: EslintResult): string {
  return relative(cwd, filePath).replaceAll('\\', '/')
}

function placeOf(line: number, column: number, endLine: number, endColumn: number): string {
  return `${String(line)}:${String(column)}-${String(endLine)}:${String(endColumn)}`
}

/** Compares and prints one row of the table, and below it each difference. */
function compare(directory: string, preset: Preset): boolean {
  const cwd = resolve(directory)
  const cli = byCli(cwd, preset)
  const eslint = byEslint(cwd, preset)
  const ours = foundByCli(cli.output)
  const theirs = foundByEslint(cwd, eslint.output)
  const differences = differencesOf(ours, theirs)
  const refused = eslint.output.filter(({ messages }) => messages.some(({ fatal }) => fatal))
  const cells = [
    basename(cwd),
    preset,
    cli.output.summary.migrations,
    ours.length,
    theirs.length,
    differences.length,
    louderOf(ours, theirs),
    foundByEslint(
      cwd,
      eslint.output.map(each => ({ ...each, messages: [] })),
    ).length,
    eslint.output.length,
    refused.length,
    cli.seconds.toFixed(1),
    eslint.seconds.toFixed(1),
  ]
  console.log(`| ${cells.join(' | ')} |`)
  for (const difference of differences) console.log(`  ${difference}`)
  if (values.refused) for (const each of refused) console.log(`  refused: ${pathFrom(cwd, each)}`)
  return differences.length === 0
}

/** By rule, place and text; how often each is found counts as well. */
function differencesOf(ours: readonly Found[], theirs: readonly Found[]): readonly string[] {
  const counts = new Map<string, number>()
  const add = (by: number) => (found: Found) => {
    const key = `${found.path}:${found.place} ${found.rule} ${found.text}`
    counts.set(key, (counts.get(key) ?? 0) + by)
  }
  ours.forEach(add(1))
  theirs.forEach(add(-1))
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([key, count]) => `${count > 0 ? 'command line' : 'ESLint'} only: ${key}`)
    .sort()
}

/** ESLint has one severity for a rule: it says louder what the command line says more quietly of some of its findings. */
function louderOf(ours: readonly Found[], theirs: readonly Found[]): number {
  const told = new Map(ours.map(found => [`${found.path}:${found.place} ${found.rule}`, found.severity]))
  return theirs.filter(
    ({ path, place, rule, severity }) => (told.get(`${path}:${place} ${rule}`) ?? severity) !== severity,
  ).length
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: 'string', multiple: true, default: ['recommended', 'all'] },
    /** Names the files that ESLint's parser refuses. */
    refused: { type: 'boolean' },
  },
})

console.log(
  '| corpus | preset | migrations | command line finds | ESLint finds | differences | louder in ESLint | silenced by comments of ESLint | files linted by ESLint | refused by its parser | seconds, command line | seconds, ESLint |',
)
console.log(`| --- | --- |${' --: |'.repeat(10)}`)
const isEqual = positionals.flatMap(directory =>
  values.preset.map(preset => compare(directory, preset as Preset)),
)
if (!isEqual.every(Boolean)) process.exitCode = 1
