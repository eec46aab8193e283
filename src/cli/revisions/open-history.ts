/** The history that a command is about: the migration files of the project. */
import { settingsOf } from '../../runner/options.ts'
import { readProject, type Project } from '../../runner/project.ts'
import type { Io } from '../io.ts'
import {
  environmentOf,
  type EnvironmentFlags,
  type EnvironmentOptions,
  type Use,
} from '../runner/environments.ts'

/** Files and graph, and what the runner is told about them. */
export interface OpenHistory extends Project {
  readonly options: EnvironmentOptions
  /** Paths of files begin there. */
  readonly cwd: string
  /** As the user writes them. */
  readonly folders: readonly string[]
}

/** Reads the migrations; the database need not even be named, unless it is to be opened as well. */
export async function openHistory(
  flags: EnvironmentFlags,
  io: Io,
  use: Use = { opens: false },
): Promise<OpenHistory> {
  const { options } = await environmentOf(flags, io, use)
  const settings = settingsOf(options)
  return { ...readProject(settings), options, cwd: settings.cwd, folders: settings.folders }
}

/** The rows of the version table, from the database of the project. */
export async function rowsOf({ options }: OpenHistory): Promise<readonly string[]> {
  const { createRunner } = await import('../../runner/create-runner.ts')
  return (await createRunner(options).status()).current
}

/** Says what to do first where nothing can be listed. */
export function noteIfEmpty({ files, folders }: OpenHistory, io: Io): void {
  if (files.length > 0) return
  io.err(
    `note: There are no migrations in ${folders.join(', ')} yet. The first one: migrate-lint revision -m "create users"\n`,
  )
}
