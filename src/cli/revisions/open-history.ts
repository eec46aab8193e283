/** The history that a command is about: the migration files of the project. */
import { dirname, relative, resolve } from 'node:path'
import { slashed } from '../../project/folders.ts'
import { findConfig, loadConfig } from '../../project/load-config.ts'
import { settingsOf, type RunnerOptions } from '../../runner/options.ts'
import { readProject, type Project } from '../../runner/project.ts'
import type { GlobalFlags } from '../command-host.ts'
import type { Io } from '../io.ts'

/** Files and graph, and what the runner is told about them. */
export interface OpenHistory extends Project {
  readonly options: RunnerOptions
  /** Paths of files begin there. */
  readonly cwd: string
  /** Relative to it. */
  readonly folders: readonly string[]
}

/** Reads the migrations; no database is asked. */
export async function openHistory(flags: GlobalFlags, io: Io): Promise<OpenHistory> {
  const options = await runnerOptionsOf(flags, io)
  const settings = settingsOf(options)
  return { ...readProject(settings), options, cwd: settings.cwd, folders: settings.folders }
}

/** What the configuration says of where the migrations are. */
export async function runnerOptionsOf({ config }: GlobalFlags, { cwd }: Io): Promise<RunnerOptions> {
  const path =
    typeof config === 'string' ? resolve(cwd, config) : config === false ? undefined : findConfig(cwd)
  if (path === undefined) return { cwd }
  const { knownNames } = await import('../../project/known-names.ts')
  const { runner } = (await loadConfig(path, cwd, knownNames())).config
  return {
    cwd,
    folders: runner?.folders && [runner.folders].flat().map(folder => folderBelow(path, folder, cwd)),
  }
}

function folderBelow(path: string, folder: string, cwd: string): string {
  return slashed(relative(cwd, resolve(dirname(path), folder))) || '.'
}

/** The rows of the version table, from the database of the project. */
export async function rowsOf({ options, cwd, folders }: OpenHistory): Promise<readonly string[]> {
  const own = await import('../../runner/index.ts')
  const { loadEnvironment } = await import('../../runner/environment/load-environment.ts')
  const environment = await loadEnvironment(resolve(cwd, folders[0] ?? ''), cwd, own)
  return (await own.createRunner({ ...environment, ...options }).status()).current
}

/** Says what to do first where nothing can be listed. */
export function noteIfEmpty({ files, folders }: OpenHistory, io: Io): void {
  if (files.length > 0) return
  io.err(
    `note: There are no migrations in ${folders.join(', ')} yet. The first one: migrate-lint revision -m "create users"\n`,
  )
}
