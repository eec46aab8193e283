/** What a command of the runner works with. */
import type { Database } from '../database/open-database.ts'
import type { RunnerOptions, Settings } from './options.ts'
import type { Project } from './project.ts'

export interface RunContext {
  readonly options: RunnerOptions
  readonly settings: Settings
  readonly database: Database
  readonly project: Project
}
