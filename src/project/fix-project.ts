/** Fixes a project in memory: pass after pass, until nothing more can be fixed. */
import { resolve } from 'node:path'
import { rules } from '../../rules/index.ts'
import { fixHistory, type Fixed } from '../fix/fix-history.ts'
import { replayAll } from '../fix/history.ts'
import { withTexts } from '../fix/overlay.ts'
import type { MigrationSource, ProjectFiles } from '../frontends/project-files.ts'
import { languagesOf } from '../frontends/other-databases.ts'
import { lintHistory } from '../lint/lint-history.ts'
import type { RewriteKind } from '../lint/rewrite.ts'
import type { LintSettings } from '../lint/settings.ts'
import type { FixedFinding } from '../reporters/report.ts'
import { discover, type Discovered } from './discover.ts'
import { findMigrations, type History } from './find-migrations.ts'
import { codeSettings, frontendsOf, type ProjectOptions } from './find-in-project.ts'
import { lintSettings } from './lint-project.ts'
import { sinceGit, type Since } from './since.ts'
import { changeOf } from './whole-history.ts'

/** More passes than a chain of fixes needs. */
const MOST_PASSES = 10

/** What is to be fixed. */
export interface FixProjectOptions extends ProjectOptions {
  readonly kinds: readonly RewriteKind[]
}

/** The texts that files get, by path relative to the root. */
export interface FixedProject {
  /** Absolute. */
  readonly root: string
  readonly texts: ReadonlyMap<string, string>
  /** What stood in the files before; absent for a new one. */
  readonly before: (path: string) => string | undefined
  readonly fixed: readonly FixedFinding[]
}

/** Works out the fixes; nothing is written. */
export function fixProject(options: FixProjectOptions): FixedProject {
  const { config = {}, kinds, paths = [], stdin } = options
  const { include, exclude } = config
  const cwd = resolve(options.cwd)
  const { configFolder } = options
  const code = codeSettings(config)
  const discovered = discover({ cwd, paths, configFolder, include, exclude, stdin, code })
  const frontends = frontendsOf(config)
  const texts = new Map<string, string>()
  const fixed: Fixed[] = []
  const ask = options.since ?? sinceGit
  const since = config.since === undefined ? undefined : ask(discovered.root, config.since)
  const once: Pass = { discovered, since, settings: lintSettings(config), config, kinds: new Set(kinds) }
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const files = withTexts(discovered.files, texts)
    const done = findMigrations(frontends, files).map(history => fixOne(history, files, once))
    for (const each of done) {
      for (const [path, text] of each.texts) texts.set(path, text)
      fixed.push(...each.fixed)
    }
    if (done.every(each => each.texts.size === 0)) break
  }
  return {
    root: discovered.root,
    texts,
    before: path => discovered.files.read(path)?.text,
    fixed: fixed.map(({ finding: { rule, span }, title }) => ({ rule, title, span })),
  }
}

interface Pass {
  readonly discovered: Discovered
  readonly since: Since | undefined
  readonly settings: LintSettings
  readonly config: NonNullable<ProjectOptions['config']>
  readonly kinds: ReadonlySet<RewriteKind>
}

/** Only histories that are PostgreSQL's to the end are changed, and only by frontends that can write. */
function fixOne(history: History, files: ProjectFiles, pass: Pass) {
  const { discovered, since, settings, config, kinds } = pass
  const nothing = { texts: new Map<string, string>(), fixed: [] }
  const { frontend } = history
  const isAsked = (source: MigrationSource) =>
    source.paths.some(discovered.isWanted) && changeOf(source, discovered, since) !== 'none'
  if (!frontend.writer || !history.sources.some(isAsked)) return nothing
  const transaction = { transaction: config.runner?.transaction }
  const all = history.sources.map(source => ({
    source,
    migration: frontend.read(source, files, transaction),
  }))
  if (all.some(({ migration }) => migration.dialect !== undefined || languagesOf(migration).length > 0))
    return nothing
  const asked = all.filter(({ source }) => isAsked(source))
  const migrations = all.map(({ migration }) => migration)
  const reported = new Set(asked.map(({ migration }) => migration))
  const { findings } = lintHistory({ migrations, rules, settings, reported })
  if (!findings.some(({ rewrite }) => rewrite && kinds.has(rewrite.kind))) return nothing
  const told = { frontend, writer: frontend.writer, settings: transaction, files, ...replayAll(all) }
  const own = new Set(asked.flatMap(({ source }) => source.paths))
  return fixHistory(told, findings, { kinds, mayChange: path => own.has(path) })
}
