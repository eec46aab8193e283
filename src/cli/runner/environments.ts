/** Which databases a command is about: what the flags say, over `env.ts`, over the configuration. */
import { dirname, resolve } from 'node:path'
import { parseDuration } from '../../lint/duration.ts'
import { urlFrom } from '../../database/open-database.ts'
import { didYouMean } from '../../project/closest.ts'
import { ConfigError } from '../../project/config-error.ts'
import type { Config, RunnerConfig } from '../../project/config.ts'
import { findConfig, loadConfig, type LoadedConfig } from '../../project/load-config.ts'
import { withoutDatabase, type Environment } from '../../runner/environment/environment.ts'
import { loadEnvironment } from '../../runner/environment/load-environment.ts'
import type { AutogenerateSettings } from '../../runner/environment/autogenerate-settings.ts'
import type { RunnerOptions } from '../../runner/options.ts'
import type { GlobalFlags } from '../command-host.ts'
import type { Io } from '../io.ts'

/** Flags that say where the migrations and the database are. */
export interface EnvironmentFlags extends GlobalFlags {
  readonly folder?: readonly string[]
  readonly url?: string
  readonly database?: string
}

/** One database and its migrations. */
export interface NamedEnvironment {
  /** Absent where there is only one. */
  readonly name?: string | undefined
  readonly options: EnvironmentOptions
}

/** What the runner is told, and what the comparison with a target is. */
export interface EnvironmentOptions extends RunnerOptions, AutogenerateSettings {
  /** Folder where paths in env.ts begin; absent: that of the process. */
  readonly base?: string | undefined
}

/** What a command does with a database. */
export interface Use {
  /** False: it opens none, so that the variable that names it need not be set. */
  readonly opens: boolean
}

/** The environments in the order in which commands take them. */
export async function environmentsOf(
  flags: EnvironmentFlags,
  io: Io,
  { opens }: Use = { opens: true },
): Promise<readonly NamedEnvironment[]> {
  const { config, path } = await configFor(flags, io)
  const folders = flags.folder ?? foldersOf(config.runner, path && dirname(path), io)
  const load = async () => {
    const face = await import('../../runner/index.ts')
    const schema = await import('../../autogenerate/index.ts')
    return loadEnvironment(resolve(io.cwd, folders[0] ?? ''), io.cwd, face, { 'migrate-lint/schema': schema })
  }
  const own = await (opens && flags.url === undefined ? load() : withoutDatabase(load))
  const { databases, ...common } = own ?? {}
  const at = (options: EnvironmentOptions) => pathsFrom(path && dirname(path), options, io)
  const shared: EnvironmentOptions = {
    ...settingsIn(config.runner),
    ...namingIn(config.naming),
    folders,
    ...at(common),
    cwd: io.cwd,
    base: path && dirname(path),
  }
  const all = databases ? chosen(databases, flags.database) : [{ options: {} }]
  if (!databases && flags.database !== undefined) throw noDatabases(flags.database)
  return all.map(({ options, ...rest }) => ({
    ...rest,
    options: { ...shared, ...at(options), ...(flags.url !== undefined && { url: flags.url }) },
  }))
}

/** Where the migrations are, by the flags or the configuration. */
export async function configuredFolders(flags: EnvironmentFlags, io: Io): Promise<readonly string[]> {
  const { config, path } = await configFor(flags, io)
  return flags.folder ?? foldersOf(config.runner, path && dirname(path), io)
}

/** The only environment; a command that can take one at a time asks for it. */
export async function environmentOf(
  flags: EnvironmentFlags,
  io: Io,
  use: Use = { opens: true },
): Promise<NamedEnvironment> {
  const [first, ...more] = await environmentsOf(flags, io, use)
  // Without their databases they differ by their migrations alone.
  const differs = more.some(each => use.opens || !sameFolders(each, first))
  if (!first || differs) {
    throw new ConfigError({
      where: '--database',
      problem: 'there are several databases',
      expected: `one of ${[first, ...more].map(each => each?.name).join(', ')}`,
    })
  }
  return first
}

function sameFolders(a: NamedEnvironment, b: NamedEnvironment | undefined): boolean {
  return [a.options.folders].flat().join('\n') === [b?.options.folders].flat().join('\n')
}

function chosen(
  databases: NonNullable<Environment['databases']>,
  wanted: string | undefined,
): readonly NamedEnvironment[] {
  const all = Object.entries(databases).map(([name, options]) => ({ name, options }))
  if (wanted === undefined) return all
  const found = all.filter(({ name }) => name === wanted)
  if (found.length > 0) return found
  const names = all.map(({ name }) => name)
  throw new ConfigError({
    where: '--database',
    problem: `there is no database ${wanted}`,
    expected: `one of ${names.join(', ')}`,
    remedy: didYouMean(wanted, names),
  })
}

function noDatabases(name: string): ConfigError {
  return new ConfigError({
    where: '--database',
    problem: `there is no database ${name}: env.ts names none`,
    remedy: 'Write them into env.ts: databases: { shop: { url: … }, billing: { url: … } }.',
  })
}

/** The configuration of the project. */
export async function configFor({ config }: GlobalFlags, io: Io): Promise<LoadedConfig> {
  if (config === false) return { config: {} }
  const path = typeof config === 'string' ? resolve(io.cwd, config) : findConfig(io.cwd)
  if (path === undefined) return { config: {} }
  const { knownNames } = await import('../../project/known-names.ts')
  return loadConfig(path, io.cwd, knownNames())
}

/** Folders of the configuration begin where it lies. */
function foldersOf(runner: RunnerConfig | undefined, base: string | undefined, io: Io): readonly string[] {
  const folders = [runner?.folders ?? 'migrations'].flat()
  const isHere = base === undefined || base === io.cwd || runner?.folders === undefined
  return isHere ? folders : folders.map(each => resolve(base, each))
}

/** So do paths of env.ts. */
function pathsFrom(
  base: string | undefined,
  { url, folders, ...options }: EnvironmentOptions,
  io: Io,
): EnvironmentOptions {
  const isHere = base === undefined || base === io.cwd
  return {
    ...options,
    ...(url !== undefined && { url: isHere ? url : urlFrom(base, url) }),
    ...(folders !== undefined && {
      folders: isHere ? folders : [folders].flat().map(each => resolve(base, each)),
    }),
  }
}

const TRANSACTIONS = { run: 'all', migration: 'each', query: 'each', none: 'none' } as const

/** What the configuration tells the linter about the runner, the runner does. */
function settingsIn(runner: RunnerConfig = {}): RunnerOptions {
  const { transaction, lockTimeout, statementTimeout } = runner
  return {
    ...(transaction && { transaction: TRANSACTIONS[transaction] }),
    ...milliseconds('lockTimeout', lockTimeout),
    ...milliseconds('statementTimeout', statementTimeout),
  }
}

/** The names that `--fix` writes are those that the runner gives. */
function namingIn(naming: Config['naming']): RunnerOptions {
  if (!naming) return {}
  const { primaryKey: pk, unique: uq, foreignKey: fk, check: ck } = naming
  return { namingConvention: { pk, uq, fk, ck } }
}

function milliseconds(
  name: 'lockTimeout' | 'statementTimeout',
  value: string | number | undefined,
): Partial<Record<typeof name, number>> {
  const time = value === undefined ? undefined : parseDuration(value)
  return typeof time === 'number' ? { [name]: time } : {}
}
