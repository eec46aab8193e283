/** `migrate-lint [paths…]`: lints, prints the reports, and says by the exit code how it went. */
import { dirname, resolve } from 'node:path'
import { ConfigError } from '../../project/config-error.ts'
import { findConfigFor, loadConfig, type LoadedConfig } from '../../project/load-config.ts'
import type { ProjectOptions } from '../../project/find-in-project.ts'
import { lintProject, type LintedProject } from '../../project/lint-project.ts'
import { NothingFoundError } from '../../project/nothing-found.ts'
import { knownNames } from '../../project/known-names.ts'
import type { Report } from '../../reporters/report.ts'
import { reporters } from '../../reporters/index.ts'
import { EXIT } from '../exit-codes.ts'
import { configWithFlags, maxWarnings } from '../flags.ts'
import { fix, fixesOf, type FixFlags } from '../fix.ts'
import { wantsColor, type Io } from '../io.ts'
import { outputsOf, writeReport, type Output } from '../outputs.ts'

/** The flags as commander gives them. */
export interface LintFlags extends FixFlags {
  readonly format?: readonly string[]
  readonly rule?: readonly string[]
  readonly preset?: string
  readonly postgres?: string
  readonly since?: string
  readonly schema?: string
  /** A file, or false for none. */
  readonly config?: string | boolean
  readonly maxWarnings?: string
  readonly quiet?: true
  readonly printOperations?: true
  readonly stdin?: true
  readonly stdinFilename?: string
  readonly errorOnUnmatchedPattern: boolean
  readonly color?: boolean
}

/** Everything that the user may have got wrong is checked before anything is read. */
export async function lint(paths: readonly string[], flags: LintFlags, io: Io): Promise<number> {
  const outputs = outputsOf(flags.format)
  const allowed = maxWarnings(flags.maxWarnings)
  const stdinPath = stdinFileOf(paths, flags)
  const wanted = fixesOf(flags, stdinPath)
  const loaded = await configOf(stdinPath === undefined ? paths : [stdinPath], flags, io)
  const options: ProjectOptions = {
    cwd: io.cwd,
    paths,
    config: configWithFlags(loaded.config, withAbsoluteSchema(flags, io)),
    configFolder: loaded.path && dirname(loaded.path),
    stdin: stdinPath === undefined ? undefined : { path: stdinPath, text: io.stdin() },
  }
  if (flags.printOperations) {
    const { printOperations } = await import('../print-operations.ts')
    return printOperations(options, { outputs, color: flags.color }, io)
  }
  const fixed = wanted && (await fix(options, wanted, io))
  const linted = lintOrNothing({ ...options, texts: fixed?.texts }, flags, io)
  if (!linted) return EXIT.clean
  for (const note of linted.notes) io.err(`note: ${note}\n`)
  const whole = fixed ? { ...linted.report, fixed: fixed.fixed } : linted.report
  const report = flags.quiet ? errorsOnly(whole) : whole
  // The patch has stdout for itself, so that it can be piped.
  const printing = wanted?.dryRun ? { ...io, out: io.err } : io
  for (const output of outputs) print(report, output, flags, printing)
  return exitCodeOf(linted.report, allowed)
}

/** On the command line paths begin where the user stands, in the configuration where that lies. */
function withAbsoluteSchema({ schema, ...flags }: LintFlags, { cwd }: Io): LintFlags {
  return schema === undefined ? flags : { ...flags, schema: resolve(cwd, schema) }
}

/** With `--no-error-on-unmatched-pattern`, as for the files a commit hook passes, nothing to lint is fine. */
function lintOrNothing(options: ProjectOptions, flags: LintFlags, io: Io): LintedProject | undefined {
  try {
    return lintProject(options)
  } catch (error) {
    if (flags.errorOnUnmatchedPattern || !(error instanceof NothingFoundError)) throw error
    io.err('note: No migrations were found.\n')
    return undefined
  }
}

async function configOf(paths: readonly string[], { config }: LintFlags, io: Io): Promise<LoadedConfig> {
  if (config === false) return { config: {} }
  const path = typeof config === 'string' ? resolve(io.cwd, config) : findConfigFor(paths, io.cwd)
  return path === undefined ? { config: {} } : loadConfig(path, io.cwd, knownNames())
}

function stdinFileOf(paths: readonly string[], flags: LintFlags): string | undefined {
  if (!flags.stdin && flags.stdinFilename === undefined) return undefined
  if (flags.stdinFilename === undefined) {
    const problem = 'the text needs a file name, which tells its framework'
    throw new ConfigError({ where: '--stdin', problem, expected: '--stdin-filename migrations/7_orders.sql' })
  }
  if (paths.length > 0) {
    const problem = `it stands instead of paths, and ${paths.join(' ')} was given`
    throw new ConfigError({ where: '--stdin', problem })
  }
  return flags.stdinFilename
}

function print(report: Report, output: Output, flags: LintFlags, io: Io): void {
  const color = output.file === undefined && wantsColor(io, flags.color)
  const text = reporters[output.reporter](report, {
    color,
    width: output.file === undefined ? io.columns : undefined,
  })
  if (output.file === undefined) io.out(text)
  else writeReport(resolve(io.cwd, output.file), text)
}

function errorsOnly(report: Report): Report {
  return { ...report, findings: report.findings.filter(({ severity }) => severity === 'error') }
}

function exitCodeOf({ findings }: Report, allowed: number): number {
  const count = (severity: string) => findings.filter(finding => finding.severity === severity).length
  return count('error') > 0 || count('warning') > allowed ? EXIT.findings : EXIT.clean
}
