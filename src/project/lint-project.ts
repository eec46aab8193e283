/** From paths to a report: finds the migrations, reads them, and judges history by history. */
import { rules as allRules } from '../../rules/index.ts'
import { DEFAULT_SETTINGS, type LintSettings } from '../lint/settings.ts'
import type { Report } from '../reporters/report.ts'
import { brokenFiles } from './broken-files.ts'
import type { Config } from './config.ts'
import { findInProject, type ProjectOptions } from './find-in-project.ts'
import { judgeHistory } from './judge-history.ts'
import { NothingFoundError } from './nothing-found.ts'
import { reportOf } from './report-of.ts'
import { unreadableFiles } from './unreadable-files.ts'

/** The report, and what the user should know besides. */
export interface LintedProject {
  readonly report: Report
  /** Files that were named and are no migrations, folders that could not be listed. */
  readonly notes: readonly string[]
}

/** Lints; throws a ConfigError for paths that are not there and a NothingFoundError when there is no migration. */
export function lintProject(options: ProjectOptions): LintedProject {
  const { config = {} } = options
  const { discovered, frontends, histories, since, starts, notes } = findInProject(options)
  const settings = lintSettings(config)
  const judged = histories.map(history =>
    judgeHistory(history, discovered, { settings, config, since, starts }),
  )
  const unreadable = [
    ...unreadableFiles(discovered, histories, settings),
    ...brokenFiles(discovered.files, discovered.isWanted, histories, settings),
  ]
  const isUnchanged = since !== undefined && histories.length > 0
  if (!isUnchanged && judged.every(({ migrations }) => migrations.length === 0) && unreadable.length === 0) {
    throw new NothingFoundError(discovered, frontends, notes)
  }
  const report = reportOf({ judged, unreadable, settings, rules: allRules, root: discovered.root })
  return { report, notes }
}

/** What the engine takes from the configuration. */
export function lintSettings({ preset, postgres, rules, runner, naming }: Config): LintSettings {
  return {
    preset: preset ?? DEFAULT_SETTINGS.preset,
    postgresVersion: postgres?.version ?? DEFAULT_SETTINGS.postgresVersion,
    rules: rules ?? DEFAULT_SETTINGS.rules,
    runner: runner ?? DEFAULT_SETTINGS.runner,
    naming: naming ?? DEFAULT_SETTINGS.naming,
  }
}
