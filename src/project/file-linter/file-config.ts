/** The configuration for one file: what the host's settings say over what the project's own file says. */
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError } from '../config-error.ts'
import type { Config } from '../config.ts'
import { knownNames } from '../known-names.ts'
import { findConfig, loadConfigSync } from '../load-config.ts'
import { validateConfig } from '../validate-config.ts'

/** What a host such as ESLint lets the user say; the rest of it is a configuration. */
export interface FileSettings extends Omit<Config, 'rules' | 'preset' | 'since'> {
  /** The configuration file; the nearest one above the file by default, none when false. */
  readonly config?: string | false | undefined
  /** The folders of the migrations; found by their names and files by default. */
  readonly migrations?: readonly string[] | undefined
}

/** The configuration for a file. */
export interface FileConfig {
  /** The same object as long as nothing has changed. */
  readonly config: Config
  /** Absolute; relative paths begin there. */
  readonly folder: string
  /** Absolute. */
  readonly migrations: readonly string[] | undefined
}

/** Where, and how long what was found holds. */
export interface FileConfigOptions {
  readonly cwd: string
  readonly lifetime: number
  readonly now: () => number
}

interface Looked {
  readonly config: FileConfig
  readonly path: string | undefined
  readonly stamp: string
  looked: number
}

/** Finds, loads and remembers configurations. */
export function fileConfigs({ cwd, lifetime, now }: FileConfigOptions): {
  configFor(path: string, settings: FileSettings | undefined): FileConfig
} {
  // By content: hosts may make the same settings anew for every file.
  const known = new Map<string, Map<string, Looked>>()
  return {
    configFor(path, settings = NONE) {
      const key = JSON.stringify(settings)
      const byFolder = known.get(key) ?? new Map<string, Looked>()
      known.set(key, byFolder)
      const folder = dirname(path)
      const before = byFolder.get(folder)
      if (before && now() - before.looked < lifetime) return before.config
      const file = fileFor(folder, settings, cwd)
      const stamp = stampOf(file)
      if (before?.path === file && before?.stamp === stamp) {
        before.looked = now()
        return before.config
      }
      const alike = [...byFolder.values()].find(each => each.path === file && each.stamp === stamp)
      const config = alike?.config ?? configOf(file, settings, cwd)
      byFolder.set(folder, { config, path: file, stamp, looked: now() })
      return config
    },
  }
}

const NONE: FileSettings = {}

function fileFor(folder: string, { config }: FileSettings, cwd: string): string | undefined {
  if (config === false) return undefined
  return config === undefined ? (findConfig(folder) ?? findConfig(cwd)) : resolve(cwd, config)
}

function configOf(file: string | undefined, settings: FileSettings, cwd: string): FileConfig {
  const { config: _file, migrations, ...own } = settings
  const folder = file === undefined ? cwd : dirname(file)
  const known = knownNames()
  const written = file === undefined ? {} : loadConfigSync(file, cwd, known)
  const config = { ...written, ...validateConfig(own, WHERE, known) }
  return { config, folder, migrations: foldersIn(migrations, cwd) }
}

const WHERE = "settings['migrate-lint']"

function foldersIn(migrations: unknown, cwd: string): readonly string[] | undefined {
  if (migrations === undefined) return undefined
  if (Array.isArray(migrations) && migrations.every(each => typeof each === 'string'))
    return migrations.map(each => resolve(cwd, each))
  throw new ConfigError({
    where: WHERE,
    key: 'migrations',
    problem: 'it is no list of folders',
    expected: "paths such as ['db/migrations'], relative to the current folder",
  })
}

function stampOf(path: string | undefined): string {
  const stat = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })
  return stat ? `${stat.mtimeMs} ${stat.size}` : ''
}
