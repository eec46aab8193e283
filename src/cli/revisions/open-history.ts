/** The history that a command is about: the migration files of the project. */
import { settingsOf, type RunnerOptions } from '../../runner/options.ts'
import { readProject, type Project } from '../../runner/project.ts'
import type { GlobalFlags } from '../command-host.ts'
import type { Io } from '../io.ts'

/** Files and graph, and what the runner is told about them. */
export interface OpenHistory extends Project {
  readonly options: RunnerOptions
  /** As the user writes them. */
  readonly folders: readonly string[]
}

/** Reads the migrations; no database is asked. */
export async function openHistory(_flags: GlobalFlags, io: Io): Promise<OpenHistory> {
  const options: RunnerOptions = { cwd: io.cwd }
  const settings = settingsOf(options)
  return { ...readProject(settings), options, folders: settings.folders }
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
