/** Finds the configuration file and loads it: the only code of the user that is ever run. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { userModules } from '../host/user-modules.ts'
import { ConfigError } from './config-error.ts'
import type { Config } from './config.ts'
import * as face from './config.ts'
import { commonFolder } from './folders.ts'
import { validateConfig, type KnownNames } from './validate-config.ts'

/** File names, in the order in which they are looked for in a folder. */
export const CONFIG_FILES = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map(
  extension => `migrate-lint.config.${extension}`,
)

/** The key in package.json. */
const PACKAGE_KEY = 'migrate-lint'

/** A configuration and the file it stands in. */
export interface LoadedConfig {
  readonly config: Config
  /** Absolute; absent when there is no file. */
  readonly path?: string | undefined
}

/** The nearest configuration file from a folder upwards, up to the root of the git repository. */
export function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = CONFIG_FILES.map(name => join(at, name)).find(path => existsSync(path))
    if (found) return found
    const manifest = join(at, 'package.json')
    if (existsSync(manifest) && PACKAGE_KEY in manifestOf(manifest)) return manifest
    if (existsSync(join(at, '.git')) || dirname(at) === at) return undefined
  }
}

/** The configuration for some paths: the nearest one above all of them, otherwise above the current folder. */
export function findConfigFor(paths: readonly string[], cwd: string): string | undefined {
  const folders = paths.map(path => folderOf(resolve(cwd, path)))
  const shared = folders.length > 0 ? commonFolder(folders) : cwd
  return findConfig(shared) ?? findConfig(cwd)
}

/** Loads and checks the file. */
export async function loadConfig(path: string, cwd: string, known: KnownNames): Promise<LoadedConfig> {
  const where = whereOf(path, cwd)
  const data = dataIn(path, where)
  const value = data ? data.value : await valueOf(where, () => importFile(path))
  return { config: validateConfig(value, where, known), path }
}

/** The same at once, for hosts that do not wait: a configuration that is code must not use top-level await. */
export function loadConfigSync(path: string, cwd: string, known: KnownNames): Config {
  const where = whereOf(path, cwd)
  const data = dataIn(path, where)
  const value = data
    ? data.value
    : defaultOf(
        where,
        attempt(where, () => requireFile(path)),
      )
  return validateConfig(value, where, known)
}

function whereOf(path: string, cwd: string): string {
  const where = relative(cwd, path) || path
  if (existsSync(path)) return where
  const remedy = `A configuration is called ${CONFIG_FILES.join(', ')}, or stands in package.json.`
  throw new ConfigError({ where, problem: 'there is no such file', remedy })
}

/** What stands in a file that is no code. */
function dataIn(path: string, where: string): { readonly value: unknown } | undefined {
  if (path.endsWith('package.json')) return { value: manifestOf(path)[PACKAGE_KEY] }
  return path.endsWith('.json') ? { value: parseJson(path, where) } : undefined
}

async function valueOf(where: string, load: () => Promise<Members>): Promise<unknown> {
  try {
    return defaultOf(where, await load())
  } catch (cause) {
    throw cause instanceof ConfigError ? cause : notLoaded(where, cause)
  }
}

function attempt(where: string, load: () => Members): Members {
  try {
    return load()
  } catch (cause) {
    throw notLoaded(where, cause)
  }
}

function notLoaded(where: string, cause: unknown): ConfigError {
  const problem = `it cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`
  return new ConfigError({ where, problem: problem.replace(/\.$/u, '') }, cause)
}

type Members = Readonly<Record<string, unknown>>

function defaultOf(where: string, module: Members): unknown {
  if ('default' in module) return module['default']
  const expected = '`export default defineConfig({ … })`'
  throw new ConfigError({ where, problem: 'it has no default export', expected })
}

const modules = userModules({ 'migrate-lint': face })

async function importFile(path: string): Promise<Members> {
  return membersOf(await modules.import(path))
}

function requireFile(path: string): Members {
  const loaded = modules.require(path)
  const isModule = typeof loaded === 'object' && loaded !== null && 'default' in loaded
  return isModule ? membersOf(loaded) : { default: loaded }
}

/** A folder itself, the folder of anything else, be it there or not. */
function folderOf(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path)
}

function parseJson(path: string, where: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/u, ''))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError({ where, problem: `it is not JSON: ${reason}` }, cause)
  }
}

/** A package.json that cannot be read holds no configuration: it is not ours to complain about. */
function manifestOf(path: string): Members {
  try {
    return membersOf(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
